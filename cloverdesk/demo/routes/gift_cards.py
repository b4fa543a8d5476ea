"""`/v1/activate`, `/v1/reload`, `/v1/balance_inquiry`, `/v1/cashout`: gift cards at the counter, and the training drawer."""

from collections.abc import Callable

from cloverdesk.demo import rules
from cloverdesk.demo.door.calls import Answer, Call, Credential, Operation
from cloverdesk.demo.door.fields import invalid_field
from cloverdesk.demo.errors import envelope, invalid
from cloverdesk.demo.gift_cards import calls as gift_cards_calls
from cloverdesk.demo.gift_cards import cards as gift_cards
from cloverdesk.demo.gift_cards.balance import UNKNOWN_TEXT, NotHonoured
from cloverdesk.demo.gift_cards.calls import bad_amount
from cloverdesk.demo.gift_cards.cards import ACTIVE, INACTIVE, GiftCard
from cloverdesk.demo.paying import sources
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.paying.sources import Kind, Source
from cloverdesk.demo.store import TOKEN

_PHYSICAL = {"source", "amount", "currency"}
_VIRTUAL = {"promotion_code", "amount", "currency"}


def activate(call: Call) -> Answer:
    """Activate a physical card, or make a virtual one, whose number and code are in this answer only."""
    virtual = "promotion_code" in call.body
    unknown = set(call.body) - (_VIRTUAL if virtual else _PHYSICAL)
    if unknown:
        raise invalid_field(min(unknown))
    amount = _amount(call)
    if amount is not None or "currency" in call.fields:
        _check_currency(call)
    if not virtual:
        return _done(call, lambda source: gift_cards_calls.activate(call.shop, source, amount))
    promotion = call.fields.text("promotion_code") or ""
    return Answer.json(gift_cards_calls.activate_virtual(call.shop, promotion, amount))


def reload(call: Call) -> Answer:
    """Add value to an active card."""
    amount = _amount(call)
    if amount is None:
        raise bad_amount()
    _check_currency(call)
    return _done(call, lambda source: gift_cards_calls.reload(call.shop, source, amount))


def inquire(call: Call) -> Answer:
    """The balance of an active card."""
    consumes = call.options.inquiry_uses_token
    return _done(call, lambda source: gift_cards_calls.inquire(call.shop, source), consumes=consumes)


def cash_out(call: Call) -> Answer:
    """Take the whole balance off an active card."""
    return _done(call, lambda source: gift_cards_calls.cash_out(call.shop, source))


def list_cards(call: Call) -> Answer:
    """The training drawer: every card with its balance, and with number and code as if it lay there to be scanned.

    The numbers of a demo store are no secret, and this is how a person comes by one; `number` is null for virtual cards,
    whose number was told once. `state` and `last4` narrow the list. Beside it stand the promo codes for virtual cards.
    """
    wanted = {name: call.asked(name) for name in ("state", "last4") if call.asked(name) is not None}
    if wanted.get("state", ACTIVE) not in {ACTIVE, INACTIVE}:
        raise invalid_field("state")
    cards = gift_cards.all_cards(call.store)
    found = [card for card in cards if all(getattr(card, name) == value for name, value in wanted.items())]
    promotions = [
        {"promotion_code": code, "denomination": denomination}
        for code, denomination in gift_cards.PROMOTIONS.items()
    ]
    return Answer.json({"data": [_shown(call, card) for card in found], "promotions": promotions})


def _shown(call: Call, card: GiftCard) -> Body:
    serial, store = card.serial, call.store
    return {
        "id": card.id,
        "number": None if serial is None else gift_cards.number_of(store, serial),
        "security_code": None if serial is None else gift_cards.code_of(store, serial),
        "last4": card.last4,
        "state": card.state,
        "balance": card.balance,
        "locked": card.locked,
        "opening_balance": card.opening_balance,
        "denomination": card.denomination,
        "virtual": card.virtual,
    }


def _done(call: Call, act: Callable[[Source], Body], *, consumes: bool = True) -> Answer:
    """What came of an act on the card that `source` names; an attempt uses its token up, a refusal does not."""
    source = _source(call)
    try:
        body = act(source)
    except NotHonoured as problem:
        if call.options.declined_charge_consumes_token:
            sources.use(call.shop, source)
        return _declined(call, problem.text)
    if consumes:
        sources.use(call.shop, source)
    return Answer.json(body)


def _declined(call: Call, text: str) -> Answer:
    """A decline that no charge goes with."""
    if call.options.declines_observed:
        why = {"code": "card_declined", "message": text, "declineCode": "issuer_declined"}
        return Answer.json(envelope(402, **why), 402)
    why = {"type": "card_error", "code": "card_declined", "message": text, "decline_code": "issuer_declined"}
    return Answer.json(envelope(400, **why), 400)


def _source(call: Call) -> Source:
    named = call.fields.text("source")
    token = call.store.get(TOKEN, named) if named else None
    if token is None or token.facts.get("kind") != Kind.GIFT_CARD or sources.is_gone(call.shop, token):
        raise invalid(UNKNOWN_TEXT)
    return sources.of_token(call.shop, token)


def _amount(call: Call) -> int | None:
    amount = call.fields.amount("amount", bad_amount, least=1)
    if amount is not None and amount > rules.LARGEST_AMOUNT:
        raise invalid("The amount is above the allowed maximum.", code="amount_too_large")
    return amount


def _check_currency(call: Call) -> None:
    if call.fields.currency().upper() != call.store.currency:
        raise invalid("Please provide a valid currency.")


OPERATIONS = (
    Operation("activateGiftCard", "POST", "/v1/activate", activate),
    Operation("reloadGiftCard", "POST", "/v1/reload", reload),
    Operation("giftCardBalance", "POST", "/v1/balance_inquiry", inquire),
    Operation("cashOutGiftCard", "POST", "/v1/cashout", cash_out),
    Operation("demo.listGiftCards", "GET", "/_demo/gift-cards", list_cards, credential=Credential.CONTROL),
)
