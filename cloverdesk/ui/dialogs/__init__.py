"""Dialogs, opened without blocking the loop."""
