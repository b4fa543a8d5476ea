"""`/v1/orders`: reading what charges were for."""

import json
from typing import TYPE_CHECKING

from cloverdesk.demo import pages
from cloverdesk.demo.calls import Answer, Call, Operation
from cloverdesk.demo.errors import not_found
from cloverdesk.demo.fields import invalid_field
from cloverdesk.demo.store import ORDER

if TYPE_CHECKING:
    from cloverdesk.demo.engine import Filter

URL = "/v1/orders"
STATUSES = ("created", "paid", "fulfilled", "refunded", "canceled", "returned")
_DIRECTIONS = {"ASC": True, "DESC": False}
_SPARSE = pages.sparse("id", "object", "amount", "currency", "created", "charge", "customer", "items")


def list_orders(call: Call) -> Answer:
    """Orders, newest first unless `sort` says otherwise."""
    filters: list[Filter] = pages.text_filter(call, "customer", "owner")
    filters += pages.time_filters(call, "status_transitions", "changed")
    wanted = [value for key, value in call.query if key in {"ids", "ids[]"}]
    if wanted:
        filters.append(("id", json.dumps(wanted)))
    status = call.asked("status")
    if status is not None:
        if status not in STATUSES:
            raise invalid_field("status")
        filters.append(("status", status))
    direction = call.asked("sort") or "DESC"
    if direction not in _DIRECTIONS:
        raise invalid_field("sort")
    shape = _SPARSE if call.options.orders_list_sparse else None
    return pages.page(call, ORDER, URL, filters=filters, oldest_first=_DIRECTIONS[direction], shape=shape)


def get_order(call: Call) -> Answer:
    """One order, whole."""
    order_id = call.path["order_id"]
    return pages.one(call, ORDER, order_id, not_found("Order", order_id))


OPERATIONS = (
    Operation("listOrders", "GET", URL, list_orders),
    Operation("getOrder", "GET", URL + "/{order_id}", get_order),
)
