"""The lines of a new order, as a caller sends them: what they come to, and the tax on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cloverdesk.demo.door.fields import Fields
from cloverdesk.demo.errors import Rejected, invalid
from cloverdesk.demo.paying import bodies
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.rules import LARGEST_AMOUNT
from cloverdesk.demo.shop import Shop

MOST_ITEMS = 25
TYPES = ("sku", "tax", "shipping", "discount")
PERCENT = 100_000
"""What a tax rate counts one percent as."""
WHOLE = 100 * PERCENT
TAX_NAME = "Sales Tax"


@dataclass(frozen=True, slots=True)
class Basket:
    """What an order is for. `lines` are as kept, the tax line last; `goods` and `tax` are minor units, tax not in `goods`."""

    lines: Sequence[Body]
    goods: int
    tax: int

    @property
    def has_shipping(self) -> bool:
        """Whether anything of it is sent to the customer."""
        return any(line["type"] == "shipping" for line in self.lines)


def read_items(shop: Shop, told: object, currency: str) -> Basket:
    """The basket of an order's `items`. Raises `Rejected` for the first line that is wrong."""
    items = told if isinstance(told, list) else None
    least = 0 if shop.options.orders_without_items else 1
    if items is None or not least <= len(items) <= MOST_ITEMS:
        msg = f"Please provide {least} to {MOST_ITEMS} items."
        raise invalid(msg, param="items")
    lines: list[Body] = []
    goods = tax = 0
    for place, item in enumerate(items):
        line, own, own_tax = _read_line(shop, item, currency, f"items[{place}]")
        if line["type"] == "tax":
            tax += own
            continue
        lines.append(line)
        goods += own
        tax += own_tax
    if goods < 0:
        raise invalid("Please provide a valid amount.", param="items")
    if goods + tax > LARGEST_AMOUNT:
        raise _too_large()
    if tax:
        lines.append(bodies.tax_line(tax, currency))
    return Basket(lines, goods, tax)


def _read_line(shop: Shop, item: object, currency: str, where: str) -> tuple[Body, int, int]:
    """One line as it is kept, what it comes to, and the tax on it."""
    if not isinstance(item, dict):
        msg = f"Please provide valid {where}."
        raise invalid(msg, param=where)
    fields = Fields(item, text_amounts=shop.options.text_amounts_accepted)
    kind = fields.choice("type", TYPES) or "sku"
    quantity = fields.amount("quantity", lambda: _bad(where, "quantity"), least=1)
    least = -LARGEST_AMOUNT if kind == "discount" else 0
    unit = fields.amount("amount", lambda: _bad(where, "amount"), least=least)
    description = fields.text("description", longest=1000)
    if unit is None or quantity is None or description is None:
        raise _bad(where, "amount" if unit is None else "quantity" if quantity is None else "description")
    if fields.currency().upper() != currency.upper():
        raise _bad(where, "currency")
    if unit * quantity > LARGEST_AMOUNT:
        raise _too_large()
    own = -abs(unit) * quantity if kind == "discount" else unit * quantity
    line = bodies.line(description, quantity, unit, currency, fields.text("parent") or shop.store.new_id())
    line["type"] = kind
    rates = _rates(item.get("tax_rates"), where)
    if rates:
        line["tax_rates"] = rates
    return line, own, sum(_tax(rate, own) for rate in rates)


def _rates(told: object, where: str) -> list[Mapping[str, object]]:
    """The tax rates of a line."""
    if told is None:
        return []
    if not isinstance(told, list) or not all(isinstance(rate, dict) for rate in told):
        raise _bad(where, "tax_rates")
    for rate in told:
        for name in ("rate", "tax_amount"):
            value = rate.get(name)
            if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
                raise _bad(where, f"tax_rates.{name}")
        if "rate" not in rate and "tax_amount" not in rate:
            raise invalid("Please provide a valid tax rate.", param=f"{where}.tax_rates")
    return told


def _tax(rate: Mapping[str, object], amount: int) -> int:
    """The tax by one rate, half a cent rounded up."""
    given, percent = rate.get("tax_amount"), rate.get("rate")
    if isinstance(given, int):
        return given
    return (amount * percent + WHOLE // 2) // WHOLE if isinstance(percent, int) and amount > 0 else 0


def _too_large() -> Rejected:
    return invalid("The amount is above the allowed maximum.", code="amount_too_large")


def _bad(where: str, name: str) -> Rejected:
    return invalid(f"Please provide a valid {name}.", param=f"{where}.{name}")
