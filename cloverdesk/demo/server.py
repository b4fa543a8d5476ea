"""The store as a process of its own: says in one line when it is ready, and ends when it is told to or its parent does."""

import errno
import ipaddress
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cloverdesk.demo.options import DemoOptions
from cloverdesk.demo.seed import seed_store
from cloverdesk.demo.store import DemoStore

if TYPE_CHECKING:
    from types import FrameType

    from cloverdesk.demo.wire import StoreServer

DEFAULT_ORDERS = 2000
DEFAULT_SEED = 1


class RemoteNotAllowed(ValueError):
    """The store gives its credentials to whoever reaches it, so it stays on this computer unless told otherwise."""


class _Stopped(BaseException):
    """Told to stop while there is no server yet."""


@dataclass(slots=True)
class _Stopper:
    """Ends the process in order: at once while it is getting ready, later by the server's own way out."""

    server: "StoreServer | None" = None
    asked: bool = False

    def ask(self) -> None:
        """Stop as soon as can be; from any thread."""
        self.asked = True
        if self.server is not None:
            self.server.should_exit = True

    def on_signal(self, _number: int, _frame: "FrameType | None") -> None:
        """Stop, from the main thread."""
        self.ask()
        if self.server is None:
            raise _Stopped


def run_server(
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    orders: int = DEFAULT_ORDERS,
    seed: int = DEFAULT_SEED,
    db: Path | None = None,
    options: DemoOptions | None = None,
    stop_on_stdin_eof: bool = False,
    allow_remote: bool = False,
) -> int:
    """Serve until SIGTERM, SIGINT or (if asked for) the end of standard input; returns the exit code, 0.

    Prints one JSON line on standard output once connections are accepted. Port 0 takes a free one. `db` None keeps the
    store in memory; a file keeps everything, credentials included, and is seeded only when it is empty.
    Raises `RemoteNotAllowed`, OSError if the port cannot be had, `DemoStoreError` (an OSError with a `filename`) if the
    file cannot.
    """
    if not allow_remote and not _is_loopback(host):
        msg = f"{host} can be reached from other computers; the demo store serves this one only, unless that is allowed"
        raise RemoteNotAllowed(msg)
    stopper = _Stopper()
    if stop_on_stdin_eof:
        threading.Thread(target=_watch_stdin, args=(stopper,), name="demo-stdin", daemon=True).start()
    try:
        with _signals(stopper), _listen(host, port) as listener:
            store = DemoStore.open(db)
            try:
                _serve(store, listener, stopper, orders=orders, seed=seed, options=options or DemoOptions())
            finally:
                store.close()
    except _Stopped:
        pass
    return 0


def _serve(
    store: DemoStore,
    listener: socket.socket,
    stopper: _Stopper,
    *,
    orders: int,
    seed: int,
    options: DemoOptions,
) -> None:
    if store.is_empty:
        seed_store(store, orders, seed, options=options)
    from cloverdesk.demo.wire import StoreServer

    server = StoreServer(store, options, on_ready=lambda: _announce(store, listener))
    stopper.server = server
    server.should_exit = stopper.asked
    server.run(sockets=[listener])


def _announce(store: DemoStore, listener: socket.socket) -> None:
    """Print how the store is reached, as the one line on standard output."""
    address, port = listener.getsockname()[:2]
    shown = f"[{address}]" if ":" in address else address
    identity = store.identity
    line = {
        "url": f"http://{shown}:{port}",
        "merchant_id": identity.merchant_id,
        "api_token": identity.api_token,
        "public_token": identity.public_token,
        "control_token": identity.control_token,
        "pid": os.getpid(),
    }
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


@contextmanager
def _listen(host: str, port: int) -> Iterator[socket.socket]:
    """A listening socket. Raises OSError with words of its own."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(128)
        except OSError as problem:
            number = problem.errno or errno.EADDRNOTAVAIL
            taken = number == errno.EADDRINUSE
            why = "it is in use by another program" if taken else problem.strerror or "it cannot be had"
            raise OSError(number, f"Port {port} of {host} cannot be used: {why}") from problem
        yield listener
    finally:
        listener.close()


@contextmanager
def _signals(stopper: _Stopper) -> Iterator[None]:
    """Stop on SIGTERM and SIGINT. A thread other than the main one gets no signals and is stopped by its standard input."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, stopper.on_signal) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _watch_stdin(stopper: _Stopper) -> None:
    """Wait for the end of standard input.

    Reads below Python's buffer: a thread that holds its lock when the interpreter ends takes the process down.
    """
    try:
        while os.read(0, 4096):
            pass
    except OSError:
        pass
    stopper.ask()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
