"""`cloverdesk sync`: bring everything in from Clover."""

from typing import TYPE_CHECKING

from cloverdesk.domain.errors import ExitCode

if TYPE_CHECKING:
    from cloverdesk.cli.context import Context
    from cloverdesk.services.desk import Desk


def run(context: "Context") -> int:
    """Sync until the cache is complete, and say how complete it is."""

    async def work(desk: "Desk") -> int:
        from cloverdesk.cli.documents import moment
        from cloverdesk.cli.output import table

        await desk.sync_once()
        stamps = desk.connection.freshness()
        document = [
            {
                "id": stamp.kind.value,
                "state": "complete" if stamp.whole else "partial",
                "rows": stamp.rows,
                "complete_from": moment(stamp.complete_from),
                "complete_to": moment(stamp.complete_to),
            }
            for stamp in stamps
        ]
        rows = [(stamp.kind.value, str(stamp.rows), moment(stamp.complete_to) or "") for stamp in stamps]
        context.output.result(document, table(_titles(), rows, right=frozenset({1})))
        return ExitCode.DONE

    return context.run(work)


def _titles() -> tuple[str, str, str]:
    from cloverdesk.domain.message import Message

    codes = ("column.kind", "column.rows", "column.complete_to")
    kind, rows, to = (Message(code).english() for code in codes)
    return kind, rows, to
