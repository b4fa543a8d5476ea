"""The only door to Clover: HTTP, decoding, errors."""
