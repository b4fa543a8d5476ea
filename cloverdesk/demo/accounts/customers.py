"""Customers and their saved cards: one record that both APIs write to and each reads in its own shape."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from cloverdesk.demo import ids
from cloverdesk.demo.accounts.platform_filters import element
from cloverdesk.demo.engine import Match, Slice
from cloverdesk.demo.errors import Rejected, envelope, invalid, untyped
from cloverdesk.demo.gift_cards import balance as gift_cards_balance
from cloverdesk.demo.paying import cards, sources
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.paying.sources import CARD, MULTI, REVOKED, USED, Kind, Source, card_id
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import CUSTOMER, TOKEN, DemoStore, Record, Row, dump

EMAILS, PHONES, ADDRESSES = "emailAddresses", "phoneNumbers", "addresses"
KNOWN_BY = {EMAILS: "emailAddress", PHONES: "phoneNumber"}
"""What an element of a list is known by; one of the others is known by all that it says."""
_OWN = ("name", "shipping")
"""What only the Ecommerce API knows of a customer; it stands among the facts."""


def new_body(
    customer_id: str,
    since_ms: int,
    *,
    first_name: str | None = None,
    last_name: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    marketing: bool = False,
) -> Body:
    """A customer as it is kept: the platform's shape with all that `expand` may ask for, cards and orders aside."""
    body: Body = {"id": customer_id, "marketingAllowed": marketing, "customerSince": since_ms}
    if first_name is not None:
        body["firstName"] = first_name
    if last_name is not None:
        body["lastName"] = last_name
    set_elements(body, EMAILS, [] if email is None else [{"emailAddress": email, "primaryEmail": True}])
    set_elements(body, PHONES, [] if phone is None else [{"phoneNumber": phone}])
    set_elements(body, ADDRESSES, [])
    return body


def rows(body: Body, since_ms: int, saved: Sequence[tuple[str, Body]], **own: object) -> list[Row]:
    """A customer with saved cards on its way into a store.

    `saved` are token ids, first saved first, each with the card it stands for, as `createToken` shows one. `own` may be
    `name` and `shipping`, as the Ecommerce API takes them.
    """
    owner = str(body["id"])
    tokens, aliases = [], []
    for token, card in saved:
        facts = {"kind": Kind.CARD, "behaviour": cards.behaviour(str(card["first6"]), str(card["last4"]))}
        shown = dump({"id": token, "card": card})
        tokens.append((TOKEN, token, since_ms, owner, MULTI, since_ms, shown, dump(facts)))
        alias = dump(_alias(token))
        aliases.append((CARD, card_id(token), since_ms, owner, "", since_ms, alias, ""))
    known = dump({**own, "sources": [token for token, _ in reversed(saved)]})
    return [*tokens, *aliases, (CUSTOMER, owner, since_ms, "", "", since_ms, dump(body), known)]


def set_elements(body: Body, name: str, elements: Iterable[Mapping[str, object]]) -> None:
    """Replace a list of a customer's. An element has an id that stays the same while it says the same."""
    kept: dict[str, Body] = {}
    for told in elements:
        own = {key: value for key, value in told.items() if key != "id"}
        known = own.get(KNOWN_BY[name]) if name in KNOWN_BY else dump(own)
        element_id = ids.object_id(f"{body['id']}/{name}/{known}", 0)
        kept.setdefault(element_id, {"id": element_id, **own})
    body[name] = {"elements": list(kept.values())}


def elements_of(body: Mapping[str, object], name: str) -> list[Body]:
    """The elements of a list of a customer's."""
    return cast("dict[str, list[Body]]", body.get(name, {})).get("elements", [])


def has_email(store: DemoStore, email: str) -> bool:
    """Whether any customer has the address."""
    wanted = Match(element(EMAILS, "emailAddress").test, "=", email)
    return bool(store.bodies(Slice(CUSTOMER, limit=1, matches=(wanted,))))


def change(shop: Shop, customer: Record, facts: Mapping[str, object] | None = None) -> Record:
    """Keep a customer whose body has changed, and its facts if they have, too."""
    shop.store.change(CUSTOMER, customer.body, changed=shop.store.now_ms(), facts=facts)
    return customer if facts is None else replace(customer, facts=dict(facts))


def remove(shop: Shop, customer: Record) -> None:
    """Forget a customer; what was saved cannot be charged any more. Charges and orders still name it."""
    for token in saved_tokens(shop.store, customer):
        _take_back(shop, token)
    shop.store.remove(CUSTOMER, customer.id)


# ---------------------------------------------------------------- saved cards


def saved_tokens(store: DemoStore, customer: Record) -> list[Record]:
    """The tokens of what a customer has saved, newest first."""
    held = (store.get(TOKEN, token) for token in sources.saved_sources(customer))
    return [token for token in held if token is not None]


