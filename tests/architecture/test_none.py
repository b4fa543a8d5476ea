"""PySide6 6.12 on Python 3.10 and 3.11 loses a reference to None with each call, until the process aborts."""

import sys

import pytest
from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QLabel

from cloverdesk.ui.widgets.naming import named

CALLS = 500
IMMORTAL = sys.version_info >= (3, 12)
"""From Python 3.12 on None has no count that could be lost: what is tested there is that it is so."""


def _drift(value: object) -> int:
    before = sys.getrefcount(value)
    label = named(QLabel(), "counted", "Counted")
    for number in range(CALLS):
        label.setText(str(number))
        label.setParent(None)
        label.move(QPoint(number, 0))
        label.isVisible()
        label.setEnabled(True)
        QObject(label).setParent(None)
    return sys.getrefcount(value) - before


@pytest.mark.parametrize("value", [None, True, False], ids=str)
def test_the_count_stays_flat(value, qapp) -> None:
    drift = _drift(value)
    assert drift == 0 if IMMORTAL else abs(drift) < CALLS // 10


def test_a_lost_reference_would_be_seen() -> None:
    kept = []
    before = sys.getrefcount(None)
    kept.extend([None] * CALLS)
    assert (sys.getrefcount(None) - before >= CALLS) is not IMMORTAL
