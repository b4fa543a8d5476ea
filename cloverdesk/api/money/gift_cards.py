"""The calls that put value on a gift card and take it off at the counter. Only the journal may make them."""

from functools import partial

import msgspec

from cloverdesk.api.auth import Door
from cloverdesk.api.errors import concealing
from cloverdesk.api.exchange import Answer
from cloverdesk.api.money.answers import about, settled
from cloverdesk.api.money.bodies import Body
from cloverdesk.api.resources.parts import BalanceWire, balance_of
from cloverdesk.api.session import ApiSession
from cloverdesk.api.wire import Minor, Text, decoded, hidden, text
from cloverdesk.domain.gift_cards import GiftCardTransaction, IssuedCard
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.tokens import Token


class IssuedWire(BalanceWire, frozen=True):
    """What a card is worth; beside it, once, number and code of a new virtual one."""

    number: Secret | None = None
    security_card_value: Secret | None = None


class GiftSourceWire(msgspec.Struct, frozen=True):
    """Which card it was."""

    id: Secret | None = None
    last4: Text = None


class TransactionWire(msgspec.Struct, frozen=True):
    """What was done, as Clover writes it (accounts.yaml, `GiftCardTransaction`)."""

    gift_card: IssuedWire
    status: Text
    id: Text = None
    amount: Minor | None = None
    ref_num: Text = None
    source: GiftSourceWire | None = None


_TRANSACTION = msgspec.json.Decoder(TransactionWire, strict=False, dec_hook=hidden)
_NO_SOURCE = GiftSourceWire()


class GiftCardCalls:
    """Money calls on gift cards, each sent exactly once and without a key, since Clover takes none here.

    Every method uses up the token that it is given, and returns what Clover says was done, whatever its `status`. Raises
    `CardDeclined`, `Refused`, `RateLimited`, `NotSignedIn`, `NotAllowed` and `Unreachable` (nothing was sent), or
    `OutcomeUnknown` for all else, an answer that tells no balance or another card's included.
    """

    def __init__(self, session: ApiSession) -> None:
        self._session = session

    async def activate(
        self, card: Token, *, amount_minor: int | None = None, currency: str = ""
    ) -> GiftCardTransaction:
        """Put `amount_minor` of `currency` on a physical card that had none yet; None for what is printed on it."""
        body: Body = {"source": card.id.reveal(), **_value(amount_minor, currency)}
        return await self._of(card, "activateGiftCard", "/v1/activate", body)

    async def activate_virtual(
        self, promotion_code: Secret, *, amount_minor: int | None = None, currency: str = ""
    ) -> GiftCardTransaction:
        """Make a card of a programme, worth `amount_minor` of `currency`; None for what the programme says.

        `issued` holds its number and code, which nobody can ask for again; it is None where the answer lacks them: then
        there is a card that only a refund of `id` can undo.
        """
        body: Body = {"promotion_code": promotion_code.reveal(), **_value(amount_minor, currency)}
        with concealing(promotion_code):
            answer = await self._session.send_money(
                "activateGiftCard", "/v1/activate", body, idempotency_key="", door=Door.GIFT_CARDS
            )
        return _transaction(settled(partial(decoded, _TRANSACTION), answer))

    async def reload(self, card: Token, *, amount_minor: int, currency: str) -> GiftCardTransaction:
        """Add `amount_minor` of `currency` to an active card."""
        body: Body = {"source": card.id.reveal(), **_value(amount_minor, currency)}
        return await self._of(card, "reloadGiftCard", "/v1/reload", body)

    async def cash_out(self, card: Token) -> GiftCardTransaction:
        """Take the whole balance off a card; the merchant pays it by other means. `amount_minor` may be missing."""
        return await self._of(card, "cashOutGiftCard", "/v1/cashout", {"source": card.id.reveal()})

    async def _of(self, card: Token, operation: str, path: str, body: Body) -> GiftCardTransaction:
        with concealing(card.id):
            answer = await self._session.send_money(
                operation, path, body, idempotency_key="", door=Door.GIFT_CARDS
            )
        wire = settled(partial(decoded, _TRANSACTION), answer)
        _check(answer, wire.source or _NO_SOURCE, card)
        return _transaction(wire)


def _check(answer: Answer, source: GiftSourceWire, card: Token) -> None:
    """Raise `OutcomeUnknown` where the answer is about another card."""
    about(answer, source.id.reveal() if source.id else "", card.id.reveal(), "card")
    if card.last4:
        about(answer, text(source.last4), card.last4, "card")


def _value(amount_minor: int | None, currency: str) -> Body:
    return {} if amount_minor is None else {"amount": amount_minor, "currency": currency.lower()}


def _transaction(wire: TransactionWire) -> GiftCardTransaction:
    card, source = wire.gift_card, wire.source or _NO_SOURCE
    number, code = card.number, card.security_card_value
    return GiftCardTransaction(
        id=text(wire.id),
        status=text(wire.status),
        balance=balance_of(card),
        amount_minor=wire.amount,
        ref_num=text(wire.ref_num),
        last4=text(source.last4),
        issued=IssuedCard(number, code) if number and code else None,
    )