def to_save(shop: Shop, named: str | None, *, moto: bool) -> Source:
    """What a token stands for, if it may be saved. Raises `Rejected` if not, before any bank is asked.

    `moto` says that nobody was there to read a security code.
    """
    token = shop.store.get(TOKEN, named) if named else None
    if token is None or sources.is_gone(shop, token):
        raise invalid("Please provide a valid source or token.")
    if token.status == USED:
        raise sources.used_before()
    source = sources.of_token(shop, token)
    if source.kind is Kind.ACH and not shop.options.ach_saved:
        raise invalid("pre-Authorization not supported")
    if token.facts.get("without_cvv") and not moto:
        raise untyped(
            400, "invalid_cvc", f"CVV not found during card verification for Clover token {token.id}."
        )
    return source


def verify(shop: Shop, source: Source) -> bool:
    """Ask whoever issued the card whether it is good; the token of one that is refused is used up.

    Raises `Rejected` for a gift card that is unknown or not active.
    """
    if _is_good(shop, source):
        return True
    if shop.options.declined_charge_consumes_token:
        sources.use(shop, source)
    return False


def _is_good(shop: Shop, source: Source) -> bool:
    if source.kind is not Kind.GIFT_CARD:
        return source.behaviour == cards.APPROVE
    try:
        gift_cards_balance.active(shop, source)
    except gift_cards_balance.NotHonoured:
        return False
    return True


def check_new(shop: Shop, customer: Record, source: Source) -> None:
    """Raise `Rejected` if the card is saved already, on this customer or on another one."""
    token = cast("Record", source.token)
    saved = saved_tokens(shop.store, customer)
    if token.owner and token.owner != customer.id:
        raise sources.used_before()
    number = _number(token)
    again = number is not None and number in map(_number, saved)
    if token.id in (one.id for one in saved) or (again and shop.options.saved_card_again_conflicts):
        raise conflict("The card already exists for this customer.")


def save(shop: Shop, customer: Record, source: Source) -> Record:
    """Put a card that was checked in front of those that the customer has."""
    token = cast("Record", source.token)
    now = shop.store.now_ms()
    shop.store.change(TOKEN, token.body, status=MULTI, changed=now, owner=customer.id)
    shop.store.add(CARD, _alias(token.id), created=now, owner=customer.id)
    saved = [token.id, *sources.saved_sources(customer)]
    return change(shop, customer, {**customer.facts, "sources": saved})


def revoke(shop: Shop, customer: Record, card: str) -> bool:
    """Take a saved card back; False where the customer has none of that id."""
    for token in saved_tokens(shop.store, customer):
        if card_id(token.id) == card:
            _take_back(shop, token)
            left = [one for one in sources.saved_sources(customer) if one != token.id]
            change(shop, customer, {**customer.facts, "sources": left})
            return True
    return False


def conflict(message: str) -> Rejected:
    """Something that is there already: 409."""
    why = {"type": "invalid_request_error", "code": "invalid_request", "message": message}
    return Rejected(409, envelope(409, **why))


def _number(token: Record) -> tuple[object, object] | None:
    """As much of a card's number as is kept; None where that tells nothing."""
    card = cast("Body", token.body.get("card", {}))
    return (card["first6"], card.get("last4")) if "first6" in card else None


def _take_back(shop: Shop, token: Record) -> None:
    shop.store.change(TOKEN, token.body, status=REVOKED, changed=shop.store.now_ms())


def _alias(token_id: str) -> Body:
    return {"id": card_id(token_id), "token": token_id}


# ---------------------------------------------------------------- the Ecommerce API's shape


def as_ecommerce(store: DemoStore, customer: Record, listed: Sequence[str] | None = None) -> Body:
    """The customer as the Ecommerce API answers. `listed` are the saved tokens to list, by default all of them."""
    saved = sources.saved_sources(customer) if listed is None else listed
    told: Body = {
        "id": customer.id,
        "object": "customer",
        "created": customer.created,
        "currency": store.currency,
        "email": first_of(customer.body, EMAILS, "emailAddress"),
        "firstName": customer.body.get("firstName"),
        "lastName": customer.body.get("lastName"),
        "phone": first_of(customer.body, PHONES, "phoneNumber"),
        **{name: customer.facts.get(name) for name in _OWN},
        "sources": {"object": "list", "data": [card_id(token) for token in saved], "has_more": False},
    }
    return {name: value for name, value in told.items() if value is not None}


def first_of(body: Mapping[str, object], listed: str, name: str) -> str | None:
    """What the first element of a list says, or None."""
    texts = [str(one[name]) for one in elements_of(body, listed) if name in one]
    return texts[0] if texts else None
