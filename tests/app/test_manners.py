"""What the options of a profile mean for its line."""

from cloverdesk.api.exchange import MONEY_PATIENCE, READ_PATIENCE, Patience
from cloverdesk.api.limits import AFTERWARDS, FIRST_LOAD, Limits
from cloverdesk.app.manners import Manners
from cloverdesk.settings.options import Options


def test_the_usual_manners() -> None:
    assert Manners.of(Options()) == Manners(FIRST_LOAD, AFTERWARDS, READ_PATIENCE, MONEY_PATIENCE)


def test_every_one_of_them_can_be_chosen() -> None:
    options = Options(
        requests_per_second=3,
        requests_at_once=1,
        first_load_requests_per_second=8,
        first_load_requests_at_once=2,
        connect_seconds=5,
        read_seconds=20,
        money_seconds=90,
    )
    assert Manners.of(options) == Manners(
        Limits(8, 2), Limits(3, 1), Patience(5, 10, 20), Patience(5, 45, 90)
    )
