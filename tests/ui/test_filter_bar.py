"""The filter bar tells what is pressed, keeps the chips it has, and takes a second line when it must."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cloverdesk.ui.tables.filter import FilterBar
from cloverdesk.ui.theme.theme import Scheme, apply_theme

# The offscreen platform has no window manager to tell about sizes, and says so each time.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def theme(qapp):
    yield apply_theme(qapp, Scheme.LIGHT, text_scale=1.0)
    apply_theme(qapp, Scheme.LIGHT, text_scale=1.0)


def test_the_filter_bar_tells_and_keeps_its_chips(theme, qtbot):
    bar = FilterBar(object_name="filters", accessible_name="Filters")
    qtbot.addWidget(bar)
    bar.set_active([("amount", "~$50"), ("day", "last Tuesday or later")])
    bar.set_offers([("state", "State")])
    bar.set_found("1,284 found")
    bar.resize(800, 48)
    bar.show()
    amount = bar.findChild(object, "filters_on_amount")
    with qtbot.waitSignal(bar.filter_removed) as heard:
        QTest.mouseClick(amount, Qt.MouseButton.LeftButton)
    assert heard.args == ["amount"]
    with qtbot.waitSignal(bar.filter_offered) as heard:
        QTest.mouseClick(bar.findChild(object, "filters_add_state"), Qt.MouseButton.LeftButton)
    assert heard.args == ["state"]
    bar.set_active([("amount", "~$50")])
    assert bar.findChild(object, "filters_on_amount") is amount
    assert bar.findChild(object, "filters_found").text() == "1,284 found"


def test_chips_go_on_in_a_second_line(theme, qtbot):
    bar = FilterBar(object_name="filters", accessible_name="Filters")
    qtbot.addWidget(bar)
    bar.set_active([(str(i), f"filter number {i}") for i in range(8)])
    bar.show()
    assert bar.heightForWidth(500) > bar.heightForWidth(1400) == 48
