"""Every operation, with data that is right and data that is wrong, against the running server: what it answers is documented."""

import pytest

from tests.contracts.accepted import ACCEPTED
from tests.contracts.documents import NAMES, operations
from tests.contracts.fuzzing import run

EXAMPLES = 6
"""How many calls are made up for each operation beside the enumerated ones, which are hundreds."""


@pytest.mark.parametrize("name", NAMES)
def test_the_server_keeps_the_document(name: str) -> None:
    told = run(name, examples=EXAMPLES)
    assert told.errors == []
    assert set(told.statuses) == {one.label for one in operations() if one.document == name}
    accepted = ACCEPTED[name]
    unexplained = [one for one in told.failures if not any(each.covers(one) for each in accepted)]
    if unexplained:
        pytest.fail(f"{len(unexplained)} failures, such as\n\n" + "\n\n".join(map(str, unexplained[:10])))
    gone = [f"{one.operation}: {one.reason}" for one in accepted if not any(map(one.covers, told.failures))]
    assert gone == [], "these do not occur any more: take them off the list"
