"""A simulator of the Clover API. It imports nothing else of this project: it is the independent oracle."""
