"""Tokens: what is charged in place of a number. What they are made of lives in memory for one call and is never quoted."""

from collections.abc import Mapping

import msgspec

from cloverdesk.api.auth import Door
from cloverdesk.api.errors import concealing
from cloverdesk.api.resources.platform import unreadable
from cloverdesk.api.session import ApiSession
from cloverdesk.api.wire import Text, Undecodable, decoded, hidden, text
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.test_cards import EXPIRY_MONTH, EXPIRY_YEAR, SECURITY_CODE, TestCard
from cloverdesk.domain.tokens import BankAccount, Token, TokenKind

PATH = "/v1/tokens"


class CardPartWire(msgspec.Struct, frozen=True):
    """What a token of a card or a gift card tells."""

    brand: Text = None
    first6: Text = None
    last4: Text = None
    exp_month: Text = None
    exp_year: Text = None


class AchPartWire(msgspec.Struct, frozen=True):
    """What a token of a bank account tells."""

    account_last4: Text = None
    routing_last4: Text = None


class TokenWire(msgspec.Struct, frozen=True):
    """A token as Clover writes it (payments.yaml, `Token`)."""

    id: Secret
    card: CardPartWire | None = None
    ach: AchPartWire | None = None
    gift_card: CardPartWire | None = None


_TOKEN = msgspec.json.Decoder(TokenWire, strict=False, dec_hook=hidden)


class TokensApi:
    """`/v1/tokens`. Making a token moves nothing, so that a call is tried again as a read is.

    Every method raises what `ApiSession.read` raises, and `Refused` for a number, a date or a code that is not valid.
    """

    def __init__(self, session: ApiSession) -> None:
        self._session = session

    async def card(
        self,
        card: TestCard,
        *,
        exp_month: int = EXPIRY_MONTH,
        exp_year: int = EXPIRY_YEAR,
        name: str = "",
        address_zip: str = "",
    ) -> Token:
        """A token of a published test card: the desk takes no other ones, real cards are typed on Clover's own page."""
        part = {
            "number": card.number,
            "exp_month": f"{exp_month:02}",
            "exp_year": str(exp_year),
            "cvv": SECURITY_CODE,
            "name": name,
            "address_zip": address_zip,
        }
        secrets = (Secret(card.number), Secret(SECURITY_CODE))
        return await self._made(TokenKind.CARD, "card", part, secrets)

    async def ach(self, account: BankAccount) -> Token:
        """A token of a bank account of the United States."""
        secrets = (account.account_number, account.routing_number, account.customer_id)
        return await self._made(TokenKind.ACH, "ach", _ach(account), secrets)

    async def gift_card(self, number: Secret, security_code: Secret | None = None) -> Token:
        """A token of a gift card, good for one operation; whether there is such a card shows only then."""
        part = {"number": number.reveal(), "security_code": security_code.reveal() if security_code else ""}
        secrets = (number, security_code) if security_code else (number,)
        return await self._made(TokenKind.GIFT_CARD, "gift_card", part, secrets)

    async def external(
        self, value: Secret, *, exp_month: int | None = None, exp_year: int | None = None
    ) -> Token:
        """A token of a card that is kept in the TransArmor vault as `value`; good for many charges."""
        expiry = {"exp_month": f"{exp_month:02}" if exp_month else "", "exp_year": str(exp_year or "")}
        part = {
            "token_type": "TRANSARMOR",
            "token_value": value.reveal(),
            "transarmor_token_attribute": {name: told for name, told in expiry.items() if told},
        }
        return await self._made(TokenKind.CARD, "external_token", part, (value,))

    async def _made(
        self, kind: TokenKind, member: str, part: Mapping[str, object], secrets: tuple[Secret, ...]
    ) -> Token:
        body = {member: {name: value for name, value in part.items() if value not in ("", {})}}
        with concealing(*secrets):
            answer = await self._session.write("createToken", PATH, body, door=Door.TOKEN, repeatable=True)
        try:
            wire = decoded(_TOKEN, answer)
        except Undecodable as problem:
            raise unreadable(answer, "token") from problem
        return _token(wire, kind)


def _ach(account: BankAccount) -> Mapping[str, object]:
    agreement = {
        "agreement_id": account.agreement_id,
        "type": account.agreement_type,
        "locale": account.agreement_locale,
    }
    return {
        "bank_account_number": account.account_number.reveal(),
        "bank_routing_number": account.routing_number.reveal(),
        "encrypted": False,
        "check_type": account.check_type,
        "account_type": account.account_type,
        "customer_id_type": account.customer_id_type,
        "customer_id_state": account.customer_id_state,
        "customer_id": account.customer_id.reveal(),
        "first_name": account.first_name,
        "last_name": account.last_name,
        "business_name": account.business_name,
        "email": account.email,
        "phone": account.phone,
        "address_line1": account.address_line1,
        "address_line2": account.address_line2,
        "address_city": account.address_city,
        "address_state": account.address_state,
        "address_zip": account.address_zip,
        "agreement": agreement,
    }


def _token(wire: TokenWire, asked: TokenKind) -> Token:
    """The token behind the wire's fields; `asked` is its kind where the answer tells nothing but the id."""
    if wire.ach is not None:
        last4, routing = text(wire.ach.account_last4), text(wire.ach.routing_last4)
        return Token(wire.id, TokenKind.ACH, last4=last4, routing_last4=routing)
    part = wire.gift_card or wire.card
    if part is None:
        return Token(wire.id, asked)
    return Token(
        wire.id,
        TokenKind.GIFT_CARD if wire.gift_card else TokenKind.CARD,
        brand=text(part.brand),
        first6=text(part.first6),
        last4=text(part.last4),
        exp_month=text(part.exp_month),
        exp_year=text(part.exp_year),
    )
