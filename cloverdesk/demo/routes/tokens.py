"""`/v1/tokens`: a card, a bank account or a gift card becomes a source that can be charged once."""

from collections.abc import Callable, Mapping

from cloverdesk.demo.door.calls import Answer, Call, Credential, Operation
from cloverdesk.demo.door.fields import Fields
from cloverdesk.demo.errors import invalid
from cloverdesk.demo.paying import tokens_ach, tokens_card, tokens_gift_card
from cloverdesk.demo.paying.tokens import NewToken, Part
from cloverdesk.demo.store import TOKEN


def create_token(call: Call) -> Answer:
    """A token, good for one charge; one from another vault is good for many."""
    kinds = [kind for kind in _KINDS if kind in call.body]
    if len(kinds) != 1:
        raise invalid("Please provide exactly one of card, ach, gift_card and external_token.")
    made = _KINDS[kinds[0]](call, call.fields.member(kinds[0]))
    store, token = call.store, call.store.new_token()
    kept = {"id": token, made.part: made.shown}
    store.add(TOKEN, kept, created=store.now_ms(), status=made.status, facts=made.facts)
    return Answer.json({"id": token, "object": "token", made.part: made.shown})


def _card(call: Call, given: Mapping[str, object]) -> NewToken:
    return tokens_card.read(call.shop, Fields(given, text_amounts=True))


def _ach(call: Call, given: Mapping[str, object]) -> NewToken:
    if call.store.merchant.country != "US" and not call.options.ach_in_canada:
        raise invalid("The merchant is not set up for ach.", param="ach")
    return tokens_ach.read(Part("ach", given), given.get("agreement"))


def _gift_card(call: Call, given: Mapping[str, object]) -> NewToken:
    return tokens_gift_card.read(call.shop, Part("gift_card", given))


def _external(call: Call, given: Mapping[str, object]) -> NewToken:
    attribute = given.get("transarmor_token_attribute")
    return tokens_card.read_external(call.shop, Part("external_token", given), attribute)


_KINDS: Mapping[str, Callable[[Call, Mapping[str, object]], NewToken]] = {
    "card": _card,
    "ach": _ach,
    "gift_card": _gift_card,
    "external_token": _external,
}

OPERATIONS = (Operation("createToken", "POST", "/v1/tokens", create_token, credential=Credential.PUBLIC_KEY),)
