"""Tokens: what Clover gives in exchange for a card, a bank account or a gift card, and what can be charged in its place."""

from dataclasses import dataclass
from enum import Enum

from cloverdesk.domain.secret import Secret


class TokenKind(Enum):
    """What a token stands for, by the member of the request that it was made of."""

    CARD = "card"
    ACH = "ach"
    GIFT_CARD = "gift_card"


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `id` is what is charged: good for one payment, or for many where it was made of a vaulted value.

    Of the number only `first6` and `last4` are known, of a bank account the last four digits of account and routing
    number (`routing_last4`). Unknown texts are "".
    """

    id: Secret
    kind: TokenKind
    brand: str = ""
    first6: str = ""
    last4: str = ""
    exp_month: str = ""
    exp_year: str = ""
    routing_last4: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class BankAccount:
    """A bank account and who holds it, in Clover's words. Lives in memory for one call, and never shows itself.

    `check_type` is `personal_check` (with first and last name) or `corporate_check` (with the business name);
    `account_type` is `checking` or `savings`; `customer_id` is the number of a paper of the kind `customer_id_type`
    (`driver_license`, `ssn`, `tax_id`, `military_id`), issued in `customer_id_state`; `agreement_id` names what the
    holder agreed to.
    """

    account_number: Secret
    routing_number: Secret
    check_type: str
    account_type: str
    customer_id_type: str
    customer_id_state: str
    customer_id: Secret
    email: str
    phone: str
    address_line1: str
    address_city: str
    address_state: str
    address_zip: str
    agreement_id: str
    first_name: str = ""
    last_name: str = ""
    business_name: str = ""
    address_line2: str = ""
    agreement_type: str = "E_CHECK_GENERIC"
    agreement_locale: str = "en_US"
