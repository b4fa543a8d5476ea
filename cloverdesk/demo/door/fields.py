"""Reads the body of a request field by field, and says in Clover's words what is wrong with one."""

import re
from collections.abc import Callable, Iterable, Mapping

from cloverdesk.demo.errors import Rejected, invalid
from cloverdesk.demo.rules import LARGEST_METADATA, LARGEST_REFERENCE
from cloverdesk.demo.store import dump

_DIGITS = re.compile(r"[0-9]{1,18}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+", re.ASCII)
_REFERENCE = re.compile(r"[A-Za-z0-9 ]*", re.ASCII)
_CURRENCY = re.compile(r"[A-Za-z]{3}", re.ASCII)


class Fields:
    """The members of a JSON object. A member that is null counts as absent."""

    def __init__(self, body: Mapping[str, object], *, text_amounts: bool) -> None:
        self._body = body
        self._text_amounts = text_amounts

    def __contains__(self, name: str) -> bool:
        return self._body.get(name) is not None

    def amount(self, name: str, refusal: Callable[[], Rejected], *, least: int = 0) -> int | None:
        """A whole number of minor units, at least `least`; None if absent. Raises `refusal()` for anything else."""
        value = self._body.get(name)
        if value is None:
            return None
        if self._text_amounts and isinstance(value, str) and _DIGITS.fullmatch(value):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise refusal()
        return value

    def text(self, name: str, *, longest: int = 5000) -> str | None:
        """A text; None if absent."""
        value = self._body.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or len(value) > longest:
            raise invalid_field(name)
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        value = self._body.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise invalid_field(name)
        return value

    def choice(self, name: str, allowed: Iterable[str]) -> str | None:
        """One of a few words; None if absent."""
        value = self.text(name)
        if value is not None and value not in allowed:
            raise invalid_field(name)
        return value

    def currency(self) -> str:
        """An ISO code in the case it came in."""
        value = self._body.get("currency")
        if not isinstance(value, str) or not _CURRENCY.fullmatch(value):
            raise invalid("Please provide a valid currency.")
        return value

    def email(self, name: str) -> str | None:
        """An e-mail address; None if absent."""
        value = self._body.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not _EMAIL.fullmatch(value):
            raise invalid("Please provide a valid email.", code="email_invalid")
        return value

    def reference(self) -> str | None:
        """`external_reference_id`: letters, digits and spaces, at most 12."""
        value = self.text("external_reference_id", longest=LARGEST_REFERENCE)
        if value is not None and not _REFERENCE.fullmatch(value):
            raise invalid_field("external_reference_id")
        return value

    def metadata(self) -> dict[str, object] | None:
        """Free keys and values, at most 500 characters in all."""
        value = self._body.get("metadata")
        if value is None:
            return None
        if not isinstance(value, dict) or len(dump(value)) > LARGEST_METADATA:
            raise invalid_field("metadata")
        return value

    def member(self, name: str) -> Mapping[str, object]:
        """An object inside this one."""
        value = self._body.get(name)
        if not isinstance(value, dict):
            raise invalid_field(name)
        return value


def invalid_field(name: str) -> Rejected:
    """What is said about any field that has no message of its own."""
    return invalid(f"Please provide a valid {name}.", param=name)
