"""Texts from below the window in the reader's language: each code has an English text, which is what gets translated."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from cloverdesk.domain.errors import Failure
from cloverdesk.domain.message import Message, Writer
from cloverdesk.domain.texts import ENGLISH

CONTEXT = "Message"
"""The translation context of every text that comes from below the window."""


def text_of(message: Message, writer: Writer) -> str:
    """The message in the reader's language, its parameters written by `writer`."""
    return message.fill(QCoreApplication.translate(CONTEXT, ENGLISH[message.code]), writer)


def text_of_code(code: str) -> str:
    """The text of a code without parameters, or the code's last word where there is no text for it.

    Clover may send a status that nobody knew when this was written; its own word is better than none.
    """
    english = ENGLISH.get(code)
    if english is None:
        return code.rpartition(".")[2].replace("_", " ")
    return QCoreApplication.translate(CONTEXT, english)


class FailureText(NamedTuple):
    """A failure in words: what happened, what it means, what to do."""

    title: str
    message: str
    advice: str

    @property
    def body(self) -> str:
        """Message and advice as one paragraph."""
        return f"{self.message} {self.advice}".strip()


def failure_text(failure: Failure, writer: Writer) -> FailureText:
    """The three texts of a failure in the reader's language."""
    return FailureText(
        text_of(failure.title, writer), text_of(failure.message, writer), text_of(failure.advice, writer)
    )
