"""Asking a person at the terminal before something happens that cannot be undone."""

import sys

from cloverdesk.domain.message import Message


def can_ask() -> bool:
    """Whether there is somebody at a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def agreed(question: Message) -> bool:
    """Ask, and return whether the answer is yes. Ctrl+C is no; asyncio would otherwise keep it until a line was typed."""
    import signal

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        sys.stderr.write(question.english() + " ")
        sys.stderr.flush()
        return sys.stdin.readline().strip().casefold() in {"y", "yes"}
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return False
    finally:
        signal.signal(signal.SIGINT, before)
