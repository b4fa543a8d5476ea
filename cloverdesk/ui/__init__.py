"""The window. It knows services, domain values and settings, and nothing below them."""
