"""`cloverdesk tokens …`: a card, a bank account or a gift card becomes a token. The token is printed only when asked for."""

import re
import sys
from typing import TYPE_CHECKING

from cloverdesk.cli.commands.profile import read_input
from cloverdesk.cli.errors import GiftCardUnreadable, TokenUnreadable
from cloverdesk.domain.card_entry import CardEntry, CardEntryRequest, PageLocale
from cloverdesk.domain.errors import ExitCode, UsageProblem
from cloverdesk.domain.message import Message
from cloverdesk.domain.money import parse_money
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.tokens import TokenKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from cloverdesk.cli.context import Context
    from cloverdesk.cli.documents import Document
    from cloverdesk.domain.test_cards import TestCard
    from cloverdesk.services.desk import Desk

HELP = "help"
_NUMBER = re.compile(r"\d{6,19}", re.ASCII)
_CODE = re.compile(r"\d{4,8}", re.ASCII)


def card(context: "Context") -> int:
    """Take a card on the card page, or a test card by its name."""
    given = context.arguments
    if given.test_card == HELP:
        return _list_test_cards(context)
    named = _test_card(given.test_card) if given.test_card else None

    async def take(desk: "Desk") -> CardEntry:
        if named is not None:
            return await desk.card_entry.test_card(named)
        return await _on_page(
            context, desk, CardEntryRequest(locale=_locale(context, desk), saves=given.consent)
        )

    if named is not None and given.consent:
        raise UsageProblem(text="--consent is for the card page: it does not go with --test-card.")
    return _run(context, take)


def ach(context: "Context") -> int:
    """Take a bank account on the card page."""

    async def take(desk: "Desk") -> CardEntry:
        amount = parse_money(context.arguments.amount, desk.profile.currency)
        return await _on_page(context, desk, CardEntryRequest(TokenKind.ACH, amount=amount))

    return _run(context, take)


def gift_card(context: "Context") -> int:
    """Take a gift card whose number and code stand on standard input."""
    number, code = _read_gift_card()
    return _run(context, lambda desk: desk.card_entry.gift_card(number, code))


def key(context: "Context") -> int:
    """Show whose the public key is, and whether it may be used."""

    async def work(desk: "Desk") -> int:
        found = await desk.card_entry.key()
        state = "active" if found.active else "inactive"
        shown = _shown(found.key, in_full=context.arguments.show_token)
        words = Message.of(
            "cli.card.key",
            key=shown,
            merchant=found.merchant_id,
            state=Message(f"cli.card.key.{state}").english(),
        )
        document = {"id": shown, "state": state, "merchant_id": found.merchant_id}
        context.output.result(document, words.english())
        return ExitCode.DONE

    return context.run(work)


def _run(context: "Context", take: "Callable[[Desk], Awaitable[CardEntry]]") -> int:
    async def work(desk: "Desk") -> int:
        entry = await take(desk)
        context.output.result(*_told(entry, in_full=context.arguments.show_token))
        return ExitCode.DONE

    return context.run(work)


async def _on_page(context: "Context", desk: "Desk", request: CardEntryRequest) -> CardEntry:
    use_browser = not context.arguments.no_browser
    code = "cli.card.in_browser" if use_browser else "cli.card.by_hand"

    def show(address: str) -> None:
        context.output.say(Message.of(code, address=address))

    return await desk.card_entry.enter(request, show=show, use_browser=use_browser)


def _locale(context: "Context", desk: "Desk") -> PageLocale:
    chosen = context.arguments.locale
    return PageLocale(chosen) if chosen else desk.card_entry.usual_locale


def _test_card(name: str) -> "TestCard":
    """The card of a name, such as `visa-declined`. Raises `UsageProblem`."""
    from cloverdesk.domain.test_cards import TestCard

    try:
        return TestCard[name.upper().replace("-", "_")]
    except KeyError:
        names = ", ".join(map(_name, TestCard))
        raise UsageProblem(text=f"“{name}” is no test card. There are: {names}.") from None


def _name(one: "TestCard") -> str:
    return one.name.lower().replace("_", "-")


def _list_test_cards(context: "Context") -> int:
    """Print every test card by its name, and what comes of charging it."""
    from cloverdesk.domain.test_cards import TestCard

    document = [
        {"id": _name(one), "state": one.outcome.value, "brand": one.brand, "last4": one.last4}
        for one in TestCard
    ]
    lines = [
        f"{_name(one):<24} {one.brand} {one.last4}  {one.outcome.value.replace('_', ' ')}" for one in TestCard
    ]
    context.output.result(document, "\n".join(lines))
    return ExitCode.DONE


def _read_gift_card() -> tuple[Secret, Secret | None]:
    """Number and code, each on its own line; at a terminal both are asked for. Raises `GiftCardUnreadable`."""
    try:
        lines = read_input(Message("cli.gift_card.ask")).split("\n")
        if sys.stdin.isatty():
            lines.append(read_input(Message("cli.gift_card.ask_code")))
    except TokenUnreadable:
        raise GiftCardUnreadable from None
    number, *others = [line.replace(" ", "").strip() for line in lines if line.strip()] or [""]
    code = others[0] if len(others) == 1 else ""
    if not _NUMBER.fullmatch(number) or len(others) > 1 or (others and not _CODE.fullmatch(code)):
        raise GiftCardUnreadable
    return Secret(number), Secret(code) if code else None


def _told(entry: CardEntry, *, in_full: bool) -> "tuple[Document, str]":
    from cloverdesk.cli.columns import card as card_words

    token = entry.token
    shown = _shown(token.id, in_full=in_full)
    what = card_words(token.brand, token.last4) or Message(f"cli.card.kind.{token.kind.value}").english()
    lines = [Message.of("cli.card.made", id=shown, what=what)]
    if entry.consent:
        lines.append(Message.of("cli.card.consented", wording=entry.consent.wording))
    return _document(entry, shown), "\n".join(line.english() for line in lines)


def _document(entry: CardEntry, shown: str) -> "Document":
    from cloverdesk.cli.documents import moment

    token, consent, agreement = entry.token, entry.consent, entry.agreement
    document: Document = {
        "id": shown,
        "state": "unused",
        "kind": token.kind.value,
        "brand": token.brand,
        "first6": token.first6,
        "last4": token.last4,
        "exp_month": token.exp_month,
        "exp_year": token.exp_year,
        "consent": None,
        "agreement": None,
    }
    if consent:
        document["consent"] = {
            "id": consent.wording,
            "locale": consent.locale.value,
            "text": consent.text,
            "given_at": moment(consent.given_at),
            "heard_by": consent.heard_by,
        }
    if agreement:
        document["agreement"] = {
            "id": agreement.id,
            "kind": agreement.kind,
            "locale": agreement.locale,
            "agreed_at": moment(agreement.agreed_at),
        }
    return document


def _shown(secret: Secret, *, in_full: bool) -> str:
    """All of it, or as much as tells it from others."""
    text = secret.reveal()
    if in_full:
        return text
    start = text[:4] if text.startswith("clv_") else ""
    return (
        f"{start}\N{HORIZONTAL ELLIPSIS}{text[-4:]}" if len(text) > 16 else f"{start}\N{HORIZONTAL ELLIPSIS}"
    )
