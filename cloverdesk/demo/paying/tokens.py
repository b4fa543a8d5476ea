"""What every kind of token has in common, whatever it stands for."""

from collections.abc import Mapping
from dataclasses import dataclass

from cloverdesk.demo.door.fields import Fields
from cloverdesk.demo.errors import Rejected, invalid
from cloverdesk.demo.paying.sources import FRESH


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token about to be made. `part` is the member under which `shown` is kept and answered.

    `facts` is what is known of it and never shown; `status` is one of the states in `sources`.
    """

    part: str
    shown: Mapping[str, object]
    facts: Mapping[str, object]
    status: str = FRESH


class Part:
    """The member of a request that a token is made of; what is wrong in it is named with its place, as `ach.phone`."""

    def __init__(self, name: str, given: Mapping[str, object]) -> None:
        self._name = name
        self._given = given
        self._fields = Fields(given, text_amounts=True)

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def text(self, name: str, *, longest: int = 255) -> str:
        """A text that has to be there."""
        value = self._given.get(name)
        if not isinstance(value, str) or not value.strip() or len(value) > longest:
            raise self.wrong(name)
        return value

    def choice(self, name: str, *allowed: str) -> str:
        """One of a few words, that has to be there."""
        value = self.text(name)
        if value not in allowed:
            raise self.wrong(name)
        return value

    def flag(self, name: str) -> bool:
        """True or false; false if absent."""
        value = self._given.get(name)
        if not isinstance(value, bool | None):
            raise self.wrong(name)
        return value or False

    def email(self, name: str) -> None:
        """An e-mail address, that has to be there."""
        try:
            given = self._fields.email(name)
        except Rejected:
            given = None
        if given is None:
            raise self.wrong(name, code="email_invalid")

    def wrong(self, name: str, *, code: str = "invalid_request") -> Rejected:
        """What is said about a member that is missing or not valid."""
        return invalid(f"Please provide a valid {name}.", code=code, param=f"{self._name}.{name}")
