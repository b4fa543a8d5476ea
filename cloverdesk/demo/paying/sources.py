"""What a payment is taken from: a token, a saved card, a customer with one, or a tender of the merchant's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cloverdesk.demo import ids
from cloverdesk.demo.errors import Rejected, invalid, untyped
from cloverdesk.demo.merchant import tender_for
from cloverdesk.demo.paying import cards
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import CUSTOMER, TOKEN, Record

FRESH, USED, MULTI, REVOKED = "fresh", "used", "multi", "revoked"
"""States of a token: never charged, charged, good for many charges, taken back."""
CARD = "card"
"""The kind of object that says which token a saved card's id stands for; its owner is the customer."""
ALTERNATE_TENDER = "alternate_tender"
INTENTS = ("save_credentials_on_file", "save_credential_on_file")
"""Both spellings of the documentation."""


class Kind(StrEnum):
    """What kind of source it is, in the words of `payment_method_details`."""

    CARD = "card"
    ACH = "ach"
    GIFT_CARD = "giftCard"
    TENDER = "alternate_tender"


@dataclass(frozen=True, slots=True)
class Source:
    """`token` is None for a tender. `shown` is what charges show of it; `behaviour` what the card does when charged."""

    kind: Kind
    token: Record | None
    shown: Mapping[str, object]
    behaviour: str = cards.APPROVE
    customer: str = ""

    @property
    def id(self) -> str:
        """The token, or ""."""
        return self.token.id if self.token else ""

    @property
    def brand(self) -> str:
        """VISA, MC and so on; "" where there is none."""
        return str(self.shown.get("brand", ""))

    @property
    def fingerprint(self) -> str:
        """What tells one card from another when charges are counted; "" for what is no card."""
        return f"{self.shown.get('first6')}-{self.shown.get('last4')}" if self.kind is Kind.CARD else ""


def card_id(token_id: str) -> str:
    """The id that a saved card goes by, beside its token."""
    return ids.object_id(token_id, 0)


def resolve(shop: Shop, named: str | None) -> Source:
    """The source that a charge names: a token, a saved card or a customer. Raises `Rejected` unless it can be charged."""
    token = shop.store.get(TOKEN, named) if named else None
    if token is not None:
        return of_token(shop, token)
    if named and shop.store.get(CUSTOMER, named):
        return of_customer(shop, named)
    card = shop.store.get(CARD, named) if named else None
    if card is not None:
        return resolve(shop, str(card.body["token"]))
    raise _no_source()


def of_customer(shop: Shop, customer_id: str) -> Source:
    """The newest card of a customer. Raises `Rejected` where there is no such customer or no card."""
    customer = shop.store.get(CUSTOMER, customer_id)
    if customer is None:
        raise invalid("Please provide a valid customer.", param="customer")
    for saved in saved_sources(customer):
        token = shop.store.get(TOKEN, saved)
        if token is not None and token.status == MULTI:
            return of_token(shop, token)
    raise invalid("The customer has no card on file.", code="card_on_file_missing")


def saved_sources(customer: Record) -> list[str]:
    """The tokens of a customer's cards, newest first."""
    saved = customer.facts.get("sources", [])
    return [str(one) for one in saved] if isinstance(saved, list) else []


def of_token(shop: Shop, token: Record) -> Source:
    """The source behind a token. Raises `Rejected` if it was used before, taken back, or has lapsed unused."""
    if is_gone(shop, token):
        raise _no_source()
    if token.status == USED:
        raise used_before()
    kind = Kind(str(token.facts.get("kind", Kind.CARD)))
    return Source(kind, token, _shown(token, kind), _behaviour(shop, token, kind), token.owner)


def is_gone(shop: Shop, token: Record) -> bool:
    """Whether a token was taken back, or has lapsed unused."""
    lapsed = shop.store.now_ms() - token.created >= shop.options.token_lifetime_ms
    return token.status == REVOKED or (token.status != MULTI and lapsed)


def used_before() -> Rejected:
    """What is said about a single-pay token that was used already."""
    message = "You cannot use a clover token more than once unless it is marked as multipay."
    return untyped(400, "token_already_used", message)


def of_tender(asked: Mapping[str, object]) -> Source:
    """The merchant's tender that is named by `id`, `label` or `label_key`. Raises `Rejected` if there is none such."""
    tender = tender_for(asked)
    if tender is None:
        raise invalid("Please provide a valid tender.", param="tender")
    return Source(Kind.TENDER, None, {})


def use(shop: Shop, source: Source, *, keep: bool = False) -> None:
    """Mark a single-pay token as used, or, to `keep` it, as good for many charges."""
    if source.token is None or source.token.status != FRESH:
        return
    state = MULTI if keep else USED
    shop.store.change(TOKEN, source.token.body, status=state, changed=shop.store.now_ms())


def _shown(token: Record, kind: Kind) -> Mapping[str, object]:
    """The card as charges show it: what was supplied passed its check; of a saved card the code is not known any more."""
    given = token.body.get("gift_card" if kind is Kind.GIFT_CARD else kind.value)
    shown: dict[str, object] = dict(given) if isinstance(given, dict) else {}
    if kind is Kind.ACH:
        return {"last4": shown["account_last4"]} if "account_last4" in shown else {}
    if kind is not Kind.CARD:
        return shown
    has_code = token.status == FRESH and not token.facts.get("without_cvv")
    shown["cvc_check"] = "pass" if has_code else None
    for name in ("address_zip", "address_line1"):
        if name in shown:
            shown[f"{name}_check"] = "pass"
    return shown


def _behaviour(shop: Shop, token: Record, kind: Kind) -> str:
    """What charging does: a card past its date is refused, whatever it did before."""
    card = token.body.get("card")
    if kind is not Kind.CARD or not isinstance(card, dict):
        return cards.APPROVE
    month, year = str(card.get("exp_month", "")), str(card.get("exp_year", ""))
    if month.isdecimal() and year.isdecimal():
        full_year = int(year) + 2000 if len(year) == 2 else int(year)
        if cards.is_past(int(month), full_year, shop.store.now_ms()):
            return cards.EXPIRED
    return str(token.facts.get("behaviour", cards.APPROVE))


def _no_source() -> Rejected:
    return invalid("Please provide a valid source for the charge.")
