"""Which of an app's permissions each operation needs (accounts.md, section 8, and `x-permissions`), for apps that lack some."""

from collections.abc import Callable, Mapping

from cloverdesk.demo.door.calls import Call

ONLINE = "Online payments"
READ_CUSTOMERS, WRITE_CUSTOMERS = "Read customers", "Write customers"
READ_MERCHANT, WRITE_MERCHANT = "Read merchant", "Write merchant"
READ_ORDERS, WRITE_ORDERS = "Read orders", "Write orders"
READ_PAYMENTS, WRITE_PAYMENTS = "Read payments", "Write payments"
READ_EMPLOYEES, READ_INVENTORY = "Read employees", "Read inventory"

_SAVED = (READ_CUSTOMERS, WRITE_CUSTOMERS, ONLINE)
_CAPTURE = (READ_PAYMENTS, WRITE_PAYMENTS, ONLINE)
_REFUND = (READ_CUSTOMERS, READ_MERCHANT, READ_ORDERS, READ_PAYMENTS, ONLINE)
_SUBSCRIPTIONS = (READ_MERCHANT, READ_CUSTOMERS)
_PLAN = (READ_MERCHANT, WRITE_MERCHANT)

NEEDED: Mapping[str, tuple[str, ...]] = {
    "getApiKey": (ONLINE,),
    "createToken": (),
    "listCharges": (READ_PAYMENTS,),
    "createCharge": (ONLINE,),
    "finalizeThreeDsCharge": (ONLINE,),
    "getCharge": (READ_PAYMENTS,),
    "releaseAuthorization": _CAPTURE,
    "captureCharge": _CAPTURE,
    "listOrders": (READ_ORDERS, READ_PAYMENTS),
    "createOrder": (READ_MERCHANT, READ_ORDERS, WRITE_ORDERS),
    "getOrder": (READ_CUSTOMERS, READ_MERCHANT, READ_ORDERS, READ_PAYMENTS),
    "payOrder": (READ_CUSTOMERS, READ_INVENTORY, READ_MERCHANT, READ_ORDERS, READ_PAYMENTS, ONLINE),
    "returnOrder": _REFUND,
    "listRefunds": (READ_PAYMENTS,),
    "createRefund": _REFUND,
    "getRefund": (READ_PAYMENTS,),
    "cancelRefund": (ONLINE,),
    "createCardOnFileCustomer": _SAVED,
    "updateCardOnFileCustomer": _SAVED,
    "deleteCardOnFileCustomer": _SAVED,
    "revokeSource": _SAVED,
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
    "createPlan": _PLAN,
    "getPlan": (READ_MERCHANT,),
    "editPlan": _PLAN,
    "deletePlan": _PLAN,
    "listPlanSubscriptions": _SUBSCRIPTIONS,
    "createSubscription": (READ_CUSTOMERS, WRITE_CUSTOMERS),
    "listSubscriptions": _SUBSCRIPTIONS,
    "getSubscription": _SUBSCRIPTIONS,
    "editSubscription": (READ_CUSTOMERS, WRITE_CUSTOMERS, READ_MERCHANT),
    "deleteSubscription": (READ_CUSTOMERS, WRITE_CUSTOMERS, READ_MERCHANT),
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
"""By operationId. The two files name six paths twice; they stand here once, by their names in payments.yaml."""


def _has_tax_rates(call: Call) -> bool:
    items = call.body.get("items")
    return isinstance(items, list) and any(isinstance(one, dict) and one.get("tax_rates") for one in items)


_BESIDE: Mapping[str, tuple[tuple[str, Callable[[Call], bool]], ...]] = {
    "createOrder": (
        (READ_CUSTOMERS, lambda call: call.body.get("customer") is not None),
        (READ_INVENTORY, _has_tax_rates),
    )
}
"""What is needed only by a call that asks for more."""


def lacks(operation_id: str, call: Call) -> bool:
    """Whether the app lacks a permission for this call. What is no operation of Clover's needs none."""
    missing = call.options.permissions_missing
    if not missing:
        return False
    beside = (name for name, wanted in _BESIDE.get(operation_id, ()) if wanted(call))
    return not missing.isdisjoint((*NEEDED.get(operation_id, ()), *beside))
