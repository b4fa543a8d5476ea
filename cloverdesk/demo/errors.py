"""Refusals in the shapes that were seen from Clover; the wording is observed where payments.yaml says so."""

from collections.abc import Mapping
from http import HTTPStatus

Json = Mapping[str, object]


class Rejected(Exception):
    """A call that changed nothing. `body` is the JSON answer, or the plain text of one."""

    def __init__(self, status: int, body: Json | str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = headers or {}


class DemoStoreError(OSError):
    """The store's file cannot be used; `strerror` says why in words, `filename` which one."""


def status_line(status: int) -> str:
    """What every envelope repeats, such as `400 Bad Request`."""
    return f"{status} {HTTPStatus(status).phrase}"


def envelope(status: int, **error: str | None) -> dict[str, object]:
    """The JSON body of an error; members that are None are left out, and `error` with them if none is left."""
    told = {name: text for name, text in error.items() if text is not None}
    return {"message": status_line(status), "error": told} if told else {"message": status_line(status)}


def invalid(message: str, *, code: str = "invalid_request", param: str | None = None) -> Rejected:
    """A parameter that is not valid: 400 `invalid_request_error`."""
    body = envelope(400, type="invalid_request_error", code=code, message=message, param=param)
    return Rejected(400, body)


def untyped(status: int, code: str, message: str) -> Rejected:
    """An error that comes without `type`, as several observed ones do."""
    return Rejected(status, envelope(status, code=code, message=message))


def not_found(what: str, object_id: str) -> Rejected:
    """No such object, in the words of a read."""
    message = f"{what} with id {object_id} not found."
    return Rejected(404, envelope(404, type="invalid_request_error", code="invalid_request", message=message))


def unauthorized(*, as_text: bool = False) -> Rejected:
    """A missing or wrong credential; the key route answers in plain text."""
    return Rejected(401, "Unauthorized" if as_text else envelope(401))


def key_reused() -> Rejected:
    """The same idempotency key with another body."""
    message = "The idempotency key was already used with different parameters."
    return Rejected(400, envelope(400, type="idempotency_error", code="invalid_request", message=message))


def key_in_progress() -> Rejected:
    """The same idempotency key while the first call still runs."""
    message = "A request with this idempotency key is in progress."
    return Rejected(409, envelope(409, type="idempotency_error", code="processing_error", message=message))


def declined(
    charge_id: str | None, message: str = "Declined: do not honor", *, observed: bool = True
) -> tuple[int, dict[str, object]]:
    """Status and body of a decline: as seen, or as the reference has it. None where no charge was made."""
    if observed:
        why = {"code": "card_declined", "message": message, "charge": charge_id}
        return 402, envelope(402, **why, declineCode="issuer_declined")
    why = {"type": "card_error", "code": "card_declined", "message": "Your card was declined."}
    return 400, envelope(400, **why, charge=charge_id, decline_code="issuer_declined")


def trouble(status: int) -> dict[str, object]:
    """The body that goes with a trouble of the server's own: 429, 500, 502, 503 and 504."""
    if status == 429:
        return envelope(429)
    if status == 503:
        return envelope(
            503, code="processing_error", message="Brief maintenance. Try again in a few minutes."
        )
    message = "The request could not be processed."
    return envelope(status, type="api_error", code="processing_error", message=message)
