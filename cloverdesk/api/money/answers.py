"""What every money call has in common: which object it may name, and that an answer which settles nothing is no success."""

from collections.abc import Callable
from typing import TypeVar

from cloverdesk.api.errors import Refused
from cloverdesk.api.exchange import Answer
from cloverdesk.api.resources.collection import is_nameable
from cloverdesk.api.verdicts import unknown
from cloverdesk.api.wire import Undecodable

W = TypeVar("W")


def settled(read: Callable[[Answer], W], answer: Answer) -> W:
    """What a 2xx says was done, by `read`. Raises `OutcomeUnknown` for one that says nothing, or something else."""
    try:
        return read(answer)
    except Undecodable as problem:
        raise unknown(answer, "undecodable") from problem


def about(answer: Answer, found: str, wanted: str, what: str) -> None:
    """Raise `OutcomeUnknown` where an answer names another object than the call was about; "" names none."""
    if found not in {"", wanted}:
        raise unknown(answer, f"another {what}")


def named(object_id: str, operation: str) -> str:
    """An id that can stand in a path. Raises `Refused` for what no object is called: nothing is sent."""
    if not is_nameable(object_id):
        said = f"nothing is called {object_id[:64]!r}"
        raise Refused(said=said, clover_code="", operation_name=operation)
    return object_id
