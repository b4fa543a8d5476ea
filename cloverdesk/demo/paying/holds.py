"""Money that is held and not taken: capturing it, letting go of what is left, and what happens when nobody does."""

from cloverdesk.demo.errors import Rejected, envelope, invalid, untyped
from cloverdesk.demo.options import DAY_MS, DemoOptions
from cloverdesk.demo.paying import orders
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.paying.orders import number
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import CHARGE, Record

LAPSE = "hold lapses"
REVERSED = {"network_status": "reversed_after_approval", "type": "authorized"}


def begin(shop: Shop, charge_id: str, brand: str) -> None:
    """Plan the end of a hold that begins now."""
    shop.store.dues.plan(LAPSE, charge_id, shop.store.now_ms() + hold_days(brand, shop.options) * DAY_MS)


def stand_again(shop: Shop, record: Record) -> None:
    """Plan the end of a hold that was not let go of after all: it is the one that it had."""
    source = record.body.get("source")
    brand = str(source.get("brand")) if isinstance(source, dict) else ""
    shop.store.dues.plan(LAPSE, record.id, record.created + hold_days(brand, shop.options) * DAY_MS)


def hold_days(brand: str, options: DemoOptions) -> int:
    """How many days a hold stands."""
    days = {"VISA": options.hold_days_visa, "MC": options.hold_days_mastercard}
    return days.get(brand, options.hold_days_other)


def authorized(record: Record) -> int:
    """What a charge was authorized for, tip included."""
    return number(record.facts, "authorized") or number(record.body, "amount") + number(
        record.body, "tip_amount"
    )


def lapse(shop: Shop, charge_id: str) -> None:
    """Nobody captured it in time: the money is free again."""
    record = shop.store.get(CHARGE, charge_id)
    if record is None:
        return
    if record.body["captured"] is True:
        _release_rest(shop, record, number(record.body, "amount_captured"))
        return
    body = record.body
    held = authorized(record)
    if shop.options.lapsed_hold_reads_as_voided:
        body |= {"amount_refunded": held, "refunded": True, "outcome": REVERSED}
    shop.store.change(CHARGE, body, facts={**record.facts, "lapsed": True})
    shop.record("lapse", charge_id, charge=charge_id, amount=held)


def capture(shop: Shop, record: Record, amount: int | None, *, tip: int = 0, shipment: str = "") -> Body:
    """Take `amount` (None: all) of a hold, in one go or as one shipment of several. Raises `Rejected`."""
    body, facts = record.body, record.facts
    taken = number(body, "amount_captured")
    open_shipments = facts.get("shipments") is True
    if body["status"] != "succeeded" or (taken and not open_shipments) or facts.get("whole"):
        raise not_capturable(shop.options, was_hold=bool(facts.get("hold")))
    if facts.get("lapsed") or body["refunded"]:
        raise untyped(400, "processing_error", "Invalid request: the authorization is no longer valid")
    left = authorized(record) - taken
    # The tip that is held goes along with the first capture, whole.
    asked = left if amount is None else amount + tip + (0 if taken else number(body, "tip_amount"))
    if asked < 1 or asked > left or (amount is None and tip):
        raise invalid("Please provide a valid amount.", code="invalid_charge_amount")
    last = _is_last(shipment) if shipment else not _rest_stays(shop.options)
    _take(shop, record, asked, tip, more=not last and asked < left)
    return body


def _take(shop: Shop, record: Record, asked: int, tip: int, *, more: bool) -> None:
    body, facts = record.body, record.facts
    first = not number(body, "amount_captured")
    body["amount_captured"] = number(body, "amount_captured") + asked
    body["tip_amount"] = number(body, "tip_amount") + tip
    body |= {"captured": True, "paid": True}
    left = authorized(record) - number(body, "amount_captured")
    lets_go = left > 0 and not more
    facts |= {"hold": True, "shipments": more, "whole": not more, "released": lets_go}
    shop.store.change(CHARGE, body, facts=facts)
    if not more:
        shop.store.dues.unplan(LAPSE, record.id)
    whole_tip = number(body, "tip_amount") if first else 0
    orders.collected(shop, body, asked - whole_tip, tip=whole_tip, more_tip=tip)
    shop.record("capture", record.id, charge=record.id, amount=asked)
    if lets_go:
        shop.record("release", record.id, charge=record.id, amount=left)


def keep_only(shop: Shop, record: Record, amount: int) -> Body:
    """Let go of what was not captured; `amount` is what is kept, that is what was captured. Raises `Rejected`."""
    body, taken = record.body, number(record.body, "amount_captured")
    if not body["captured"] or body["status"] != "succeeded":
        raise untyped(400, "processing_error", "Invalid request: nothing was captured")
    if amount != taken:
        raise invalid("Please provide a valid amount.", code="invalid_charge_amount")
    _release_rest(shop, record, taken)
    return body


def _release_rest(shop: Shop, record: Record, kept: int) -> None:
    body, facts = record.body, record.facts
    left = authorized(record) - kept
    if left <= 0:
        raise untyped(400, "processing_error", "Invalid request: nothing is left to release")
    first = not facts.get("released")
    body["outcome"] = REVERSED
    facts |= {"shipments": False, "whole": True, "released": True}
    shop.store.change(CHARGE, body, facts=facts)
    shop.store.dues.unplan(LAPSE, record.id)
    if first:
        shop.record("release", record.id, charge=record.id, amount=left)


def _rest_stays(options: DemoOptions) -> bool:
    """Whether a capture without a shipment leaves the rest of the hold standing."""
    return not options.rest_of_hold_released


def _is_last(shipment: str) -> bool:
    """Whether `n/m` is the last one."""
    which, _, of = shipment.partition("/")
    return int(which) >= int(of)


def not_capturable(options: DemoOptions, *, was_hold: bool) -> Rejected:
    """What is said about capturing what was never held, or was captured before."""
    if was_hold and options.second_capture_says_already_captured:
        message = "The charge has already been captured."
        body = envelope(400, type="invalid_request_error", code="charge_already_captured", message=message)
        return Rejected(400, body)
    return untyped(400, "processing_error", "Invalid request: cannot capture a non AUTH payment")
