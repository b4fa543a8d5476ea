"""Taking a payment, whoever asks for it: a charge, an order that is paid, or a subscription that is due."""

from typing import TYPE_CHECKING

from cloverdesk.demo import ids, rules
from cloverdesk.demo.errors import invalid
from cloverdesk.demo.gift_cards import charges as gift_cards_charges
from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.paying import bodies, cards, holds, orders, sources
from cloverdesk.demo.paying.bodies import Body, NewCharge
from cloverdesk.demo.paying.sources import Kind, Source
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import CHARGE, Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EXPIRED_TEXT = "Declined: expired card"
VELOCITY_TEXT = "Declined: velocity limit of {most} transactions a day reached for this {what}"
NO_ANSWER_AMOUNT = 4567
APPROVED_CODES = range(200)
"""Answers of a bank that count as approved where amounts decide; the others are declines."""


def new_charge(shop: Shop, amount: int, currency: str, *, order: str = "") -> NewCharge:
    """A charge that is about to be made, numbered and dated; the rest is for the caller to fill in."""
    number, now = shop.store.new_number(), shop.store.now_ms()
    return NewCharge(
        id=shop.store.new_id(),
        order=order or shop.store.new_id(),
        amount=amount,
        currency=currency,
        created_ms=now,
        source={},
        ref_num=ids.ref_num(ids.day_code(now), number),
        auth_code=ids.auth_code(number),
    )


def take(
    shop: Shop,
    charge: NewCharge,
    source: Source,
    *,
    address: str = "",
    keep_source: bool = False,
    order: Record | None = None,
) -> None:
    """Ask for the money of `charge`, keep the outcome, and write it down; the charge says what became of it.

    `address` is the buyer's, for velocity rules. `keep_source` makes a single-pay token good for many charges. `order`
    is the one that is paid; without one the charge gets an order of its own, with one line. Raises `Rejected` for what
    is refused before anybody was asked.
    """
    _check_currency(shop, charge.currency, source)
    if source.kind is Kind.ACH and not charge.capture and not shop.options.ach_held:
        raise invalid("pre-Authorization not supported")
    charge.source, charge.details = source.shown, source.kind.value
    charge.customer = charge.customer or source.customer
    _decide(shop, charge, source, address)
    _surcharge(shop, charge, source)
    of_gift_card = source.kind is Kind.GIFT_CARD and not charge.declined
    facts = gift_cards_charges.spend(shop, charge, source) if of_gift_card else {}
    _keep(shop, charge, source, order, facts)
    if not charge.declined or shop.options.declined_charge_consumes_token:
        keep = keep_source and source.kind is Kind.CARD and not charge.declined
        sources.use(shop, source, keep=keep)


def _decide(shop: Shop, charge: NewCharge, source: Source, address: str) -> None:
    """Ask the card's bank, and before it the merchant's own rules."""
    if charge.declined:
        return
    for decline in (_velocity(shop, source, address), _answer(shop, charge, source)):
        if decline is not None:
            charge.declined, charge.decline_text = True, decline
            return


def _answer(shop: Shop, charge: NewCharge, source: Source) -> str | None:
    """Why the bank refuses, or None."""
    if source.behaviour == cards.EXPIRED:
        return EXPIRED_TEXT
    if source.behaviour == cards.DECLINE:
        return bodies.DECLINE_TEXT
    if not shop.options.amounts_decide or source.kind is not Kind.CARD:
        return None
    total = charge.amount + charge.tip
    if total == NO_ANSWER_AMOUNT:
        return "Declined: no response from host"
    code = total % 1000 if total > 10_000 else 0
    return None if code in APPROVED_CODES else f"Declined: response code {code:03d}"


def _velocity(shop: Shop, source: Source, address: str) -> str | None:
    """Count the attempt, and say whether it is one too many today."""
    rules_of_day: tuple[tuple[str, str, int | None], ...] = (
        ("card", source.fingerprint, shop.options.velocity_per_card),
        ("IP address", address, shop.options.velocity_per_address),
    )
    day, refused = shop.store.now_ms() // DAY_MS, None
    for what, who, most in rules_of_day:
        if most is None or not who:
            continue
        name = f"velocity/{what}/{who}"
        known_day, _, count = (shop.store.note(name) or "0/0").partition("/")
        seen = int(count) + 1 if int(known_day) == day else 1
        shop.store.make_note(name, f"{day}/{seen}")
        if seen > most:
            refused = refused or VELOCITY_TEXT.format(most=most, what=what)
    return refused


def _surcharge(shop: Shop, charge: NewCharge, source: Source) -> None:
    """Show the fee that the merchant's setting adds for credit cards; it is no part of the charge's own amounts."""
    rate = shop.options.surcharge_rate
    if rate is None or charge.declined or source.kind is not Kind.CARD:
        return
    fee = (charge.amount * rate + 500_000) // 1_000_000
    added: Sequence[Mapping[str, object]] = [
        {"id": shop.store.new_id(), "amount": fee, "rate": rate, "type": "CREDIT_SURCHARGE"}
    ]
    charge.extra = {**charge.extra, "additional_charges": added}


def _check_currency(shop: Shop, currency: str, source: Source) -> None:
    """Another currency than the store's works with two brands only."""
    if currency.upper() != shop.store.currency and source.brand not in rules.CURRENCY_BRANDS:
        raise invalid("Please provide a valid currency.")


def _keep(shop: Shop, charge: NewCharge, source: Source, order: Record | None, more: Body) -> None:
    """Keep the charge and what it does to its order, and write the effect down. `more` is what else is known of it."""
    read = bodies.charge_read(charge)
    if order is None:
        orders.open_for(shop, charge)
    elif charge.collected:
        orders.add_payment(shop, order, read, charge.amount, charge.tip)
    facts: Body = {"kind": source.kind.value, "token": source.id, "authorized": charge.amount + charge.tip}
    facts |= {"capture": charge.capture, **more}
    created = bodies.whole_seconds(charge.created_ms)
    shop.store.add(CHARGE, read, created=created, owner=charge.customer, status=charge.status, facts=facts)
    if charge.status == "succeeded" and not charge.capture and source.kind is not Kind.GIFT_CARD:
        holds.begin(shop, charge.id, source.brand)
    held = not charge.capture and not charge.declined
    shop.record(
        "decline" if charge.declined else "pending" if charge.pending else "hold" if held else "charge",
        charge.id,
        charge=charge.id,
        amount=charge.amount + charge.tip,
        order=charge.order,
        currency=charge.currency.upper(),
        status=charge.status,
        external_reference_id=charge.reference,
    )
