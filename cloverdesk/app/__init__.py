"""Composition root: the only package that sees everything. It builds a desk for a profile, starts and ends the program."""
