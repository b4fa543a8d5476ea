"""`cloverdesk refund`: shows what will happen, asks, waits while it can be taken back, and says what became of it."""

import asyncio
from typing import TYPE_CHECKING

from cloverdesk.cli.asking import agreed, can_ask
from cloverdesk.cli.errors import NobodyToAsk, NotAgreed
from cloverdesk.domain.errors import DeskError, ExitCode
from cloverdesk.domain.message import Message

if TYPE_CHECKING:
    from cloverdesk.cli.context import Context
    from cloverdesk.cli.output import Output
    from cloverdesk.domain.operations import MoneyOperation
    from cloverdesk.domain.refunds import RefundReason
    from cloverdesk.services.desk import Desk
    from cloverdesk.services.operations import RefundReview


def run(context: "Context") -> int:
    """Give money back. Its exit code says what became of the money."""
    if not context.arguments.yes and not can_ask():
        raise NobodyToAsk

    async def work(desk: "Desk") -> int:
        from cloverdesk.cli import documents
        from cloverdesk.cli.outcome import check_confirmed

        review = await _review(context, desk)
        context.output.tell(_shown(review, desk))
        if not context.arguments.yes and not agreed(Message("cli.refund.ask")):
            raise NotAgreed
        seconds = context.arguments.hold
        hold = desk.options.hold_seconds if seconds is None else seconds
        operation = await _carry_out(desk, review, hold, context.output)
        check_confirmed(operation)
        context.output.result(documents.operation(operation), _done(operation))
        return ExitCode.DONE

    return context.run(work)


async def _review(context: "Context", desk: "Desk") -> "RefundReview":
    given = context.arguments
    return await desk.operations.prepare(given.charge, given.amount, _reason(given.reason))


def _reason(word: str | None) -> "RefundReason | None":
    from cloverdesk.domain.refunds import RefundReason

    return RefundReason(word) if word else None


def _shown(review: "RefundReview", desk: "Desk") -> str:
    """What will happen, a line each."""
    from cloverdesk.cli.columns import card, local

    charge, profile = review.charge, desk.profile
    part = "cli.refund.whole" if review.whole else "cli.refund.part"
    what = Message.of(part, amount=review.amount, remaining=charge.remaining)
    which = Message.of("cli.refund.charge", charge=charge.id, when=local(charge.created_at))
    store = Message.of(
        "cli.refund.store",
        store=profile.store_name,
        profile=profile.name,
        environment=profile.environment.value,
    )
    lines = {
        "cli.label.give_back": what.english(),
        "cli.label.charge": which.english(),
        "cli.label.card": card(charge.brand, charge.last4),
        "cli.label.customer": charge.customer_name,
        "cli.label.reason": Message(f"refund.reason.{review.reason.value}").english()
        if review.reason
        else "",
        "cli.label.store": store.english(),
        "cli.label.who": profile.owner,
    }
    return "\n".join(f"{Message(label).english():<10} {text}" for label, text in lines.items() if text)


async def _carry_out(desk: "Desk", review: "RefundReview", hold: int, output: "Output") -> "MoneyOperation":
    """Start it and wait until it has settled. Ctrl+C takes it back while it waits; afterwards only Clover can say."""
    starting = asyncio.get_running_loop().create_task(desk.operations.start(review, hold_seconds=hold))
    try:
        return await _wait(desk, await asyncio.shield(starting), output)
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is None or task.uncancel():
            raise
    output.say(Message("cli.refund.taking_back"))
    operation = await starting  # only what has been written down can be taken back
    try:
        return await desk.operations.take_back(operation.id)
    except DeskError as too_late:
        output.tell(str(too_late))
        return await desk.operations.wait(operation.id)


async def _wait(desk: "Desk", operation: "MoneyOperation", output: "Output") -> "MoneyOperation":
    async with asyncio.TaskGroup() as group:
        counting = group.create_task(_count_down(desk, operation, output))
        settled = await desk.operations.wait(operation.id)
        counting.cancel()
    return settled


async def _count_down(desk: "Desk", operation: "MoneyOperation", output: "Output") -> None:
    from cloverdesk.domain.clock import to_ms

    until = to_ms(operation.hold_until) if operation.hold_until else 0
    while (left := until - desk.clock.now_ms()) > 0:
        seconds = -(-left // 1000)
        output.count_down(Message.of("cli.refund.held", seconds=seconds, operation=operation.id))
        await desk.clock.sleep((left - (seconds - 1) * 1000) / 1000)
    output.count_down(Message("cli.refund.sending"))


def _done(operation: "MoneyOperation") -> str:
    effect = operation.effect
    moved = effect.moved if effect else operation.amount
    done = Message.of(
        "cli.refund.done", amount=moved, charge=operation.target, refund=effect.id if effect else ""
    )
    return done.english()
