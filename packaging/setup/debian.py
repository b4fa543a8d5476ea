"""The Debian packages that the window and the tests need: found missing by trying, installed by apt."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from trouble import Trouble


@dataclass(frozen=True)
class Need:
    """Something that must be there. `packages` are the names it has had, in the order to try them."""

    name: str
    packages: tuple[str, ...]
    is_there: Callable[[], bool]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _library(soname: str, *packages: str) -> Need:
    return Need(soname, packages, lambda: _loads(soname))


def _program(name: str, package: str, *places: str) -> Need:
    return Need(
        name, (package,), lambda: shutil.which(name) is not None or any(Path(p).exists() for p in places)
    )


WINDOW = (
    _library("libglib-2.0.so.0", "libglib2.0-0t64", "libglib2.0-0"),
    _library("libEGL.so.1", "libegl1"),
    _library("libGL.so.1", "libgl1"),
    _library("libdbus-1.so.3", "libdbus-1-3"),
    _library("libfontconfig.so.1", "libfontconfig1"),
    _library("libxkbcommon.so.0", "libxkbcommon0"),
    _library("libxcb-cursor.so.0", "libxcb-cursor0"),
    _library("libxcb-icccm.so.4", "libxcb-icccm4"),
    _library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    _library("libxcb-shape.so.0", "libxcb-shape0"),
    _library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
VENV = (
    Need(
        "ensurepip",
        (f"python3.{sys.version_info.minor}-venv", "python3-venv"),
        lambda: importlib.util.find_spec("ensurepip") is not None,
    ),
)
TESTS = (
    _program("Xvfb", "xvfb"),
    _program("xauth", "xauth"),  # xvfb-run calls it
    _program("at-spi-bus-launcher", "at-spi2-core", "/usr/libexec/at-spi-bus-launcher"),
    _program("dbus-run-session", "dbus"),
    _program("gnome-keyring-daemon", "gnome-keyring"),
)


def missing(needs: Iterable[Need]) -> list[Need]:
    """Those that are not there."""
    return [need for need in needs if not need.is_there()]


def provide(needs: Sequence[Need], say: Callable[[str], None]) -> None:
    """Install what is missing, and nothing else. Raises `Trouble` where that cannot be done here."""
    absent = missing(needs)
    if not absent:
        return
    names = " ".join(need.name for need in absent)
    if shutil.which("apt-get") is None:
        msg = f"These are missing, and there is no apt-get to install them: {names}"
        raise Trouble(msg)
    _apt(
        "update",
        why=f"apt-get could not fetch its lists (is there a network?), and these are missing: {names}",
    )
    packages = [_known(need) for need in absent]
    say(f"Installing Debian packages: {' '.join(packages)}")
    _apt(
        *("install", "--yes", "--no-install-recommends"),
        *packages,
        why=f"apt-get could not install {' '.join(packages)}",
    )
    importlib.invalidate_caches()
    still = missing(absent)
    if still:
        msg = f"Installed, but still not found: {' '.join(need.name for need in still)}"
        raise Trouble(msg)


def _known(need: Need) -> str:
    """The first of the names that this release has a package under."""
    for package in need.packages:
        shown = subprocess.run(
            ["apt-cache", "show", "--no-all-versions", package], capture_output=True, check=False
        )
        if shown.returncode == 0 and shown.stdout:
            return package
    msg = f"apt knows no package for {need.name}: looked for {', '.join(need.packages)}"
    raise Trouble(msg)


def _apt(*arguments: str, why: str) -> None:
    quiet = ["apt-get", "--quiet=2", "-o=Dpkg::Use-Pty=0", *arguments]
    command = ["env", "DEBIAN_FRONTEND=noninteractive", *quiet]
    if os.geteuid() != 0:
        if shutil.which("sudo") is None:
            msg = f"Run once as root (there is no sudo here): apt-get {' '.join(arguments)}"
            raise Trouble(msg)
        command = ["sudo", *command]
    ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if ran.returncode != 0 or (arguments[0] == "update" and "\nE: " in f"\n{ran.stdout}"):
        last = next((line for line in reversed(ran.stdout.splitlines()) if line.startswith("E: ")), "")
        msg = f"{why}. {last}"
        raise Trouble(msg.strip())
