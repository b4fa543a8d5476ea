"""The typed filter as words: each is a chip that can be taken away alone. Quotes keep words together."""

import re
from collections.abc import Sequence

_WORD = re.compile(r'"[^"]*"?|\S+')


def split_words(text: str) -> list[str]:
    """The words of a filter, in order, quotes kept."""
    return _WORD.findall(text)


def join_words(words: Sequence[str]) -> str:
    """A filter of these words."""
    return " ".join(words)


def without_word(text: str, number: int) -> str:
    """The filter without its word `number`."""
    words = split_words(text)
    return join_words(words[:number] + words[number + 1 :])


def with_word(text: str, word: str) -> str:
    """The filter with `word` added, unless it is part of it already."""
    words = split_words(text)
    return join_words(words if word in words else [*words, word])
