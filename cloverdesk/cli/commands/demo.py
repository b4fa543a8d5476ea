"""`cloverdesk demo serve`: a demo store for other programs, until it is told to stop."""

import errno
from typing import TYPE_CHECKING

from cloverdesk.cli.errors import DemoRemote, DemoUnwritable, PortUnusable
from cloverdesk.cli.host import DEMO_ORDERS, DEMO_SEED, DemoRequest
from cloverdesk.domain.addresses import is_loopback

if TYPE_CHECKING:
    from cloverdesk.cli.context import Context

_ADDRESS_ERRORS = frozenset({errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES})


def serve(context: "Context") -> int:
    """Serve; the server itself prints the line that says how it is reached."""
    given = context.arguments
    request = DemoRequest(
        host=given.host,
        port=given.port,
        orders=getattr(given, "orders", DEMO_ORDERS),
        seed=getattr(given, "seed", DEMO_SEED),
        db=given.db,
        until_stdin_closes=given.until_stdin_closes,
        allow_remote=given.allow_remote,
    )
    if not is_loopback(request.host) and not request.allow_remote:
        raise DemoRemote(host=request.host)
    try:
        return context.host.serve_demo(request)
    except OSError as problem:
        why = problem.strerror or str(problem)
        if problem.errno in _ADDRESS_ERRORS and not problem.filename:
            raise PortUnusable(why=why) from problem
        raise DemoUnwritable(why=why) from problem
