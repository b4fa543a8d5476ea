"""Gift cards, money aside: what one is worth now. Asking for it uses up a token, so it is asked once."""

import msgspec

from cloverdesk.api.auth import Door
from cloverdesk.api.errors import BadAnswer, NoAnswer, OutcomeUnknown, ServerTrouble, Where, concealing
from cloverdesk.api.resources.parts import BalanceWire, balance_of
from cloverdesk.api.resources.platform import unreadable
from cloverdesk.api.session import ApiSession
from cloverdesk.api.wire import Undecodable, decoded
from cloverdesk.domain.gift_cards import GiftCardBalance
from cloverdesk.domain.tokens import Token


class InquiryWire(msgspec.Struct, frozen=True):
    """A balance as Clover writes it (accounts.yaml, `BalanceInquiryResponse`)."""

    gift_card: BalanceWire


_INQUIRY = msgspec.json.Decoder(InquiryWire, strict=False)


class GiftCardsApi:
    """`/v1/balance_inquiry`."""

    def __init__(self, session: ApiSession) -> None:
        self._session = session

    async def balance(self, card: Token) -> GiftCardBalance:
        """What the card is worth. Its token is used up, even where the answer is lost: ask again with another one.

        Raises what `ApiSession.read` raises, since nothing changes but the token, and `CardDeclined`. Sent once.
        """
        body = {"source": card.id.reveal()}
        try:
            with concealing(card.id):
                answer = await self._session.write(
                    "giftCardBalance", "/v1/balance_inquiry", body, door=Door.GIFT_CARDS
                )
        except OutcomeUnknown as problem:
            raise self._only_a_look(problem) from problem
        try:
            return balance_of(decoded(_INQUIRY, answer).gift_card)
        except Undecodable as problem:
            raise unreadable(answer, "balance") from problem

    def _only_a_look(self, problem: OutcomeUnknown) -> BadAnswer | NoAnswer | ServerTrouble:
        """The failure of a read in place of one of a change."""
        where = Where(
            operation_name=problem.operation_name, status=problem.status, request_id=problem.request_id
        )
        if problem.status is None or problem.status == 408:
            return NoAnswer(host=self._session.host(Door.ECOMMERCE), **where)
        if problem.status >= 500:
            return ServerTrouble(**where)
        return BadAnswer(excerpt="no balance", **where)
