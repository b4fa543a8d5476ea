"""Tokens, fonts, icons and the style made of them."""
