"""Opening the system's browser on a page, without waiting for it and without its words among ours."""

import asyncio
import os
import sys
import webbrowser
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

OpenBrowser = Callable[[str], bool]


async def opened(browser: OpenBrowser, address: str) -> None:
    """Have `browser` open `address` in a thread, since some take their time. One that cannot be had is no failure."""
    thread = ThreadPoolExecutor(1, thread_name_prefix="browser")
    try:
        with suppress(OSError, webbrowser.Error):
            await asyncio.get_running_loop().run_in_executor(thread, browser, address)
    finally:
        thread.shutdown(wait=False)


def open_browser(address: str) -> bool:
    """Open the system's browser. On a computer without a screen only one that the environment names is tried."""
    screen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
    if sys.platform.startswith("linux") and not screen:
        return False
    with _its_words_apart():
        return webbrowser.open(address)


@contextmanager
def _its_words_apart() -> Iterator[None]:
    """Whatever a browser prints goes to standard error: standard output is ours alone."""
    try:
        kept = os.dup(1)
    except OSError:  # a program without a console
        yield
        return
    try:
        with suppress(OSError):
            os.dup2(2, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
