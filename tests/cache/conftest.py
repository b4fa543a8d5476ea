"""A cache in a folder of the test."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from cloverdesk.cache.cache import Cache
from tests.support.aio import ManualClock

KEY = bytes(range(32))
OpenCache = Callable[[], AbstractAsyncContextManager[Cache]]


@pytest.fixture
def open_cache(tmp_path: Path) -> OpenCache:
    """Opens the same cache each time."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Cache]:
        cache = await Cache.open(tmp_path / "cache.db", key=KEY, clock=ManualClock())
        try:
            yield cache
        finally:
            await cache.close()

    return opened
