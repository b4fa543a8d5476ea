"""Taking cards for whoever may: by the card page, a test card, a gift card's number, a bank account; over a real demo store."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from cloverdesk.api.auth import Credentials
from cloverdesk.api.checkout import fields_script
from cloverdesk.api.session import ApiSession, Hosts
from cloverdesk.domain.card_entry import (
    AgreementWithoutAmount,
    BankAccountsNotTaken,
    CardEntryRequest,
    HostedFields,
    NoTestCardsHere,
    PageLocale,
)
from cloverdesk.domain.environment import Environment
from cloverdesk.domain.errors import NotPermitted, Offline
from cloverdesk.domain.money import Money
from cloverdesk.domain.operations import Actor
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.test_cards import TestCard
from cloverdesk.domain.tokens import BankAccount, Token, TokenKind
from cloverdesk.services.access import Access
from cloverdesk.services.card_entry import CardEntryService, Setting, rehearsal
from cloverdesk.settings.options import Options
from cloverdesk.settings.profiles import DEMO_PROFILE, Profile
from tests.support.aio import ManualClock, run
from tests.support.card_page import CARD, TOKEN
from tests.support.demo import DEMO_URL, Demo, demo_app
from tests.support.desk import open_test_desk

ACCOUNT = BankAccount(
    account_number=Secret("1234567890"),
    routing_number=Secret("123456780"),
    check_type="personal_check",
    account_type="checking",
    customer_id_type="driver_license",
    customer_id_state="CA",
    customer_id=Secret("X0000001"),
    email="ada@example.com",
    phone="4085550100",
    address_line1="1 Example St",
    address_city="Sunnyvale",
    address_state="CA",
    address_zip="94085",
    agreement_id="2c74dcc0-61ad-4f08-8764-a29aeb98f4a4",
    first_name="Ada",
    last_name="Example",
)
SHOP = replace(DEMO_PROFILE, owner="Dana", store_name="Maple & Main")
Work = Callable[[CardEntryService, "NotingPage", Demo], Awaitable[None]]


class NotingPage:
    """A `CardPage` without a browser: notes what it was asked for, and gives a token."""

    def __init__(self) -> None:
        self.asked: list[tuple[CardEntryRequest, HostedFields]] = []

    async def enter(
        self,
        request: CardEntryRequest,
        fields: HostedFields,
        *,
        show: Callable[[str], None],
        use_browser: bool,
    ) -> Token:
        self.asked.append((request, fields))
        return Token(Secret(TOKEN), request.kind, last4="4242")


def at_work(
    work: Work,
    profile: Profile = SHOP,
    options: Options = Options(),  # noqa: B008 - a frozen value
    *,
    offline: bool = False,
    public: bool = True,
    permitted: bool = True,
) -> None:
    """Run `work` with a service over a demo store. `public`: its public token was pasted."""

    async def main(demo: Demo) -> None:
        clock, page = ManualClock(), NotingPage()
        identity = demo.identity
        session = ApiSession(
            Hosts(DEMO_URL, DEMO_URL, DEMO_URL),
            Credentials(Secret(identity.api_token), Secret(identity.public_token) if public else None),
            clock=clock,
            user_agent="tests/1",
            merchant_id=identity.merchant_id,
            transport=demo.transport,
        )

        async def line() -> ApiSession:
            if offline:
                raise Offline
            return session

        access = Access(Actor("dk", "Dana")) if permitted else Access(Actor("dk", "Dana"), frozenset())
        try:
            await work(CardEntryService(line, page, access, clock, Setting(profile, options)), page, demo)
        finally:
            await session.close()

    with demo_app() as demo:
        run(main(demo))


async def charges(demo: Demo, token: Token) -> bool:
    """Whether the token pays."""
    async with demo.client() as client:
        body = {"amount": 1000, "currency": "usd", "source": token.id.reveal()}
        return (await client.post("/v1/charges", json=body)).status_code == 200


def test_the_whole_way_through_a_desk(tmp_path: Path) -> None:
    """The desk's own page, asked as a browser asks."""

    async def main() -> None:
        async with open_test_desk(tmp_path, orders=1, synced=False, running=False) as test:
            told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
            request = CardEntryRequest(saves=True, locale=PageLocale.FR_CA)
            work = test.desk.card_entry.enter(request, show=told.set_result)
            entry = asyncio.get_running_loop().create_task(work)
            address = await told
            async with httpx.AsyncClient(trust_env=False) as client:
                page = await client.get(address)
                assert test.demo.identity.public_token in page.text
                origin = address.rpartition("/")[0]
                message = {"token": TOKEN, "shown": CARD, "agreed": True}
                await client.post(f"{address}/end", json=message, headers={"origin": origin})
            made = await entry
        assert (made.token.last4, made.agreement) == ("4242", None)
        assert made.consent is not None
        assert made.consent.heard_by == "Dana, manager"
        assert made.consent.given_at.isoformat() == "2026-11-24T12:00:00+00:00"
        assert "Maple & Main, Portland conserve cette carte" in made.consent.text

    run(main())


