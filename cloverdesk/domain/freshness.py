"""How complete and how old the local copy is: every number on the screen can say so."""

from datetime import datetime
from typing import NamedTuple

from cloverdesk.domain.changes import Kind
from cloverdesk.domain.errors import Failure


class Freshness(NamedTuple):
    """One kind of object. `complete_to` is None until the first look succeeded.

    Everything from `complete_from` to `complete_to` is here; `complete_from` None with `whole` means from the beginning.
    `failure` is why the last look failed, None when it succeeded.
    """

    kind: Kind
    rows: int
    complete_from: datetime | None
    complete_to: datetime | None
    whole: bool
    failure: Failure | None = None
