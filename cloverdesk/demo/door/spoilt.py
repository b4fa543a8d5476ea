"""What a trouble makes of an answer: another status, another body, half of it, all of it twice, or nothing at all."""

import json
from dataclasses import replace

from cloverdesk.demo import errors
from cloverdesk.demo.door.calls import JSON_TYPE, Answer
from cloverdesk.demo.faults import ConnectionDropped, Trouble

_HTML = (
    "<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>Please come back soon</h1></body></html>"
)
_NO_ID = "0000000000000"


def spoil(trouble: Trouble, answer: Answer | None) -> Answer | None:
    """What is answered instead, None where nothing is. `answer` is the true one, None before the effect.

    Raises `ConnectionDropped` where there is to be no answer.
    """
    if trouble.drop:
        raise ConnectionDropped
    told = _told(trouble, answer)
    repeated = told or answer
    return replace(repeated, twice=True) if trouble.twice and repeated else told


def _told(trouble: Trouble, answer: Answer | None) -> Answer | None:
    status = trouble.status or 200
    if trouble.html:
        return Answer(status, _HTML, "text/html; charset=utf-8")
    if trouble.empty:
        return Answer(status, "")
    whole = _with_status(trouble, answer)
    if trouble.truncated:
        cut = whole or answer or Answer.json({"id": _NO_ID, "status": "succeeded"})
        return replace(cut, body=cut.body[: len(cut.body) // 2])
    return whole


def _with_status(trouble: Trouble, answer: Answer | None) -> Answer | None:
    """The usual answer of the status that is asked for; None where none is."""
    if trouble.status is None:
        return None
    if trouble.status == 402:
        return Answer.json(errors.declined(_charge_of(answer))[1], 402)
    headers = {} if trouble.retry_after is None else {"retry-after": str(trouble.retry_after)}
    return replace(Answer.json(errors.trouble(trouble.status), trouble.status), headers=headers)


def _charge_of(answer: Answer | None) -> str:
    """The charge that an answer is about, as far as it says so."""
    if answer is None or answer.status >= 300 or answer.media_type != JSON_TYPE:
        return _NO_ID
    told = json.loads(answer.body or "null")
    if not isinstance(told, dict):
        return _NO_ID
    return str(told.get("charge") or told.get("id") or _NO_ID)
