"""Plain values. No I/O, no Qt."""
