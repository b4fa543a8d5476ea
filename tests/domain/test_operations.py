"""The life of a money operation: the table is closed and nothing leaves it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloverdesk.domain.ids import new_reference
from cloverdesk.domain.money import Money
from cloverdesk.domain.operations import (
    TRANSITIONS,
    Actor,
    IllegalTransition,
    MoneyOperation,
    OperationKind,
    OperationState,
)

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def operation(state: OperationState = OperationState.DRAFTED) -> MoneyOperation:
    return MoneyOperation(
        id=new_reference(),
        kind=OperationKind.REFUND_CHARGE,
        target="7H2Q9XKD4W8TA",
        amount=Money(500, "USD"),
        whole=False,
        reason=None,
        actor=Actor("dana"),
        idempotency_key="key",
        state=state,
        created_at=NOW,
        updated_at=NOW,
    )


def test_every_state_has_its_row_and_leads_only_to_states() -> None:
    assert set(TRANSITIONS) == set(OperationState)
    assert {state for following in TRANSITIONS.values() for state in following} <= set(OperationState)


def test_sending_is_entered_from_held_alone() -> None:
    """Nothing is sent that could not have been taken back first."""
    assert [state for state, following in TRANSITIONS.items() if OperationState.SENDING in following] == [
        OperationState.HELD
    ]


def test_an_outcome_is_never_taken_back() -> None:
    for state in (
        OperationState.CONFIRMED,
        OperationState.DECLINED,
        OperationState.CANCELLED,
        OperationState.STOPPED,
    ):
        assert state.is_final


@given(st.lists(st.sampled_from(list(OperationState)), max_size=12))
def test_no_walk_leaves_the_table(walk: list[OperationState]) -> None:
    one = operation()
    for state in walk:
        if state in TRANSITIONS[one.state]:
            one = one.moved_to(state, NOW)
            assert one.state is state
        else:
            with pytest.raises(IllegalTransition):
                one.moved_to(state, NOW)


def test_references_fit_clovers_field_and_differ() -> None:
    references = {new_reference() for _ in range(1000)}
    assert len(references) == 1000
    assert all(len(one) == 12 and one.isalnum() for one in references)
