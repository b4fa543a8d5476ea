"""What is printed: aligned for people, harmless for terminals, whole for programs."""

import io
import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloverdesk.cli.output import Output, printable, table
from cloverdesk.domain.message import Message


def test_columns_are_aligned() -> None:
    text = table(["Name", "Amount"], [["Zoë", "$5.00"], ["山田", "$1,234.56"]], right=frozenset({1}))
    assert text.splitlines() == ["Name     Amount", "Zoë       $5.00", "山田  $1,234.56"]


def test_an_empty_table_says_so() -> None:
    assert table(["Name"], []) == "Nothing to show."


@settings(deadline=None)
@given(st.text())
def test_nothing_steers_the_terminal(text: str) -> None:
    assert all(one.isprintable() or one == "\n" for one in printable(text))
    assert len(table(["A", "B"], [[text, "x"]]).splitlines()) == 2


def test_a_name_from_outside_is_shown_harmlessly() -> None:
    assert printable("\x1b[2Jgone\r\x9b") == "�[2Jgone��"


def test_json_keeps_every_character(capsys: pytest.CaptureFixture[str]) -> None:
    output = Output(as_json=True)
    output.result({"name": "Zoë \x1b[31m \u2028"}, "not this")
    output.close()
    assert json.loads(capsys.readouterr().out) == {"name": "Zoë \x1b[31m \u2028"}


def test_a_narrow_terminal_encoding_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    output = Output(as_json=False)
    output.result({}, "Zoë “山田”")
    output.close()
    assert raw.getvalue().decode("utf-8") == "Zoë “山田”\n"


def test_a_program_without_a_console(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    output = Output(as_json=True)
    output.result([], "")
    output.say(Message("cli.empty"))
    output.count_down(Message("cli.empty"))
    output.close()


def test_counting_down_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = Output(as_json=False)
    output.count_down(Message("cli.refund.sending"))
    assert capsys.readouterr().err == ""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    output = Output(as_json=False)
    output.count_down(Message("cli.refund.sending"))
    output.count_down(Message("cli.refund.taking_back"))
    output.say(Message("cli.empty"))
    lines = terminal.getvalue().split("\r\x1b[2K")
    assert lines == ["", "Sending. Waiting for Clover's answer.", "Taking it back.", "Nothing to show.\n"]
