"""The store as a web app: every operation behind one door, and plain refusals for whatever is not an operation."""

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from cloverdesk.demo.calls import Answer
from cloverdesk.demo.faults import Faults
from cloverdesk.demo.gateway import Gateway
from cloverdesk.demo.options import DemoOptions
from cloverdesk.demo.routes import charges, control, keys, orders, refunds, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.middleware import Middleware
    from starlette.requests import Request

    from cloverdesk.demo.calls import Operation
    from cloverdesk.demo.store import DemoStore

OPERATIONS = (
    *keys.OPERATIONS,
    *tokens.OPERATIONS,
    *charges.OPERATIONS,
    *refunds.OPERATIONS,
    *orders.OPERATIONS,
    *control.OPERATIONS,
)


def create_app(
    store: "DemoStore",
    options: DemoOptions | None = None,
    *,
    faults: Faults | None = None,
    middleware: "Sequence[Middleware]" = (),
) -> Starlette:
    """The app over `store`. `middleware` is wrapped around it; what limits rates goes there."""
    gateway = Gateway(store, options or DemoOptions(), faults or Faults())
    app = Starlette(
        routes=[_route(gateway, operation) for operation in OPERATIONS],
        exception_handlers={HTTPException: _plain},
        middleware=list(middleware),
    )
    app.router.redirect_slashes = False
    return app


def _route(gateway: Gateway, operation: "Operation") -> Route:
    async def endpoint(request: "Request") -> Response:
        return await gateway.serve(operation, request)

    return Route(operation.path, endpoint, methods=[operation.method], name=operation.id)


async def _plain(_request: "Request", problem: Exception) -> Response:
    """An unknown path, or a method that a path does not have."""
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    answer = Answer.plain(status)
    headers = dict(getattr(problem, "headers", None) or {})
    return Response(answer.body, answer.status, headers, answer.media_type)
