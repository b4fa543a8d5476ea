"""The calls that give money back, and take that back again. Only the journal may make them."""

from dataclasses import replace

from cloverdesk.api.money.answers import about, named, settled
from cloverdesk.api.resources.parts import balance_in
from cloverdesk.api.resources.refunds import PATH, REFUND, refund_of
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.refunds import Refund, RefundReason, VoidOfRefund


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
        wire = settled(REFUND.made, answer)
        refund = refund_of(wire, default_currency=self._default_currency)
        about(answer, refund.charge_id, charge_id, "charge")
        return replace(refund, charge_id=charge_id)

    async def cancel(self, refund_id: str) -> VoidOfRefund:
        """Take a refund back, which Clover documents for gift cards, within a day.

        Returns what Clover made of it, whatever its `status`. Raises as `create` does, `OutcomeUnknown` for an answer that
        names no refund or another one included.
        """
        path = f"{PATH}/{named(refund_id, 'cancelRefund')}/cancel"
        answer = await self._session.send_money(
            "cancelRefund", path, {"reason": "USER_CANCEL"}, idempotency_key=""
        )
        wire = settled(REFUND.made, answer)
        about(answer, wire.id, refund_id, "refund")
        refund = refund_of(wire, default_currency=self._default_currency)
        return VoidOfRefund(
            refund_id, refund.charge_id, refund.amount_minor, refund.status, balance_in(wire.gift_card)
        )
