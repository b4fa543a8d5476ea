"""Notices: one at a time, nothing that matters is lost, and screen readers hear them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from cloverdesk.domain.errors import NotFound, Offline
from cloverdesk.domain.message import PLAIN
from cloverdesk.ui.notices import Notice, Notices
from cloverdesk.ui.theme.theme import Scheme, apply_theme
from cloverdesk.ui.theme.tokens import Tone
from cloverdesk.ui.widgets.button import Button, IconButton
from cloverdesk.ui.widgets.naming import named
from cloverdesk.ui.widgets.toast import Toast


@pytest.fixture
def host(qapp, qtbot) -> QWidget:
    apply_theme(qapp, Scheme.LIGHT, text_scale=1.0, reduced_motion=True)
    widget = named(QWidget(), "host", "Host")
    widget.resize(800, 600)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def shown(host: QWidget) -> str:
    toast = host.findChild(Toast)
    return toast.accessibleName() if toast is not None and toast.isVisible() else ""


def test_a_passing_notice_gives_way_to_the_next(host):
    notices = Notices(host)
    notices.tell("One")
    notices.tell("Two", "more")
    assert shown(host) == "Two. more"


def test_what_has_to_be_read_stays_and_the_rest_waits(host, qtbot):
    notices = Notices(host)
    notices.show(Notice("Clover did not answer", "We are checking.", Tone.WARN, stays=True))
    notices.tell("Given back $5.00. Clover confirmed.", tone=Tone.OK)
    assert shown(host).startswith("Clover did not answer")
    assert notices.dismiss()
    qtbot.waitUntil(lambda: shown(host) == "Given back $5.00. Clover confirmed.")
    assert notices.dismiss()
    qtbot.waitUntil(lambda: shown(host) == "")
    assert notices.current() is None
    assert not notices.dismiss()


def test_news_about_a_thing_replaces_what_was_said_about_it(host, qtbot):
    notices = Notices(host)
    notices.show(Notice("No connection", stays=True))
    notices.show(Notice("Clover did not answer", stays=True, about="OPERATION001"))
    notices.show(Notice("Given back", about="OPERATION001"))
    notices.dismiss()
    qtbot.waitUntil(lambda: shown(host) == "Given back")
    notices.show(Notice("Clover did not answer", stays=True, about="OPERATION002"))
    notices.show(Notice("It was not sent", stays=True, about="OPERATION002"))
    assert shown(host) == "It was not sent"
    notices.dismiss()
    qtbot.waitUntil(lambda: shown(host) == "")


def test_the_same_notice_twice_is_one(host, qtbot):
    notices = Notices(host)
    notice = Notice("Clover did not answer", stays=True)
    notices.show(notice)
    notices.show(notice)
    notices.dismiss()
    qtbot.waitUntil(lambda: shown(host) == "")


def test_its_action_acts_once_and_closes_it(host, qtbot):
    acted = []
    notices = Notices(host)
    notices.show(Notice("It was not sent", stays=True, action_text="Try again", act=lambda: acted.append(1)))
    button = host.findChild(Button, "notice_action")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(host) == "")
    assert acted == [1]


def test_the_cross_closes_it(host, qtbot):
    notices = Notices(host)
    notices.tell("One")
    QTest.mouseClick(host.findChild(IconButton, "notice_close"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(host) == "")


def test_failures_of_the_machine_stay_those_of_a_person_pass(host):
    notices = Notices(host)
    notices.show_failure(NotFound(what="CHARGE0000001"), PLAIN)
    assert shown(host) == (
        "Not found. There is no CHARGE0000001 in this store. Check the id, or run “cloverdesk sync” first."
    )
    first = notices.current()
    assert first is not None
    assert not first.stays
    notices.show_failure(Offline(), PLAIN)
    second = notices.current()
    assert second is not None
    assert (second.title, second.stays, second.tone) == ("No connection", True, Tone.BAD)
