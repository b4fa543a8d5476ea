"""`cloverdesk demo serve` and `demo reset`: a demo store for other programs, and an end to the one of the window."""

import errno
import json
from typing import TYPE_CHECKING

from cloverdesk.cli.errors import (
    DemoRemote,
    DemoUnwritable,
    PortUnusable,
    ResetNotAgreed,
    ResetUnasked,
)
from cloverdesk.cli.host import DEMO_ORDERS, DEMO_SEED, DemoRequest
from cloverdesk.domain.addresses import is_loopback
from cloverdesk.domain.errors import ExitCode, UsageProblem
from cloverdesk.domain.message import Message

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from cloverdesk.cli.context import Context

HELP = "help"
LARGEST_PLAN = 1_000_000
_ADDRESS_ERRORS = frozenset({errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES})


def serve(context: "Context") -> int:
    """Serve; the server itself prints the line that says how it is reached."""
    if HELP in context.arguments.option:
        return _list_options(context)
    request = _request(context.arguments)
    if not is_loopback(request.host) and not request.allow_remote:
        raise DemoRemote(host=request.host)
    try:
        return context.host.serve_demo(request)
    except OSError as problem:
        why = problem.strerror or str(problem)
        if problem.errno in _ADDRESS_ERRORS and not problem.filename:
            raise PortUnusable(why=why) from problem
        raise DemoUnwritable(why=why) from problem
    except ValueError as problem:
        misunderstood = _misunderstood(problem, context.arguments)
        if misunderstood is None:
            raise
        raise misunderstood from problem


def reset(context: "Context") -> int:
    """Remove the demo store and what belongs to it, after asking."""
    from cloverdesk.cli.asking import agreed, can_ask

    if not context.arguments.yes and not can_ask():
        raise ResetUnasked
    data = context.host.demo_data(context.paths)
    if data and not context.arguments.yes:
        files = "\n".join(f"  {path}" for path in data)
        context.output.say(Message.of("cli.demo.removes", files=files))
        if not agreed(Message("cli.demo.ask")):
            raise ResetNotAgreed
    removed = [str(path) for path in context.host.reset_demo(context.paths)]
    said = Message("cli.demo.removed" if removed else "cli.demo.nothing")
    context.output.result({"removed": removed}, said.english())
    return ExitCode.DONE


def _request(given: "Namespace") -> DemoRequest:
    return DemoRequest(
        host=given.host,
        port=given.port,
        orders=getattr(given, "orders", DEMO_ORDERS),
        seed=getattr(given, "seed", DEMO_SEED),
        db=given.db,
        until_stdin_closes=given.until_stdin_closes,
        allow_remote=given.allow_remote,
        store=given.store,
        rate_limits=not given.no_rate_limit,
        faults=_plan(given.faults) if given.faults else None,
        clock_ms=given.clock,
        settings=tuple(given.option),
        trade_on=given.trade_on,
    )


def _plan(file: "Path") -> object:
    """The JSON in a file."""
    try:
        with file.open("rb") as plan:
            return json.loads(plan.read(LARGEST_PLAN))
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise UsageProblem(text=f"--faults {file}: {why}.") from problem
    except (ValueError, RecursionError) as problem:
        raise UsageProblem(text=f"--faults {file}: this is no JSON ({problem}).") from problem


def _misunderstood(problem: ValueError, given: "Namespace") -> UsageProblem | None:
    """What the command line says about a plan or an option that the store does not take; None for anything else."""
    from cloverdesk.demo.faults import PlanInvalid
    from cloverdesk.demo.switches import OptionInvalid

    if isinstance(problem, PlanInvalid):
        return UsageProblem(text=f"--faults {given.faults}: {problem}.")
    if isinstance(problem, OptionInvalid):
        return UsageProblem(text=f"--option: {problem} (--option help lists them all).")
    return None


def _list_options(context: "Context") -> int:
    """Print every option, what it is unless set, and what it decides."""
    from cloverdesk.demo.switches import switches

    known = switches()
    lines = [f"{one.name}={one.default}\n    {one.text}" for one in known]
    document = [
        {"id": one.name, "takes": one.takes, "default": one.default, "text": one.text} for one in known
    ]
    context.output.result(document, "\n".join(lines))
    return ExitCode.DONE
