"""Taking cards, bank accounts and gift cards for tokens: for whoever may, with a line, and without a card number in here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloverdesk.domain.card_entry import (
    CARD_ON_FILE,
    Agreement,
    AgreementWithoutAmount,
    BankAccountsNotTaken,
    CardEntry,
    CardEntryRequest,
    Consent,
    HostedFields,
    NoTestCardsHere,
    PageLocale,
    PublicKey,
)
from cloverdesk.domain.clock import utc
from cloverdesk.domain.environment import Environment
from cloverdesk.domain.test_cards import TestCard
from cloverdesk.domain.tokens import BankAccount, TokenKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from cloverdesk.api.resources.tokens import TokensApi
    from cloverdesk.api.session import ApiSession
    from cloverdesk.domain.card_entry import CardPage
    from cloverdesk.domain.clock import Clock
    from cloverdesk.domain.secret import Secret
    from cloverdesk.services.access import Access
    from cloverdesk.settings.options import Options
    from cloverdesk.settings.profiles import Profile

DOLLARS = "USD"
"""Bank accounts are taken in the United States only."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Which store it is for, and what its person chose."""

    profile: "Profile"
    options: "Options"


def rehearsal(profile: "Profile") -> str:
    """`demo`, `sandbox` or `test` (a server on this computer) where no money is real, else ""."""
    if profile.environment is Environment.DEMO:
        return "demo"
    if profile.environment is Environment.SANDBOX:
        return "sandbox"
    custom = profile.environment is Environment.CUSTOM
    return "test" if custom and profile.is_on_this_computer else ""


class CardEntryService:
    """What may be turned into a token, and how.

    Every method raises `NotPermitted`, `Offline` and what building the line raises, before anything is shown or sent; then
    what its call to Clover raises, `Refused` for something that Clover does not take.
    """

    def __init__(
        self,
        session: "Callable[[], Awaitable[ApiSession]]",
        page: "CardPage",
        access: "Access",
        clock: "Clock",
        setting: Setting,
    ) -> None:
        self._session = session
        self._page = page
        self._access = access
        self._clock = clock
        self._profile = setting.profile
        self._options = setting.options

    async def enter(
        self, request: CardEntryRequest, *, show: "Callable[[str], None]", use_browser: bool = True
    ) -> CardEntry:
        """Have somebody type into Clover's own fields, on a page in the system's browser whose address `show` is told.

        Raises `EntryCancelled`, `EntryTimedOut`, `EntryPageUnusable`; for a bank account as `bank_account` does, and
        `AgreementWithoutAmount`.
        """
        self._access.check_taking_cards()
        if request.kind is TokenKind.ACH:
            self._check_bank_payment(request)
        token = await self._page.enter(request, await self._fields(), show=show, use_browser=use_browser)
        consent = self.consent(request.locale) if request.saves else None
        agreement = self._agreement() if request.kind is TokenKind.ACH else None
        return CardEntry(token, consent, agreement)

    @property
    def usual_locale(self) -> PageLocale:
        """The language of a page whose reader did not choose one: English, as it is written where the store is."""
        return PageLocale.EN_CA if self._profile.currency == "CAD" else PageLocale.EN

    @property
    def test_cards(self) -> tuple[TestCard, ...]:
        """The published test cards to choose from, in their order; none where real cards are taken."""
        return tuple(TestCard) if rehearsal(self._profile) else ()

    async def test_card(self, card: TestCard) -> CardEntry:
        """A test card in place of one that is typed. Raises `NoTestCardsHere`."""
        if not self.test_cards:
            raise NoTestCardsHere
        return CardEntry(await (await self._tokens()).card(card))

    async def gift_card(self, number: "Secret", security_code: "Secret | None" = None) -> CardEntry:
        """A gift card that was scanned or typed; its number lives for this one call."""
        return CardEntry(await (await self._tokens()).gift_card(number, security_code))

    async def bank_account(self, account: BankAccount) -> CardEntry:
        """A bank account typed into masked fields, where Clover's own cannot be had, with what its holder agreed to.

        Raises `BankAccountsNotTaken` for a store outside the United States.
        """
        self._access.check_taking_cards()
        self._check_country()
        token = await (await self._tokens()).ach(account)
        agreement = self._agreement(
            id=account.agreement_id, locale=account.agreement_locale, kind=account.agreement_type
        )
        return CardEntry(token, agreement=agreement)

    async def key(self) -> PublicKey:
        """What cards of this store are turned into tokens with."""
        self._access.check_taking_cards()
        found = await (await self._session()).card_key()
        return PublicKey(found.merchant_id, found.public_key, found.active)

    def consent(self, locale: PageLocale) -> Consent:
        """The consent of a card holder who has just agreed, in the words of today."""
        actor = self._access.check_taking_cards()
        return Consent(CARD_ON_FILE, locale, self._profile.store_name, utc(self._clock.now_ms()), actor.name)

    def _agreement(self, **told: str) -> Agreement:
        """What an account holder has just agreed to."""
        return Agreement(agreed_at=utc(self._clock.now_ms()), **told)

    async def _tokens(self) -> "TokensApi":
        self._access.check_taking_cards()
        session = await self._session()
        from cloverdesk.api.resources.tokens import TokensApi

        return TokensApi(session)

    async def _fields(self) -> HostedFields:
        session = await self._session()
        from cloverdesk.api.auth import Door
        from cloverdesk.api.checkout import fields_script

        key = await session.card_key()
        own = session.address(Door.ECOMMERCE)
        script = fields_script(self._profile.environment, own, self._options.checkout_url)
        merchant = (key.merchant_id or session.merchant_id) if self._options.merchant_id_to_fields else ""
        return HostedFields(script, key.public_key, merchant)

    def _check_bank_payment(self, request: CardEntryRequest) -> None:
        self._check_country()
        if not request.amount or request.amount.amount <= 0:
            raise AgreementWithoutAmount
        if request.amount.currency != DOLLARS:
            raise BankAccountsNotTaken(currency=request.amount.currency)

    def _check_country(self) -> None:
        if self._profile.currency != DOLLARS:
            raise BankAccountsNotTaken(currency=self._profile.currency)
