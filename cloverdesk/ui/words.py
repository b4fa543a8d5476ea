"""Words for cards, reasons and declines, as a person at the counter says them."""

from collections.abc import Mapping
from types import MappingProxyType

from cloverdesk.domain.charges import Charge
from cloverdesk.ui.messages import text_of_code
from cloverdesk.ui.translate import translate

# Names of brands are the same in every language.
_BRANDS: Mapping[str, str] = MappingProxyType(
    {
        "VISA": "Visa",
        "MC": "Mastercard",
        "MASTERCARD": "Mastercard",
        "AMEX": "Amex",
        "DISCOVER": "Discover",
        "JCB": "JCB",
        "DINERS_CLUB": "Diners Club",
        "DINERS": "Diners Club",
        "UNIONPAY": "UnionPay",
        "INTERAC": "Interac",
    }
)


def brand_name(brand: str) -> str:
    """The name of a card's brand; an unknown one as Clover spells it, but without shouting."""
    if brand == "GIFT_CARD":
        return translate("Words", "Gift card")
    return _BRANDS.get(brand) or brand.replace("_", " ").capitalize()


def card_parts(brand: str, last4: str) -> tuple[str, str]:
    """Brand and the last digits, as `("Visa", "··4242")`; either may be empty."""
    return brand_name(brand), f"··{last4}" if last4 else ""


def card_words(charge: Charge) -> str:
    """The card in one: `Visa ··4242`."""
    words = " ".join(filter(None, card_parts(charge.brand, charge.last4)))
    return words or translate("Words", "an unknown card")


def reason_words(reason: str) -> str:
    """Clover's reason of a refund in words; an empty text for none."""
    return text_of_code(f"refund.reason.{reason}") if reason else ""


def decline_words(charge: Charge) -> str:
    """Why a charge was declined, and what that means for the money."""
    bank = translate("Words", "The bank of this card said no. No money was taken.")
    known = {
        "card_declined": bank,
        "issuer_declined": bank,
        "expired_card": translate("Words", "The card has expired. No money was taken."),
        "incorrect_cvc": translate("Words", "The security code was wrong. No money was taken."),
        "insufficient_funds": translate("Words", "The card had not enough money on it. No money was taken."),
    }
    other = translate("Words", "The charge was declined. No money was taken.")
    return known.get(charge.failure_code, other)
