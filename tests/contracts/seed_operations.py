"""The operations that the product is made of, and how each is reached: by a route, the API, a service, a command, a window."""

from typing import NamedTuple


class SeedOperation(NamedTuple):
    """One operation. `api` is `module:Class.method` below `cloverdesk.api`; `service` the same below `cloverdesk.services`;
    `command` is what is typed after `cloverdesk`; `window` names the door in the window. The last three are "" as long as
    there is none.
    """

    name: str
    operation_id: str
    method: str
    path: str
    api: str
    service: str = ""
    command: str = ""
    window: str = ""


SEED: tuple[SeedOperation, ...] = (
    SeedOperation("read the key", "getApiKey", "GET", "/pakms/apikey", "resources.keys:KeysApi.get"),
    SeedOperation(
        "make a token of a card", "createToken", "POST", "/v1/tokens", "resources.tokens:TokensApi.card"
    ),
    SeedOperation(
        "make a token of a bank account",
        "createToken",
        "POST",
        "/v1/tokens",
        "resources.tokens:TokensApi.ach",
    ),
    SeedOperation(
        "make a token of a gift card",
        "createToken",
        "POST",
        "/v1/tokens",
        "resources.tokens:TokensApi.gift_card",
    ),
    SeedOperation("charge", "createCharge", "POST", "/v1/charges", "money.charges:ChargeCalls.create"),
    SeedOperation(
        "list charges",
        "listCharges",
        "GET",
        "/v1/charges",
        "resources.charges:ChargesApi.list_page",
        "charges:ChargesService.newest",
        "charges list",
        "charges",
    ),
    SeedOperation(
        "look at a charge",
        "getCharge",
        "GET",
        "/v1/charges/{chargeId}",
        "resources.charges:ChargesApi.get",
        "charges:ChargesService.refresh",
        window="charges",
    ),
    SeedOperation(
        "capture a charge",
        "captureCharge",
        "POST",
        "/v1/charges/{chargeId}/capture",
        "money.charges:ChargeCalls.capture",
    ),
    SeedOperation("list orders", "listOrders", "GET", "/v1/orders", "resources.orders:OrdersApi.list_page"),
    SeedOperation("make an order", "createOrder", "POST", "/v1/orders", "resources.orders:OrdersApi.create"),
    SeedOperation(
        "look at an order", "getOrder", "GET", "/v1/orders/{orderId}", "resources.orders:OrdersApi.get"
    ),
    SeedOperation(
        "pay an order", "payOrder", "POST", "/v1/orders/{orderId}/pay", "money.orders:OrderCalls.pay"
    ),
    SeedOperation(
        "return an order",
        "returnOrder",
        "POST",
        "/v1/orders/{orderId}/returns",
        "money.orders:OrderCalls.give_back",
    ),
    SeedOperation(
        "refund a charge",
        "createRefund",
        "POST",
        "/v1/refunds",
        "money.refunds:RefundCalls.create",
        "operations:OperationsService.refund",
        "refund create",
        "charges",
    ),
    SeedOperation(
        "list refunds",
        "listRefunds",
        "GET",
        "/v1/refunds",
        "resources.refunds:RefundsApi.list_page",
        "refunds:RefundsService.newest",
        window="refunds",
    ),
    SeedOperation(
        "look at a refund",
        "getRefund",
        "GET",
        "/v1/refunds/{refundId}",
        "resources.refunds:RefundsApi.get",
        "refunds:RefundsService.get",
        window="refunds",
    ),
    SeedOperation(
        "make a customer with a card",
        "createCardOnFileCustomer",
        "POST",
        "/v1/customers",
        "resources.customers:CustomersApi.create_with_card",
    ),
    SeedOperation(
        "change a customer",
        "updateCardOnFileCustomer",
        "PUT",
        "/v1/customers/{customerId}",
        "resources.customers:CustomersApi.update_contact",
    ),
    SeedOperation(
        "revoke a customer's card",
        "revokeSource",
        "DELETE",
        "/v1/customers/{customerId}/sources/{sourceId}",
        "resources.customers:CustomersApi.revoke_card",
    ),
    SeedOperation(
        "list plans", "listPlans", "GET", "/recurring/v1/plans", "resources.plans:PlansApi.list_page"
    ),
    SeedOperation(
        "make a plan", "createPlan", "POST", "/recurring/v1/plans", "resources.plans:PlansApi.create"
    ),
    SeedOperation(
        "look at a plan", "getPlan", "GET", "/recurring/v1/plans/{planId}", "resources.plans:PlansApi.get"
    ),
    SeedOperation(
        "edit a plan", "editPlan", "PUT", "/recurring/v1/plans/{planId}", "resources.plans:PlansApi.edit"
    ),
    SeedOperation(
        "delete a plan",
        "deletePlan",
        "DELETE",
        "/recurring/v1/plans/{planId}",
        "resources.plans:PlansApi.delete",
    ),
    SeedOperation(
        "list subscriptions",
        "listSubscriptions",
        "GET",
        "/recurring/v1/subscriptions",
        "resources.subscriptions:SubscriptionsApi.list_page",
    ),
    SeedOperation(
        "list the subscriptions to a plan",
        "listPlanSubscriptions",
        "GET",
        "/recurring/v1/plans/{planId}/subscriptions",
        "resources.subscriptions:SubscriptionsApi.list_plan_page",
    ),
    SeedOperation(
        "subscribe a customer",
        "createSubscription",
        "POST",
        "/recurring/v1/plans/{planId}/subscriptions",
        "money.subscriptions:SubscriptionCalls.create",
    ),
    SeedOperation(
        "look at a subscription",
        "getSubscription",
        "GET",
        "/recurring/v1/subscriptions/{subscriptionId}",
        "resources.subscriptions:SubscriptionsApi.get",
    ),
    SeedOperation(
        "edit a subscription",
        "editSubscription",
        "PUT",
        "/recurring/v1/subscriptions/{subscriptionId}",
        "resources.subscriptions:SubscriptionsApi.edit",
    ),
    SeedOperation(
        "delete a subscription",
        "deleteSubscription",
        "DELETE",
        "/recurring/v1/subscriptions/{subscriptionId}",
        "money.subscriptions:SubscriptionCalls.delete",
    ),
    SeedOperation(
        "activate a gift card",
        "activateGiftCard",
        "POST",
        "/v1/activate",
        "money.gift_cards:GiftCardCalls.activate",
    ),
    SeedOperation(
        "ask for a gift card's balance",
        "giftCardBalance",
        "POST",
        "/v1/balance_inquiry",
        "resources.gift_cards:GiftCardsApi.balance",
    ),
    SeedOperation(
        "reload a gift card", "reloadGiftCard", "POST", "/v1/reload", "money.gift_cards:GiftCardCalls.reload"
    ),
    SeedOperation(
        "cash a gift card out",
        "cashOutGiftCard",
        "POST",
        "/v1/cashout",
        "money.gift_cards:GiftCardCalls.cash_out",
    ),
)
