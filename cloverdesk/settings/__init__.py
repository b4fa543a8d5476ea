"""Profiles, options, secrets, paths and logs."""
