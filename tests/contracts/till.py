"""What a test needs to be there before its own call, made through the API like anybody would: tokens, charges, orders and so on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from cloverdesk.demo.identity import Identity

CARD = {"number": "4242424242424242", "exp_month": "12", "exp_year": "2030", "cvv": "123"}
DECLINING = {**CARD, "number": "4005571702222222"}
CHALLENGED = {**CARD, "number": "4811326490014875"}
ANOTHER = {**CARD, "number": "4000056655665556"}
BROWSER = {
    "browser_ip": "203.0.113.7",
    "browser_accept_header": "*/*",
    "browser_javascript_enabled": True,
    "browser_java_enabled": False,
    "browser_language": "en-US",
    "browser_screen_height": "1120",
    "browser_screen_width": "1792",
    "browser_tz": "420",
    "browser_user_agent": "Mozilla/5.0",
}
NOBODY = "ZZZZZZZZZZZZZ"
"""An id that no object has."""
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Till:
    """Rings things up. `client` is signed in; `public` is the key for tokens, `merchant` the merchant's id."""

    client: httpx.Client
    public: str
    merchant: str
    control: str

    @classmethod
    def of(cls, client: httpx.Client, who: Identity | Mapping[str, Any]) -> "Till":
        """At a store: `who` is its identity, or the line that its server printed."""
        told = who.as_mapping() if isinstance(who, Identity) else who
        return cls(client, str(told["public_token"]), str(told["merchant_id"]), str(told["control_token"]))

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Json:
        """The JSON of a call that has to succeed."""
        usual = {"X-Clover-Merchant-Id": self.merchant, **headers}
        answer = self.client.request(method, path, json=body, headers=usual)
        assert answer.status_code == 200, f"{method} {path}: {answer.status_code} {answer.text}"
        return dict(answer.json()) if answer.content else {}

    def behind(self, method: str, path: str, body: object = None) -> Json:
        """A call to what is behind the store: its clock, its faults, its ledger."""
        return self.call(method, f"/_demo/{path}", body, authorization=f"Bearer {self.control}")

    def pass_time(self, *, days: int = 0, hours: int = 0) -> None:
        """Move the store's clock on."""
        self.behind("POST", "clock", {"advance_ms": (days * 24 + hours) * 3_600_000})

    # ---------------------------------------------------------------- sources

    def token(self, card: Mapping[str, object] = CARD) -> str:
        """A fresh token of a card."""
        return self._token({"card": card})

    def gift_token(self, card: Mapping[str, object]) -> str:
        """A fresh token of a gift card: `number`, `security_code`."""
        return self._token({"gift_card": card})

    def _token(self, body: object) -> str:
        return str(self.call("POST", "/v1/tokens", body, apikey=self.public)["id"])

    # ---------------------------------------------------------------- payments

    def charge(self, amount: int = 2000, **more: object) -> str:
        """A charge of a card."""
        body = {"amount": amount, "currency": "usd", "source": self.token(), **more}
        return str(self.call("POST", "/v1/charges", body)["id"])

    def hold(self, amount: int = 5000) -> str:
        """Money of a card that is held."""
        return self.charge(amount, capture=False)

    def part_captured(self, held: int, taken: int) -> str:
        """A hold of which the first of several shipments was captured."""
        charge = self.hold(held)
        self.call("POST", f"/v1/charges/{charge}/capture", {"amount": taken, "split_shipment": "1/3"})
        return charge

    def challenged(self) -> str:
        """A charge that waits for the cardholder's bank."""
        asked = {"source": "CLOVER", "browser_info": BROWSER}
        return self.charge(1000, source=self.token(CHALLENGED), threeds=asked)

    def saved_card(self) -> str:
        """A token that a customer's card was saved by, good for many charges."""
        source = self.token()
        self.customer(source=source)
        return source

    def refund(self, charge: str, amount: int | None = None) -> str:
        """A refund of a charge."""
        body = {"charge": charge} if amount is None else {"charge": charge, "amount": amount}
        return str(self.call("POST", "/v1/refunds", body)["id"])

    # ---------------------------------------------------------------- orders

    def order(self, amount: int = 1358, quantity: int = 2, **more: object) -> Json:
        """An order that is not paid."""
        line = {"amount": amount, "currency": "usd", "description": "Mug", "quantity": quantity}
        body = {"currency": "usd", "email": "ada@example.com", "items": [line], **more}
        return self.call("POST", "/v1/orders", body)

    def paid_order(self, amount: int = 1358, quantity: int = 2, **more: object) -> Json:
        """An order that is paid."""
        order = self.order(amount, quantity)
        return self.call("POST", f"/v1/orders/{order['id']}/pay", {"source": self.token(), **more})

    # ---------------------------------------------------------------- customers, plans, subscriptions

    def customer(self, **more: object) -> Json:
        """A customer with a card on file."""
        body = {"email": "ada.field@example.com", "source": self.token(), "firstName": "Ada", **more}
        return self.call("POST", "/v1/customers", body)

    def employee(self) -> str:
        """Somebody who works here."""
        page = self.call("GET", f"/v3/merchants/{self.merchant}/employees")
        return str(page["elements"][0]["id"])

    def plan(self, **more: object) -> str:
        """A monthly plan."""
        body = {"name": "Monthly box", "amount": 2500, "interval": "MONTH", "intervalCount": 1, **more}
        return str(self.call("POST", "/recurring/v1/plans", body)["id"])

    def subscription(self, plan: str | None = None, customer: str | None = None, **more: object) -> str:
        """A subscription that begins tomorrow."""
        who = customer or str(self.customer()["id"])
        body = {"customerId": who, "collectionMethod": "CHARGE_AUTOMATICALLY", **more}
        path = f"/recurring/v1/plans/{plan or self.plan()}/subscriptions"
        return str(self.call("POST", path, body)["id"])

    # ---------------------------------------------------------------- gift cards

    def drawer(self, **wanted: object) -> list[Json]:
        """The physical cards that lie in the store's drawer, with number and code; `wanted` are members they must have."""
        cards = self.behind("GET", "gift-cards")["data"]
        return [card for card in cards if card["number"] and wanted.items() <= card.items()]

    def gift_card(self, amount: int = 6500) -> Json:
        """A virtual card with that much on it: `number` and `security_code`, as a token wants them."""
        body = {"promotion_code": "112233", "amount": amount, "currency": "usd"}
        told = self.call("POST", "/v1/activate", body)["gift_card"]
        return {"number": told["number"], "security_code": told["security_card_value"]}

    def gift_charge(self, amount: int = 1000, *, capture: bool = True, card: Json | None = None) -> str:
        """Value of a gift card, redeemed or locked."""
        source = self.gift_token(card or self.gift_card())
        return self.charge(amount, source=source, capture=capture, partial_redemption=True)

    def reload(self, amount: int = 1500) -> str:
        """A reload of a gift card; its id."""
        body = {"source": self.gift_token(self.gift_card()), "amount": amount, "currency": "usd"}
        return str(self.call("POST", "/v1/reload", body)["id"])

    # ---------------------------------------------------------------- signing in

    def code(self, client_id: str, challenge: str | None = None) -> str:
        """What the sign-in page sends back to an app that is allowed in."""
        asked = {"client_id": client_id, "redirect_uri": "http://127.0.0.1:1/", "decision": "allow"}
        if challenge is not None:
            asked |= {"code_challenge": challenge, "code_challenge_method": "S256"}
        answer = self.client.get("/oauth/v2/authorize", params=asked)
        assert answer.status_code == 302, answer.text
        return str(httpx.URL(answer.headers["location"]).params["code"])

    def pair(self, client_id: str, secret: str) -> Json:
        """Tokens of an app that keeps a secret."""
        body = {"client_id": client_id, "client_secret": secret, "code": self.code(client_id)}
        return self.call("POST", "/oauth/v2/token", body)
