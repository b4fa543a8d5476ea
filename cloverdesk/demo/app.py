"""The store as a web app: every operation behind one door, and plain refusals for whatever is not an operation."""

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from cloverdesk.demo.door.calls import Answer
from cloverdesk.demo.door.gateway import Gateway
from cloverdesk.demo.door.limits import Limits
from cloverdesk.demo.door.routing import Routes
from cloverdesk.demo.faults import Faults
from cloverdesk.demo.options import DemoOptions
from cloverdesk.demo.routes import (
    charges,
    control,
    customers,
    gift_cards,
    hosted,
    keys,
    oauth,
    orders,
    plans,
    platform_customers,
    platform_merchant,
    platform_staff,
    refunds,
    subscriptions,
    tokens,
)

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from cloverdesk.demo.store import DemoStore

OPERATIONS = (
    *keys.OPERATIONS,
    *tokens.OPERATIONS,
    *charges.OPERATIONS,
    *refunds.OPERATIONS,
    *orders.OPERATIONS,
    *gift_cards.OPERATIONS,
    *hosted.OPERATIONS,
    *plans.OPERATIONS,
    *subscriptions.OPERATIONS,
    *customers.OPERATIONS,
    *platform_customers.OPERATIONS,
    *platform_merchant.OPERATIONS,
    *platform_staff.OPERATIONS,
    *oauth.OPERATIONS,
    *control.OPERATIONS,
)

OPERATION_IDS = frozenset(operation.id for operation in OPERATIONS)


class StoreApp:
    """One store as an ASGI app."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._routes = Routes(OPERATIONS)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request."""
        found = self._routes.find(scope["method"], scope["path"])
        if found is None:
            response = self._no_operation(scope["path"])
        else:
            operation, scope["path_params"] = found
            response = await self._gateway.serve(operation, Request(scope, receive))
        await response(scope, receive, send)

    def _no_operation(self, path: str) -> Response:
        """An unknown path, or a method that a path does not have."""
        methods = self._routes.methods(path)
        answer = Answer.plain(405 if methods else 404)
        headers = {"allow": ", ".join(methods)} if methods else {}
        return Response(answer.body, answer.status, headers, answer.media_type)


def create_app(
    store: "DemoStore",
    options: DemoOptions | None = None,
    *,
    faults: Faults | None = None,
    limits: Limits | None = None,
) -> StoreApp:
    """The app over `store`. A plan of `faults` may name its operations; `limits` count where the options say so."""
    faults = faults or Faults()
    faults.operations = OPERATION_IDS
    return StoreApp(Gateway(store, options or DemoOptions(), faults, limits or Limits()))
