"""`cloverdesk operations …`: what became of every money operation, and a person's word on those that nobody knows."""

from typing import TYPE_CHECKING

from cloverdesk.cli import documents
from cloverdesk.domain.errors import ExitCode
from cloverdesk.domain.message import Message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from cloverdesk.cli.context import Context
    from cloverdesk.domain.operations import MoneyOperation
    from cloverdesk.services.desk import Desk

_WORDS = {"happened": True, "did_not_happen": False, "set_aside": None}


def show_all(context: "Context") -> int:
    """List operations, newest first."""

    async def work(desk: "Desk") -> int:
        from cloverdesk.cli.columns import text_table
        from cloverdesk.services.columns.operations import OPERATION_COLUMNS

        operations = await desk.operations.list(context.arguments.limit)
        document = [documents.operation(one) for one in operations]
        context.output.result(document, text_table(OPERATION_COLUMNS, operations))
        return ExitCode.DONE

    return context.run(work)


def show(context: "Context") -> int:
    """Show one operation and everything that happened to it."""

    async def work(desk: "Desk") -> int:
        from cloverdesk.cli.columns import STEP_COLUMNS, text_table
        from cloverdesk.services.columns.operations import OPERATION_COLUMNS

        operation = await desk.operations.get(context.arguments.id)
        steps = await desk.operations.steps(operation.id)
        document = documents.operation(operation) | {"steps": [documents.step(one) for one in steps]}
        texts = [text_table(OPERATION_COLUMNS, [operation]), text_table(STEP_COLUMNS, steps)]
        if operation.failure:
            texts.insert(1, f"{operation.failure.message.english()} {operation.failure.advice.english()}")
        context.output.result(document, "\n\n".join(texts))
        return ExitCode.DONE

    return context.run(work)


def cancel(context: "Context") -> int:
    """Take one back that still waits."""
    return _change(context, lambda desk: desk.operations.take_back(context.arguments.id))


def resolve(context: "Context") -> int:
    """Write down what a person found out about one that is not known."""
    happened = _WORDS[context.arguments.word]
    return _change(context, lambda desk: desk.operations.decide(context.arguments.id, happened=happened))


def _change(context: "Context", change: "Callable[[Desk], Awaitable[MoneyOperation]]") -> int:
    async def work(desk: "Desk") -> int:
        operation = await change(desk)
        state = Message(f"operation.state.{operation.state.value}").english()
        now = Message.of("cli.operation.now", operation=operation.id, state=state)
        context.output.result(documents.operation(operation), now.english())
        return ExitCode.DONE

    return context.run(work)
