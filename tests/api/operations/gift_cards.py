"""Gift cards at the counter."""

from cloverdesk.api.money.gift_cards import GiftCardCalls
from cloverdesk.api.resources.gift_cards import GiftCardsApi
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.gift_cards import GiftCardBalance, GiftCardTransaction
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.tokens import Token, TokenKind
from tests.api.operations.case import AnyCase, Case, Kind
from tests.contracts.till import Json, Till

PROMOTION = "112233"
TOKEN = "clv_1TSTg1f2t3c4a5r6d7t8o9k1"
SAMPLE = Token(Secret(TOKEN), TokenKind.GIFT_CARD, last4="4412")
BALANCE = {"expiration_date": "3025-01-01", "previous_balance": 5000, "new_balance": 6500}
ANSWER = {
    "id": "GR3V7XN4KQM8T",
    "amount": 1500,
    "ref_num": "104213550021",
    "paid": True,
    "status": "succeeded",
    "source": {"id": TOKEN, "last4": "4412"},
    "gift_card": BALANCE,
}


def _token(till: Till, card: Json) -> Token:
    token = till.gift_token({name: card[name] for name in ("number", "security_code")})
    return Token(Secret(token), TokenKind.GIFT_CARD, last4=card["number"][-4:])


def _new(till: Till) -> Token:
    return _token(till, till.gift_card(6500))


def _from_drawer(till: Till, *, printed: bool) -> Token:
    drawer = till.drawer(state="inactive")
    return _token(till, next(one for one in drawer if bool(one["denomination"]) is printed))


async def _balance(session: ApiSession, card: Token) -> GiftCardBalance:
    return await GiftCardsApi(session).balance(card)


def _is_what_it_has(_: Till, __: Token, balance: GiftCardBalance) -> None:
    assert balance == GiftCardBalance(6500, 6500, 0, "3025-01-01")


def _with_a_lock(till: Till) -> Token:
    card = till.gift_card(6500)
    till.gift_charge(2000, capture=False, card=card)
    return _token(till, card)


def _is_partly_locked(_: Till, __: Token, balance: GiftCardBalance) -> None:
    assert (balance.new_minor, balance.locked_minor) == (4500, 2000)
    assert balance.lock_id


async def _activate(session: ApiSession, card: Token) -> GiftCardTransaction:
    return await GiftCardCalls(session).activate(card, amount_minor=5000, currency="USD")


async def _activate_printed(session: ApiSession, card: Token) -> GiftCardTransaction:
    return await GiftCardCalls(session).activate(card)


def _is_active(_: Till, card: Token, done: GiftCardTransaction) -> None:
    assert (done.status, done.last4, done.amount_minor) == ("succeeded", card.last4, done.balance.new_minor)
    assert done.balance.previous_minor == 0
    assert done.amount_minor
    assert done.issued is None


async def _activate_virtual(session: ApiSession, promotion: str) -> GiftCardTransaction:
    return await GiftCardCalls(session).activate_virtual(Secret(promotion), amount_minor=2500, currency="USD")


def _is_issued(till: Till, _: str, done: GiftCardTransaction) -> None:
    assert done.issued
    number, code = done.issued.number.reveal(), done.issued.security_code.reveal()
    assert number not in repr(done)
    assert code not in repr(done)
    assert number.endswith(done.last4)
    card = {"number": number, "security_code": code}
    told = till.call("POST", "/v1/balance_inquiry", {"source": till.gift_token(card)})
    assert told["gift_card"]["new_balance"] == done.balance.new_minor == 2500


async def _reload(session: ApiSession, card: Token) -> GiftCardTransaction:
    return await GiftCardCalls(session).reload(card, amount_minor=1500, currency="USD")


def _has_more(till: Till, card: Token, done: GiftCardTransaction) -> None:
    assert (done.amount_minor, done.balance.previous_minor, done.balance.new_minor) == (1500, 6500, 8000)
    assert till.refund(done.id)


async def _cash_out(session: ApiSession, card: Token) -> GiftCardTransaction:
    return await GiftCardCalls(session).cash_out(card)


def _is_empty(_: Till, card: Token, done: GiftCardTransaction) -> None:
    assert (done.amount_minor, done.balance.new_minor, done.last4) == (6500, 0, card.last4)


def _money(
    operation_id: str,
    prepare: object,
    call: object,
    check: object,
    *,
    sample: object = SAMPLE,
    answer: object = ANSWER,
    name: str = "",
    troubled: bool = True,
) -> AnyCase:
    return Case(
        operation_id,
        Kind.MONEY,
        prepare,  # type: ignore[arg-type]
        call,  # type: ignore[arg-type]
        check,  # type: ignore[arg-type]
        sample=sample,
        answer=answer,
        effects=1,
        name=name,
        troubled=troubled,
    )


CASES: tuple[AnyCase, ...] = (
    Case(
        "giftCardBalance",
        Kind.LOOK,
        _new,
        _balance,
        _is_what_it_has,
        sample=SAMPLE,
        answer={"status": "succeeded", "gift_card": BALANCE},
    ),
    Case(
        "giftCardBalance",
        Kind.LOOK,
        _with_a_lock,
        _balance,
        _is_partly_locked,
        sample=SAMPLE,
        answer={"status": "succeeded", "gift_card": BALANCE},
        name="with a lock",
        troubled=False,
    ),
    _money(
        "activateGiftCard",
        lambda till: _from_drawer(till, printed=False),
        _activate,
        _is_active,
        name="from the drawer",
        troubled=False,
    ),
    _money(
        "activateGiftCard",
        lambda till: _from_drawer(till, printed=True),
        _activate_printed,
        _is_active,
        name="with a printed value",
        troubled=False,
    ),
    _money(
        "activateGiftCard",
        lambda _: PROMOTION,
        _activate_virtual,
        _is_issued,
        sample=PROMOTION,
        answer=ANSWER
        | {"gift_card": BALANCE | {"number": "9872009931005", "security_card_value": "59024417"}},
        name="a virtual one",
    ),
    _money("reloadGiftCard", _new, _reload, _has_more),
    _money("cashOutGiftCard", _new, _cash_out, _is_empty),
)
