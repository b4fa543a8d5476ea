"""What an answer that is no success means: apart for reads and for money, where any doubt must stay a doubt."""

from dataclasses import dataclass
from typing import Any

import msgspec

from cloverdesk.api.errors import (
    ApiError,
    BadAnswer,
    CardDeclined,
    Missing,
    NoAnswer,
    NotAllowed,
    NotSignedIn,
    OutcomeUnknown,
    RateLimited,
    Refused,
    ServerTrouble,
    Where,
)
from cloverdesk.api.exchange import Answer
from cloverdesk.api.permissions import permissions_for
from cloverdesk.api.wire import UNREADABLE
from cloverdesk.domain.redact import redact

EXCERPT_LENGTH = 120
_LOOKED_AT = 4096


@dataclass(frozen=True, slots=True)
class Said:
    """The error envelope of Clover (payments.md, section 11), "" for whatever it left out.

    `is_plain` marks the one of the platform and recurring hosts: `message` and `details`, and no code at all.
    """

    code: str = ""
    type: str = ""
    message: str = ""
    charge_id: str = ""
    decline_code: str = ""
    is_plain: bool = False


def heard(body: bytes) -> Said:
    """Read an error body, which need not be JSON, nor have an `error` object."""
    try:
        envelope: Any = msgspec.json.decode(body)
    except UNREADABLE:
        return Said()
    if not isinstance(envelope, dict):
        return Said()
    error = envelope.get("error")
    is_plain = not isinstance(error, dict)
    members: dict[str, Any] = error if isinstance(error, dict) else envelope

    def text(*names: str) -> str:
        return next((members[name] for name in names if isinstance(members.get(name), str)), "")

    if is_plain:
        return Said(message=text("details", "message"), is_plain=bool(text("details")))
    return Said(
        code=text("code").lower(),  # a page spells one of them with a capital
        type=text("type").lower(),
        message=text("message"),
        charge_id=text("charge"),
        decline_code=text("declineCode", "decline_code"),
    )


def is_error(answer: Answer) -> bool:
    """Whether a body says that something went wrong, whatever its status: no object of Clover's has a `message`."""
    return heard(answer.body) != Said()


def excerpt(body: bytes) -> str:
    """The beginning of a body on one line, redacted, at most 120 characters."""
    line = " ".join(body[:_LOOKED_AT].decode("utf-8", "replace").split())
    return _short(redact(line))


def where(answer: Answer) -> Where:
    """Which call an answer belongs to, as failures keep it."""
    return Where(operation_name=answer.name, status=answer.status, request_id=answer.request_id)


def read_failure(answer: Answer, host: str) -> ApiError:
    """Classify the answer to a read that is no 2xx."""
    place = where(answer)
    if answer.status >= 500:
        return ServerTrouble(**place)
    if answer.status == 429:
        return RateLimited(retry_after=answer.retry_after, **place)
    if answer.status == 408:
        return NoAnswer(host=host, **place)
    if answer.status < 400 or answer.is_web_page:
        return bad_answer(answer)
    return _by_status(answer) or _refused(answer)


def money_failure(answer: Answer) -> ApiError:
    """Classify the answer to a money call that is no 2xx. Whatever does not prove that nothing moved is unknown."""
    said = heard(answer.body)
    if answer.status == 429:
        return RateLimited(retry_after=answer.retry_after, **where(answer))
    if answer.status in {401, 403}:
        return _by_status(answer) or unknown(answer)
    if _is_doubtful(answer, said):
        return unknown(answer)
    if answer.status == 402 or said.code == "card_declined" or said.decline_code:
        return _declined(said, answer)
    return _refused(answer)


def write_failure(answer: Answer, host: str, *, repeatable: bool) -> ApiError:
    """Classify the answer to a call that changes something which is not money.

    One that is `repeatable` fails as a read does; of any other, what proves nothing leaves the outcome unknown.
    """
    said = heard(answer.body)
    if 400 <= answer.status < 500 and (answer.status == 402 or said.decline_code):
        return _declined(said, answer)
    if repeatable or answer.status in {401, 403, 404, 429}:
        return read_failure(answer, host)
    return unknown(answer) if _is_doubtful(answer, said) else _refused(answer)


def bad_answer(answer: Answer) -> BadAnswer:
    """The failure of a read whose body is not what Clover sends."""
    return BadAnswer(excerpt=excerpt(answer.body), **where(answer))


def unknown(answer: Answer, why: str = "") -> OutcomeUnknown:
    """The failure of a money call whose answer settles nothing; `why` defaults to the status."""
    return OutcomeUnknown(why=why or str(answer.status), **where(answer))


def _is_doubtful(answer: Answer, said: Said) -> bool:
    """Whether the call may have taken effect: an earlier use of its key counts, and so does a page of a proxy."""
    if not 400 <= answer.status < 500 or answer.status == 408 or said.type == "idempotency_error":
        return True
    if answer.status == 409 and not said.code and not said.is_plain:
        return True
    return answer.status != 402 and answer.is_web_page


def _by_status(answer: Answer) -> ApiError | None:
    place = where(answer)
    if answer.status == 401:
        return NotSignedIn(permissions=permissions_for(answer.name), **place)
    if answer.status == 403:
        return NotAllowed(call=answer.name, permissions=permissions_for(answer.name), **place)
    if answer.status == 404:
        return Missing(what=answer.name.rpartition("/")[2], **place)
    return None


def _declined(said: Said, answer: Answer) -> CardDeclined:
    return CardDeclined(
        said=_words(said, answer),
        decline_code=said.decline_code,
        charge_id=said.charge_id,
        **where(answer),
    )


def _refused(answer: Answer) -> Refused:
    said = heard(answer.body)
    return Refused(said=_words(said, answer), clover_code=said.code, **where(answer))


def _words(said: Said, answer: Answer) -> str:
    return _short(redact(" ".join(said.message.split()))) or said.code or f"status {answer.status}"


def _short(text: str) -> str:
    return text if len(text) <= EXCERPT_LENGTH else f"{text[: EXCERPT_LENGTH - 1]}…"
