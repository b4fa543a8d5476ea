"""The call that gives money back. Only the journal may make it, after it has written down that it will."""

from dataclasses import replace

import msgspec

from cloverdesk.api.resources.refunds import PATH, RefundWire, refund_of
from cloverdesk.api.session import ApiSession
from cloverdesk.api.verdicts import unknown
from cloverdesk.api.wire import UNREADABLE
from cloverdesk.domain.refunds import Refund, RefundReason

_REFUND = msgspec.json.Decoder(RefundWire, strict=False)


class RefundCalls:
    """Money calls on `/v1/refunds`, each sent exactly once."""

    def __init__(self, session: ApiSession, default_currency: str = "USD") -> None:
        self._session = session
        self._default_currency = default_currency

    async def create(
        self,
        *,
        charge_id: str,
        amount_minor: int | None,
        reason: RefundReason | None,
        idempotency_key: str,
        external_reference_id: str,
    ) -> Refund:
        """Give `amount_minor` of a charge back, or all that is left of it for None.

        Returns what Clover made of it, whatever its `status`: `pending` and `failed` come with a 200 too. Raises
        `CardDeclined`, `Refused`, `RateLimited`, `NotSignedIn`, `NotAllowed` and `Unreachable` (nothing was sent), or
        `OutcomeUnknown` for all else, an answer that names no refund or one of another charge included.
        """
        body: dict[str, object] = {"charge": charge_id, "external_reference_id": external_reference_id}
        if amount_minor is not None:
            body["amount"] = amount_minor
        if reason is not None:
            body["reason"] = reason.value
        answer = await self._session.send_money("createRefund", PATH, body, idempotency_key=idempotency_key)
        try:
            wire = _REFUND.decode(answer.body)
        except UNREADABLE as problem:
            raise unknown(answer, "undecodable") from problem
        refund = refund_of(wire, default_currency=self._default_currency)
        if refund.charge_id not in {"", charge_id}:
            raise unknown(answer, "another charge")
        return replace(refund, charge_id=charge_id)
