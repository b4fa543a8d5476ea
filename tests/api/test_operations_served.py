"""Nothing that Clover's API can do is without a method here, and every method does what the list says of it."""

import importlib
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

import pytest

from cloverdesk.api.operations import SERVED_BY
from cloverdesk.cli.parser import build_parser
from cloverdesk.ui.tab_registry import TABS
from tests.api.operations.every import CASES
from tests.api.operations.shop import answered
from tests.contracts.documents import normative, shape
from tests.contracts.seed_operations import SEED, SeedOperation
from tests.support.api import answer

SIGNING_IN = {"authorize", "exchangeCode", "refreshTokens", "recoverTokens", "migrateLegacyToken"}
"""What has no session: these have tests of their own."""


def found(root: str, place: str) -> Callable[..., Any]:
    """What `module:Class.method` names below `root`."""
    module, _, path = place.partition(":")
    thing: Any = importlib.import_module(f"{root}.{module}")
    for name in path.split("."):
        thing = getattr(thing, name)
    return thing


@pytest.mark.parametrize("pair", sorted(normative()), ids=" ".join)
def test_a_pair_of_method_and_path_has_a_method_of_the_api(pair: tuple[str, str]) -> None:
    operation_id = normative()[pair].id
    methods = [found("cloverdesk.api", place) for place in SERVED_BY[operation_id]]
    assert methods
    assert all(map(callable, methods))


def test_the_list_names_nothing_else() -> None:
    described = {one.id for one in normative().values()}
    assert len(described) == 52
    assert set(SERVED_BY) == described


def test_every_operation_is_tried_against_the_store() -> None:
    assert {case.operation_id for case in CASES} == set(SERVED_BY) - SIGNING_IN


@pytest.mark.parametrize("operation_id", sorted(set(SERVED_BY) - SIGNING_IN))
def test_the_methods_that_are_listed_are_the_ones_that_the_cases_call(operation_id: str) -> None:
    called: set[CodeType] = set()
    for case in CASES:
        if case.operation_id == operation_id:
            reply = answer(b"" if case.answer is None else case.answer)
            with listening(called):
                answered(lambda made, case=case: case.call(made, case.sample), reply)
    methods = {place: found("cloverdesk.api", place) for place in SERVED_BY[operation_id]}
    assert all(inspect.iscoroutinefunction(method) for method in methods.values())
    assert [place for place, method in methods.items() if method.__code__ not in called] == []


@contextmanager
def listening(called: set[CodeType]) -> Iterator[None]:
    """Note which functions are entered."""

    def enter(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(enter)
    try:
        yield
    finally:
        sys.setprofile(before)


# ---------------------------------------------------------------- the operations of the product


def test_there_are_as_many_as_the_product_promises() -> None:
    assert len(SEED) == len({one.name for one in SEED}) == len({one.api for one in SEED}) == 34


@pytest.mark.parametrize("one", SEED, ids=[one.name for one in SEED])
def test_an_operation_of_the_product_is_reached_as_the_table_says(one: SeedOperation) -> None:
    assert normative()[one.method, shape(one.path)].id == one.operation_id
    assert one.api in SERVED_BY[one.operation_id]
    if one.service:
        assert callable(found("cloverdesk.services", one.service))
    if one.window:
        assert one.window in {tab.code for tab in TABS}
    words = one.command.split()
    if words:
        with pytest.raises(SystemExit) as left:
            build_parser(words[0]).parse_args([*words, "--help"])
        assert left.value.code == 0
