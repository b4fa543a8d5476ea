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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cloverdesk.demo.faults import Faults
from cloverdesk.demo.options import DemoOptions
from cloverdesk.demo.passing import let_time_pass
from cloverdesk.demo.seed import seed_store
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import DemoStore

if TYPE_CHECKING:
    from types import FrameType

    from cloverdesk.demo.door.wire import StoreServer


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
    orders: int = 0,
    seed: int = 1,
    store_kind: str = "us",
    clock_ms: int | None = None,
    trade_on: bool = False,
    db: Path | None = None,
    options: DemoOptions | None = None,
    faults: object = None,
    stop_on_stdin_eof: bool = False,
    allow_remote: bool = False,
) -> int:
    """Serve until SIGTERM, SIGINT or (if asked for) the end of standard input; returns the exit code, 0.

    Prints one JSON line on standard output once connections are accepted. Port 0 takes a free one. `db` None keeps the
    store in memory; a file keeps everything, credentials included, but neither options nor faults. An empty store is
    filled with `orders` by `seed`, as a store of `store_kind` (us or ca); with `trade_on` people come by as time passes,
    and have come by while it was closed. `clock_ms` is when its clock starts, unless it has traded later than that.
    `faults` is a plan.
    Raises `RemoteNotAllowed`, `PlanInvalid`, OSError if the port cannot be had, `DemoStoreError` (an OSError with a
    `filename`) if the file cannot.
    """
    if not allow_remote and not _is_loopback(host):
        msg = f"{host} can be reached from other computers; the demo store serves this one only, unless that is allowed"
        raise RemoteNotAllowed(msg)
    behaviour = replace(options or DemoOptions(), trades_on=trade_on)
    goods = _Goods(orders, seed, store_kind, clock_ms, behaviour, _follow(faults))
    stopper = _Stopper()
    if stop_on_stdin_eof:
        threading.Thread(target=_watch_stdin, args=(stopper,), name="demo-stdin", daemon=True).start()
    try:
        with _signals(stopper), _listen(host, port) as listener:
            store = DemoStore.open(db)
            try:
                _make_ready(store, goods)
                _serve(store, listener, stopper, goods)
            finally:
                store.close()
    except _Stopped:
        pass
    return 0


@dataclass(frozen=True, slots=True)
class _Goods:
    """What is served."""

    orders: int
    seed: int
    kind: str
    clock_ms: int | None
    options: DemoOptions
    faults: Faults


def _follow(told: object) -> Faults:
    """The faults that are there from the start."""
    faults = Faults()
    if told is not None:
        from cloverdesk.demo.app import OPERATION_IDS

        faults.operations = OPERATION_IDS
        faults.install(told)
    return faults


def _make_ready(store: DemoStore, goods: _Goods) -> None:
    """Set the clock, fill the store if it is new, and bring it up to its present."""
    if goods.clock_ms is not None:
        store.start_at(goods.clock_ms)
    if store.is_empty:
        seed_store(store, goods.orders, goods.seed, kind=goods.kind, options=goods.options)
    let_time_pass(Shop(store, goods.options))


def _serve(store: DemoStore, listener: socket.socket, stopper: _Stopper, goods: _Goods) -> None:
    from cloverdesk.demo.door.wire import StoreServer

    server = StoreServer(store, goods.options, goods.faults, on_ready=lambda: _announce(store, listener))
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
    # The protocol is named: asyncio sends small pieces without delay only on a socket that says it is TCP.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
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
