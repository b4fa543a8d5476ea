"""The one way in which the set-up fails: a line that says what is wrong and what to do."""


class Trouble(Exception):
    """Its text is printed as it is; nothing else is."""
