"""The set-up finds what is missing by trying, installs that and nothing else, does it once, and fails in one line."""

import importlib
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETUP = ROOT / "packaging" / "setup"
MODULES = ("trouble", "debian", "environment", "steps")


@pytest.fixture
def setup(monkeypatch) -> SimpleNamespace:
    """The modules of the set-up, fresh, as its own process imports them."""
    monkeypatch.syspath_prepend(str(SETUP))
    for name in MODULES:
        monkeypatch.delitem(sys.modules, name, raising=False)
    found: dict[str, ModuleType] = {name: importlib.import_module(name) for name in MODULES}
    yield SimpleNamespace(**found)
    for name in MODULES:
        sys.modules.pop(name, None)


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """A folder that is the whole PATH; `tools(name, script)` puts a shell script there. Calls are written to `calls`."""
    if sys.platform != "linux":
        pytest.skip("only Linux has apt")
    place = tmp_path / "tools"
    place.mkdir()
    monkeypatch.setenv("PATH", str(place))

    def add(name: str, script: str = "") -> None:
        file = place / name
        file.write_text(f'#!/bin/sh\necho "{name} $*" >> {tmp_path}/calls\n{script}\n')
        file.chmod(0o755)

    add.calls = lambda: (tmp_path / "calls").read_text().splitlines() if (tmp_path / "calls").exists() else []
    (place / "env").symlink_to(shutil.which("env", path="/usr/bin:/bin"))
    return add


def _absent(setup, place: Path, *packages: str):
    """Something that is there once the file `place` is."""
    return setup.debian.Need("libplanted.so.7", packages, place.exists)


def test_nothing_missing_calls_nobody(setup, tools) -> None:
    tools("apt-get")
    setup.debian.provide((setup.debian.Need("here", ("here",), lambda: True),), print)
    assert tools.calls() == []


@pytest.mark.skipif(sys.platform != "linux", reason="the C library has another name")
def test_libraries_are_found_by_loading_them(setup) -> None:
    there, gone = (
        setup.debian._library("libc.so.6", "libc6"),
        setup.debian._library("libplanted.so.7", "planted"),
    )
    assert setup.debian.missing((there, gone)) == [gone]


