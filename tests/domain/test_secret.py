"""Secrets cannot be spelled by accident."""

import copy
import dataclasses
import json
import pickle
import traceback

import msgspec
import pytest

from cloverdesk.domain.secret import Secret

TEXT = "clv-not-for-your-eyes"


@dataclasses.dataclass(frozen=True)
class Holder:
    secret: Secret


@pytest.mark.parametrize(
    "shown", [repr, str, lambda one: f"{one}", lambda one: f"{Holder(one)!r}", lambda one: [one]]
)
def test_it_prints_masked(shown) -> None:
    assert TEXT not in str(shown(Secret(TEXT)))


@pytest.mark.parametrize("encode", [pickle.dumps, copy.deepcopy, copy.copy, msgspec.json.encode, json.dumps])
def test_it_cannot_be_encoded(encode) -> None:
    with pytest.raises(TypeError) as caught:
        encode(Secret(TEXT))
    assert TEXT not in "".join(traceback.format_exception(caught.value))


def test_it_is_compared_by_its_text() -> None:
    assert Secret(TEXT) == Secret(TEXT)
    assert Secret(TEXT) != Secret("another")
    assert Secret(TEXT) != TEXT
    assert len({Secret(TEXT), Secret(TEXT)}) == 1
    assert Secret(TEXT).reveal() == TEXT
    assert not Secret("")
