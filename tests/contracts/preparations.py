"""What has to be there for each example request to succeed, and which of its ids and tokens are replaced by real ones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from cloverdesk.demo.accounts import oauth
from tests.contracts.till import ANOTHER, Json, Till
from tests.support.demo import Demo

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
"""The pair of the examples."""


@dataclass(frozen=True, slots=True)
class App:
    """The merchant's app, as OAuth knows it."""

    id: str
    secret: str

    @classmethod
    def of(cls, demo: Demo) -> Self:
        """The app of a store in this process."""
        return cls(demo.identity.app_id, oauth.client_secret(demo.identity))


@dataclass(frozen=True, slots=True)
class Sent:
    """A request that is ready: the values of the path, the members of the body that are real, and the query."""

    path: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)


Prepare = Callable[[Till, App], Sent]


def _one_item(till: Till, _app: App) -> Sent:
    order = till.paid_order()
    parent = order["items"][0]["parent"]
    item = {"parent": parent, "amount": 1358, "type": "sku", "description": "Mug", "quantity": 1}
    return Sent({"orderId": order["id"]}, {"items": [item]})


def _saved_customer(till: Till, _app: App) -> Sent:
    customer = till.customer()["id"]
    return Sent({"orderId": till.order(customer=customer)["id"]}, {"customer": customer})


def _source_of(till: Till, _app: App) -> Sent:
    customer = till.customer()
    return Sent({"customerId": customer["id"], "sourceId": customer["sources"]["data"][0]})


def _subscribing(till: Till, _app: App) -> Sent:
    return Sent({"planId": till.plan()}, {"customerId": till.customer()["id"]})


def _recovering(till: Till, app: App) -> Sent:
    used = till.pair(app.id, app.secret)["refresh_token"]
    till.call("POST", "/oauth/v2/refresh", {"client_id": app.id, "refresh_token": used})
    return Sent(body={"client_id": app.id, "client_secret": app.secret, "recovery_token": used})


def _migrating(till: Till, app: App) -> Sent:
    token = till.client.headers["authorization"].removeprefix("Bearer ")
    return Sent(body={"merchant_uuid": till.merchant, "app_uuid": app.id, "auth_token": token})


def _card(till: Till, _app: App) -> Sent:
    return Sent(body={"source": till.token()})


def _held(amount: int) -> Prepare:
    return lambda till, _: Sent({"chargeId": till.hold(amount)})


def _unpaid(till: Till, _app: App) -> Sent:
    return Sent({"orderId": till.order()["id"]}, {"source": till.token()})


def _gift(till: Till, _app: App) -> Sent:
    return Sent(body={"source": till.gift_token(till.gift_card())})


def _from_drawer(**wanted: object) -> Prepare:
    return lambda till, _: Sent(body={"source": till.gift_token(_scanned(till.drawer(**wanted)[0]))})


def _scanned(card: Json) -> Json:
    return {"number": card["number"], "security_code": card["security_code"]}


def _printed(till: Till, _app: App) -> Sent:
    printed = [one for one in till.drawer(state="inactive") if one["denomination"]]
    return Sent(body={"source": till.gift_token(_scanned(printed[0]))})


def _plan(till: Till, _app: App) -> Sent:
    return Sent({"planId": till.plan()})


def _subscription(till: Till, _app: App) -> Sent:
    return Sent({"subscriptionId": till.subscription()})


def _person(till: Till, _app: App) -> Sent:
    return Sent({"customerId": till.customer()["id"]})


def _merchant(_till: Till, _app: App) -> Sent:
    return Sent()


def _charge(till: Till, _app: App) -> Sent:
    return Sent({"chargeId": till.charge()})


