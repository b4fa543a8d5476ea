"""Orders: reading and making them, paying them and giving back."""

from collections.abc import Callable
from uuid import uuid4

from cloverdesk.api.money.orders import OrderCalls
from cloverdesk.api.pages import ApiPage
from cloverdesk.api.resources.orders import OrdersApi
from cloverdesk.api.session import ApiSession
from cloverdesk.domain.orders import NewLine, NewOrder, Order, ReturnedLine, ShipTo, TaxRate
from cloverdesk.domain.payments import OrderPayment, SavedSource, Tender
from cloverdesk.domain.secret import Secret
from cloverdesk.domain.tokens import Token, TokenKind
from tests.api.operations.case import AnyCase, Case, Kind
from tests.contracts.till import Till

ORDER = "0ZK3RD9V6B2XM"
REFERENCE = "ABCDEFGHJKMN"
SAMPLE = Token(Secret("clv_1TSTSa7QmZ3Lw9Rk2Vb8Np4X"), TokenKind.CARD)
ANSWER = {
    "id": ORDER,
    "object": "order",
    "amount": 2716,
    "amount_paid": 2716,
    "currency": "USD",
    "status": "paid",
}
ASKED = NewOrder(
    currency="USD",
    email="ada@example.com",
    lines=(
        NewLine("Poster", 1, 1800, tax_rates=(TaxRate("Sales Tax", rate=1_000_000),)),
        NewLine("Ground shipping", 1, 500, "shipping"),
        NewLine("For friends", 1, -100, "discount"),
    ),
    ship_to=ShipTo("Ada Example", "1 Example St", "Sunnyvale", "CA", "94085", "US", phone="4085550100"),
    metadata={"cart": "c-5512"},
)
Paying = tuple[str, OrderPayment]


# ---------------------------------------------------------------- reads


async def _list(session: ApiSession, ids: tuple[str, ...]) -> ApiPage[Order]:
    return await OrdersApi(session).list_page(
        ids=ids, status="paid", oldest_first=True, entered_gte_ms=0, created_gte_ms=0
    )


def _two_paid_and_one_not(till: Till) -> tuple[str, ...]:
    made = (till.paid_order(), till.order(), till.paid_order())
    return tuple(str(one["id"]) for one in made)


def _are_the_paid_ones(_: Till, ids: tuple[str, ...], page: ApiPage[Order]) -> None:
    assert [one.id for one in page.items] == [ids[0], ids[2]]
    assert all(one.paid_minor is None and one.line_count == 1 for one in page.items)


async def _get(session: ApiSession, order_id: str) -> Order:
    return await OrdersApi(session).get(order_id)


def _is_whole(till: Till, order_id: str, order: Order) -> None:
    assert (order.id, order.status, order.amount_minor, order.tip_minor) == (order_id, "paid", 2716, 45)
    assert (order.paid_minor, order.returned_minor) == (2716, 0)
    assert (order.email, order.brand, order.last4) == ("ada@example.com", "VISA", "4242")
    assert dict(order.entered_ms).keys() == {"paid"}
    (line,) = order.lines
    assert (line.description, line.quantity, line.unit_minor, line.kind) == ("Mug", 2, 1358, "sku")
    assert line.parent
    assert len(order.charge_ids) == 1


# ---------------------------------------------------------------- making one


async def _create(session: ApiSession, asked: NewOrder) -> Order:
    return await OrdersApi(session).create(asked)


def _is_made(till: Till, _: NewOrder, order: Order) -> None:
    assert (order.status, order.amount_minor, order.tax_minor) == ("created", 2380, 180)
    assert [(line.kind, line.unit_minor) for line in order.lines] == [
        ("sku", 1800),
        ("shipping", 500),
        ("discount", -100),
        ("tax", 180),
    ]
    assert order.lines[0].tax_rates == (TaxRate("Sales Tax", 1_000_000),)
    read = till.call("GET", f"/v1/orders/{order.id}")
    assert read["shipping"]["address"]["postal_code"] == "94085"
    assert read["metadata"] == {"cart": "c-5512"}


# ---------------------------------------------------------------- paying


async def _pay(session: ApiSession, paying: Paying) -> Order:
    order_id, asked = paying
    return await OrderCalls(session).pay(
        order_id, asked, idempotency_key=str(uuid4()), external_reference_id=REFERENCE
    )


def _card(till: Till) -> Token:
    return Token(Secret(till.token()), TokenKind.CARD)


def _whole(till: Till) -> Paying:
    return str(till.order()["id"]), OrderPayment(source=_card(till), tip_minor=300)


def _is_paid(till: Till, paying: Paying, order: Order) -> None:
    assert (order.id, order.status, order.paid_minor, order.tip_minor) == (paying[0], "paid", 2716, 300)
    charge = till.call("GET", f"/v1/charges/{order.charge_ids[0]}")
    assert (charge["amount_captured"], charge["external_reference_id"]) == (3016, REFERENCE)


