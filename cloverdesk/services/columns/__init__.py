"""Columns as values, shared by window, commands and exports."""
