"""The table of operation kinds: who knows how to look, send and recognise for each."""

from collections.abc import Mapping
from types import MappingProxyType

from cloverdesk.domain.clock import Clock
from cloverdesk.domain.operations import OperationKind
from cloverdesk.journal.handler import KindHandler
from cloverdesk.journal.refund_charge import RefundOfCharge

Handlers = Mapping[OperationKind, KindHandler]


def handlers(clock: Clock, default_currency: str) -> Handlers:
    """A handler for every kind there is."""
    return MappingProxyType({OperationKind.REFUND_CHARGE: RefundOfCharge(clock, default_currency)})
