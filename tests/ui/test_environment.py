"""Whose money it is: only a server on this very computer is called a test server."""

from dataclasses import replace

import pytest

from cloverdesk.domain.environment import Environment
from cloverdesk.settings.profiles import DEMO_PROFILE, KeyHome
from cloverdesk.ui.window.environment import look_of


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("http://127.0.0.1:8080", "Test server"),
        ("http://127.0.0.2:8080", "Test server"),
        ("http://[::1]:8080", "Test server"),
        ("http://localhost", "Test server"),
        ("https://clover.example", "Live"),
        ("https://localhost.clover.example", "Live"),
    ],
)
def test_a_custom_server(qapp, url: str, word: str) -> None:
    profile = replace(DEMO_PROFILE, environment=Environment.CUSTOM, url=url, key_home=KeyHome.VAULT)
    assert look_of(profile).text == word
