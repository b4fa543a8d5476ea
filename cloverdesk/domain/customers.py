"""Customers with their contacts and saved cards, as the Platform API tells them, and what saving a card answers."""

from dataclasses import dataclass
from datetime import datetime

from cloverdesk.domain.clock import utc
from cloverdesk.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody, or a store, is. `state` is a state or province; unknown texts are ""."""

    line1: str = ""
    line2: str = ""
    line3: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class SavedCard:
    """A card on file. `id` revokes it, `token` charges it (None if untold); `brand` is Clover's word (`VISA`, `MC`, …).

    `exp_month` and `exp_year` (four digits) are None for what has no expiry, such as a gift card.
    """

    id: str
    token: Secret | None = None
    brand: str = ""
    first6: str = ""
    last4: str = ""
    exp_month: int | None = None
    exp_year: int | None = None
    name: str = ""
    modified_ms: int = 0

    def is_expired(self, now: datetime) -> bool:
        """Whether its last month is over. `now` is in the store's time zone."""
        if self.exp_month is None or self.exp_year is None:
            return False
        return (self.exp_year, self.exp_month) < (now.year, now.month)


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer. Lists, `business_name` and `note` are None where the answer did not tell them: they were not asked for.

    E-mail addresses come with the primary one first, cards with the newest, which is the one that is charged, first.
    `created_ms` is epoch time, 0 where unknown; unknown texts are "".
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    emails: tuple[str, ...] | None = None
    phones: tuple[str, ...] | None = None
    addresses: tuple[Address, ...] | None = None
    cards: tuple[SavedCard, ...] | None = None
    created_ms: int = 0
    marketing_allowed: bool = False
    business_name: str | None = None
    note: str | None = None

    @property
    def name(self) -> str:
        """First and last name, "" where there is neither."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def created_at(self) -> datetime:
        """Since when it is a customer, UTC."""
        return utc(self.created_ms)


@dataclass(frozen=True, slots=True)
class CardOnFile:
    """What saving a card answers. `id` is the customer's; `source_ids` are cards by id, newest first.

    After a card was added the list may hold the new card only: no page says, so it never stands for all of them.
    """

    id: str
    email: str = ""
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    source_ids: tuple[str, ...] = ()
    created_ms: int = 0
