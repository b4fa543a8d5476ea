"""What cannot work with the tokens that a store has given, so that it is said beforehand and not found out by a 401.

Which credential opens what is the `security` of both documents; what signs in by itself is not looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cloverdesk.api.permissions import NEEDED
from cloverdesk.domain.message import Message

_SIGN_IN = frozenset({"authorize", "exchangeCode", "refreshTokens", "recoverTokens", "migrateLegacyToken"})
_BY_PUBLIC_KEY = ("createToken",)
_ON_PLATFORM = (
    "listCustomers",
    "createPlatformCustomer",
    "getCustomer",
    "updatePlatformCustomer",
    "deletePlatformCustomer",
    "getMerchant",
    "getMerchantProperties",
    "getEcommPaymentConfigs",
    "listEmployees",
    "getEmployee",
    "listRoles",
)
_RECURRING = (
    "listPlans",
    "createPlan",
    "getPlan",
    "editPlan",
    "deletePlan",
    "listPlanSubscriptions",
    "createSubscription",
    "listSubscriptions",
    "getSubscription",
    "editSubscription",
    "deleteSubscription",
)
EVERYTHING = tuple(one for one in NEEDED if one not in _SIGN_IN)
"""The operations that a store asks for, by operationId."""
_BY_PRIVATE_TOKEN = tuple(one for one in EVERYTHING if one not in {*_BY_PUBLIC_KEY, *_ON_PLATFORM})


@dataclass(frozen=True, slots=True)
class Given:
    """What a profile has: the tokens of a single merchant, an OAuth sign-in, which serves for all, and a merchant id."""

    private: bool = False
    public: bool = False
    platform: bool = False
    oauth: bool = False
    merchant_id: bool = True


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is not there: `why` says it, `operations` are what cannot work without it, by operationId."""

    why: Message
    operations: tuple[str, ...]


def lacks(given: Given) -> tuple[Lack, ...]:
    """What is lacking, what lets most down first; empty where everything can work. An operation may be in several."""
    if not (given.oauth or given.private or given.public or given.platform):
        return (Lack(Message("ability.nothing"), EVERYTHING),)
    return tuple(_lacks(given))


def unable(given: Given) -> frozenset[str]:
    """The operations that cannot work, by operationId."""
    return frozenset(name for lack in lacks(given) for name in lack.operations)


def _lacks(given: Given) -> Iterator[Lack]:
    if not (given.oauth or given.private):
        yield Lack(Message("ability.private_token"), _BY_PRIVATE_TOKEN)
    if not given.merchant_id:
        yield Lack(Message("ability.merchant_id"), _ON_PLATFORM + _RECURRING)
    if not (given.oauth or given.platform):
        yield Lack(Message("ability.platform_token"), _ON_PLATFORM)
    if not (given.oauth or given.private or given.public):
        yield Lack(Message("ability.public_token"), _BY_PUBLIC_KEY)
