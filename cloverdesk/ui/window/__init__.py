"""The parts of the main window: bars, hold, keys and what watches the operations."""
