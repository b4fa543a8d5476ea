"""Changes that are no money: sent once, and unknown, in words that fit, where the answer does not say that they were made."""

from collections.abc import Mapping
from typing import TypeVar

from cloverdesk.api.auth import Door
from cloverdesk.api.errors import ApiError, ChangeUnknown, Missing, OutcomeUnknown, Where
from cloverdesk.api.exchange import Answer
from cloverdesk.api.session import ApiSession
from cloverdesk.api.verdicts import where
from cloverdesk.api.wire import HasId, Shape, Undecodable

S = TypeVar("S", bound=HasId)


def told_members(**members: object) -> dict[str, object]:
    """A body of what is not None."""
    return {name: value for name, value in members.items() if value is not None}


async def change(
    session: ApiSession,
    operation: str,
    path: str,
    body: Mapping[str, object] | None = None,
    *,
    door: Door,
    method: str = "POST",
    what: str = "",
) -> Answer:
    """Send a change that is no money, once; `what` is the id of the object that it is about.

    Raises what `ApiSession.write` raises, `Missing` by that id, and `ChangeUnknown` for what may have happened.
    """
    try:
        return await session.write(operation, path, body, method=method, door=door)
    except Missing as problem:
        raise Missing(what=what, **_where(problem)) from problem
    except OutcomeUnknown as problem:
        raise ChangeUnknown(why=problem.why, **_where(problem)) from problem


def changed(answer: Answer, shape: Shape[S], wanted: str = "") -> S:
    """The object that a change answered with, which is called `wanted` if that is known. Raises `ChangeUnknown`."""
    try:
        found = shape.made(answer)
    except Undecodable as problem:
        raise not_clear(answer, "undecodable") from problem
    if wanted and found.id != wanted:
        raise not_clear(answer, "another object")
    return found


def not_clear(answer: Answer, why: str) -> ChangeUnknown:
    """The failure of a change whose 2xx does not say that it was made."""
    return ChangeUnknown(why=why, **where(answer))


def _where(problem: ApiError) -> Where:
    """Which call a failure was of."""
    name, status, request_id = problem.operation_name, problem.status, problem.request_id
    return Where(operation_name=name, status=status, request_id=request_id)
