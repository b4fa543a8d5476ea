"""Troubles on demand: a plan says which calls go wrong, and whether before or after their effect is committed."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from typing import Self, TypeVar

T = TypeVar("T")

STATUSES = (402, 429, 500, 502, 503, 504)
EVERY_OPERATION = "*"


class ConnectionDropped(Exception):
    """The connection ended without an answer. Seen by callers that reach the app without a socket."""


class PlanInvalid(ValueError):
    """A plan that cannot be followed; the text says why."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What goes wrong. First `delay_ms` or `stall` (until released), then one of the others, or else nothing more.

    `status` answers that status with its usual body, `retry_after` in seconds beside it; `drop` ends the connection;
    `html`, `truncated` and `empty` spoil the body, with `status` if that is given, too.
    """

    delay_ms: int = 0
    stall: bool = False
    status: int | None = None
    retry_after: int | None = None
    drop: bool = False
    html: bool = False
    truncated: bool = False
    empty: bool = False

    @classmethod
    def read(cls, told: object) -> Self | None:
        """Decode one. Raises `PlanInvalid`."""
        if told is None:
            return None
        members = _members(told, {one.name for one in fields(cls)})
        for name in ("delay_ms", "retry_after"):
            _check(name, members.get(name, 0), int)
        for name in ("stall", "drop", "html", "truncated", "empty"):
            _check(name, members.get(name, False), bool)
        if members.get("status", STATUSES[0]) not in STATUSES:
            msg = f"status is one of {', '.join(map(str, STATUSES))}"
            raise PlanInvalid(msg)
        return cls(**members)  # type: ignore[arg-type]  # every member's type was checked above


@dataclass(slots=True)
class Rule:
    """Goes wrong on the `nth` call of an operation, on `every` so many, or always. `effect` changes what the call does."""

    operation: str
    nth: int | None = None
    every: int | None = None
    before: Trouble | None = None
    after: Trouble | None = None
    effect: Mapping[str, str] = field(default_factory=dict)
    seen: int = 0
    hit: int = 0

    @classmethod
    def read(cls, told: object) -> Self:
        """Decode one. Raises `PlanInvalid`."""
        members = _members(told, {"operation", "nth", "every", "before", "after", "effect"})
        operation = _check("operation", members.get("operation", EVERY_OPERATION), str)
        effect = _check("effect", members.get("effect", {}), dict)
        if not all(isinstance(value, str) for value in effect.values()):
            raise PlanInvalid("effect holds texts")
        return cls(
            operation,
            _count(members, "nth"),
            _count(members, "every"),
            Trouble.read(members.get("before")),
            Trouble.read(members.get("after")),
            effect,
        )

    def strikes(self, operation: str) -> bool:
        """Count the call, and say whether it goes wrong."""
        if self.operation not in {operation, EVERY_OPERATION}:
            return False
        self.seen += 1
        if self.nth is not None and self.seen != self.nth:
            return False
        if self.every is not None and self.seen % self.every:
            return False
        self.hit += 1
        return True


class Faults:
    """The plan in force, and the calls that it holds back."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self._held: set[asyncio.Event] = set()
        self._watchers: set[asyncio.Event] = set()

    @property
    def stalled(self) -> int:
        """How many calls are held back now."""
        return len(self._held)

    def install(self, plan: object) -> int:
        """Follow `{"rules": [...]}` from now on, instead of what was followed before; returns how many rules it has.

        Raises `PlanInvalid`, and then keeps the old plan.
        """
        rules = _check("rules", _members(plan, {"rules"}).get("rules", []), list)
        self.rules = [Rule.read(rule) for rule in rules]
        return len(self.rules)

    def match(self, operation: str) -> Rule | None:
        """The first rule that strikes this call. Every rule counts it."""
        struck = [rule for rule in self.rules if rule.strikes(operation)]
        return struck[0] if struck else None

    def release(self) -> int:
        """Let every call go on that is held back now; returns how many there are."""
        for event in self._held:
            event.set()
        return len(self._held)

    async def wait_stalled(self, count: int = 1) -> None:
        """Return when at least `count` calls are held back."""
        watcher = asyncio.Event()
        self._watchers.add(watcher)
        try:
            while self.stalled < count:
                await watcher.wait()
                watcher.clear()
        finally:
            self._watchers.discard(watcher)

    async def hold(self, trouble: Trouble) -> None:
        """Return when the call may go on."""
        if not trouble.stall and not trouble.delay_ms:
            return
        released = asyncio.Event()
        self._held.add(released)
        for watcher in self._watchers:
            watcher.set()
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(None if trouble.stall else trouble.delay_ms / 1000):
                    await released.wait()
        finally:
            self._held.discard(released)


def _members(told: object, known: set[str]) -> dict[str, object]:
    if not isinstance(told, dict) or not told.keys() <= known:
        msg = f"expected an object with members of {', '.join(sorted(known))}"
        raise PlanInvalid(msg)
    return told


def _count(members: Mapping[str, object], name: str) -> int | None:
    value = members.get(name)
    if value is None:
        return None
    if _check(name, value, int) < 1:
        msg = f"{name} counts from 1"
        raise PlanInvalid(msg)
    return _check(name, value, int)


def _check(name: str, value: object, kind: type[T]) -> T:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        msg = f"{name} is a {kind.__name__}"
        raise PlanInvalid(msg)
    return value
