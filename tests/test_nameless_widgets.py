"""The look at a real window finds each widget that nobody could call by name."""

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from cloverdesk.ui.widgets.naming import named
from tests.support.widgets import nameless_widgets


@pytest.fixture
def window(qtbot) -> QWidget:
    window = named(QWidget(), "window", "A window")
    QVBoxLayout(window)
    qtbot.addWidget(window)
    return window


def _show(window: QWidget, child: QWidget) -> list[str]:
    window.layout().addWidget(child)
    window.show()
    return nameless_widgets(window)


def test_a_named_window_is_fine(window) -> None:
    assert _show(window, named(QLineEdit(), "amount", "Amount")) == []


def test_a_widget_without_any_name_is_seen(window) -> None:
    assert _show(window, QLineEdit()) == ["QLineEdit in window: lacks an object name and an accessible name"]


def test_a_field_that_cannot_be_spoken_is_seen(window) -> None:
    assert _show(window, named(QLineEdit(), "amount", "")) == [
        "QLineEdit 'amount' in window: lacks an accessible name"
    ]


def test_a_button_speaks_its_text(window) -> None:
    assert _show(window, named(QPushButton("Give back"), "give_back", "")) == []


def test_a_window_without_a_name_is_seen(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert nameless_widgets(window) == ["QWidget: lacks an object name and an accessible name"]


def test_hidden_parts_are_left_alone(window) -> None:
    hidden = QLineEdit()
    hidden.hide()
    assert _show(window, hidden) == []
