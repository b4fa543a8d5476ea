"""Orders, as far as the desk needs them today: what a charge was for."""

from dataclasses import dataclass
from datetime import datetime

from cloverdesk.domain.clock import utc
from cloverdesk.domain.money import Money


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line: `unit_minor` is the price of one, `kind` Clover's item type (sku, tax, shipping, discount)."""

    description: str
    quantity: int
    unit_minor: int
    kind: str = "sku"


@dataclass(frozen=True, slots=True)
class Order:
    """One order; `charge_ids` are its payments, newest first. `created_ms` is 0 where Clover left it out."""

    id: str
    amount_minor: int
    currency: str
    created_ms: int
    status: str = ""
    tax_minor: int = 0
    customer_id: str = ""
    charge_ids: tuple[str, ...] = ()
    lines: tuple[OrderLine, ...] = ()

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
        return sum(line.kind != "tax" for line in self.lines)
