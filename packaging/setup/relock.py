"""Makes the locks anew: every platform, every hash, and no address."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "packaging" / "lock"
TOOLS = ROOT / "build" / "lock-tools"
OPTIONS = ("--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade")
NO_ADDRESS = ("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate")


def _uv() -> Path:
    """uv in an environment of its own: nothing that is shipped or tested needs it."""
    scripts = TOOLS / ("Scripts" if sys.platform == "win32" else "bin")
    found = next(scripts.glob("uv*"), None)
    if found is None:
        subprocess.run([sys.executable, "-m", "venv", TOOLS], check=True)
        subprocess.run([scripts / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
        found = next(scripts.glob("uv*"))
    return found.with_name("uv")


def _compile(name: str, *more: str) -> None:
    target = ["--output-file", str(LOCK / name)]
    command = [
        str(_uv()),
        "pip",
        "compile",
        "pyproject.toml",
        *OPTIONS,
        *NO_ADDRESS,
        "--quiet",
        *target,
        *more,
    ]
    subprocess.run(command, cwd=ROOT, check=True)


def main() -> None:
    """Write both locks; what both hold has one version."""
    _compile("run.txt", "--group", "build")
    _compile(
        "dev.txt", *("--group", "build", "--group", "test", "--group", "check"), "-c", str(LOCK / "run.txt")
    )


if __name__ == "__main__":
    main()