def test_whose_key_the_fields_get() -> None:
    async def pasted(service: CardEntryService, page: NotingPage, demo: Demo) -> None:
        await service.enter(CardEntryRequest(), show=print)
        identity = demo.identity
        assert page.asked[0][1] == HostedFields(
            f"{DEMO_URL}/sdk.js", Secret(identity.public_token), identity.merchant_id
        )
        assert demo.transport.sent == []
        key = await service.key()
        assert (key.key, key.active) == (Secret(identity.public_token), True)

    async def asked_for(service: CardEntryService, page: NotingPage, demo: Demo) -> None:
        await service.enter(CardEntryRequest(), show=print)
        assert page.asked[0][1].key == Secret(demo.identity.pakms_key)
        assert demo.transport.sent == ["GET /pakms/apikey"]
        assert (await service.key()).merchant_id == demo.identity.merchant_id

    async def unnamed(service: CardEntryService, page: NotingPage, _demo: Demo) -> None:
        await service.enter(CardEntryRequest(), show=print)
        assert page.asked[0][1].merchant_id == ""

    at_work(pasted)
    at_work(asked_for, public=False)
    at_work(unnamed, options=Options(merchant_id_to_fields=False))


def test_a_card_that_is_not_kept_needs_no_consent() -> None:
    async def work(service: CardEntryService, _page: NotingPage, _demo: Demo) -> None:
        entry = await service.enter(CardEntryRequest(), show=print)
        assert (entry.consent, entry.agreement) == (None, None)

    at_work(work)


@pytest.mark.parametrize("card", [TestCard.VISA, TestCard.AMEX, TestCard.VISA_DECLINED])
def test_a_test_card_where_no_money_is_real(card: TestCard) -> None:
    async def work(service: CardEntryService, _page: NotingPage, demo: Demo) -> None:
        assert card in service.test_cards
        entry = await service.test_card(card)
        assert (entry.token.brand, entry.token.last4) == (card.brand, card.last4)
        assert await charges(demo, entry.token) == (card is not TestCard.VISA_DECLINED)

    at_work(work)


@pytest.mark.parametrize(
    ("profile", "kind"),
    [
        (SHOP, "demo"),
        (replace(SHOP, environment=Environment.SANDBOX), "sandbox"),
        (replace(SHOP, environment=Environment.CUSTOM, url="http://127.0.0.1:8080"), "test"),
        (replace(SHOP, environment=Environment.CUSTOM, url="https://clover.example"), ""),
        (replace(SHOP, environment=Environment.LIVE), ""),
    ],
)
def test_where_test_cards_are_offered(profile: Profile, kind: str) -> None:
    async def work(service: CardEntryService, _page: NotingPage, demo: Demo) -> None:
        assert bool(service.test_cards) == bool(kind)
        if not kind:
            with pytest.raises(NoTestCardsHere):
                await service.test_card(TestCard.VISA)
            assert demo.transport.sent == []

    assert rehearsal(profile) == kind
    at_work(work, profile)


