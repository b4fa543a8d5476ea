"""The theme reaches everything on the screen, and follows the user, the system and the keyboard."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from cloverdesk.settings.paths import resource
from cloverdesk.ui.theme import fonts, system
from cloverdesk.ui.theme.theme import Scheme, apply_theme, current_theme
from cloverdesk.ui.theme.tokens import DARK, LIGHT, Token, Type
from cloverdesk.ui.widgets.button import Button
from cloverdesk.ui.widgets.fields import LineField
from cloverdesk.ui.widgets.icon_label import IconLabel
from cloverdesk.ui.widgets.text import Text

# The offscreen platform has no window manager to tell about sizes, and says so each time.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def theme(qapp: QApplication):
    yield apply_theme(qapp, Scheme.LIGHT, text_scale=1.0)
    apply_theme(qapp, Scheme.LIGHT, text_scale=1.0)


def middle_colors(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_change_of_scheme_reaches_palette_widgets_and_icons(theme, qapp, qtbot):
    heard = []
    theme.changed.connect(lambda: heard.append(theme.dark))
    label = Text("Paid", object_name="label", token=Token.ACCENT)
    icon = IconLabel("check", object_name="icon", token=Token.ACCENT, size=64)
    handed_out = theme.icon("check", Token.ACCENT)
    qtbot.addWidget(label)
    qtbot.addWidget(icon)
    assert LIGHT.accent.lower() in middle_colors(icon)

    apply_theme(qapp, Scheme.DARK, text_scale=1.0)

    assert heard == [True]
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert label.palette().windowText().color() == QColor(DARK.accent)
    assert DARK.accent.lower() in middle_colors(icon)
    drawn = handed_out.pixmap(QSize(64, 64)).toImage()
    found = {drawn.pixelColor(x, y).name() for x in range(64) for y in range(64)}
    assert DARK.accent.lower() in found


def test_text_size_scales_fonts_measures_and_widgets(theme, qapp, qtbot):
    button = Button("Give money back", object_name="button", icon="undo-2", key_hint="R")
    label = Text("Today", object_name="label")
    qtbot.addWidget(button)
    qtbot.addWidget(label)
    small, low = button.sizeHint(), label.minimumHeight()

    apply_theme(qapp, Scheme.LIGHT, text_scale=2.0)

    assert theme.font(Type.BODY).pixelSize() == 26
    assert button.sizeHint().height() == 2 * small.height()
    assert button.sizeHint().width() == pytest.approx(2 * small.width(), abs=6)
    assert label.minimumHeight() == 2 * low
    assert label.font().pixelSize() == 26


def test_every_weight_is_inter_with_tabular_figures(theme):
    for type_ in Type:
        font = theme.font(type_)
        assert QFontInfo(font).family().startswith("Inter")
        assert font.isFeatureSet(QFont.Tag("tnum"))
    widths = {Text(f"${digit * 4}", object_name="sum").sizeHint().width() for digit in "0123456789"}
    assert len(widths) == 1


def test_fonts_and_icons_travel_with_their_licences():
    assert "SIL Open Font License" in resource("fonts", "OFL.txt").read_text(encoding="utf-8")
    assert "ISC License" in resource("icons", "LICENSE.txt").read_text(encoding="utf-8")


def test_an_icon_that_is_not_shipped_is_an_error(theme):
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon")


def test_every_shipped_icon_can_be_drawn(theme):
    for file in resource("icons").glob("*.svg"):
        image = theme.pixmap(file.stem, Token.TEXT, 16, 2.0).toImage()
        assert image.width() == 32
        assert any(image.pixelColor(x, y).alpha() for x in range(32) for y in range(32)), file.stem


def test_high_contrast_uses_nothing_but_the_systems_colours():
    palette = QPalette()
    role = QPalette.ColorRole
    for where, color in ((role.Window, "#000000"), (role.WindowText, "#ffff00"), (role.Highlight, "#00ff00")):
        palette.setColor(where, QColor(color))
    palette.setColor(role.HighlightedText, QColor("#000000"))
    tokens = system.high_contrast_tokens(palette)
    assert tokens.surface == tokens.window == tokens.bad_ground == "#000000"
    assert tokens.text == tokens.muted == tokens.bad == tokens.border == "#ffff00"
    assert (tokens.accent, tokens.on_accent, tokens.focus) == ("#00ff00", "#000000", "#00ff00")


def test_the_system_scheme_is_followed(theme, qapp):
    hints = QGuiApplication.styleHints()
    apply_theme(qapp, Scheme.SYSTEM, text_scale=1.0)
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    assert theme.tokens == (DARK if dark else LIGHT)


def test_less_motion_can_be_asked_for(theme, qapp):
    apply_theme(qapp, Scheme.LIGHT, text_scale=1.0, reduced_motion=True)
    assert theme.reduced_motion
    apply_theme(qapp, Scheme.LIGHT, text_scale=1.0, reduced_motion=False)
    assert not theme.reduced_motion


def test_the_system_is_asked_for_less_motion_by_whoever_moves(theme, qapp, monkeypatch):
    wishes = iter([True, False])
    monkeypatch.setattr(system, "wants_less_motion", lambda: next(wishes))
    apply_theme(qapp, Scheme.LIGHT, text_scale=1.0)
    assert (theme.reduced_motion, theme.reduced_motion) == (True, True)
    apply_theme(qapp, Scheme.LIGHT, text_scale=1.0)
    assert theme.reduced_motion is False


def test_the_text_scale_of_the_system_stays_within_bounds(qapp):
    assert 1.0 <= fonts.system_text_scale() <= 3.0


def test_there_is_one_theme(theme):
    assert current_theme() is theme


@pytest.fixture
def two_controls(theme, qtbot):
    window = QWidget()
    window.setObjectName("window")
    row = QHBoxLayout(window)
    field = LineField(object_name="field", accessible_name="Field", parent=window)
    button = Button("Stop", object_name="button", parent=window)
    row.addWidget(field)
    row.addWidget(button)
    qtbot.addWidget(window)
    window.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return window, field, button


def ring_of(window: QWidget) -> QWidget | None:
    rings = [each for each in window.findChildren(QWidget, "focus_ring") if each.isVisible()]
    assert len(rings) <= 1
    return rings[0] if rings else None


def test_the_ring_follows_the_keyboard(two_controls):
    window, field, button = two_controls
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert button.hasFocus()
    ring = ring_of(window)
    assert ring is not None
    assert ring.geometry().contains(button.geometry())
    assert not ring.geometry().contains(field.geometry())


def test_the_ring_follows_its_control_when_it_moves(two_controls):
    window, field, button = two_controls
    QTest.keyClick(field, Qt.Key.Key_Tab)
    button.move(button.pos() + QPoint(0, 5))
    assert ring_of(window).geometry().center().y() == pytest.approx(button.geometry().center().y(), abs=1)
    button.hide()  # Qt hands the keyboard on to what is left
    assert field.hasFocus()
    assert ring_of(window).geometry().contains(field.geometry())


def test_a_click_brings_no_ring_but_keys_do(two_controls):
    window, _field, button = two_controls
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
    assert (ring_of(window) is None) == by_mouse
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert ring_of(window) is not None


def test_a_window_may_end_while_its_control_has_the_focus(theme, qapp, qtbot):
    for _ in range(5):
        window = QWidget()
        button = Button("Stop", object_name="button", parent=window)
        window.show()
        button.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(button.hasFocus)
        del window, button
    assert not [each for each in qapp.allWidgets() if each.objectName() == "focus_ring" and each.isVisible()]
