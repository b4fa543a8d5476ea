"""Which methods of the API serve which operation of Clover's: the one list of all that the desk can ask for.

Named, not imported: only the journal may import what moves money.
"""

from collections.abc import Mapping
from types import MappingProxyType

SERVED_BY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # keys and tokens
        "getApiKey": ("resources.keys:KeysApi.get",),
        "createToken": (
            "resources.tokens:TokensApi.card",
            "resources.tokens:TokensApi.ach",
            "resources.tokens:TokensApi.gift_card",
            "resources.tokens:TokensApi.external",
        ),
        # charges
        "listCharges": ("resources.charges:ChargesApi.list_page",),
        "getCharge": ("resources.charges:ChargesApi.get",),
        "createCharge": ("money.charges:ChargeCalls.create",),
        "captureCharge": ("money.charges:ChargeCalls.capture",),
        "releaseAuthorization": ("money.charges:ChargeCalls.release",),
        "finalizeThreeDsCharge": ("money.charges:ChargeCalls.finalize",),
        # orders
        "listOrders": ("resources.orders:OrdersApi.list_page",),
        "getOrder": ("resources.orders:OrdersApi.get",),
        "createOrder": ("resources.orders:OrdersApi.create",),
        "payOrder": ("money.orders:OrderCalls.pay",),
        "returnOrder": ("money.orders:OrderCalls.give_back",),
        # refunds
        "listRefunds": ("resources.refunds:RefundsApi.list_page",),
        "getRefund": ("resources.refunds:RefundsApi.get",),
        "createRefund": ("money.refunds:RefundCalls.create",),
        "cancelRefund": ("money.refunds:RefundCalls.cancel",),
        # gift cards
        "giftCardBalance": ("resources.gift_cards:GiftCardsApi.balance",),
        "activateGiftCard": (
            "money.gift_cards:GiftCardCalls.activate",
            "money.gift_cards:GiftCardCalls.activate_virtual",
        ),
        "reloadGiftCard": ("money.gift_cards:GiftCardCalls.reload",),
        "cashOutGiftCard": ("money.gift_cards:GiftCardCalls.cash_out",),
        # customers
        "listCustomers": ("resources.customers:CustomersApi.list_page",),
        "getCustomer": ("resources.customers:CustomersApi.get",),
        "createPlatformCustomer": ("resources.customers:CustomersApi.create",),
        "updatePlatformCustomer": ("resources.customers:CustomersApi.update",),
        "deletePlatformCustomer": ("resources.customers:CustomersApi.delete",),
        "createCardOnFileCustomer": ("resources.customers:CustomersApi.create_with_card",),
        "updateCardOnFileCustomer": (
            "resources.customers:CustomersApi.add_card",
            "resources.customers:CustomersApi.update_contact",
        ),
        "deleteCardOnFileCustomer": ("resources.customers:CustomersApi.delete_with_cards",),
        "revokeSource": ("resources.customers:CustomersApi.revoke_card",),
        # plans and subscriptions
        "listPlans": ("resources.plans:PlansApi.list_page",),
        "getPlan": ("resources.plans:PlansApi.get",),
        "createPlan": ("resources.plans:PlansApi.create",),
        "editPlan": ("resources.plans:PlansApi.edit",),
        "deletePlan": ("resources.plans:PlansApi.delete",),
        "listSubscriptions": ("resources.subscriptions:SubscriptionsApi.list_page",),
        "listPlanSubscriptions": ("resources.subscriptions:SubscriptionsApi.list_plan_page",),
        "getSubscription": ("resources.subscriptions:SubscriptionsApi.get",),
        "createSubscription": ("money.subscriptions:SubscriptionCalls.create",),
        "editSubscription": (
            "resources.subscriptions:SubscriptionsApi.edit",
            "money.subscriptions:SubscriptionCalls.cancel",
            "money.subscriptions:SubscriptionCalls.resume",
            "money.subscriptions:SubscriptionCalls.end_at",
        ),
        "deleteSubscription": ("money.subscriptions:SubscriptionCalls.delete",),
        # the store and its people
        "getMerchant": ("resources.merchants:MerchantsApi.get",),
        "getMerchantProperties": ("resources.merchants:MerchantsApi.properties",),
        "getEcommPaymentConfigs": ("resources.merchants:MerchantsApi.payment_configs",),
        "listEmployees": ("resources.employees:EmployeesApi.list_page",),
        "getEmployee": ("resources.employees:EmployeesApi.get",),
        "listRoles": ("resources.employees:EmployeesApi.list_roles_page",),
        # signing in
        "authorize": ("oauth:authorize_address",),
        "exchangeCode": ("oauth:OAuthService.exchange",),
        "refreshTokens": ("oauth:OAuthService.refresh",),
        "recoverTokens": ("oauth:OAuthService.recover",),
        "migrateLegacyToken": ("oauth:OAuthService.migrate",),
    }
)
"""By operationId; methods as `module:Class.method` below `cloverdesk.api`."""
