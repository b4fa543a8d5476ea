"""Clover's published test cards (payments.md, section 13): the only card numbers that the desk itself ever sends.

They work in the sandbox and in the demo store, where a picker stands in for the page that takes real cards.
"""

from enum import Enum
from typing import NamedTuple

EXPIRY_MONTH, EXPIRY_YEAR = 12, 2039
"""Any date in the future will do."""
SECURITY_CODE = "123"
"""Any three digits will do."""


class TestOutcome(Enum):
    """What comes of charging a test card; the last three only where 3DS is asked for."""

    __test__ = False  # no test, whatever its name suggests

    APPROVED = "approved"
    DECLINED = "declined"
    PARTLY_APPROVED = "partly_approved"
    """The gateway would take a part, which Clover's Ecommerce API declines."""
    WITHDRAWN = "withdrawn"
    """Approved on older pages; the series was withdrawn."""
    ADDRESS_CHECKED = "address_checked"
    """Approved, and the address check passes with any US zip."""
    THREEDS_PASSES = "threeds_passes"
    THREEDS_CHALLENGES = "threeds_challenges"
    THREEDS_FAILS = "threeds_fails"


class CardFacts(NamedTuple):
    """A test card: its number, Clover's name of its brand, and what comes of charging it."""

    number: str
    brand: str
    outcome: TestOutcome


class TestCard(Enum):
    """The published cards, in the order of the picker. There is no way to make another one."""

    __test__ = False  # no test, whatever its name suggests
    _value_: CardFacts

    VISA = CardFacts("4242424242424242", "VISA", TestOutcome.APPROVED)
    VISA_DEBIT = CardFacts("4000056655665556", "VISA", TestOutcome.APPROVED)
    AMEX = CardFacts("378282246310005", "AMEX", TestOutcome.APPROVED)
    AMEX_2 = CardFacts("371449635398431", "AMEX", TestOutcome.APPROVED)
    DINERS_CLUB = CardFacts("30569309025904", "DINERS_CLUB", TestOutcome.APPROVED)
    DINERS_CLUB_2 = CardFacts("38520000023237", "DINERS_CLUB", TestOutcome.APPROVED)
    JCB = CardFacts("3566002020360505", "JCB", TestOutcome.APPROVED)
    DISCOVER = CardFacts("6011361000006668", "DISCOVER", TestOutcome.WITHDRAWN)
    DISCOVER_2 = CardFacts("6011000990139424", "DISCOVER", TestOutcome.WITHDRAWN)
    VISA_PARTLY_APPROVED = CardFacts("4005578003333335", "VISA", TestOutcome.PARTLY_APPROVED)
    VISA_DECLINED = CardFacts("4005571702222222", "VISA", TestOutcome.DECLINED)
    VISA_DECLINED_2 = CardFacts("4264281511117771", "VISA", TestOutcome.DECLINED)
    MASTERCARD_DECLINED = CardFacts("5424180273333333", "MC", TestOutcome.DECLINED)
    AMEX_DECLINED = CardFacts("375987654000004", "AMEX", TestOutcome.DECLINED)
    VISA_ADDRESS = CardFacts("4761530001111126", "VISA", TestOutcome.ADDRESS_CHECKED)
    MASTERCARD_ADDRESS = CardFacts("5204245250003294", "MC", TestOutcome.ADDRESS_CHECKED)
    AMEX_ADDRESS = CardFacts("375186917371340", "AMEX", TestOutcome.ADDRESS_CHECKED)
    DISCOVER_ADDRESS = CardFacts("6011000050617475", "DISCOVER", TestOutcome.ADDRESS_CHECKED)
    VISA_3DS = CardFacts("4001230000000129", "VISA", TestOutcome.THREEDS_PASSES)
    VISA_3DS_CHALLENGE = CardFacts("4811326490014875", "VISA", TestOutcome.THREEDS_CHALLENGES)
    VISA_3DS_CHALLENGE_2 = CardFacts("4043130007524792", "VISA", TestOutcome.THREEDS_CHALLENGES)
    VISA_3DS_FAILS = CardFacts("4264281511112228", "VISA", TestOutcome.THREEDS_FAILS)
    MASTERCARD_3DS_FAILS = CardFacts("5123459046058920", "MC", TestOutcome.THREEDS_FAILS)

    @property
    def number(self) -> str:
        """The digits."""
        return self._value_.number

    @property
    def brand(self) -> str:
        """Clover's name of its brand."""
        return self._value_.brand

    @property
    def outcome(self) -> TestOutcome:
        """What comes of charging it."""
        return self._value_.outcome

    @property
    def last4(self) -> str:
        """The last four digits."""
        return self.number[-4:]
