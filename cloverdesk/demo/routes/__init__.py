"""One module per group of Clover paths."""