EVERY = "*"
PREPARE: Mapping[str, Mapping[str, Prepare]] = {
    # payments
    "createToken": {EVERY: _merchant},
    "createCharge": {
        EVERY: _card,
        "saved_card": lambda till, _: Sent(body={"source": till.saved_card()}),
        "gift_card_split": lambda till, _: Sent(body={"source": till.gift_token(till.gift_card(3000))}),
    },
    "finalizeThreeDsCharge": {EVERY: lambda till, _: Sent(body={"charge_id": till.challenged()})},
    "releaseAuthorization": {
        "release": lambda till, _: Sent({"chargeId": till.part_captured(5000, 4560)}),
        "guide": lambda till, _: Sent({"chargeId": till.part_captured(1000, 440)}),
    },
    "captureCharge": {EVERY: _held(5000)},
    "createOrder": {EVERY: _merchant},
    "payOrder": {EVERY: _unpaid, "saved_customer": _saved_customer},
    "returnOrder": {
        "full": lambda till, _: Sent({"orderId": till.paid_order()["id"]}),
        "one_item": _one_item,
    },
    "createRefund": {
        EVERY: lambda till, _: Sent(body={"charge": till.charge(1800)}),
        "void_hold": lambda till, _: Sent(body={"charge": till.hold()}),
    },
    "cancelRefund": {EVERY: lambda till, _: Sent({"refundId": till.refund(till.gift_charge(), 100)})},
    # customers
    "createCardOnFileCustomer": {EVERY: _card},
    "updateCardOnFileCustomer": {
        EVERY: lambda till, _: Sent({"customerId": till.customer()["id"]}, {"source": till.token(ANOTHER)})
    },
    "createPlatformCustomer": {EVERY: _merchant},
    "updatePlatformCustomer": {EVERY: _person},
    # plans and subscriptions
    "createPlan": {EVERY: _merchant},
    "editPlan": {EVERY: _plan},
    "createSubscription": {EVERY: _subscribing},
    "editSubscription": {EVERY: _subscription},
    # gift cards
    "createGiftCardToken": {EVERY: _merchant},
    "activateGiftCard": {
        "physical": _from_drawer(state="inactive", denomination=None),
        "denominated": _printed,
        "virtual": _merchant,
    },
    "reloadGiftCard": {EVERY: _gift},
    "giftCardBalance": {EVERY: _gift},
    "cashOutGiftCard": {EVERY: _gift},
    "giftCardCharge": {EVERY: _gift},
    "giftCardCapture": {EVERY: lambda till, _: Sent({"chargeId": till.gift_charge(capture=False)})},
    "giftCardRefund": {
        "refund": lambda till, _: Sent(body={"charge": till.gift_charge()}),
        "void_reload": lambda till, _: Sent(body={"charge": till.reload()}),
    },
    "giftCardRefundCancel": {EVERY: lambda till, _: Sent({"refundId": till.refund(till.gift_charge())})},
    # OAuth
    "exchangeCode": {
        "low_trust_pkce": lambda till, app: Sent(
            body={"client_id": app.id, "code": till.code(app.id, CHALLENGE)}
        ),
        "high_trust": lambda till, app: Sent(
            body={"client_id": app.id, "client_secret": app.secret, "code": till.code(app.id)}
        ),
    },
    "refreshTokens": {
        EVERY: lambda till, app: Sent(
            body={"client_id": app.id, "refresh_token": till.pair(app.id, app.secret)["refresh_token"]}
        )
    },
    "recoverTokens": {EVERY: _recovering},
    "migrateLegacyToken": {EVERY: _migrating},
    # what has no body
    "getApiKey": {EVERY: _merchant},
    "getPakmsKey": {EVERY: _merchant},
    "listCharges": {EVERY: _charge},
    "getCharge": {EVERY: _charge},
    "listOrders": {EVERY: _charge},
    "getOrder": {EVERY: lambda till, _: Sent({"orderId": till.paid_order()["id"]})},
    "listRefunds": {EVERY: _charge},
    "getRefund": {EVERY: lambda till, _: Sent({"refundId": till.refund(till.charge())})},
    "deleteCardOnFileCustomer": {EVERY: _person},
    "revokeSource": {EVERY: _source_of},
    "listCustomers": {EVERY: _person},
    "getCustomer": {EVERY: _person},
    "deletePlatformCustomer": {EVERY: _person},
    "getMerchant": {EVERY: _merchant},
    "getMerchantProperties": {EVERY: _merchant},
    "getEcommPaymentConfigs": {EVERY: _merchant},
    "listEmployees": {EVERY: _merchant},
    "getEmployee": {EVERY: lambda till, _: Sent({"empId": till.employee()})},
    "listRoles": {EVERY: _merchant},
    "listPlans": {EVERY: _plan},
    "getPlan": {EVERY: _plan},
    "deletePlan": {EVERY: _plan},
    "listPlanSubscriptions": {EVERY: _plan},
    "listSubscriptions": {EVERY: _subscription},
    "getSubscription": {EVERY: _subscription},
    "deleteSubscription": {EVERY: _subscription},
    "authorize": {EVERY: lambda _, app: Sent(query={"client_id": app.id})},
}
"""By operation and example; what stands under `EVERY` is for the examples that have no line of their own."""


def preparation(operation_id: str, example: str) -> Prepare:
    """How to get ready for an example. Raises KeyError where the table has no line for it."""
    lines = PREPARE[operation_id]
    return lines[example] if example in lines else lines[EVERY]
