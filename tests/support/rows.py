"""Charges, refunds and orders for tests that need no store."""

from typing import Any

from cloverdesk.domain.charges import Charge
from cloverdesk.domain.orders import Order, OrderLine
from cloverdesk.domain.refunds import Refund
from tests.support.aio import NOON_MS


def a_charge(number: int = 0, **changes: Any) -> Charge:
    """Charge `number`: each is a minute older than the one before."""
    told: dict[str, Any] = {
        "id": f"CHARGE{number:07d}",
        "amount_minor": 1800,
        "captured_minor": 1800,
        "refunded_minor": 0,
        "currency": "USD",
        "created_ms": NOON_MS - number * 60_000,
        "status": "succeeded",
        "order_id": f"ORDER{number:08d}",
    }
    return Charge(**(told | changes))


def a_refund(number: int = 0, **changes: Any) -> Refund:
    """Refund `number`, of charge `number`, five minutes after it."""
    told: dict[str, Any] = {
        "id": f"REFUND{number:07d}",
        "charge_id": f"CHARGE{number:07d}",
        "amount_minor": 500,
        "currency": "USD",
        "created_ms": NOON_MS - number * 60_000 + 300_000,
        "status": "succeeded",
    }
    return Refund(**(told | changes))


def an_order(number: int = 0, lines: int = 1, **changes: Any) -> Order:
    """Order `number`, paid by charge `number`."""
    told: dict[str, Any] = {
        "id": f"ORDER{number:08d}",
        "amount_minor": 1800,
        "currency": "USD",
        "created_ms": NOON_MS - number * 60_000,
        "status": "paid",
        "charge_ids": (f"CHARGE{number:07d}",),
        "lines": tuple(OrderLine(f"Mug {line}", 1, 600) for line in range(lines)),
    }
    return Order(**(told | changes))
