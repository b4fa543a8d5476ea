"""Every pair of method and path of the documents has a route, under the id that the documents give it, and no other has one."""

import re

import pytest

from cloverdesk.demo.app import OPERATIONS
from tests.contracts.callers import caller
from tests.contracts.documents import normative, shape
from tests.support.demo import demo_app

PAIRS = 52
"""How many the two documents describe between them."""
OF_ITS_OWN = ("demo.", "hosted.")
"""What the store has beside the API: its control, and the pages of the hosted fields."""
ROUTES = {(one.method, shape(one.path)): one.id for one in OPERATIONS if not one.id.startswith(OF_ITS_OWN)}


def test_the_documents_describe_as_many_pairs_as_they_ever_did() -> None:
    assert len(normative()) == PAIRS


@pytest.mark.parametrize("pair", sorted(normative()), ids=" ".join)
def test_a_pair_has_its_route(pair: tuple[str, str]) -> None:
    assert ROUTES.get(pair) == normative()[pair].id


def test_no_route_is_unknown_to_the_documents() -> None:
    assert sorted(set(ROUTES) - set(normative())) == []


def test_the_app_serves_every_pair() -> None:
    """Whoever comes without a credential is told so at the very operation, or that the request is not complete."""
    with demo_app() as demo, caller(demo) as client:
        del client.headers["authorization"]
        told = {
            pair: client.request(pair[0], re.sub(r"\{\}", "X", pair[1])).status_code for pair in normative()
        }
    assert {pair: status for pair, status in told.items() if status not in {400, 401}} == {}
