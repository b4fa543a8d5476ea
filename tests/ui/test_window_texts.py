"""Every state has a look and words, in whatever way Clover spells it."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QLocale

from cloverdesk.domain.charges import Charge, ChargeState
from cloverdesk.domain.errors import Failure, Offline
from cloverdesk.domain.money import Money
from cloverdesk.domain.operations import (
    Actor,
    Effect,
    MoneyOperation,
    OperationKind,
    OperationState,
)
from cloverdesk.domain.refunds import Refund, RefundReason
from cloverdesk.settings.paths import resource
from cloverdesk.ui.filter_words import join_words, split_words, with_word, without_word
from cloverdesk.ui.locale import LocaleWriter
from cloverdesk.ui.messages import failure_text, text_of_code
from cloverdesk.ui.operation_words import is_effect_of, outcome_words, story_detail, story_title
from cloverdesk.ui.states import OPERATION_ICONS, charge_look, refund_look
from cloverdesk.ui.tab_registry import TABS
from cloverdesk.ui.tabs.charges.story import story
from cloverdesk.ui.words import brand_name, card_words, decline_words, reason_words
from tests.support.aio import ManualClock

AT = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
SHOWN_BY_THE_BAR = {OperationState.DRAFTED, OperationState.HELD, OperationState.SENDING}


def operation(state: OperationState, **more) -> MoneyOperation:
    fields = {
        "id": "OPERATION001",
        "kind": OperationKind.REFUND_CHARGE,
        "target": "CHARGE0000001",
        "amount": Money(500, "USD"),
        "whole": False,
        "reason": RefundReason.DUPLICATE,
        "actor": Actor("dana", "Dana"),
        "idempotency_key": "key",
        "state": state,
        "created_at": AT,
        "updated_at": AT,
    }
    return MoneyOperation(**(fields | more))


def charge(**more) -> Charge:
    fields = {
        "id": "CHARGE0000001",
        "amount_minor": 2000,
        "captured_minor": 2000,
        "refunded_minor": 0,
        "currency": "USD",
        "created_ms": 1_795_516_200_000,
        "status": "succeeded",
        "auth_code": "446057",
        "brand": "VISA",
        "last4": "4242",
    }
    return Charge(**(fields | more))


@pytest.fixture
def writer(qapp) -> LocaleWriter:
    return LocaleWriter(QLocale("en_GB"), ManualClock(), UTC)


def test_every_state_has_an_icon_that_is_shipped(qapp):
    icons = [charge_look(state).icon for state in ChargeState]
    icons += [refund_look(status).icon for status in ("succeeded", "pending", "failed", "canceled", "new")]
    icons += [OPERATION_ICONS[state][0] for state in OperationState]
    icons += [tab.icon for tab in TABS]
    assert all(resource("icons", f"{icon}.svg").is_file() for icon in icons)


def test_a_status_that_is_new_to_us_keeps_clovers_word(qapp):
    assert refund_look("under_review").text == "under review"
    assert text_of_code("refund.reason.lost_parcel") == "lost parcel"


@pytest.mark.parametrize("state", OperationState)
def test_every_state_of_an_operation_can_be_said(writer, state):
    words = outcome_words(operation(state), writer)
    assert (words is None) == (state in SHOWN_BY_THE_BAR)
    assert "$5.00" in story_title(operation(state), writer)
    if words is not None:
        assert "$5.00" in words.title + words.text
        assert "{" not in words.title + words.text


def test_what_is_not_known_is_said_without_guessing(writer):
    words = outcome_words(operation(OperationState.UNKNOWN), writer)
    assert words is not None
    assert words.stays
    assert words.title == "Clover did not answer"
    assert words.text == (
        "We do not know yet whether the refund of $5.00 happened; we are checking. Do not send it again."
    )
    needing = outcome_words(operation(OperationState.UNKNOWN, needs_you=True), writer)
    assert needing is not None
    assert "needs you" in needing.title


def test_what_really_moved_is_named_not_what_was_asked_for(writer):
    effect = Effect("REFUND0000001", "succeeded", Money(450, "USD"))
    words = outcome_words(operation(OperationState.CONFIRMED, effect=effect), writer)
    assert words is not None
    assert words.title == "Given back $4.50. Clover confirmed."
    pending = outcome_words(
        operation(OperationState.CONFIRMED, effect=Effect("R", "pending", Money(500, "USD"))), writer
    )
    assert pending is not None
    assert pending.title == "$5.00 is on its way back"


def test_a_failure_says_why_in_its_own_words(writer):
    stopped = operation(OperationState.STOPPED, failure=Offline().failure)
    words = outcome_words(stopped, writer)
    assert words is not None
    assert words.title == "No connection"
    assert words.text.endswith("Check the network, then try again.")
    assert story_detail(stopped, writer).startswith("by Dana. This needs Clover")


def test_failures_write_amounts_as_the_reader_does(qapp):
    french = LocaleWriter(QLocale("fr_CA"), ManualClock(), UTC)
    params = (("amount", Money(900, "CAD")), ("remaining", Money(500, "CAD")))
    assert "5,00\u00a0$" in failure_text(Failure("amount.above_remaining", params), french).advice


def test_the_story_tells_each_thing_once_newest_first(writer):
    mine = operation(OperationState.CONFIRMED, effect=Effect("REFUND0000001", "succeeded", Money(500, "USD")))
    refund = Refund(
        "REFUND0000001", "CHARGE0000001", 500, "USD", 1_795_519_800_000, "succeeded", "requested_by_customer"
    )
    taken_back = operation(OperationState.CANCELLED, id="OPERATION002")
    entries = story(charge(refunded_minor=500), [refund], [mine, taken_back], writer)
    assert [entry.title for entry in entries] == [
        "$5.00 given back, requested by customer",
        "Giving back $5.00: taken back in time",
        "Captured",
        "Approved by the bank",
    ]
    assert entries[0].detail == "by Dana"


def test_a_refund_is_ours_by_answer_or_by_reference():
    refund = Refund("R1", "CHARGE0000001", 500, "USD", 0, "succeeded", external_reference_id="OPERATION001")
    assert is_effect_of(operation(OperationState.UNKNOWN), refund)
    stranger = Refund("R1", "CHARGE0000001", 500, "USD", 0, "succeeded")
    assert not is_effect_of(operation(OperationState.UNKNOWN), stranger)


@pytest.mark.parametrize(
    ("more", "titles"),
    [
        ({"status": "failed", "captured_minor": 0}, ["Declined"]),
        ({"status": "pending", "captured_minor": 0}, ["Waiting for the bank"]),
        ({"captured_minor": 0}, ["Held, nothing taken yet", "Approved by the bank"]),
    ],
)
def test_the_story_of_money_that_was_not_taken(writer, more, titles):
    assert [entry.title for entry in story(charge(**more), [], [], writer)] == titles


def test_cards_and_reasons_are_said_plainly(qapp):
    assert card_words(charge()) == "Visa ··4242"
    assert card_words(charge(brand="", last4="")) == "an unknown card"
    assert brand_name("GIFT_CARD") == "Gift card"
    assert brand_name("NEW_BRAND") == "New brand"
    assert reason_words("") == ""
    assert "said no" in decline_words(charge(failure_code="issuer_declined"))
    assert "No money was taken" in decline_words(charge(failure_code="never heard of"))


def test_words_of_a_filter_come_and_go_alone():
    assert split_words(' 4242  "ana beltrán" paid ') == ["4242", '"ana beltrán"', "paid"]
    assert without_word('4242 "ana beltrán" paid', 1) == "4242 paid"
    assert with_word("4242", "paid") == "4242 paid"
    assert with_word("4242 paid", "paid") == "4242 paid"
    assert join_words([]) == ""
