"""What a payment is asked for with: what pays, how it was given, and what goes along."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from cloverdesk.domain.tokens import Token


class Ecomind(Enum):
    """Who typed the card: the buyer, or the merchant for a buyer who wrote or called."""

    ECOM = "ecom"
    MOTO = "moto"


@dataclass(frozen=True, slots=True)
class SavedSource:
    """A card on file by its id, or a customer by theirs: then their newest card pays."""

    id: str


@dataclass(frozen=True, slots=True)
class Tender:
    """One of the merchant's own tenders, by exactly one of its names; `label_key` is like com.clover.tender.cash.

    Raises ValueError for none or several.
    """

    id: str = ""
    label: str = ""
    label_key: str = ""

    def __post_init__(self) -> None:
        if sum(map(bool, (self.id, self.label, self.label_key))) != 1:
            msg = "a tender is named in one way"
            raise ValueError(msg)


Source: TypeAlias = Token | SavedSource | Tender


class CredentialSequence(Enum):
    """Whether a stored card is charged for the first time."""

    FIRST = "FIRST"
    SUBSEQUENT = "SUBSEQUENT"


class Initiator(Enum):
    """Who wants a stored card to be charged."""

    MERCHANT = "MERCHANT"
    CARDHOLDER = "CARDHOLDER"


@dataclass(frozen=True, slots=True)
class StoredCredentials:
    """Needed when a card that is kept is charged.

    `bill_pay_indicator` is `Recurring` or `Installment`: Canadian merchants send the former with every recurring payment.
    """

    sequence: CredentialSequence
    initiator: Initiator
    is_scheduled: bool = False
    bill_pay_indicator: str = ""


@dataclass(frozen=True, slots=True)
class Browser:
    """The cardholder's browser, which 3DS wants to know all about; the names are Clover's without `browser_`."""

    ip: str
    accept_header: str
    language: str
    screen_height: str
    screen_width: str
    tz: str
    user_agent: str
    javascript_enabled: bool = True
    java_enabled: bool = False
    color_depth: str = ""
    http_origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCharge:
    """A charge that is asked for. Amounts are minor units of `currency` (ISO); `amount_minor` includes tax, not the tip.

    With `capture` False the money is only held. `partial_redemption` is for gift cards, which then pay what they have;
    None leaves it to the kind of the source. `keep_source` makes a token good for more than this charge. `browser` asks
    for 3DS. `metadata` has at most 500 characters in all, `description` at most 255.
    """

    amount_minor: int
    currency: str
    source: Source
    capture: bool = True
    tax_minor: int | None = None
    tip_minor: int | None = None
    ecomind: Ecomind = Ecomind.MOTO
    partial_redemption: bool | None = None
    stored_credentials: StoredCredentials | None = None
    keep_source: bool = False
    browser: Browser | None = None
    description: str = ""
    receipt_email: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPayment:
    """How an order is to be paid. None for `amount_minor`: all that is owed; less is a part (split tender).

    `source` pays, or else the newest card of `customer_id`, or else that of the order's own customer. The rest as in
    `NewCharge`.
    """

    source: Source | None = None
    customer_id: str = ""
    amount_minor: int | None = None
    tip_minor: int | None = None
    ecomind: Ecomind = Ecomind.MOTO
    partial_redemption: bool | None = None
    stored_credentials: StoredCredentials | None = None
    keep_source: bool = False
    browser: Browser | None = None
    email: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
