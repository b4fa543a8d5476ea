"""3D Secure: asking the cardholder's bank before a charge, and finishing the charge after the step in the browser."""

from collections.abc import Mapping

from cloverdesk.demo.errors import Rejected, invalid, untyped
from cloverdesk.demo.paying import bodies, cards, holds, orders
from cloverdesk.demo.paying.bodies import Body, NewCharge
from cloverdesk.demo.paying.orders import number
from cloverdesk.demo.paying.sources import Source
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import CHARGE, Record

SUCCESSFUL = "AUTHENTICATION_SUCCESSFUL"
FAILED = "AUTHENTICATION_FAILED"
METHOD = "THREEDS_METHOD_FLOW_REQUIRED"
CHALLENGE = "CHALLENGE_FLOW_REQUIRED"
FAILED_TEXT = "Declined: 3DS authentication failed"
_BROWSER_TEXTS = (
    "browser_ip",
    "browser_accept_header",
    "browser_language",
    "browser_screen_height",
    "browser_screen_width",
    "browser_tz",
    "browser_user_agent",
)
_BROWSER_FLAGS = ("browser_javascript_enabled", "browser_java_enabled")
_REFUSED = {"FAILED", "REJECTED"}
_GIVEN_UP = ("FAIL", "CANCEL", "REJECT", "TIMEOUT", "ERROR")
"""What a status of the browser's step contains when the cardholder did not get through."""


def check(asked: Mapping[str, object]) -> None:
    """Raise `Rejected` unless `threeds` of a request is complete."""
    if asked.get("source") == "CLOVER":
        if not _is_complete(asked.get("browser_info")):
            raise invalid("Missing or invalid/incomplete browser_info for 3DSecure via source (CLOVER)")
    elif asked.get("source") == "NON_CLOVER":
        result = asked.get("authentication_result")
        if not isinstance(result, dict) or not _is_text(result.get("cryptogram")):
            message = (
                "Missing or invalid/incomplete authentication_result for 3DSecure via source (NON_CLOVER)"
            )
            raise invalid(message)
    else:
        raise invalid("Missing or invalid source (CLOVER / NON_CLOVER) for 3DSecure")


def ask(shop: Shop, charge: NewCharge, source: Source, asked: Mapping[str, object]) -> None:
    """Ask the bank, and let the charge say what came of it. `asked` has been checked."""
    result = _result(shop, source, asked)
    charge.extra = {**charge.extra, "threeds": result}
    charge.pending = result["validation_result"] in {METHOD, CHALLENGE}
    if result["validation_result"] == FAILED:
        charge.declined, charge.decline_text = True, FAILED_TEXT


def finish(shop: Shop, record: Record, flow_status: str) -> Body | None:
    """The charge after the browser's step; None if it is declined. Raises `Rejected` for one that waits for nothing."""
    body = record.body
    asked = body.get("threeds")
    if body["status"] != "pending" or not isinstance(asked, dict):
        raise untyped(400, "processing_error", "Invalid request: the charge does not wait for 3DS")
    if any(word in flow_status.upper() for word in _GIVEN_UP):
        _decline(shop, record, asked)
        return None
    if asked["validation_result"] == METHOD:
        body["threeds"] = {**asked, "validation_result": CHALLENGE, "data": _challenge(shop)}
        shop.store.change(CHARGE, body)
        return body
    _approve(shop, record, asked)
    return body


def _approve(shop: Shop, record: Record, asked: Body) -> None:
    body, total = record.body, number(record.facts, "authorized")
    captures = record.facts.get("capture") is True
    body["threeds"] = _told(SUCCESSFUL, asked["source"])
    body |= {"status": "succeeded", "outcome": bodies.APPROVED, "captured": captures}
    if captures:
        body |= {"paid": True, "amount_captured": total}
        tip = number(body, "tip_amount")
        orders.collected(shop, body, total - tip, tip=tip)
    else:
        holds.begin(shop, record.id, _brand(body))
    shop.store.change(CHARGE, body, status="succeeded")
    shop.record("charge" if captures else "hold", record.id, charge=record.id, amount=total)


def _decline(shop: Shop, record: Record, asked: Body) -> None:
    body = record.body
    body |= {"status": "failed", "paid": False, "outcome": bodies.REFUSED}
    body |= {"failure_code": "card_declined", "failure_message": FAILED_TEXT}
    body["threeds"] = _told(FAILED, asked["source"])
    shop.store.change(CHARGE, body, status="failed")
    shop.record("decline", record.id, charge=record.id, amount=number(record.facts, "authorized"))


def _result(shop: Shop, source: Source, asked: Mapping[str, object]) -> Body:
    if asked["source"] == "NON_CLOVER":
        result = asked["authentication_result"]
        status = result.get("authentication_status", "SUCCESS") if isinstance(result, dict) else ""
        return _told(FAILED if status in _REFUSED else SUCCESSFUL, "NON_CLOVER", sure=status == "SUCCESS")
    outcome = cards.threeds(str(source.shown.get("first6")), str(source.shown.get("last4")))
    if outcome != cards.THREEDS_CHALLENGE:
        return _told(FAILED if outcome == cards.THREEDS_FAILED else SUCCESSFUL, "CLOVER")
    if shop.options.threeds_asks_method_first:
        data = {
            "method_url": "https://acs.example/method",
            "method_notification_url": "https://acs.example/done",
        }
        return {**_told(METHOD, "CLOVER", sure=False), "data": data}
    return {**_told(CHALLENGE, "CLOVER", sure=False), "data": _challenge(shop)}


def _told(result: str, source: object, *, sure: bool = True) -> Body:
    protected = sure and result == SUCCESSFUL
    status = "PROTECTED" if protected else "NOT_PROTECTED"
    return {"validation_result": result, "liability_protection_status": status, "source": source}


def _challenge(shop: Shop) -> Body:
    """What the browser needs to show the bank's question."""
    return {
        "acs_url": "https://acs.example/challenge",
        "acs_transaction_id": shop.store.new_id(),
        "threeds_server_transaction_id": shop.store.new_id(),
        "threeds_protocol_version": "2.2.0",
    }


def _brand(body: Body) -> str:
    source = body.get("source")
    return str(source.get("brand")) if isinstance(source, dict) else ""


def _is_complete(info: object) -> bool:
    if not isinstance(info, dict):
        return False
    texts = all(_is_text(info.get(name)) for name in _BROWSER_TEXTS)
    return texts and all(isinstance(info.get(name), bool) for name in _BROWSER_FLAGS)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def problem_of_flow(asked: Mapping[str, object]) -> Rejected | None:
    """What is wrong with `threeds` of a request to finish, or None."""
    if asked.get("source") != "CLOVER":
        return invalid("Missing or invalid source (CLOVER / NON_CLOVER) for 3DSecure")
    if not _is_text(asked.get("flow_status")):
        return invalid("Please provide a valid flow_status.", param="threeds.flow_status")
    return None
