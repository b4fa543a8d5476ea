"""Every measurement of `make bench`, as one JSON document; each figure that has a goal says whether it is met."""

import argparse
import json
import os
import platform
import subprocess
import sys

from tests.benchmarks import api, demo_store, start_up


def main() -> int:
    """Print the document; 1 where something could not be measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="pairs of runs, five at least")
    parser.add_argument("--orders", type=int, default=5000, help="orders of the demo store of the window")
    options = parser.parse_args()
    try:
        figures = start_up.measure(options.runs, options.orders) | demo_store.measure(options.runs)
        figures |= api.measure(options.runs)
    except (start_up.NoMark, demo_store.NotServed, subprocess.CalledProcessError) as problem:
        print(json.dumps({"error": str(problem)}, indent=2))
        return 1
    print(json.dumps(figures | {"machine": _machine()}, indent=2))
    return 0


def _machine() -> dict[str, object]:
    return {"python": platform.python_version(), "cores": os.cpu_count(), "system": platform.system()}


if __name__ == "__main__":
    sys.exit(main())
