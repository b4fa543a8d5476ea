"""The inner part of scrolled widgets, made by us: to meet the one that Qt makes takes PySide a while."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from cloverdesk.ui.widgets.naming import named


def own_viewport(area: QAbstractScrollArea, ground: QPalette.ColorRole) -> None:
    """Give `area` a viewport that is named after it, before anything asks `area` for its viewport.

    When Python meets a widget that it has not made, PySide finds out what it is by loading every class of widgets there is.
    `ground` is what the viewport is filled with; `NoRole` leaves words in it the colour that they have elsewhere.
    """
    viewport = named(QWidget(), f"{area.objectName()}_viewport", area.accessibleName())
    viewport.setBackgroundRole(ground)
    viewport.setAutoFillBackground(True)
    area.setViewport(viewport)
