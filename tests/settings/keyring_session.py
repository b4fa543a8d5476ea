"""Run by test_real_keyring.py inside a D-Bus session of its own; prints what happened as JSON."""

import json
import sys
from dataclasses import replace
from pathlib import Path

from cloverdesk.domain.environment import Environment
from cloverdesk.domain.errors import DeskError
from cloverdesk.settings.paths import Paths
from cloverdesk.settings.profiles import KeyHome, Profile
from cloverdesk.settings.secrets import Secrets, take_passphrase


def main(step: str, data: Path) -> object:
    """Do one step with the secrets in `data`."""
    paths = Paths(data)
    secrets = Secrets.open(paths, passphrase=take_passphrase())
    shop = Profile("shop", Environment.LIVE, None, "M", "", "Shop", "USD", KeyHome.KEYRING)
    if step == "home":
        return secrets.home_for("new").value
    if step == "tokens":
        secrets.save_tokens(shop, {"private": "t" * 3000})
        kept = secrets.tokens(shop)
        secrets.forget_tokens(shop)
        return kept["private"] == "t" * 3000
    key = secrets.database_key(shop if step == "key" else replace(shop, name="other")).hex()
    paths.journal("shop").write_bytes(b"encrypted")
    return key


if __name__ == "__main__":
    try:
        print(json.dumps({"answer": main(sys.argv[1], Path(sys.argv[2]))}))
    except DeskError as problem:
        print(json.dumps({"code": problem.code, "exit": problem.exit_code, "text": str(problem)}))
