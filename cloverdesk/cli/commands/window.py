"""Commands that show a window: the desk itself, the demo store, the tour."""

from typing import TYPE_CHECKING

from cloverdesk.cli.host import DEMO_ORDERS, DEMO_SEED

if TYPE_CHECKING:
    from cloverdesk.cli.context import Context


def run(context: "Context") -> int:
    """Open the window."""
    return context.host.open_window(context.profile, paths=context.paths, offline=context.offline)


def demo(context: "Context") -> int:
    """Open the window on the demo store."""
    orders = getattr(context.arguments, "orders", DEMO_ORDERS)
    seed = getattr(context.arguments, "seed", DEMO_SEED)
    return context.host.open_demo(paths=context.paths, orders=orders, seed=seed, offline=context.offline)


def tour(context: "Context") -> int:
    """Drive the window and leave pictures; its data is thrown away unless a place was named for it."""
    return context.host.tour(context.arguments.out, paths=context.paths if context.data_dir else None)
