"""Gift cards as Clover tells of them: what one is worth, what was done to it, and the number of a new virtual one."""

from dataclasses import dataclass
from typing import NamedTuple

from cloverdesk.domain.secret import Secret


class GiftCardBalance(NamedTuple):
    """What a card is worth, in minor units of the store's currency; None where Clover left it out.

    `new_minor` can be spent now; `previous_minor` could be before the call (on a capture: before the lock);
    `locked_minor` is held by locks, the newest of which is `lock_id`. `expires` is a date like 3025-01-01, "" for none.
    """

    new_minor: int
    previous_minor: int | None = None
    locked_minor: int | None = None
    expires: str = ""
    lock_id: str = ""


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """Number and security code of a new virtual card. Clover tells them once; whoever has them has the money."""

    number: Secret
    security_code: Secret


@dataclass(frozen=True, slots=True)
class GiftCardTransaction:
    """What was done to a card at the counter. `amount_minor` was loaded or paid out, None where Clover left it out.

    `id` is what a refund voids, "" where Clover told none; `status` is Clover's own word; `issued` is there for a
    virtual card only.
    """

    id: str
    status: str
    balance: GiftCardBalance
    amount_minor: int | None = None
    ref_num: str = ""
    last4: str = ""
    issued: IssuedCard | None = None
