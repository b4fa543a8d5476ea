"""Orders: what charges were for, what was paid and returned of them, and what a new one or a return is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from cloverdesk.domain.charges import AdditionalCharge
from cloverdesk.domain.clock import utc
from cloverdesk.domain.money import Money

SKU, TAX, SHIPPING, DISCOUNT = "sku", "tax", "shipping", "discount"
"""Clover's kinds of lines."""


class TaxRate(NamedTuple):
    """A tax on a line: a rate of percent times 100000, or an amount in minor units; or one of the store's own, by `id`."""

    name: str = ""
    rate: int | None = None
    amount_minor: int | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line: `unit_minor` is the price of one, `kind` Clover's item type (sku, tax, shipping, discount).

    `parent` is the id that a return names it by, "" where it has none, as taxes do.
    """

    description: str
    quantity: int
    unit_minor: int
    kind: str = SKU
    parent: str = ""
    tax_rates: tuple[TaxRate, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """One order; `charge_ids` are its payments, the newest first. `created_ms` is 0 where Clover left it out.

    `paid_minor` (tips aside) and `returned_minor` (tips included) are None in lists, which do not tell them. `brand` and
    `last4` are what the newest payment was made with. `entered_ms` says when a status was entered, by its name.
    """

    id: str
    amount_minor: int
    currency: str
    created_ms: int
    status: str = ""
    tax_minor: int = 0
    customer_id: str = ""
    charge_ids: tuple[str, ...] = ()
    lines: tuple[OrderLine, ...] = ()
    paid_minor: int | None = None
    returned_minor: int | None = None
    tip_minor: int = 0
    email: str = ""
    brand: str = ""
    last4: str = ""
    auth_code: str = ""
    ref_num: str = ""
    external_reference_id: str = ""
    warning_message: str = ""
    entered_ms: tuple[tuple[str, int], ...] = ()
    additional_charges: tuple[AdditionalCharge, ...] = ()

    @property
    def amount(self) -> Money:
        """Items and tax."""
        return Money(self.amount_minor, self.currency)

    @property
    def created_at(self) -> datetime:
        """When it was made, UTC."""
        return utc(self.created_ms)

    @property
    def line_count(self) -> int:
        """Lines that can be given back: a tax line is a share of the others."""
        return sum(line.kind != TAX for line in self.lines)


class NewLine(NamedTuple):
    """A line of a new order; `unit_minor` is the price of one, `parent` the id of an item of the inventory, or ""."""

    description: str
    quantity: int
    unit_minor: int
    kind: str = SKU
    parent: str = ""
    tax_rates: tuple[TaxRate, ...] = ()


class ShipTo(NamedTuple):
    """Where what is shipped goes; `country` is like US."""

    name: str
    line1: str
    city: str
    state: str
    postal_code: str
    country: str
    line2: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrder:
    """An order that is asked for: at most 25 lines, in one currency (ISO). What is shipped needs `ship_to`.

    `email` is needed unless a known customer, `customer_id`, is named.
    """

    currency: str
    lines: tuple[NewLine, ...]
    email: str = ""
    customer_id: str = ""
    ship_to: ShipTo | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


class ReturnedLine(NamedTuple):
    """A line that comes back: `amount_minor` is what is to go back for it, its share of the tax aside."""

    parent: str
    amount_minor: int
    quantity: int = 1
    kind: str = SKU
    description: str = ""
