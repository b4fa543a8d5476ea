"""What can be done with the selected charge beside giving money back."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from cloverdesk.domain.charges import Charge
from cloverdesk.ui.theme.theme import current_theme
from cloverdesk.ui.theme.tokens import Token
from cloverdesk.ui.translate import translate
from cloverdesk.ui.widgets.naming import named


def more_menu(charge: Charge, read_again: Callable[[], None], parent: QWidget) -> QMenu:
    """The menu behind the three dots."""
    theme = current_theme()
    menu = named(QMenu(parent), "charge_more_menu", translate("Charges", "More"))
    again = menu.addAction(
        theme.icon("refresh-cw", Token.SECOND), translate("Charges", "Read again from Clover")
    )
    again.setShortcut("F5")
    again.triggered.connect(read_again)
    menu.addSeparator()
    copies = (
        (translate("Charges", "Copy the charge's id"), charge.id),
        (translate("Charges", "Copy the order's id"), charge.order_id),
        (translate("Charges", "Copy the reference"), charge.ref_num or charge.external_reference_id),
    )
    for text, value in copies:
        action = menu.addAction(theme.icon("copy", Token.SECOND), text)
        action.setEnabled(bool(value))
        action.triggered.connect(lambda _checked, value=value: QGuiApplication.clipboard().setText(value))
    return menu
