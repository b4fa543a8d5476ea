"""The table of operation kinds: who knows how to look, send and recognise for each. They load when one is asked for."""

from types import MappingProxyType
from typing import TYPE_CHECKING

from cloverdesk.domain.clock import Clock
from cloverdesk.domain.operations import OperationKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cloverdesk.journal.handler import KindHandler


def handlers(clock: Clock, default_currency: str) -> "Mapping[OperationKind, KindHandler]":
    """A handler for every kind there is."""
    from cloverdesk.journal.refund_charge import RefundOfCharge

    return MappingProxyType({OperationKind.REFUND_CHARGE: RefundOfCharge(clock, default_currency)})
