"""Idempotency keys (payments.md, section 8): the same call again gets the first answer, a different one is refused."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from cloverdesk.demo.door.calls import Answer, Call, Operation
from cloverdesk.demo.errors import key_in_progress, key_reused

_KEPT = {402}
"""Statuses that are kept beside the 2xx ones; what failed otherwise may be tried again with the same key."""
_NO_KEY = nullcontext("")


class Keys:
    """The keys that count in calls to one app."""

    def __init__(self) -> None:
        self._running: set[str] = set()

    def claim(self, operation: Operation, call: Call) -> AbstractContextManager[str]:
        """The scope of the call's key, claimed until the call is over; "" where no key counts.

        Raises `Rejected` while another call holds the same.
        """
        if not call.idempotency_key or not operation.keyed(call.options):
            return _NO_KEY
        return self._claimed(operation, call)

    @contextmanager
    def _claimed(self, operation: Operation, call: Call) -> Iterator[str]:
        path = operation.path.format(**call.path)
        scope = f"{operation.method} {path} {call.idempotency_key}"
        if scope in self._running:
            raise key_in_progress()
        self._running.add(scope)
        try:
            yield scope
        finally:
            self._running.discard(scope)

    def answered(self, scope: str, call: Call) -> Answer | None:
        """The answer that this very call got before, or None. Raises `Rejected` if its body was another."""
        if not scope:
            return None
        since = call.store.now_ms() - call.options.idempotency_retention_ms
        kept = call.store.recall(scope, since)
        if kept is None:
            return None
        digest, status, body = kept
        if digest != _digest(call):
            raise key_reused()
        return Answer(status, body)

    def keep(self, scope: str, call: Call, answer: Answer) -> None:
        """Keep the answer, in the transaction of its effect."""
        if scope and (answer.status in _KEPT or 200 <= answer.status < 300):
            call.store.remember(scope, _digest(call), answer.status, answer.text)


def _digest(call: Call) -> str:
    return hashlib.sha256(json.dumps(call.body, sort_keys=True).encode()).hexdigest()
