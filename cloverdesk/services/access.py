"""Who may do what: the one check before anything is drafted, the same for the window and for commands."""

from cloverdesk.domain.errors import NotPermitted
from cloverdesk.domain.operations import Actor, OperationKind

EVERYTHING = frozenset(OperationKind)


class Access:
    """What the actor of this desk may ask for."""

    def __init__(self, actor: Actor, permitted: frozenset[OperationKind] = EVERYTHING) -> None:
        self.actor = actor
        self._permitted = permitted

    def may(self, kind: OperationKind) -> bool:
        """Whether the actor may start an operation of `kind`."""
        return kind in self._permitted

    def check(self, kind: OperationKind) -> Actor:
        """Return the actor; raises `NotPermitted` when this is not for them."""
        if not self.may(kind):
            raise NotPermitted(who=self.actor.name)
        return self.actor

    def check_taking_cards(self) -> Actor:
        """Return the actor; raises `NotPermitted` for somebody who may start no operation: no token is of use to them."""
        if not self._permitted:
            raise NotPermitted(who=self.actor.name)
        return self.actor
