"""A session without a keyring, as on a server."""

import sys

import pytest


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Secret Service is not there. On other platforms the keyring is the system's own and always there."""
    if sys.platform != "linux":
        pytest.skip("the keyring of this platform cannot be taken away")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