def test_a_bank_account_on_the_page_is_recorded_as_agreed() -> None:
    async def work(service: CardEntryService, page: NotingPage, _demo: Demo) -> None:
        request = CardEntryRequest(TokenKind.ACH, amount=Money(1205, "USD"))
        agreement = (await service.enter(request, show=print)).agreement
        assert agreement is not None
        assert (agreement.id, agreement.locale, agreement.kind) == ("", "en_US", "E_CHECK_GENERIC")
        assert agreement.agreed_at.isoformat() == "2026-11-24T12:00:00+00:00"
        for amount in (None, Money(0, "USD")):
            with pytest.raises(AgreementWithoutAmount):
                await service.enter(replace(request, amount=amount), show=print)
        with pytest.raises(BankAccountsNotTaken):
            await service.enter(replace(request, amount=Money(1205, "CAD")), show=print)
        assert len(page.asked) == 1

    at_work(work)


def test_a_bank_account_that_was_typed_here_is_one_call() -> None:
    async def work(service: CardEntryService, _page: NotingPage, demo: Demo) -> None:
        entry = await service.bank_account(ACCOUNT)
        assert (entry.token.kind, entry.token.last4) == (TokenKind.ACH, "7890")
        assert entry.agreement is not None
        assert entry.agreement.id == ACCOUNT.agreement_id
        assert demo.transport.sent == ["POST /v1/tokens"]
        assert await charges(demo, entry.token)

    at_work(work)


def test_bank_accounts_are_american() -> None:
    async def work(service: CardEntryService, page: NotingPage, demo: Demo) -> None:
        with pytest.raises(BankAccountsNotTaken, match="trades in CAD"):
            await service.bank_account(ACCOUNT)
        with pytest.raises(BankAccountsNotTaken):
            await service.enter(CardEntryRequest(TokenKind.ACH, amount=Money(1, "CAD")), show=print)
        assert (page.asked, demo.transport.sent) == ([], [])
        assert service.usual_locale is PageLocale.EN_CA

    at_work(work, replace(SHOP, currency="CAD"))


def test_a_gift_card_is_one_call() -> None:
    async def work(service: CardEntryService, _page: NotingPage, demo: Demo) -> None:
        entry = await service.gift_card(Secret("98720044129"), Secret("4821"))
        assert (entry.token.kind, entry.token.last4) == (TokenKind.GIFT_CARD, "4129")
        assert demo.transport.sent == ["POST /v1/tokens"]

    at_work(work)


async def _everything(service: CardEntryService, failure: type[Exception]) -> None:
    for attempt in (
        lambda: service.enter(CardEntryRequest(), show=print),
        lambda: service.test_card(TestCard.VISA),
        lambda: service.gift_card(Secret("98720044129")),
        lambda: service.bank_account(ACCOUNT),
        service.key,
    ):
        with pytest.raises(failure):
            await attempt()


def test_nothing_is_taken_offline_nor_by_somebody_who_may_not() -> None:
    async def without_a_line(service: CardEntryService, page: NotingPage, demo: Demo) -> None:
        await _everything(service, Offline)
        assert (page.asked, demo.transport.sent) == ([], [])

    async def without_leave(service: CardEntryService, page: NotingPage, demo: Demo) -> None:
        await _everything(service, NotPermitted)
        with pytest.raises(NotPermitted):
            service.consent(PageLocale.EN)
        assert (page.asked, demo.transport.sent) == ([], [])

    at_work(without_a_line, offline=True)
    at_work(without_leave, permitted=False)


@pytest.mark.parametrize(
    ("environment", "chosen", "script"),
    [
        (Environment.LIVE, "", "https://checkout.clover.com/sdk.js"),
        (Environment.LIVE, "https://elsewhere.example", "https://checkout.clover.com/sdk.js"),
        (Environment.SANDBOX, "", "https://checkout.sandbox.dev.clover.com/sdk.js"),
        (Environment.DEMO, "https://elsewhere.example", "http://own/sdk.js"),
        (Environment.CUSTOM, "", "http://own/sdk.js"),
        (Environment.CUSTOM, "https://elsewhere.example/a/", "https://elsewhere.example/a/sdk.js"),
    ],
)
def test_where_the_fields_come_from(environment: Environment, chosen: str, script: str) -> None:
    assert fields_script(environment, "http://own", chosen) == script
