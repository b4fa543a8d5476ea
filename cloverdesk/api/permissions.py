"""Which of Clover's permissions each operation needs: a 401 does not say what is missing, so the desk has to know.

From accounts.md, section 8, and `x-permissions` of both documents; what is needed only sometimes is named, too.
"""

from collections.abc import Mapping
from types import MappingProxyType

ONLINE = "Online payments"
READ_CUSTOMERS, WRITE_CUSTOMERS = "Read customers", "Write customers"
READ_MERCHANT, WRITE_MERCHANT = "Read merchant", "Write merchant"
READ_ORDERS, WRITE_ORDERS = "Read orders", "Write orders"
READ_PAYMENTS, WRITE_PAYMENTS = "Read payments", "Write payments"
READ_EMPLOYEES, READ_INVENTORY = "Read employees", "Read inventory"

_SAVE = (READ_CUSTOMERS, WRITE_CUSTOMERS, ONLINE)
_CAPTURE = (READ_PAYMENTS, WRITE_PAYMENTS, ONLINE)
_GIVE_BACK = (READ_CUSTOMERS, READ_MERCHANT, READ_ORDERS, READ_PAYMENTS, ONLINE)
_READ_SUBSCRIPTIONS = (READ_MERCHANT, READ_CUSTOMERS)
_CHANGE_SUBSCRIPTION = (READ_CUSTOMERS, WRITE_CUSTOMERS, READ_MERCHANT)
_CHANGE_PLAN = (READ_MERCHANT, WRITE_MERCHANT)

NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "getApiKey": (ONLINE,),
        "createToken": (),
        "listCharges": (READ_PAYMENTS,),
        "createCharge": (ONLINE,),
        "finalizeThreeDsCharge": (ONLINE,),
        "getCharge": (READ_PAYMENTS,),
        "releaseAuthorization": _CAPTURE,
        "captureCharge": _CAPTURE,
        "listOrders": (READ_ORDERS, READ_PAYMENTS),
        "createOrder": (READ_MERCHANT, READ_ORDERS, WRITE_ORDERS, READ_CUSTOMERS, READ_INVENTORY),
        "getOrder": (READ_CUSTOMERS, READ_MERCHANT, READ_ORDERS, READ_PAYMENTS),
        "payOrder": (READ_CUSTOMERS, READ_INVENTORY, READ_MERCHANT, READ_ORDERS, READ_PAYMENTS, ONLINE),
        "returnOrder": _GIVE_BACK,
        "listRefunds": (READ_PAYMENTS,),
        "createRefund": _GIVE_BACK,
        "getRefund": (READ_PAYMENTS,),
        "cancelRefund": (ONLINE,),
        "createCardOnFileCustomer": _SAVE,
        "updateCardOnFileCustomer": _SAVE,
        "deleteCardOnFileCustomer": _SAVE,
        "revokeSource": _SAVE,
        "listCustomers": (READ_CUSTOMERS,),
        "createPlatformCustomer": (WRITE_CUSTOMERS,),
        "getCustomer": (READ_CUSTOMERS,),
        "updatePlatformCustomer": (WRITE_CUSTOMERS,),
        "deletePlatformCustomer": (WRITE_CUSTOMERS,),
        "getMerchant": (READ_MERCHANT,),
        "getMerchantProperties": (READ_MERCHANT,),
        "getEcommPaymentConfigs": (READ_MERCHANT,),
        "listEmployees": (READ_EMPLOYEES,),
        "getEmployee": (READ_EMPLOYEES,),
        "listRoles": (READ_EMPLOYEES,),
        "listPlans": (READ_MERCHANT,),
        "createPlan": _CHANGE_PLAN,
        "getPlan": (READ_MERCHANT,),
        "editPlan": _CHANGE_PLAN,
        "deletePlan": _CHANGE_PLAN,
        "listPlanSubscriptions": _READ_SUBSCRIPTIONS,
        "createSubscription": (READ_CUSTOMERS, WRITE_CUSTOMERS),
        "listSubscriptions": _READ_SUBSCRIPTIONS,
        "getSubscription": _READ_SUBSCRIPTIONS,
        "editSubscription": _CHANGE_SUBSCRIPTION,
        "deleteSubscription": _CHANGE_SUBSCRIPTION,
        "activateGiftCard": (ONLINE,),
        "reloadGiftCard": (ONLINE,),
        "giftCardBalance": (ONLINE,),
        "cashOutGiftCard": (ONLINE,),
        "authorize": (),
        "exchangeCode": (),
        "refreshTokens": (),
        "recoverTokens": (),
        "migrateLegacyToken": (),
    }
)
"""By operationId. What both documents describe stands here once, by its name in payments.yaml."""

_SAME: Mapping[str, str] = MappingProxyType(
    {
        "createGiftCardToken": "createToken",
        "giftCardCharge": "createCharge",
        "giftCardCapture": "captureCharge",
        "giftCardRefund": "createRefund",
        "giftCardRefundCancel": "cancelRefund",
        "getPakmsKey": "getApiKey",
    }
)
"""The other names of what both documents describe."""

_READS: Mapping[str, str] = MappingProxyType(
    {
        "/pakms/apikey": "getApiKey",
        "/v1/charges": "listCharges",
        "/v1/charges/{}": "getCharge",
        "/v1/orders": "listOrders",
        "/v1/orders/{}": "getOrder",
        "/v1/refunds": "listRefunds",
        "/v1/refunds/{}": "getRefund",
        "/v3/merchants/{}": "getMerchant",
        "/v3/merchants/{}/properties": "getMerchantProperties",
        "/v3/merchants/{}/ecomm_payment_configs": "getEcommPaymentConfigs",
        "/v3/merchants/{}/customers": "listCustomers",
        "/v3/merchants/{}/customers/{}": "getCustomer",
        "/v3/merchants/{}/employees": "listEmployees",
        "/v3/merchants/{}/employees/{}": "getEmployee",
        "/v3/merchants/{}/roles": "listRoles",
        "/recurring/v1/plans": "listPlans",
        "/recurring/v1/plans/{}": "getPlan",
        "/recurring/v1/plans/{}/subscriptions": "listPlanSubscriptions",
        "/recurring/v1/subscriptions": "listSubscriptions",
        "/recurring/v1/subscriptions/{}": "getSubscription",
    }
)
"""Reads by their path: failures call a read by its method and path."""


def operation_id(name: str) -> str:
    """The operation that a failure calls `name`: an operationId, or `GET` and a path. The name itself if it is neither."""
    if not name.startswith("GET /"):
        return _SAME.get(name, name)
    asked = name.removeprefix("GET ").split("/")
    return next((found for shape, found in _READS.items() if _fits(asked, shape.split("/"))), name)


def permissions_for(name: str) -> tuple[str, ...]:
    """What the call that failures call `name` needs, in Clover's words; empty where nothing is needed or known."""
    return NEEDED.get(operation_id(name), ())


def _fits(asked: list[str], shape: list[str]) -> bool:
    return len(asked) == len(shape) and all(
        part in {"{}", given} for given, part in zip(asked, shape, strict=True)
    )
