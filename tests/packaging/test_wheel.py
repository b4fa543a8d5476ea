"""The wheel, installed into an empty environment outside the checkout, has everything with it and runs."""

import os
import site
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PICTURE = (1280, 800)
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Built as `make build` builds it."""
    place = tmp_path_factory.mktemp("wheel")
    _pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", place, ROOT)
    (built,) = place.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def run(wheel, tmp_path_factory) -> Run:
    """Run a script of the environment, far from the checkout. What CloverDesk leans on is borrowed from this one."""
    place = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place / "venv"], check=True)
    scripts = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
    _pip("--python", str(scripts / "python"), "install", "--no-deps", "--no-index", wheel)
    (installed,) = (place / "venv").rglob("cloverdesk/__init__.py")
    borrowed = "\n".join(site.getsitepackages())
    (installed.parents[1] / "borrowed.pth").write_text(borrowed)

    def call(script: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
        variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CLOVERDESK_DATA_DIR": str(place / "data")}
        command = [scripts / script, *map(str, arguments)]
        return subprocess.run(command, cwd=place, env=variables, capture_output=True, text=True, check=False)

    return call


def _pip(*arguments: object) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True)


def _size(picture: Path) -> tuple[int, int]:
    """Width and height, as the head of a PNG tells."""
    return struct.unpack(">II", picture.read_bytes()[16:24])


def test_it_holds_the_package_and_its_resources_only(wheel) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"cloverdesk"}
    here = {path.relative_to(ROOT).as_posix() for path in (ROOT / "resources").rglob("*") if path.is_file()}
    assert here == {
        name.removeprefix("cloverdesk/") for name in names if name.startswith("cloverdesk/resources/")
    }
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_pages_travel(wheel) -> None:
    """What is no code in the package: the pages and scripts of the card page and of the demo store, the databases' SQL."""
    package = ROOT / "cloverdesk"
    code = {".py", ".pyc"}
    here = {path for path in package.rglob("*") if path.is_file() and path.suffix not in code}
    assert {"page.html", "page.js", "page.css", "sdk.js"} <= {path.name for path in here}
    assert {path.relative_to(ROOT).as_posix() for path in here} <= set(zipfile.ZipFile(wheel).namelist())


def test_its_code_is_not_the_checkout(run) -> None:
    told = run("python", "-c", "import cloverdesk; print(cloverdesk.__file__)")
    assert told.stderr == ""
    assert not Path(told.stdout).is_relative_to(ROOT)


@pytest.mark.parametrize(
    "parts", [("CHANGELOG.md",), ("fonts",), ("icons",), ("translations", "cloverdesk.ts")], ids=str
)
def test_resources_travel(parts, run) -> None:
    code = f"from cloverdesk.settings.paths import resource; print(resource(*{parts!r}).stat().st_size)"
    told = run("python", "-c", code)
    assert told.stderr == ""
    assert int(told.stdout) > 0


def test_the_script_answers(run) -> None:
    told = run("cloverdesk", "--version")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("cloverdesk ")


def test_it_runs_the_tour(run, tmp_path) -> None:
    told = run("cloverdesk", "tour", "--out", tmp_path / "tour")
    assert told.returncode == 0, told.stderr
    pictures = sorted((tmp_path / "tour").glob("*.png"))
    assert pictures
    assert {_size(picture) for picture in pictures} == {PICTURE}