def test_the_name_of_this_release_is_installed_and_nothing_else(setup, tools, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    file = tmp_path / "installed"
    tools("apt-get", f'[ "$3" != install ] || : > {file}')
    tools("apt-cache", '[ "$3" = planted7 ] && echo Package: planted7')
    said: list[str] = []
    setup.debian.provide((_absent(setup, file, "planted7t64", "planted7"),), said.append)
    assert said == ["Installing Debian packages: planted7"]
    assert [call for call in tools.calls() if call.startswith("apt-get")] == [
        "apt-get --quiet=2 -o=Dpkg::Use-Pty=0 update",
        "apt-get --quiet=2 -o=Dpkg::Use-Pty=0 install --yes --no-install-recommends planted7",
    ]


def test_a_user_goes_through_sudo(setup, tools, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    tools("sudo", f": > {tmp_path}/installed")
    tools("apt-get")
    tools("apt-cache", "echo Package: planted7")
    setup.debian.provide((_absent(setup, tmp_path / "installed", "planted7"),), print)
    assert next(call.split()[:4] for call in tools.calls()) == [
        "sudo",
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
    ]
    assert not any(call.startswith("apt-get") for call in tools.calls())


@pytest.mark.parametrize(
    ("there", "root", "told"),
    [
        ((), True, "no apt-get to install them: libplanted.so.7"),
        (("apt-get",), False, "Run once as root (there is no sudo here): apt-get update"),
        (("apt-get", "apt-cache"), True, "apt knows no package for libplanted.so.7: looked for planted7"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    there, root, told, setup, tools, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0 if root else 1000)
    for name in there:
        tools(name)
    with pytest.raises(setup.trouble.Trouble) as trouble:
        setup.debian.provide((_absent(setup, tmp_path / "never", "planted7"),), print)
    assert told in str(trouble.value)
    assert "\n" not in str(trouble.value)


@pytest.mark.parametrize("answer", ["exit 100", "echo 'E: Failed to fetch the lists'"])
def test_no_network_is_said_in_one_line(answer, setup, tools, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    tools("apt-get", answer)
    with pytest.raises(setup.trouble.Trouble, match=r"could not fetch its lists.*libplanted\.so\.7"):
        setup.debian.provide((_absent(setup, tmp_path / "never", "planted7"),), print)


def test_installed_and_still_missing_is_said(setup, tools, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    tools("apt-get")
    tools("apt-cache", "echo Package: planted7")
    with pytest.raises(setup.trouble.Trouble, match=r"still not found: libplanted\.so\.7"):
        setup.debian.provide((_absent(setup, tmp_path / "never", "planted7"),), lambda _: None)


@pytest.fixture
def checkout(setup, tmp_path, monkeypatch):
    """An environment module that believes in a checkout of its own, whose installer only writes down what it is told."""
    monkeypatch.setattr(setup.environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup.environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    for stage in ("run", "test"):
        assert setup.environment.LOCKS[stage].is_file()
        monkeypatch.setitem(setup.environment.LOCKS, stage, tmp_path / f"{stage}.txt")
        (tmp_path / f"{stage}.txt").write_text(f"{stage}==1\n")
    monkeypatch.setattr(setup.environment, "ROOT", tmp_path)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    calls: list[str] = []

    def note(command: list[str], _why: str) -> None:
        calls.append(" ".join(command[1:]))
        (tmp_path / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
        (tmp_path / ".venv" / "bin" / "python").touch(0o755)

    monkeypatch.setattr(setup.environment, "_run", note)
    monkeypatch.setattr(setup.environment, "_works", (tmp_path / ".venv").exists)
    setup.environment.calls = calls
    return setup.environment


def test_what_was_made_is_not_made_again(checkout) -> None:
    assert not checkout.is_ready("run")
    checkout.make("run", lambda _: None)
    assert checkout.is_ready("run")
    assert not checkout.is_ready("test")
    assert "--require-hashes" in checkout.calls[1]


def test_the_tests_need_all_that_running_needs(checkout) -> None:
    checkout.make("test", lambda _: None)
    assert checkout.is_ready("run")


@pytest.mark.parametrize("file", ["run.txt", "pyproject.toml", ".venv/ready-run"])
def test_a_change_makes_it_again(file, checkout, tmp_path) -> None:
    checkout.make("run", lambda _: None)
    (tmp_path / file).write_text("other==2\n")
    assert not checkout.is_ready("run")


def test_a_lost_environment_is_made_again(checkout, tmp_path) -> None:
    checkout.make("run", lambda _: None)
    shutil.rmtree(tmp_path / ".venv" / "bin")
    assert not checkout.is_ready("run")


def test_the_lock_of_the_tests_holds_the_lock_of_running() -> None:
    run, dev = ((ROOT / "packaging" / "lock" / name).read_text() for name in ("run.txt", "dev.txt"))
    pins = {line.split(" ")[0] for line in run.splitlines() if "==" in line}
    assert pins <= {line.split(" ")[0] for line in dev.splitlines() if "==" in line}


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_locks_name_hashes_and_no_host(name) -> None:
    text = (ROOT / "packaging" / "lock" / name).read_text()
    entries = [part for part in text.replace("\\\n", " ").splitlines() if part.strip()]
    assert entries
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "index-url" not in text


@pytest.mark.parametrize(
    ("variables", "platform", "seen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ""}, "linux", False),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_where_a_window_can_be_seen(variables, platform, seen, setup) -> None:
    assert setup.steps.has_display(variables, platform) is seen


@pytest.mark.parametrize(
    ("variables", "expected", "platform"),
    [({}, ["tour", "--out", "build/tour"], "offscreen"), ({"DISPLAY": ":0"}, ["demo"], None)],
)
def test_what_run_shows(variables, expected, platform, setup, monkeypatch, capsys) -> None:
    started: list[tuple[list[str], str | None]] = []
    monkeypatch.setattr(setup.steps.os, "environ", variables)
    monkeypatch.setattr(setup.steps.os, "chdir", lambda _: None)
    monkeypatch.setattr(
        setup.steps.os,
        "execve",
        lambda _p, command, env: started.append((command, env.get("QT_QPA_PLATFORM"))),
    )
    setup.steps.show()
    ((command, chosen),) = started
    assert (command[1:], chosen) == (["-m", "cloverdesk", *expected], platform)
    assert len(capsys.readouterr().err.splitlines()) == (platform == "offscreen")


def test_trouble_is_one_line_and_an_exit_code(setup, monkeypatch, capsys) -> None:
    def fail(_stage: str) -> None:
        raise setup.trouble.Trouble("No luck.")

    monkeypatch.setattr(setup.steps, "make_ready", fail)
    assert setup.steps.main(["run"]) == 1
    assert capsys.readouterr().err == "No luck.\n"


def test_an_old_python_is_told_apart(monkeypatch) -> None:
    code = (
        "import sys, runpy, shutil; sys.version_info = (3, 9, 0); shutil.which = lambda name: None;"
        f"runpy.run_path({str(SETUP)!r}, run_name='__main__')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr.startswith("CloverDesk needs Python 3.11 or newer; this is ")
    assert len(ran.stderr.splitlines()) == 1


def test_a_second_time_takes_no_time_worth_naming() -> None:
    """Ready is judged without importing what only the set-up itself needs."""
    code = (
        f"import sys; sys.path.insert(0, {str(SETUP)!r}); import steps, environment;"
        "environment.is_ready = lambda stage: True; steps.make_ready('test'); print('debian' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_help_lists_the_targets() -> None:
    told = subprocess.run(["make", "-C", ROOT, "help"], capture_output=True, text=True, check=True).stdout
    listed = {line.split()[1] for line in told.splitlines() if line.startswith("  make ")}
    assert {"run", "test", "check", "bench", "tour", "build", "clean"} <= listed
