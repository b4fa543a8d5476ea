"""Reads and harmless writes."""
