"""Several reads at once, failing like one: the others end, and the failure comes out as itself."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

T = TypeVar("T")


@asynccontextmanager
async def one_fate() -> AsyncIterator[asyncio.TaskGroup]:
    """A task group whose first failure is raised as it is, not in a group."""
    try:
        async with asyncio.TaskGroup() as group:
            yield group
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None


async def together(*work: Coroutine[Any, Any, T]) -> list[T]:
    """The results of all, in order. The first failure ends the others and is raised as it is."""
    async with one_fate() as group:
        tasks = [group.create_task(each) for each in work]
    return [task.result() for task in tasks]
