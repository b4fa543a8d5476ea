"""CloverDesk with its logs at DEBUG, as a program for tests: `python -m tests.support.loud_desk NOTES [crash] ARGUMENTS…`.

The verifier of a sign-in, which leaves the process towards Clover only, is written to the file NOTES, so that a test can
look for it elsewhere. After `crash` a call to Clover ends in a bug whose words and variables are full of secrets.
"""

import logging
import sys
from collections.abc import Mapping
from pathlib import Path

from cloverdesk.api.auth import Door
from cloverdesk.api.oauth import Challenge
from cloverdesk.api.oauth_tokens import OAuthTokens
from cloverdesk.app.main import main
from cloverdesk.settings import logs

_make = Challenge.make
_headers = OAuthTokens.headers


def _noted(notes: Path) -> None:
    def make() -> Challenge:
        made = _make()
        with notes.open("a") as file:
            file.write(f"{made.verifier.reveal()}\n")
        return made

    Challenge.make = make  # type: ignore[method-assign, assignment]


async def _headers_with_a_bug(self: OAuthTokens, door: Door) -> Mapping[str, str]:
    found = await _headers(self, door)
    assert self._held is not None
    access, refresh = self._held.pair.access.reveal(), self._held.pair.refresh.reveal()
    back = f"http://127.0.0.1/callback?merchant_id=M&code={refresh[8:]}&state=s"
    msg = f"no such headers: {dict(found)}, {access}, refresh_token={refresh}, {refresh}, {back}"
    raise RuntimeError(msg)


if __name__ == "__main__":
    arguments = sys.argv[2:]
    _noted(Path(sys.argv[1]))
    defaults = logs.set_up_logging.__kwdefaults__ or {}
    defaults["level"] = logging.DEBUG
    if arguments[0] == "crash":
        OAuthTokens.headers = _headers_with_a_bug  # type: ignore[method-assign]
        arguments = arguments[1:]
    sys.exit(main(arguments))
