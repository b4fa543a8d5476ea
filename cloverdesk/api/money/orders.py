"""The calls that pay an order and give back what was paid. Only the journal may make them."""

from collections.abc import Sequence

from cloverdesk.api.errors import concealing
from cloverdesk.api.exchange import Answer
from cloverdesk.api.money.answers import about, named, settled
from cloverdesk.api.money.bodies import Body, payment
from cloverdesk.api.resources.orders import ORDER, PATH, order_of
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.orders import Order, ReturnedLine
from cloverdesk.domain.payments import OrderPayment
from cloverdesk.domain.tokens import Token


class OrderCalls:
    """Money calls on `/v1/orders`, each sent exactly once.

    Every method returns the order as Clover answers it. Raises `CardDeclined`, `Refused`, `RateLimited`, `NotSignedIn`,
    `NotAllowed` and `Unreachable` (nothing was sent), or `OutcomeUnknown` for all else, an answer that names no order or
    another one included.
    """

    def __init__(self, session: ApiSession) -> None:
        self._session = session

    async def pay(
        self, order_id: str, asked: OrderPayment, *, idempotency_key: str, external_reference_id: str
    ) -> Order:
        """Pay an order, in full or in part.

        The first of `charge_ids` is the new payment. What a gift card could not cover is still owed: `paid_minor` tells
        what was paid so far, and the order stays `created` until that is all. One that is paid already is `Refused` with
        the code `order_already_paid`.
        """
        body = payment(asked, external_reference_id) | _part(asked)
        path = f"{PATH}/{named(order_id, 'payOrder')}/pay"
        secrets = (asked.source.id,) if isinstance(asked.source, Token) else ()
        with concealing(*secrets):
            answer = await self._session.send_money("payOrder", path, body, idempotency_key=idempotency_key)
        return _of(answer, order_id)

    async def give_back(
        self,
        order_id: str,
        *,
        lines: Sequence[ReturnedLine] = (),
        idempotency_key: str,
        external_reference_id: str,
    ) -> Order:
        """Return some lines of an order, or all of it where none are named.

        The order says `returned` either way: `returned_minor` tells how much went back, a share of the tax and, with
        every return of lines, the whole tip included.
        """
        body: Body = {"external_reference_id": external_reference_id} if external_reference_id else {}
        if lines:
            body["items"] = [_line(line) for line in lines]
        path = f"{PATH}/{named(order_id, 'returnOrder')}/returns"
        answer = await self._session.send_money("returnOrder", path, body, idempotency_key=idempotency_key)
        return _of(answer, order_id)


def _of(answer: Answer, order_id: str) -> Order:
    wire = settled(ORDER.made, answer)
    about(answer, wire.id, order_id, "order")
    return order_of(wire)


def _part(asked: OrderPayment) -> Body:
    body: Body = {
        "amount": asked.amount_minor,
        "customer": asked.customer_id or None,
        "email": asked.email or None,
    }
    return {name: value for name, value in body.items() if value is not None}


def _line(line: ReturnedLine) -> Body:
    body: Body = {
        "parent": line.parent,
        "amount": line.amount_minor,
        "type": line.kind,
        "quantity": line.quantity,
    }
    return body | ({"description": line.description} if line.description else {})
