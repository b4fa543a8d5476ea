"""`/v3/merchants/{mId}`: the merchant, its settings, and whether it adds a fee to credit cards."""

from collections.abc import Callable, Mapping

from cloverdesk.demo.accounts import platform, platform_staff
from cloverdesk.demo.accounts.staff import hire
from cloverdesk.demo.door.calls import Answer, Call, Operation
from cloverdesk.demo.identity import KEY_MADE_MS
from cloverdesk.demo.merchant import TENDERS
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.store import EMPLOYEE

DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
OPENS, CLOSES = 800, 1900
"""Hours and minutes as Clover writes them, such as 1900."""
TIPS = (15, 18, 20)
"""Percent that a customer is asked for."""


def get_merchant(call: Call) -> Answer:
    """The merchant; what is not expanded is an address to look at."""
    wanted = platform.expanded(call)
    merchant, identity = call.store.merchant, call.store.identity
    told: Body = {
        "href": platform.address(call),
        "id": identity.merchant_id,
        "name": merchant.name,
        "phoneNumber": merchant.phone,
        "website": merchant.website,
        "createdTime": KEY_MADE_MS,
        "isBillable": False,
        "owner": platform_staff.named(call, platform_staff.owner(call).body),
    }
    for name, (path, expand) in _MEMBERS.items():
        stub = {"href": platform.address(call, path)}
        told[name] = {**stub, **expand(call)} if name in wanted else stub
    if "owner" in wanted:
        told["owner"] = platform_staff.employee(call, platform_staff.owner(call).body, frozenset())
    return Answer.json(told)


def get_properties(call: Call) -> Answer:
    """The merchant's settings. The demo store has no bank account that they could tell."""
    return Answer.json(_properties(call))


def get_payment_configs(call: Call) -> Answer:
    """Whether there is a surcharge, at what rate (percent times 10000), and whether purchase cards' data counts."""
    rate = call.options.surcharge_rate
    surcharging: Body = {"supported": rate is not None} | ({} if rate is None else {"rate": rate})
    purchase_card = {"supported": call.store.merchant.country == "US"}
    return Answer.json({"surcharging": surcharging, "purchase_card": purchase_card})


# ---------------------------------------------------------------- what can be expanded


def _address(call: Call) -> Body:
    merchant = call.store.merchant
    return {"address1": "", "address2": "", "address3": "", **merchant.address, "phoneNumber": merchant.phone}


def _properties(call: Call) -> Body:
    merchant = call.store.merchant
    return {
        "defaultCurrency": merchant.currency,
        "timezone": merchant.timezone,
        "locale": merchant.locale,
        "tipsEnabled": True,
        "vat": False,
        "supportPhone": merchant.phone,
        "supportEmail": merchant.email,
        "merchantRef": platform.reference(call.store.identity.merchant_id),
    }


def _employees(call: Call) -> Body:
    hire(call.store)
    staff = call.store.all_of(EMPLOYEE)[: platform.MOST_INSIDE]
    return {"elements": [platform_staff.employee(call, one.body, frozenset()) for one in staff]}


def _tenders(_call: Call) -> Body:
    return {
        "elements": [
            {"id": one.id, "label": one.label, "labelKey": one.label_key, "enabled": True} for one in TENDERS
        ]
    }


def _gateway(call: Call) -> Body:
    return {"accountName": call.store.merchant.name, "paymentProcessorName": "Demo"}


def _opening_hours(_call: Call) -> Body:
    hours: Body = {day: {"elements": [{"start": OPENS, "end": CLOSES}]} for day in DAYS}
    return {"elements": [{"name": "Business hours", **hours}]}


def _tip_suggestions(_call: Call) -> Body:
    return {"elements": [{"name": f"{tip}%", "percentage": tip, "isEnabled": True} for tip in TIPS]}


_MEMBERS: Mapping[str, tuple[str, Callable[[Call], Body]]] = {
    "address": ("/address", _address),
    "properties": ("/properties", _properties),
    "employees": ("/employees", _employees),
    "tenders": ("/tenders", _tenders),
    "gateway": ("/gateway", _gateway),
    "openingHours": ("/opening_hours", _opening_hours),
    "tipSuggestions": ("/tip_suggestions", _tip_suggestions),
}
"""Where each is found, and what it says."""

OPERATIONS = (
    Operation("getMerchant", "GET", platform.ROOT, get_merchant),
    Operation("getMerchantProperties", "GET", platform.ROOT + "/properties", get_properties),
    Operation("getEcommPaymentConfigs", "GET", platform.ROOT + "/ecomm_payment_configs", get_payment_configs),
)
