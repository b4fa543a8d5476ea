"""Taking a card, a bank account or a gift card for a token: what is asked for, what comes back, and what was agreed to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Protocol

from cloverdesk.domain.errors import DeskError, ExitCode, FailureKind
from cloverdesk.domain.money import Money
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.tokens import Token, TokenKind


class PageLocale(Enum):
    """The languages that Clover's fields know, and so the page around them."""

    EN = "en"
    EN_CA = "en-CA"
    FR_CA = "fr-CA"

    @property
    def language(self) -> str:
        """`en` or `fr`."""
        return self.value[:2]


CARD_ON_FILE = "card-on-file-1"
"""The wording that card holders agree to now. A wording is never changed: a new one gets a new name."""
CONSENT_WORDINGS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        CARD_ON_FILE: MappingProxyType(
            {
                "en": (
                    "The card holder agrees that {store} keeps this card on file with Clover and charges it for what"
                    " they have ordered or subscribed to, until they withdraw this consent."
                ),
                "fr": (
                    "Le titulaire accepte que {store} conserve cette carte chez Clover et la débite pour ce qu'il a"
                    " commandé ou à quoi il s'est abonné, jusqu'à ce qu'il retire ce consentement."
                ),
            }
        )
    }
)


@dataclass(frozen=True, slots=True)
class Consent:
    """A card holder's consent to keep a card: which wording in which language, for which store, when, and who heard it."""

    wording: str
    locale: PageLocale
    store: str
    given_at: datetime
    heard_by: str

    @property
    def text(self) -> str:
        """What was agreed to, word by word."""
        return consent_text(self.wording, self.locale, self.store)


def consent_text(wording: str, locale: PageLocale, store: str) -> str:
    """A wording as the card holder hears it."""
    return CONSENT_WORDINGS[wording][locale.language].format(store=store)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What an account holder agreed to before a bank payment: its number at Clover, kind, language (`en_US`) and time.

    `id` is "" where the agreement was shown and kept by Clover's own fields.
    """

    agreed_at: datetime
    id: str = ""
    locale: str = "en_US"
    kind: str = "E_CHECK_GENERIC"


@dataclass(frozen=True, slots=True)
class CardEntryRequest:
    """What to take. `saves`: it is to be kept on a customer, so the card holder is asked for consent (cards only).

    `amount` is what the agreement of a bank payment names; the others need none.
    """

    kind: TokenKind = TokenKind.CARD
    locale: PageLocale = PageLocale.EN
    saves: bool = False
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class CardEntry:
    """What came of it: the token, and what was agreed to on the way."""

    token: Token
    consent: Consent | None = None
    agreement: Agreement | None = None


@dataclass(frozen=True, slots=True)
class HostedFields:
    """Clover's fields for one store: where their script is, the store's public key, and its id ("" is not passed on)."""

    script: str
    key: Secret
    merchant_id: str


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What cards are turned into tokens with: whose it is, and whether Clover takes it."""

    merchant_id: str
    key: Secret
    active: bool


class CardPage(Protocol):
    """Has somebody type into Clover's fields, and never sees what."""

    async def enter(
        self,
        request: CardEntryRequest,
        fields: HostedFields,
        *,
        show: Callable[[str], None],
        use_browser: bool,
    ) -> Token:
        """The token of what was typed. `show` is told the address of the page; `use_browser` opens it, too.

        Raises `EntryCancelled`, `EntryTimedOut` or `EntryPageUnusable`. No page is open any more then.
        """


class EntryCancelled(DeskError):
    """Somebody pressed Cancel on the page. No params."""

    code = "entry.cancelled"
    exit_code = ExitCode.CANCELLED
    kind = FailureKind.CANCELLED


class EntryTimedOut(DeskError):
    """Nobody finished in time. Params: minutes."""

    code = "entry.timed_out"
    exit_code = ExitCode.CANCELLED


class EntryPageUnusable(DeskError):
    """No page can be served on this computer. Params: why."""

    code = "entry.page_unusable"
    exit_code = ExitCode.USAGE
    kind = FailureKind.ENVIRONMENT


class NoTestCardsHere(DeskError):
    """A test card for a store where real cards are taken. No params."""

    code = "entry.no_test_cards_here"
    exit_code = ExitCode.USAGE


class BankAccountsNotTaken(DeskError):
    """A bank account for a store outside the United States, or another money than theirs. Params: currency."""

    code = "entry.bank_accounts_not_taken"
    exit_code = ExitCode.USAGE


class AgreementWithoutAmount(DeskError):
    """A bank payment whose agreement would name no amount. No params."""

    code = "entry.amount_missing"
    exit_code = ExitCode.USAGE
