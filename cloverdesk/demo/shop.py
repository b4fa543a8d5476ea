"""A store together with how it behaves: what every rule that changes something works on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloverdesk.demo.options import DemoOptions
from cloverdesk.demo.store import DemoStore

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Shop:
    """`key` is the idempotency key of the call that is served, "" where there is none or the store acts by itself."""

    store: DemoStore
    options: DemoOptions
    key: str = ""

    def record(self, kind: str, object_id: str, *, charge: str, amount: int, **more: object) -> None:
        """Write an effect on money into the ledger. `charge` is what it belongs to, `amount` minor units."""
        effect: Mapping[str, object] = {
            "kind": kind,
            "id": object_id,
            "charge": charge,
            "amount": amount,
            "created": self.store.now_ms(),
            "idempotency_key": self.key or None,
            **more,
        }
        self.store.record(effect)
