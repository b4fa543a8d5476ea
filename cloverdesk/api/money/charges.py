"""The calls that charge, hold, and take or let go of what is held. Only the journal may make them."""

import msgspec

from cloverdesk.api.errors import concealing
from cloverdesk.api.exchange import Answer
from cloverdesk.api.money.answers import about, named, settled
from cloverdesk.api.money.bodies import Body, payment
from cloverdesk.api.resources.charges import PATH, WHOLE_CHARGE, whole_charge_of
from cloverdesk.api.session import ApiSession
from cloverdesk.api.verdicts import unknown
from cloverdesk.domain.charges import Charge
from cloverdesk.domain.payments import NewCharge
from cloverdesk.domain.tokens import Token


class ChargeCalls:
    """Money calls on `/v1/charges`, each sent exactly once.

    Every method returns the charge as Clover answers it, whatever its `status`. Raises `CardDeclined`, `Refused`,
    `RateLimited`, `NotSignedIn`, `NotAllowed` and `Unreachable` (nothing was sent), or `OutcomeUnknown` for all else, an
    answer that names no charge or another one included.
    """

    def __init__(self, session: ApiSession) -> None:
        self._session = session

    async def create(self, asked: NewCharge, *, idempotency_key: str, external_reference_id: str) -> Charge:
        """Charge a source, or hold its money.

        `pending` comes with a 200, too: the cardholder's bank wants to ask first (`details.threeds`). A gift card may pay
        less than was asked for: `amount_minor` is what was taken. The order may be missing; it is there on a read.
        """
        body = payment(asked, external_reference_id) | _money(asked)
        secrets = (asked.source.id,) if isinstance(asked.source, Token) else ()
        with concealing(*secrets):
            answer = await self._session.send_money(
                "createCharge", PATH, body, idempotency_key=idempotency_key
            )
        charge = _made(answer, is_hold=not asked.capture)
        if external_reference_id:  # where none was sent, Clover may fill one in
            about(answer, charge.external_reference_id, external_reference_id, "charge")
        if charge.currency != asked.currency.upper():
            raise unknown(answer, "another currency")
        return charge

    async def capture(
        self,
        charge_id: str,
        *,
        idempotency_key: str,
        amount_minor: int | None = None,
        tip_minor: int | None = None,
        shipment: tuple[int, int] | None = None,
        receipt_email: str = "",
    ) -> Charge:
        """Take `amount_minor` of what is held, or all of it for None; 0 lets the lock of a gift card go.

        `shipment` is which one of how many, 1 to 99 each: then the rest stays held until the last one.
        """
        body: Body = {"amount": amount_minor, "tip_amount": tip_minor, "receipt_email": receipt_email or None}
        if shipment is not None:
            body["split_shipment"] = f"{shipment[0]}/{shipment[1]}"
        sent = {name: value for name, value in body.items() if value is not None}
        path = f"{PATH}/{named(charge_id, 'captureCharge')}/capture"
        answer = await self._session.send_money("captureCharge", path, sent, idempotency_key=idempotency_key)
        return self._of(answer, charge_id)

    async def release(self, charge_id: str, *, keep_minor: int) -> Charge:
        """Let go of what was not captured of a hold. `keep_minor` is what to keep: what was captured, not what goes back."""
        path = f"{PATH}/{named(charge_id, 'releaseAuthorization')}"
        body = {"amount": keep_minor}
        answer = await self._session.send_money(
            "releaseAuthorization", path, body, idempotency_key="", method="PUT"
        )
        return self._of(answer, charge_id)

    async def finalize(self, charge_id: str, *, flow_status: str) -> Charge:
        """Finish a charge after the step in the cardholder's browser, which ended with `flow_status`.

        The bank may want another step: then it is `pending` still.
        """
        threeds = {"source": "CLOVER", "flow_status": flow_status}
        body = {"charge_id": named(charge_id, "finalizeThreeDsCharge"), "threeds": threeds}
        answer = await self._session.send_money(
            "finalizeThreeDsCharge", f"{PATH}/finalize_payment", body, idempotency_key=""
        )
        return self._of(answer, charge_id)

    @staticmethod
    def _of(answer: Answer, charge_id: str) -> Charge:
        charge = _made(answer)
        about(answer, charge.id, charge_id, "charge")
        return charge


def _money(asked: NewCharge) -> Body:
    body: Body = {
        "amount": asked.amount_minor,
        "currency": asked.currency.lower(),
        "capture": asked.capture,
        "tax_amount": asked.tax_minor,
        "description": asked.description or None,
        "receipt_email": asked.receipt_email or None,
    }
    return {name: value for name, value in body.items() if value is not None}


def _made(answer: Answer, *, is_hold: bool = False) -> Charge:
    """The charge of an answer. Of a hold, older answers say that it is paid; nothing was taken all the same."""
    wire = settled(WHOLE_CHARGE.made, answer)
    if is_hold and not wire.captured and wire.amount_captured is None:
        wire = msgspec.structs.replace(wire, paid=None)
    return whole_charge_of(wire)
