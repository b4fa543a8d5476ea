"""Pulling Clover into the cache, newest first."""
