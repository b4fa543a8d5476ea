"""What a command is handed: its arguments, the host, and the ways to open what it needs."""

from argparse import Namespace
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cloverdesk.domain.errors import DeskError, ExitCode
from cloverdesk.domain.message import Message

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine
    from pathlib import Path

    from cloverdesk.cli.host import Host
    from cloverdesk.cli.output import Output
    from cloverdesk.services.desk import Desk
    from cloverdesk.settings.paths import Paths

_NO_LINE = frozenset({ExitCode.NETWORK, ExitCode.NOT_PERMITTED})


@dataclass(frozen=True, slots=True)
class Context:
    """One run of one command."""

    arguments: Namespace
    host: "Host"
    output: "Output"
    paths: "Paths"

    @property
    def profile(self) -> str | None:
        """The profile that was named, None for the only one there is."""
        name: str | None = getattr(self.arguments, "profile", None)
        return name

    @property
    def offline(self) -> bool:
        """Whether Clover must not be asked for anything."""
        return getattr(self.arguments, "offline", False)

    @property
    def data_dir(self) -> "Path | None":
        """The data directory that was named, None for the usual place."""
        named: Path | None = getattr(self.arguments, "data_dir", None)
        return named

    def run(self, work: "Callable[[Desk], Coroutine[Any, Any, int]]") -> int:
        """Open the desk, look after operations that an earlier run left, do `work`, and close the desk."""

        import asyncio

        async def main() -> int:
            async with self._desk() as desk:
                return await work(desk)

        return asyncio.run(main())

    @asynccontextmanager
    async def _desk(self) -> "AsyncIterator[Desk]":
        async with self.host.open_desk(self.profile, paths=self.paths, offline=self.offline) as desk:
            for notice in desk.notices:
                self.output.say(notice)
            if not self.offline:
                await self._adopt(desk)
            yield desk

    async def _adopt(self, desk: "Desk") -> None:
        try:
            adopted = await desk.operations.adopt()
        except DeskError as problem:
            # What cannot be looked up now is looked up by a later run; the command itself may need no line.
            if problem.exit_code not in _NO_LINE:
                raise
            self.output.say(Message.of("cli.operation.unread", why=str(problem)))
            return
        for operation in adopted:
            state = Message(f"operation.state.{operation.state.value}").english()
            self.output.say(Message.of("cli.operation.adopted", operation=operation.id, state=state))
