"""Troubles on demand: a plan says which calls go wrong, and whether before or after their effect is committed."""

import asyncio
import random
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from typing import NoReturn, Self, TypeVar

T = TypeVar("T")

STATUSES = (402, 429, 500, 502, 503, 504)
EVERY_OPERATION = "*"
LONGEST_DELAY_MS = 3_600_000
LONGEST_RETRY_S = 86_400
MOST_RULES = 1000
_KINDS = {str: "a text", int: "a whole number", bool: "true or false", list: "a list", dict: "an object"}


class ConnectionDropped(Exception):
    """The connection ended without an answer. Seen by callers that reach the app without a socket."""


class PlanInvalid(ValueError):
    """A plan that cannot be followed; the text says where and why, such as `rules[0].after.status is one of 402, …`."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What goes wrong. First `delay_ms` or `stall` (until released), then one of the others, or else nothing more.

    `status` answers that status with its usual body, `retry_after` in seconds beside it; `drop` ends the connection;
    `html`, `truncated` and `empty` spoil the body, with `status` if that is given, too. `twice` sends the answer, whatever
    it is by then, a second time.
    """

    delay_ms: int = 0
    stall: bool = False
    status: int | None = None
    retry_after: int | None = None
    drop: bool = False
    html: bool = False
    truncated: bool = False
    empty: bool = False
    twice: bool = False

    @classmethod
    def read(cls, told: object, place: str) -> Self | None:
        """Decode one that stands at `place` of the plan. Raises `PlanInvalid`."""
        if told is None:
            return None
        members = _Members(told, {one.name for one in fields(cls)}, place)
        status = members.number("status", 100, 599)
        if status not in {None, *STATUSES}:
            members.fail("status", f"is one of {', '.join(map(str, STATUSES))}")
        return cls(
            delay_ms=members.number("delay_ms", 0, LONGEST_DELAY_MS) or 0,
            status=status,
            retry_after=members.number("retry_after", 0, LONGEST_RETRY_S),
            **{name: members.flag(name) for name in _FLAGS},
        )


_FLAGS = ("stall", "drop", "html", "truncated", "empty", "twice")


@dataclass(slots=True)
class Rule:
    """Goes wrong on the `nth` call of an operation, on `every` so many, or always; then with `probability`, if that is given.

    `seed` decides which calls those are: the same plan strikes the same ones. `times` is how often it strikes at most.
    `effect` changes what the call does; `seen` and `hit` count its operation's calls and those that it struck.
    """

    operation: str
    nth: int | None = None
    every: int | None = None
    probability: float = 1.0
    seed: int = 0
    times: int | None = None
    before: Trouble | None = None
    after: Trouble | None = None
    effect: Mapping[str, str] = field(default_factory=dict)
    seen: int = 0
    hit: int = 0
    _dice: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)

    @classmethod
    def read(cls, told: object, place: str, operations: Collection[str] | None) -> Self:
        """Decode one that stands at `place` of the plan. Raises `PlanInvalid`."""
        members = _Members(told, _RULE, place)
        operation = members.get("operation", str) or EVERY_OPERATION
        if operations is not None and operation not in {EVERY_OPERATION, *operations}:
            members.fail("operation", f"names no operation: {operation}")
        effect = members.get("effect", dict) or {}
        if not all(isinstance(value, str) for value in effect.values()):
            members.fail("effect", "holds texts")
        before = Trouble.read(members.told.get("before"), f"{place}.before")
        if before is not None and before.twice:
            members.fail("before.twice", "has no answer to repeat: it goes under after")
        return cls(
            operation,
            nth=members.number("nth", 1),
            every=members.number("every", 1),
            probability=members.share("probability"),
            seed=members.number("seed", 0) or 0,
            times=members.number("times", 1),
            before=before,
            after=Trouble.read(members.told.get("after"), f"{place}.after"),
            effect=effect,
        )

    def strikes(self, operation: str) -> bool:
        """Count the call, and say whether it goes wrong."""
        if self.operation not in {operation, EVERY_OPERATION}:
            return False
        self.seen += 1
        drawn = self._dice.random()  # for each call, so that what a call meets depends on its number only
        if self.nth is not None and self.seen != self.nth:
            return False
        if self.every is not None and self.seen % self.every:
            return False
        if drawn >= self.probability or self.hit == self.times:
            return False
        self.hit += 1
        return True

    def shown(self) -> dict[str, object]:
        """The rule as JSON, with its counts."""
        members: dict[str, object] = {name: getattr(self, name) for name in sorted(_RULE | {"seen", "hit"})}
        for name in ("before", "after"):
            trouble = getattr(self, name)
            members[name] = asdict(trouble) if trouble else None
        return members


_RULE = {"operation", "nth", "every", "probability", "seed", "times", "before", "after", "effect"}
"""What a rule of a plan may say."""


class Faults:
    """The plan in force, and the calls that it holds back. `operations`, where it is set, are those that a plan may name."""

    def __init__(self, operations: Collection[str] | None = None) -> None:
        self.operations = operations
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
        rules = _Members(plan, {"rules"}, "").get("rules", list) or []
        if len(rules) > MOST_RULES:
            msg = f"rules are at most {MOST_RULES}"
            raise PlanInvalid(msg)
        self.rules = [
            Rule.read(rule, f"rules[{number}]", self.operations) for number, rule in enumerate(rules)
        ]
        return len(self.rules)

    def match(self, operation: str) -> Rule | None:
        """The first rule that strikes this call. Every rule counts it."""
        if not self.rules:
            return None
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


class _Members:
    """The members of one object of a plan, taken out by type. `place` is where it stands."""

    def __init__(self, told: object, known: Collection[str], place: str) -> None:
        self._place = place
        if not isinstance(told, dict):
            msg = f"{place or 'the plan'} is an object"
            raise PlanInvalid(msg)
        for name in told:
            if name not in known:
                self.fail(str(name), f"is not known: one of {', '.join(sorted(known))} is")
        self.told: dict[str, object] = told

    def fail(self, name: str, why: str) -> NoReturn:
        """Refuse the plan because of a member."""
        place = f"{self._place}.{name}" if self._place else name
        msg = f"{place} {why}"
        raise PlanInvalid(msg)

    def get(self, name: str, kind: type[T]) -> T | None:
        """The member, None where there is none."""
        value = self.told.get(name)
        if value is not None and (
            not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)
        ):
            self.fail(name, f"is {_KINDS[kind]}")
        return value

    def flag(self, name: str) -> bool:
        """Whether it is set."""
        return self.get(name, bool) or False

    def number(self, name: str, least: int, most: int = 2**31 - 1) -> int | None:
        """A whole number within bounds, None where there is none."""
        value = self.get(name, int)
        if value is not None and not least <= value <= most:
            self.fail(name, f"is a whole number from {least} to {most}")
        return value

    def share(self, name: str) -> float:
        """A number above 0 and up to 1; 1 where there is none."""
        value = self.told.get(name, 1)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
            self.fail(name, "is a number above 0, at most 1")
        return float(value)
