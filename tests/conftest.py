"""What holds for every test: the guards. Fixtures of one area live beside its tests."""

pytest_plugins = ("tests.support.guards",)
