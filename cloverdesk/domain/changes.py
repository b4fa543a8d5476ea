"""What changed, told once: every write publishes a `Changes` through the hub, and whoever shows it reloads itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """Kinds of objects that can change."""

    ORDER = "order"
    CHARGE = "charge"
    REFUND = "refund"
    OPERATION = "operation"
    FRESHNESS = "freshness"
    CONNECTION = "connection"


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids per kind that changed, and who asked (`sync`, `journal`, `other process`, …). No ids: too many to name."""

    ids: frozenset[tuple[Kind, str]]
    kinds: frozenset[Kind]
    who: str

    @classmethod
    def of(cls, kind: Kind, ids: Iterable[str] = (), *, who: str) -> "Changes":
        """Changes of one kind."""
        return cls(frozenset((kind, one) for one in ids), frozenset((kind,)), who)

    def __or__(self, other: "Changes") -> "Changes":
        who = self.who if self.who == other.who else f"{self.who}, {other.who}"
        return Changes(self.ids | other.ids, self.kinds | other.kinds, who)


Listener = Callable[[Changes], None]


class ChangeHub:
    """Hands each published `Changes` to every listener, in the order they subscribed, on the caller's thread."""

    def __init__(self) -> None:
        self._listeners: dict[int, Listener] = {}
        self._next = 0

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` for each publication; the answer ends the subscription and may be called twice."""
        number = self._next
        self._next += 1
        self._listeners[number] = listener

        def unsubscribe() -> None:
            self._listeners.pop(number, None)

        return unsubscribe

    def publish(self, changes: Changes) -> None:
        """Tell everybody. A listener that subscribes or leaves meanwhile takes effect with the next publication."""
        for listener in tuple(self._listeners.values()):
            listener(changes)