def _a_part(till: Till) -> Paying:
    order_id = str(till.order()["id"])
    till.call("POST", f"/v1/orders/{order_id}/pay", {"source": till.token(), "amount": 700})
    return order_id, OrderPayment(source=_card(till), amount_minor=1000)


def _owes_the_rest(_: Till, __: Paying, order: Order) -> None:
    assert (order.status, order.paid_minor, len(order.charge_ids)) == ("created", 1700, 2)


def _gift_card(till: Till) -> Paying:
    token = Token(Secret(till.gift_token(till.gift_card(2000))), TokenKind.GIFT_CARD)
    return str(till.order()["id"]), OrderPayment(source=token)


def _has_what_the_card_had(_: Till, __: Paying, order: Order) -> None:
    assert (order.status, order.paid_minor, order.warning_message) == ("created", 2000, "")


def _customer(till: Till) -> Paying:
    customer = str(till.customer()["id"])
    return str(till.order(customer=customer)["id"]), OrderPayment(customer_id=customer)


def _is_the_customers(_: Till, paying: Paying, order: Order) -> None:
    assert (order.status, order.customer_id) == ("paid", paying[1].customer_id)


def _other_ways(till: Till) -> Paying:
    return str(till.order()["id"]), OrderPayment(source=Tender(label_key="com.clover.tender.check"))


def _saved(till: Till) -> Paying:
    return str(till.order()["id"]), OrderPayment(source=SavedSource(till.saved_card()))


def _is_settled(_: Till, __: Paying, order: Order) -> None:
    assert (order.status, order.paid_minor) == ("paid", 2716)


def _paying(
    name: str,
    prepare: Callable[[Till], Paying],
    check: Callable[[Till, Paying, Order], None],
    *,
    effects: int = 1,
) -> AnyCase:
    return Case(
        "payOrder",
        Kind.MONEY,
        prepare,
        _pay,
        check,
        sample=(ORDER, OrderPayment(source=SAMPLE)),
        answer=ANSWER,
        effects=effects,
        name=name,
        troubled=name == "whole",
    )


# ---------------------------------------------------------------- giving back


async def _return_whole(session: ApiSession, order_id: str) -> Order:
    return await OrderCalls(session).give_back(
        order_id, idempotency_key=str(uuid4()), external_reference_id=REFERENCE
    )


def _all_came_back(till: Till, order_id: str, order: Order) -> None:
    assert (order.id, order.status, order.returned_minor) == (order_id, "returned", 2761)
    assert dict(order.entered_ms).keys() == {"paid", "returned"}


async def _return_lines(session: ApiSession, returning: tuple[str, str]) -> Order:
    order_id, parent = returning
    return await OrderCalls(session).give_back(
        order_id,
        lines=(ReturnedLine(parent, 1358, description="Mug"),),
        idempotency_key=str(uuid4()),
        external_reference_id=REFERENCE,
    )


def _a_line(till: Till) -> tuple[str, str]:
    order = till.paid_order()
    return str(order["id"]), str(order["items"][0]["parent"])


def _one_came_back(_: Till, returning: tuple[str, str], order: Order) -> None:
    assert (order.id, order.status, order.returned_minor) == (returning[0], "returned", 1358)


CASES: tuple[AnyCase, ...] = (
    Case(
        "listOrders",
        Kind.READ,
        _two_paid_and_one_not,
        _list,
        _are_the_paid_ones,
        sample=(ORDER,),
        answer={"object": "list", "data": [ANSWER]},
    ),
    Case(
        "getOrder",
        Kind.READ,
        lambda till: str(till.paid_order(tip_amount=45)["id"]),
        _get,
        _is_whole,
        sample=ORDER,
        answer=ANSWER,
    ),
    Case("createOrder", Kind.ONCE, lambda _: ASKED, _create, _is_made, sample=ASKED, answer=ANSWER),
    _paying("whole", _whole, _is_paid),
    _paying("a part", _a_part, _owes_the_rest),
    _paying("by a gift card", _gift_card, _has_what_the_card_had, effects=2),
    _paying("by a customer", _customer, _is_the_customers),
    _paying("by a tender", _other_ways, _is_settled),
    _paying("by a saved card", _saved, _is_settled),
    Case(
        "returnOrder",
        Kind.MONEY,
        lambda till: str(till.paid_order(tip_amount=45)["id"]),
        _return_whole,
        _all_came_back,
        sample=ORDER,
        answer=ANSWER,
        effects=1,
        name="whole",
    ),
    Case(
        "returnOrder",
        Kind.MONEY,
        _a_line,
        _return_lines,
        _one_came_back,
        sample=(ORDER, "6T0WJ9QX2MVKC"),
        answer=ANSWER,
        effects=1,
        name="a line",
        troubled=False,
    ),
)
