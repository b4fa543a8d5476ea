"""What a test of one operation needs: something to act on, the call of the API, and what must be true afterwards.

A module of this folder has the `CASES` of one subject, and `every.py` finds them; `shop.py` is where they are tried. Both
halves of the API are here, so that one test file can run all of them: in this process, over HTTP, and in every trouble.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from cloverdesk.api.session import ApiSession
from tests.contracts.till import Till

P = TypeVar("P")
R = TypeVar("R")


class Kind(Enum):
    """How often a call may be sent, and what its failures are."""

    READ = "a read: tried again"
    AGAIN = "a change that may be made twice: tried again as a read"
    LOOK = "a POST that only looks: sent once, fails as a read"
    ONCE = "a change that is no money: sent once"
    MONEY = "moves money: sent once"

    @property
    def is_repeated(self) -> bool:
        """Whether it is tried again by itself."""
        return self in {Kind.READ, Kind.AGAIN}


@dataclass(frozen=True, slots=True)
class Case(Generic[P, R]):
    """One way to use an operation.

    `prepare` rings up what the call needs and names it; `call` is the method under test; `check` looks at what it
    returned, and perhaps at the store. `sample` is a made-up value in place of the prepared one and `answer` a documented
    answer to it, for hand-written servers (None where the answer has no body). `effects` is how many lines a success
    writes into the store's ledger. `name` tells apart the cases of one operation; only those without `troubled` False
    are sent into every trouble.
    """

    operation_id: str
    kind: Kind
    prepare: Callable[[Till], P]
    call: Callable[[ApiSession, P], Awaitable[R]]
    check: Callable[[Till, P, R], None]
    sample: P
    answer: object
    effects: int = 0
    name: str = ""
    troubled: bool = True

    @property
    def id(self) -> str:
        """What tests call it."""
        return f"{self.operation_id} {self.name}".strip()


AnyCase = Case[Any, Any]
