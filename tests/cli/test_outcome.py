"""Every state that an operation can settle in has one exit code, and says which operation it was."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cloverdesk.cli.outcome import check_confirmed
from cloverdesk.domain.errors import AmountAboveRemaining, DeskError, Failure, NotPermitted, Offline
from cloverdesk.domain.money import Money
from cloverdesk.domain.operations import Actor, MoneyOperation, OperationKind, OperationState

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
OPERATION = MoneyOperation(
    id="0123456789AB",
    kind=OperationKind.REFUND_CHARGE,
    target="CHARGE1234567",
    amount=Money(500, "USD"),
    whole=False,
    reason=None,
    actor=Actor("anna"),
    idempotency_key="key",
    state=OperationState.DRAFTED,
    created_at=NOON,
    updated_at=NOON,
)


def ended(state: OperationState, failure: Failure | None = None) -> DeskError:
    with pytest.raises(DeskError) as caught:
        check_confirmed(replace(OPERATION, state=state, failure=failure))
    return caught.value


def test_confirmed_is_done() -> None:
    check_confirmed(replace(OPERATION, state=OperationState.CONFIRMED))


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (OperationState.DECLINED, 3),
        (OperationState.STOPPED, 3),
        (OperationState.NOT_HAPPENED, 3),
        (OperationState.UNKNOWN, 4),
        (OperationState.SET_ASIDE, 4),
        (OperationState.NOT_SENT, 6),
        (OperationState.CANCELLED, 8),
    ],
)
def test_each_state_has_its_code(state: OperationState, code: int) -> None:
    problem = ended(state)
    assert problem.exit_code == code
    assert problem.operation == OPERATION.id
    assert problem.failure.code == f"cli.ended.{state.value}"
    assert OPERATION.id in str(problem)


@pytest.mark.parametrize("state", [OperationState.STOPPED, OperationState.NOT_SENT])
@pytest.mark.parametrize(("cause", "code"), [(Offline(), 6), (NotPermitted(who="Anna"), 5)])
def test_line_and_sign_in_name_the_code_where_nothing_moved(
    state: OperationState, cause: DeskError, code: int
) -> None:
    problem = ended(state, cause.failure)
    assert problem.exit_code == code
    assert problem.failure == cause.failure
    assert str(problem) == str(cause)


def test_the_facts_having_changed_is_a_refusal() -> None:
    changed = AmountAboveRemaining(amount=Money(500, "USD"), remaining=Money(400, "USD"))
    assert ended(OperationState.STOPPED, changed.failure).exit_code == 3


def test_a_lost_line_does_not_make_the_unknown_known() -> None:
    assert ended(OperationState.UNKNOWN, Offline().failure).exit_code == 4


def test_a_failure_of_a_module_that_is_not_loaded_is_judged_by_its_state() -> None:
    assert ended(OperationState.DECLINED, Failure("cli.interrupted")).exit_code in {3, 8}
