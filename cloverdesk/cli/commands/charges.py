"""`cloverdesk charges list`."""

from typing import TYPE_CHECKING

from cloverdesk.domain.errors import ExitCode

if TYPE_CHECKING:
    from cloverdesk.cli.context import Context
    from cloverdesk.services.desk import Desk


def show_all(context: "Context") -> int:
    """List charges from the cache, newest first."""

    async def work(desk: "Desk") -> int:
        from cloverdesk.cli import documents
        from cloverdesk.cli.columns import text_table
        from cloverdesk.services.columns.charges import CHARGE_COLUMNS

        given = context.arguments
        charges = await desk.charges.newest(" ".join(given.query), given.limit)
        context.output.result([documents.charge(one) for one in charges], text_table(CHARGE_COLUMNS, charges))
        return ExitCode.DONE

    return context.run(work)
