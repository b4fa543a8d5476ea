"""What each widget says to tests, to screen readers and to whoever listens; and that nothing is cut at 200 %."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from cloverdesk.ui.theme.paint import text_width
from cloverdesk.ui.theme.theme import Scheme, apply_theme
from cloverdesk.ui.theme.tokens import DARK, LIGHT, Token, Tone, Type
from cloverdesk.ui.widgets.amount_field import AmountField
from cloverdesk.ui.widgets.avatar import Avatar, StatusDot, initials
from cloverdesk.ui.widgets.banner import Banner
from cloverdesk.ui.widgets.busy_line import BusyLine
from cloverdesk.ui.widgets.button import Button, ButtonKind, IconButton
from cloverdesk.ui.widgets.card import Card, Divider, Ground
from cloverdesk.ui.widgets.check_row import CheckRow
from cloverdesk.ui.widgets.chip import AddChip, Chip
from cloverdesk.ui.widgets.empty_state import EmptyState
from cloverdesk.ui.widgets.environment_frame import EnvironmentFrame
from cloverdesk.ui.widgets.fields import Chooser, LineField, TextField
from cloverdesk.ui.widgets.hold_bar import HoldBar
from cloverdesk.ui.widgets.icon_label import IconLabel
from cloverdesk.ui.widgets.key_hint import KeyHint
from cloverdesk.ui.widgets.pill import Pill
from cloverdesk.ui.widgets.rows import KeyValue, KeyValueRows
from cloverdesk.ui.widgets.search_field import SearchField
from cloverdesk.ui.widgets.tab_bar import TabBar
from cloverdesk.ui.widgets.text import SectionHeading, Text
from cloverdesk.ui.widgets.timeline import Timeline, TimelineEntry
from cloverdesk.ui.widgets.toast import Toast

# The offscreen platform has no window manager to tell about sizes, and says so each time.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def theme(qapp: QApplication):
    yield apply_theme(qapp, Scheme.LIGHT, text_scale=1.0)
    apply_theme(qapp, Scheme.LIGHT, text_scale=1.0)


@pytest.fixture
def host(theme, qtbot) -> QWidget:
    widget = QWidget()
    widget.setObjectName("host")
    QVBoxLayout(widget)
    widget.resize(640, 480)
    qtbot.addWidget(widget)
    return widget


def shown(host: QWidget, widget: QWidget) -> QWidget:
    host.layout().addWidget(widget)
    host.show()
    QTest.qWaitForWindowExposed(host)
    return widget


def everything(parent: QWidget) -> list[QWidget]:
    """One of each."""
    rows = KeyValueRows(object_name="rows", accessible_name="Details", parent=parent)
    rows.set_rows([KeyValue("Order", "WFCWS95Z8E4GR", note="open", link="order")])
    line = Timeline(object_name="timeline", accessible_name="What happened", parent=parent)
    line.set_entries([TimelineEntry("check", "Captured", "12:41", "by Dana", "dana")])
    tabs = TabBar(object_name="tabs", accessible_name="Tabs", parent=parent)
    tabs.add_tab("charges", "Charges", "credit-card")
    tabs.set_badge("charges", 3)
    toast = Toast(parent, object_name="toast", accessible_name="Notice")
    toast.show_message("Given back", "Clover confirmed it.", Tone.OK, action_text="Show")
    hold = HoldBar(object_name="hold", accessible_name="Hold", stop_text="Stop", parent=parent)
    hold.set_remaining(0.5, "Giving back $5.00 in 5 s")
    return [
        rows,
        line,
        tabs,
        toast,
        hold,
        Text("Today", object_name="text", parent=parent),
        Text("Two\nlines", object_name="wrapped", wrap=True, parent=parent),
        SectionHeading("Money", object_name="heading", parent=parent),
        Pill("Paid", "check", Tone.OK, object_name="pill", parent=parent),
        KeyHint("Ctrl K", object_name="key", parent=parent),
        IconLabel("check", object_name="icon", accessible_name="Done", parent=parent),
        Button("Stop", ButtonKind.DANGER, object_name="danger", key_hint="Esc", parent=parent),
        Button("Go", ButtonKind.PRIMARY, object_name="primary", icon="check", key_hint="R", parent=parent),
        Button("Store", ButtonKind.GHOST, object_name="ghost", trailing_icon="chevron-down", parent=parent),
        IconButton("bell", object_name="bell", accessible_name="Notices", parent=parent),
        Ground(Token.WINDOW, object_name="ground", accessible_name="Pane", parent=parent),
        Card(object_name="card", accessible_name="Money", parent=parent),
        Divider(object_name="divider", accessible_name="Divider", parent=parent),
        CheckRow("Mug", object_name="check", figures=[("$5.00", False)], divider=True, parent=parent),
        Chip("~$50", object_name="chip", accessible_name="Remove filter ~$50", parent=parent),
        AddChip("State", object_name="add", parent=parent),
        EmptyState(
            "search", "Nothing", "No charge.", object_name="empty", button_text="Clear", parent=parent
        ),
        EnvironmentFrame(Tone.VIOLET, object_name="frame", accessible_name="Demo store", parent=parent),
        LineField(object_name="line", accessible_name="Name", parent=parent),
        TextField(object_name="note", accessible_name="Note", parent=parent),
        Chooser([("a", "A"), ("b", "B")], object_name="chooser", accessible_name="Reason", parent=parent),
        SearchField(object_name="search", accessible_name="Search", placeholder="Search", parent=parent),
        AmountField(lambda _text: "", object_name="amount", accessible_name="Amount", parent=parent),
        Avatar("Dana Lee", object_name="avatar", parent=parent),
        StatusDot(Tone.OK, object_name="dot", accessible_name="Connected", parent=parent),
        Banner("Look.", Tone.WARN, object_name="banner", title="Oh", action_text="Do", parent=parent),
        BusyLine(object_name="busy", accessible_name="Loading", parent=parent),
    ]


def test_every_widget_has_both_names_and_can_be_painted_in_both_schemes(host, theme, qapp):
    widgets = everything(host)
    for widget in widgets:
        assert widget.objectName(), widget
        assert widget.accessibleName(), widget
        for child in widget.findChildren(QWidget):
            if type(child).__module__.startswith("cloverdesk"):
                assert child.objectName(), (widget, child)
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        apply_theme(qapp, scheme, text_scale=1.0)
        for widget in widgets:
            widget.resize(widget.sizeHint().expandedTo(QSize(20, 8)))
            assert not widget.grab().isNull()


def test_nothing_is_cut_at_twice_the_text_size(host, theme, qapp):
    widgets = everything(host)
    apply_theme(qapp, Scheme.LIGHT, text_scale=2.0)
    for widget in widgets:
        for label in [*widget.findChildren(QLabel), *([widget] if isinstance(widget, QLabel) else [])]:
            if label.text() and not label.wordWrap():
                assert label.sizeHint().height() >= label.fontMetrics().height(), label.objectName()
        for button in [
            *widget.findChildren(QPushButton),
            *([widget] if isinstance(widget, QPushButton) else []),
        ]:
            words = button.text().replace("&&", "&")
            if words:
                needed = text_width(theme, words, Type.BODY_STRONG)
                assert button.minimumSizeHint().width() >= needed, button.objectName()


def test_a_button_shows_an_ampersand_and_says_it(host):
    button = shown(host, Button("Maple & Main", object_name="store"))
    assert button.accessibleName() == "Maple & Main"
    plain = Button("Maple  Main", object_name="plain", parent=host)
    assert button.sizeHint().width() > plain.sizeHint().width()
    button.set_text("Elm & Oak")
    assert button.accessibleName() == "Elm & Oak"


def test_a_disabled_button_cannot_be_pressed_and_an_enabled_one_can(host, qtbot):
    button = shown(host, Button("Go", ButtonKind.PRIMARY, object_name="go"))
    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    button.setEnabled(False)
    with qtbot.assertNotEmitted(button.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_text_is_never_markup(host):
    for wrap in (False, True):
        text = shown(host, Text("<b>4 < 5</b>", object_name="text", wrap=wrap))
        assert text.shown_text() == text.accessibleName() == "<b>4 < 5</b>"
        assert "<b>4" not in text.text() or text.textFormat() == Qt.TextFormat.PlainText


def test_text_keeps_its_dress_when_it_moves_to_another_parent(host, theme):
    box = QWidget()
    text = Text("Remains", object_name="text", parent=box)
    text.show()
    text.set_type(Type.BODY_STRONG)
    text.set_token(Token.BAD)
    shown(host, box)
    assert text.font().weight() == 600
    assert text.palette().windowText().color().name() == LIGHT.bad.lower()


def test_rows_report_their_links_and_can_be_selected(host, qtbot):
    rows = KeyValueRows(object_name="rows", accessible_name="Details")
    rows.set_rows(
        [KeyValue("Order", "WFCWS95Z8E4GR", link="order:1"), KeyValue("Tax", "$4.11", note="of it")]
    )
    shown(host, rows)
    link = rows.findChild(Text, "rows_0_value")
    with qtbot.waitSignal(rows.link_activated) as heard:
        link.linkActivated.emit("order:1")
    assert heard.args == ["order:1"]
    assert rows.findChild(Text, "rows_1_value").textInteractionFlags() & (
        Qt.TextInteractionFlag.TextSelectableByMouse
    )
    assert rows.findChild(Text, "rows_1_value").accessibleName() == "Tax: $4.11 of it"
    rows.set_rows([KeyValue("Tip", "$6.00")])
    assert not rows.findChild(Text, "rows_1_value").isVisible()
    assert rows.findChild(Text, "rows_0_value").shown_text() == "$6.00"


def test_tabs_move_by_keys_and_clicks(host, qtbot):
    tabs = TabBar(object_name="tabs", accessible_name="Tabs")
    heard = []
    tabs.current_changed.connect(heard.append)
    for code in ("one", "two", "three"):
        tabs.add_tab(code, code.title(), "check")
    shown(host, tabs)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(tabs, key)
    assert heard == ["one", "two", "three", "one", "three", "one"]
    QTest.mouseClick(tabs.findChild(QWidget, "tabs_two"), Qt.MouseButton.LeftButton)
    assert tabs.current() == "two"
    tabs.set_badge("three", 12)
    assert tabs.findChild(QWidget, "tabs_three").accessibleName() == "Three, 12"
    with pytest.raises(KeyError):
        tabs.set_current("four")
    assert tabs.current() == "two"


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space])
def test_a_chip_is_removed_by_keys(host, qtbot, key):
    chip = shown(host, Chip("~$50", object_name="chip", accessible_name="Remove ~$50"))
    with qtbot.waitSignal(chip.clicked):
        QTest.keyClick(chip, key)


def test_search_tells_clears_and_leaves_escape_to_the_window(host):
    field = shown(
        host, SearchField(object_name="s", accessible_name="S", placeholder="Search", key_hint="Ctrl K")
    )
    changed, submitted, escaped = [], [], []
    field.search_changed.connect(changed.append)
    field.search_submitted.connect(submitted.append)
    host.keyPressEvent = lambda event: escaped.append(event.key())
    QTest.keyClicks(field, "42")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert changed == ["4", "42", ""]
    assert submitted == ["42"]
    assert Qt.Key.Key_Escape not in escaped
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert Qt.Key.Key_Escape in escaped


def test_an_amount_is_marked_and_never_changed(host):
    field = shown(
        host,
        AmountField(
            lambda text: "" if text == "5.00" else "too precise",
            object_name="amount",
            accessible_name="Amount",
            symbol="$",
        ),
    )
    assert field.problem() == "too precise"
    assert not field.property("problem")
    for typed in ("5.001", " 5,00 x", "-1", "5.00"):
        field.clear()
        QTest.keyClicks(field, typed)
        assert field.text() == typed
        assert bool(field.property("problem")) is (typed != "5.00")
        assert field.accessibleDescription() == ("" if typed == "5.00" else "too precise")


def test_a_chooser_speaks_in_codes(host):
    chooser = shown(host, Chooser([("d", "Damaged"), ("r", "Asked")], object_name="c", accessible_name="C"))
    assert chooser.code() == "d"
    chooser.set_code("r")
    assert chooser.currentText() == "Asked"
    with pytest.raises(KeyError):
        chooser.set_code("x")


def test_a_check_row_toggles_by_space(host, qtbot):
    row = shown(host, CheckRow("Mug", object_name="row", figures=[("1 of 1", True), ("$18.00", False)]))
    assert row.accessibleName() == "Mug 1 of 1 $18.00"
    with qtbot.waitSignal(row.toggled):
        QTest.keyClick(row, Qt.Key.Key_Space)
    assert row.isChecked()


def test_the_hold_glides_or_steps(host, theme, qapp, qtbot):
    bar = shown(host, HoldBar(object_name="hold", accessible_name="Hold", stop_text="Stop"))
    bar.set_seconds(10)
    bar.set_remaining(0.73, "8 s")
    assert bar.fraction() == pytest.approx(0.73)
    apply_theme(qapp, Scheme.LIGHT, text_scale=1.0, reduced_motion=True)
    bar.set_remaining(0.71, "8 s")
    assert bar.fraction() == pytest.approx(0.8)
    bar.set_remaining(0.0, "0 s")
    assert bar.fraction() == 0.0
    with qtbot.waitSignal(bar.stop_requested):
        QTest.mouseClick(bar.stop_button, Qt.MouseButton.LeftButton)


def test_the_hold_empties_on_the_screen(host):
    bar = shown(host, HoldBar(object_name="hold", accessible_name="Hold", stop_text="Stop"))
    bar.set_remaining(0.5, "")
    image = bar.grab().toImage()
    y = image.height() - 3
    assert image.pixelColor(image.width() // 4, y).name() == LIGHT.warn_ground.lower()
    assert image.pixelColor(image.width() * 3 // 4, y).name() == LIGHT.surface.lower()


def test_a_toast_comes_acts_and_goes(host, theme, qapp, qtbot):
    apply_theme(qapp, Scheme.LIGHT, text_scale=1.0, reduced_motion=True)
    shown(host, QWidget())
    toast = Toast(host, object_name="toast", accessible_name="Notice")
    toast.show_message("Given back", "Clover confirmed it.", Tone.OK, action_text="Show")
    assert toast.isVisible()
    assert host.rect().contains(toast.geometry())
    host.resize(500, 300)
    assert host.rect().contains(toast.geometry())
    with qtbot.waitSignals([toast.action_requested, toast.dismissed]):
        QTest.mouseClick(toast.findChild(QWidget, "toast_action"), Qt.MouseButton.LeftButton)
    assert not toast.isVisible()
    toast.show_message("Again")
    assert toast.accessibleName() == "Again"
    with qtbot.waitSignal(toast.dismissed):
        QTest.mouseClick(toast.findChild(QWidget, "toast_close"), Qt.MouseButton.LeftButton)


def test_the_frame_has_the_colour_of_its_environment_or_none(host, qtbot):
    frame = EnvironmentFrame(Tone.VIOLET, object_name="frame", accessible_name="Demo store")
    frame.body.addWidget(Ground(Token.SURFACE, object_name="content", accessible_name="Content"))
    shown(host, frame)
    edge = frame.grab().toImage().pixelColor(1, 40)
    assert edge.blue() > edge.green()
    assert frame.body.contentsMargins().left() == 3
    frame.set_tone(None)
    assert frame.body.contentsMargins().left() == 0
    qtbot.waitUntil(lambda: frame.grab().toImage().pixelColor(1, 200).name() == LIGHT.surface.lower())


def test_what_is_quick_does_not_flicker(host, qtbot):
    line = shown(host, BusyLine(object_name="busy", accessible_name="Loading"))

    def color() -> str:
        return line.grab().toImage().pixelColor(5, 0).name()

    quiet = color()
    line.set_busy(True)
    assert color() == quiet
    line.set_busy(False)
    line.set_busy(True)
    qtbot.waitUntil(lambda: color() == LIGHT.accent.lower())
    line.set_busy(False)
    assert color() == quiet


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Dana, manager", "DM"), ("Zoë Lefèvre", "ZL"), ("Ana de la Cruz", "AC"), ("Sam", "S"), ("", "")],
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_a_pill_says_its_state_and_follows_the_scheme(host, theme, qapp):
    pill = shown(host, Pill("Paid", "check", Tone.OK, object_name="pill"))
    assert pill.accessibleName() == pill.text() == "Paid"
    pill.set_state("Declined", "x", Tone.BAD)
    assert pill.accessibleName() == "Declined"
    apply_theme(qapp, Scheme.DARK, text_scale=1.0)
    image = pill.grab().toImage()
    assert image.pixelColor(image.width() // 2, 1).name() == DARK.bad_ground.lower()
