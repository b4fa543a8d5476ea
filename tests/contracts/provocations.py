"""How each documented error comes about: the shortest way to it that a caller has."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx

from tests.contracts.till import ANOTHER, BROWSER, CARD, DECLINING, NOBODY, Json, Till
from tests.support.aio import run
from tests.support.demo import Demo

Call = Callable[[Till, Demo], httpx.Response]
UNKNOWN_TOKEN = "clv_1TSTSnobodysToken"
WRONG = {**CARD, "number": CARD["number"][:-1] + "1"}
"""The check digit is not what it should be."""


@dataclass(frozen=True, slots=True)
class Way:
    """A call that is refused, and the switches of `DemoOptions` that it takes."""

    call: Call
    options: Mapping[str, object] = field(default_factory=dict)


def _send(method: str, path: str, body: object = None, **headers: str) -> Way:
    return Way(lambda till, _: till.client.request(method, path, json=body, headers=headers))


def _token(card: Mapping[str, object]) -> Way:
    return Way(
        lambda till, _: till.client.post("/v1/tokens", json={"card": card}, headers={"apikey": till.public})
    )


def _charge(**members: object) -> Way:
    """A charge that is in order but for these members; None leaves one out."""

    def call(till: Till, _demo: Demo) -> httpx.Response:
        usual = {"amount": 1000, "currency": "usd", "source": till.token(), **members}
        body = {name: value for name, value in usual.items() if value is not None}
        return till.client.post("/v1/charges", json=body)

    return Way(call)


def _charge_of(card: Mapping[str, object]) -> Way:
    def call(till: Till, _demo: Demo) -> httpx.Response:
        body = {"amount": 1000, "currency": "usd", "source": till.token(card)}
        return till.client.post("/v1/charges", json=body)

    return Way(call)


def _used_token(path: Callable[[Till], str], **more: object) -> Way:
    """A second use of a token."""

    def call(till: Till, _demo: Demo) -> httpx.Response:
        source = till.token()
        till.charge(source=source)
        return till.client.post(path(till), json={"source": source, **more})

    return Way(call)


def _key_with_another_body(till: Till, _demo: Demo) -> httpx.Response:
    key, source = {"idempotency-key": "key-1"}, till.token()
    body = {"amount": 1000, "currency": "usd", "source": source}
    till.call("POST", "/v1/charges", body, **key)
    return till.client.post("/v1/charges", json={**body, "amount": 1001}, headers=key)


def _key_in_progress(till: Till, demo: Demo) -> httpx.Response:
    """The first call is still held back when the second one comes."""
    body = {"amount": 1000, "currency": "usd", "source": till.token()}
    demo.trouble({"operation": "createCharge", "nth": 1, "before": {"stall": True}})

    async def main() -> httpx.Response:
        async with demo.client() as client, asyncio.TaskGroup() as calls:
            client.headers["idempotency-key"] = "key-1"
            calls.create_task(client.post("/v1/charges", json=body))
            await demo.faults.wait_stalled()
            second = await client.post("/v1/charges", json=body)
            demo.faults.release()
            return second

    return run(main())


def _without_bearer(path: str) -> Call:
    return lambda till, _: till.client.get(path, headers={"authorization": "Bearer nobody"})


def _struck(status: int) -> Way:
    """What a fault answers instead."""

    def call(till: Till, demo: Demo) -> httpx.Response:
        demo.trouble({"operation": "createRefund", "nth": 1, "before": {"status": status}})
        return till.client.post("/v1/refunds", json={"charge": NOBODY})

    return Way(call)


def _capture(ready: Callable[[Till], str], body: object, **options: object) -> Way:
    return Way(lambda till, _: till.client.post(f"/v1/charges/{ready(till)}/capture", json=body), options)


def _captured_hold(till: Till) -> str:
    charge = till.hold()
    till.call("POST", f"/v1/charges/{charge}/capture", {})
    return charge


def _pay(ready: Callable[[Till], str], **options: object) -> Way:
    return Way(lambda till, _: till.client.post(f"/v1/orders/{ready(till)}/pay", json={}), options)


def _empty_order(till: Till) -> str:
    body = {"currency": "usd", "email": "ada@example.com", "items": []}
    return str(till.call("POST", "/v1/orders", body)["id"])


def _returned_too_much(till: Till, _demo: Demo) -> httpx.Response:
    order = till.paid_order()
    item = {"parent": order["items"][0]["parent"], "amount": 2717, "type": "sku"}
    return till.client.post(f"/v1/orders/{order['id']}/returns", json={"items": [item]})


def _refund(ready: Callable[[Till], str], **members: object) -> Call:
    return lambda till, _: till.client.post("/v1/refunds", json={"charge": ready(till), **members})


def _partly_refunded(till: Till) -> str:
    charge = till.charge(2000)
    till.refund(charge, 1500)
    return charge


def _refunded(till: Till) -> str:
    charge = till.charge(2000)
    till.refund(charge)
    return charge


def _customer(**members: object) -> Way:
    def call(till: Till, _demo: Demo) -> httpx.Response:
        usual = {"email": "ada@example.com", "source": till.token(), **members}
        body = {name: value for name, value in usual.items() if value is not None}
        return till.client.post("/v1/customers", json=body)

    return Way(call)


def _customer_of(card: Mapping[str, object], **options: object) -> Way:
    def call(till: Till, _demo: Demo) -> httpx.Response:
        body = {"email": "ada@example.com", "source": till.token(card)}
        return till.client.post("/v1/customers", json=body)

    return Way(call, options)


def _card_again(till: Till, _demo: Demo) -> httpx.Response:
    customer = till.customer()["id"]
    return till.client.put(f"/v1/customers/{customer}", json={"source": till.token()})


def _unknown_customer(till: Till, _demo: Demo) -> httpx.Response:
    return till.client.put(f"/v1/customers/{NOBODY}", json={"source": till.token(ANOTHER)})


def _unknown_card(till: Till, _demo: Demo) -> httpx.Response:
    return till.client.delete(f"/v1/customers/{till.customer()['id']}/sources/{NOBODY}")


def _platform(rest: str) -> Way:
    return Way(lambda till, _: till.client.get(f"/v3/merchants/{till.merchant}{rest}"))


def _recurring(method: str, path: str, body: object = None) -> Way:
    def call(till: Till, _demo: Demo) -> httpx.Response:
        headers = {"X-Clover-Merchant-Id": till.merchant}
        return till.client.request(method, f"/recurring/v1{path}", json=body, headers=headers)

    return Way(call)


def _plan_in_use(till: Till, _demo: Demo) -> httpx.Response:
    plan = till.plan()
    till.subscription(plan)
    headers = {"X-Clover-Merchant-Id": till.merchant}
    return till.client.delete(f"/recurring/v1/plans/{plan}", headers=headers)


def _wrong_value(till: Till, _demo: Demo) -> httpx.Response:
    body = {"promotion_code": "252500", "amount": 2600, "currency": "usd"}
    return till.client.post("/v1/activate", json=body)


def _empty_gift_card(till: Till, _demo: Demo) -> httpx.Response:
    card = till.gift_card(500)
    till.gift_charge(500, card=card)
    return till.client.post("/v1/cashout", json={"source": till.gift_token(card)})


def _oauth(path: str, **members: str) -> Call:
    def call(till: Till, demo: Demo) -> httpx.Response:
        body: Json = {"client_id": demo.identity.app_id, **members}
        return till.client.post(f"/oauth/v2/{path}", json=body)

    return call


def _wrong_secret(till: Till, demo: Demo) -> httpx.Response:
    app = demo.identity.app_id
    return _oauth("token", client_secret="nobody's", code=till.code(app))(till, demo)


WAYS: Mapping[tuple[str, str, str], Way] = {
    ("getApiKey", "401", "plain"): Way(_without_bearer("/pakms/apikey")),
    ("getApiKey", "401", "json"): Way(_without_bearer("/pakms/apikey"), {"pakms_refusal_is_text": False}),
    ("listCharges", "401", "unauthorized"): Way(_without_bearer("/v1/charges")),
    ("createRefund", "429", "bare"): _struck(429),
    ("giftCardRefund", "429", "platform"): _struck(429),
    ("createRefund", "500", "error"): _struck(500),
    ("giftCardRefund", "5XX", "server"): _struck(500),
    ("createRefund", "503", "maintenance"): _struck(503),
    ("createToken", "400", "expired"): _token({**CARD, "exp_year": "2020"}),
    ("createToken", "400", "number"): _token(WRONG),
    ("createToken", "400", "brand"): _token({**CARD, "brand": "NOBODY"}),
    ("listCharges", "400", "limit"): _send("GET", "/v1/charges?limit=0"),
    ("createCharge", "400", "amount"): _charge(amount=None),
    ("createCharge", "400", "currency"): _charge(currency=None),
    ("createCharge", "400", "source"): _charge(source=UNKNOWN_TOKEN),
    ("createCharge", "400", "email"): _charge(receipt_email="nobody"),
    ("createCharge", "400", "token_used"): _used_token(lambda _: "/v1/charges", amount=1000, currency="usd"),
    ("createCharge", "400", "threeds_source"): _charge(threeds={}),
    ("createCharge", "400", "threeds_browser"): _charge(
        threeds={"source": "CLOVER", "browser_info": {**BROWSER, "browser_tz": ""}}
    ),
    ("createCharge", "400", "too_large"): _charge(amount=100_000_000),
    ("createCharge", "400", "idempotency"): Way(_key_with_another_body),
    ("createCharge", "402", "observed"): _charge_of(DECLINING),
    ("getCharge", "404", "charge"): _send("GET", f"/v1/charges/{NOBODY}"),
    ("getCharge", "404", "path"): _send("GET", "/v1/nothing"),
    ("createCharge", "409", "in_progress"): Way(_key_in_progress),
    ("captureCharge", "400", "not_auth"): _capture(Till.charge, {}),
    ("captureCharge", "400", "captured"): _capture(
        _captured_hold, {}, second_capture_says_already_captured=True
    ),
    ("captureCharge", "400", "over"): _capture(Till.hold, {"amount": 5001}),
    ("payOrder", "400", "no_source"): _pay(lambda till: str(till.order()["id"])),
    ("payOrder", "404", "empty"): _pay(_empty_order, orders_without_items=True),
    ("payOrder", "404", "unknown"): _pay(lambda _: NOBODY),
    ("payOrder", "409", "paid"): _pay(lambda till: str(till.paid_order()["id"])),
    ("returnOrder", "400", "over"): Way(_returned_too_much),
    ("returnOrder", "404", "unpaid"): Way(
        lambda till, _: till.client.post(f"/v1/orders/{till.order()['id']}/returns", json={})
    ),
    ("createRefund", "400", "over"): Way(_refund(_partly_refunded, amount=501)),
    ("createRefund", "400", "no_charge"): _send("POST", "/v1/refunds", {}),
    ("createRefund", "400", "refunded"): Way(_refund(_refunded)),
    ("createRefund", "400", "partial_not_allowed"): Way(
        _refund(lambda till: till.charge(tip_amount=200), amount=100)
    ),
    ("createRefund", "402", "refused"): Way(_refund(Till.charge), {"refund_limit": 100}),
    ("createRefund", "404", "missing"): Way(_refund(lambda _: NOBODY)),
    ("createCardOnFileCustomer", "400", "email_missing"): _customer(email=None),
    ("createCardOnFileCustomer", "400", "source_missing"): _customer(source=None),
    ("createCardOnFileCustomer", "400", "cvc_missing"): _customer_of(
        {name: value for name, value in CARD.items() if name != "cvv"}, cvv_checked_by_token=False
    ),
    ("createCardOnFileCustomer", "400", "token_reused"): _used_token(
        lambda _: "/v1/customers", email="ada@example.com"
    ),
    ("createCardOnFileCustomer", "402", "declined"): _customer_of(DECLINING),
    ("updateCardOnFileCustomer", "409", "conflict"): Way(_card_again),
    ("updateCardOnFileCustomer", "404", "customer"): Way(_unknown_customer),
    ("revokeSource", "404", "card"): Way(_unknown_card),
    ("listCustomers", "400", "bad"): _platform("/customers?filter=nothing=1"),
    ("getCustomer", "404", "customer"): _platform(f"/customers/{NOBODY}"),
    ("createPlan", "400", "bad"): _recurring(
        "POST", "/plans", {"name": "ab", "amount": 100, "interval": "DAY", "intervalCount": 1}
    ),
    ("getPlan", "404", "missing"): _recurring("GET", f"/plans/{NOBODY}"),
    ("deletePlan", "409", "in_use"): Way(_plan_in_use),
    ("giftCardBalance", "400", "bad_source"): _send("POST", "/v1/balance_inquiry", {"source": UNKNOWN_TOKEN}),
    ("activateGiftCard", "400", "bad_amount"): Way(_wrong_value),
    ("cashOutGiftCard", "402", "declined"): Way(_empty_gift_card),
    ("exchangeCode", "400", "bad_code"): Way(_oauth("token", client_secret="", code="nobody's")),
    ("exchangeCode", "400", "bad_secret"): Way(_wrong_secret),
    ("refreshTokens", "401", "bad_refresh"): Way(_oauth("refresh", refresh_token="nobody's")),
    ("refreshTokens", "415", "form"): Way(
        lambda till, _: till.client.post("/oauth/v2/refresh", data={"client_id": "x"})
    ),
}
"""By operation, status and the name of the example."""
