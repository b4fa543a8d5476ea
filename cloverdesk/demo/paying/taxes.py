"""The merchant's tax rates, as plans and subscriptions name them: what each adds to an amount."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

WHOLE = 10_000_000
"""What a rate counts the whole amount as: percent times 100000, as Clover writes rates."""


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A rate that the merchant has set up."""

    id: str
    name: str
    rate: int


RATES: Mapping[str, tuple[TaxRate, ...]] = {
    "us": (
        TaxRate("TX0M41NE5A1E5", "Sales Tax", 550_000),
        TaxRate("TX6Q2N8RMB4VD", "Prepared Food Tax", 800_000),
    ),
    "ca": (TaxRate("TXTPS0QC5CA04", "TPS", 500_000), TaxRate("TXTVQ0QC997C1", "TVQ", 997_500)),
}
"""By the kind of store: Maine's taxes on goods and on prepared food; the federal and the provincial one in Quebec."""


def tax_on(kind: str, amount: int, rate_ids: Iterable[str]) -> int:
    """What the named rates come to, each rounded to a cent by itself, half a cent up; a rate nobody knows adds nothing."""
    rates = {one.id: one.rate for one in RATES[kind]}
    return sum((amount * rates.get(rate_id, 0) + WHOLE // 2) // WHOLE for rate_id in rate_ids)


def unknown_rate(kind: str, rate_ids: Iterable[str]) -> str | None:
    """The first of the ids that is no rate of the merchant's, or None."""
    known = {one.id for one in RATES[kind]}
    return next((rate_id for rate_id in rate_ids if rate_id not in known), None)
