"""Writes the catalogue for translators: the window's texts, and those of every message code below it."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "resources" / "translations" / "cloverdesk.ts"
CONTEXT = "Message"


def _codes() -> str:
    """The English texts of the codes as a module that the catalogue's tool can read."""
    from cloverdesk.domain.texts import ENGLISH

    # The code is a hint for translators only: the program looks a text up by its English words alone.
    lines = (f"    #: {code}\n    translate({CONTEXT!r}, {text!r})" for code, text in sorted(ENGLISH.items()))
    return "def texts(translate):\n" + "\n".join(lines) + "\n"


def write(target: Path) -> None:
    """Write `target` anew. Texts that nobody shows any more are left out."""
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    with tempfile.TemporaryDirectory() as place:
        codes = Path(place) / "codes.py"
        codes.write_text(_codes(), encoding="utf-8")
        window = sorted((ROOT / "cloverdesk" / "ui").rglob("*.py"))
        sources = [str(path) for path in (*window, codes)]
        options = [
            "-source-language",
            "en",
            "-target-language",
            "en",
            "-locations",
            "none",
            "-no-obsolete",
            "-silent",
        ]
        subprocess.run([tool, *sources, *options, "-ts", target], check=True)


def main() -> None:
    """Bring the catalogue in `resources`, or the file after `--out`, up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=CATALOGUE)
    target: Path = parser.parse_args().out
    target.parent.mkdir(parents=True, exist_ok=True)
    write(target)


if __name__ == "__main__":
    main()
