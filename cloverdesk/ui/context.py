"""What every tab and dialog is handed: the desk, how to write for this reader, and where failures go."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloverdesk.ui.failures import FailureFunnel
from cloverdesk.ui.keys import KeyMap
from cloverdesk.ui.locale import LocaleWriter
from cloverdesk.ui.notices import Notices

if TYPE_CHECKING:
    from cloverdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class UiContext:
    """Shared by everything inside one window."""

    desk: "Desk"
    writer: LocaleWriter
    funnel: FailureFunnel
    notices: Notices
    keys: KeyMap
