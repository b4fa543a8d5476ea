"""A browser for tests: says yes on the sign-in page, goes where that leads, and notes what can be seen of processes.

Run as `obedient_browser.py NOTES ADDRESS`; appends one JSON line.
"""

import json
import sys
from pathlib import Path

import httpx
import psutil

if __name__ == "__main__":
    notes, address = Path(sys.argv[1]), sys.argv[2]
    back = httpx.get(f"{address}&decision=allow", trust_env=False).headers["location"]
    me = psutil.Process()
    seen = [me.cmdline(), *(one.cmdline() for one in me.parents()[:1])]
    with notes.open("a") as file:
        file.write(json.dumps({"back": back, "argv": seen}) + "\n")
    httpx.get(back, trust_env=False)
