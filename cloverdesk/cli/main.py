"""The command line: reads the arguments, runs one command, and turns whatever happens into one line and one exit code."""

import importlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from cloverdesk.cli.output import Output
from cloverdesk.domain.errors import DeskError, ExitCode

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from cloverdesk.cli.context import Context
    from cloverdesk.cli.host import Host


def run(argv: Sequence[str], host: "Host") -> int:
    """Run one command; returns its exit code. Only its own output is printed, to the process's own streams."""
    options = argv[: argv.index("--")] if "--" in argv else argv
    output = Output(as_json="--json" in options)
    try:
        return _guarded(argv, host, output)
    finally:
        output.close()


def _guarded(argv: Sequence[str], host: "Host", output: Output) -> int:
    arguments: Namespace | None = None
    try:
        arguments = _parse(argv)
        return _dispatch(arguments, host, output)
    except SystemExit as leave:  # --help has printed what was asked for
        return leave.code if isinstance(leave.code, int) else ExitCode.DONE
    except KeyboardInterrupt:
        from cloverdesk.cli.errors import Interrupted

        return _failed(Interrupted(), output)
    except DeskError as problem:
        return _failed(problem, output)
    except Exception as problem:  # noqa: BLE001 - the funnel of a command: it ends with one sentence and a report
        known = _first_known(problem)
        return _failed(known or _report(problem, arguments, host), output)


def _parse(argv: Sequence[str]) -> "Namespace":
    from cloverdesk.cli.parser import build_parser

    return build_parser(argv[0] if argv else "").parse_args(argv)


def _dispatch(arguments: "Namespace", host: "Host", output: Output) -> int:
    if getattr(arguments, "version", False):
        import cloverdesk

        output.result({"version": cloverdesk.__version__}, f"cloverdesk {cloverdesk.__version__}")
        return ExitCode.DONE
    from cloverdesk.cli.context import Context

    paths = host.paths(_data_dir(arguments))
    with ExitStack() as stack:
        if arguments.logs:
            from cloverdesk.settings.logs import set_up_logging

            stack.enter_context(set_up_logging(paths, to_stderr=True))
        return _command(arguments.run)(Context(arguments, host, output, paths))


def _command(name: str) -> "Callable[[Context], int]":
    module, _, function = name.partition(":")
    found: Callable[[Context], int] = getattr(
        importlib.import_module(f"cloverdesk.cli.commands.{module}"), function or "run"
    )
    return found


def _data_dir(arguments: "Namespace | None") -> "Path | None":
    named: Path | None = getattr(arguments, "data_dir", None)
    return named


def _failed(problem: DeskError, output: Output) -> int:
    output.failure(problem)
    return problem.exit_code


def _first_known(problem: BaseException) -> DeskError | None:
    """What several tasks that failed together can say of themselves."""
    if isinstance(problem, DeskError):
        return problem
    inner = problem.exceptions if isinstance(problem, BaseExceptionGroup) else ()
    return next(filter(None, map(_first_known, inner)), None)


def _report(problem: Exception, arguments: "Namespace | None", host: "Host") -> DeskError:
    """Write the way through our own code into the log, without values of variables, redacted."""
    import logging

    from cloverdesk.cli.errors import Bug, BugUnreported
    from cloverdesk.settings.logs import log_file, set_up_logging

    try:
        paths = host.paths(_data_dir(arguments))
        with set_up_logging(paths, to_stderr=False):
            logging.getLogger(__name__).critical("a bug", exc_info=problem)
    except DeskError:
        return BugUnreported()
    return Bug(file=str(log_file(paths)))
