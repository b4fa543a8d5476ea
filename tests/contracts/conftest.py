"""A store in this process, and somebody who rings things up in it."""

from collections.abc import Iterator

import pytest

from tests.contracts.callers import caller
from tests.contracts.till import Till
from tests.support.demo import Demo, demo_app


@pytest.fixture
def demo() -> Iterator[Demo]:
    """An empty store. Its clock stands still."""
    with demo_app() as made:
        yield made


@pytest.fixture
def till(demo: Demo) -> Iterator[Till]:
    """Somebody who asks it for things."""
    with caller(demo) as client:
        yield Till.of(client, demo.identity)
