"""One demo store for all desks of a profile, gone with the desk that started it, however that ends."""

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from cloverdesk.app.demo_process import DemoNotStarted, DemoPlace, DemoProcess
from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.store import DemoStore

START_AND_DIE = """
    import os, sys
    from pathlib import Path
    from cloverdesk.app.demo_process import DemoPlace, DemoProcess
    folder = Path(sys.argv[1])
    demo = DemoProcess.join(DemoPlace(folder, folder / "demo.db", 20, 3))
    print(demo._process.pid, flush=True)
    os.kill(os.getpid(), 9)
"""


def join(folder: Path) -> DemoProcess:
    return DemoProcess.join(DemoPlace(folder, folder / "demo.db", 20, 3))


def merchant_of(demo: DemoProcess) -> str:
    answer = httpx.get(
        f"{demo.address.url}/pakms/apikey", headers={"Authorization": f"Bearer {demo.address.api_token}"}
    )
    return answer.raise_for_status().json()["merchantUuid"]


def test_the_second_desk_finds_the_store_of_the_first(tmp_path) -> None:
    first = join(tmp_path)
    try:
        second = join(tmp_path)
        assert second.address == first.address
        second.stop()  # not its own: nothing ends
        assert merchant_of(first) == first.address.merchant_id
    finally:
        first.stop()


def test_the_store_goes_on_when_the_desk_that_ran_it_closes(tmp_path) -> None:
    first, second = join(tmp_path), join(tmp_path)
    try:
        second.look_after()  # nothing to do: the first one runs it
        first.stop()
        second.look_after()
        assert second.address == first.address
        assert merchant_of(second) == first.address.merchant_id
    finally:
        second.stop()


def test_a_killed_store_is_started_again_at_its_address(tmp_path) -> None:
    desk = join(tmp_path)
    try:
        before = desk.address
        process = psutil.Process().children()[-1]
        process.kill()
        psutil.wait_procs([process], timeout=20)
        desk.look_after()
        assert desk.address == before
        assert merchant_of(desk) == before.merchant_id
    finally:
        desk.stop()


def test_ids_and_tokens_survive_a_restart(tmp_path) -> None:
    first = join(tmp_path)
    first.stop()
    again = join(tmp_path)
    try:
        assert again.address.merchant_id == first.address.merchant_id
        assert again.address.api_token == first.address.api_token
        assert merchant_of(again) == again.address.merchant_id
    finally:
        again.stop()


def read(demo: DemoProcess, path: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {demo.address.api_token}"}
    return httpx.get(f"{demo.address.url}{path}", headers=headers).raise_for_status().json()


def test_opened_again_after_some_days_it_has_traded(tmp_path) -> None:
    first = join(tmp_path)
    before = read(first, "/v1/charges")["data"][0]
    first.stop()
    store = DemoStore.open(tmp_path / "demo.db")
    store.advance(3 * DAY_MS)
    store.close()
    again = join(tmp_path)
    try:
        after = read(again, "/v1/charges")["data"][0]
        assert after["created"] > before["created"] + 2 * DAY_MS
        assert read(again, f"/v1/charges/{before['id']}")["amount"] == before["amount"]
    finally:
        again.stop()


def test_the_rates_of_calls_are_limited_as_clovers_are(tmp_path) -> None:
    demo = join(tmp_path)
    try:
        headers = {"Authorization": f"Bearer {demo.address.api_token}"}
        with httpx.Client(base_url=demo.address.url, headers=headers) as client:
            codes: list[int] = []
            while len(codes) < 500 and 429 not in codes:
                codes.append(client.get("/v1/charges?limit=1").status_code)
        assert codes[-1] == 429
    finally:
        demo.stop()


def test_a_killed_desk_leaves_no_server_behind(tmp_path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(START_AND_DIE), str(tmp_path)]
    killed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert killed.returncode == -9
    _gone, alive = psutil.wait_procs(
        [psutil.Process(pid) for pid in [int(killed.stdout)] if psutil.pid_exists(pid)], timeout=20
    )
    assert not alive
    following = join(tmp_path)  # the note of the dead one is not believed
    try:
        assert merchant_of(following)
    finally:
        following.stop()


def test_a_store_that_cannot_start_says_so(tmp_path) -> None:
    (tmp_path / "demo.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(DemoNotStarted) as told:
        join(tmp_path)
    assert "did not start" in str(told.value)
    assert not (tmp_path / "demo-server.json").exists()


def test_nothing_secret_stands_in_the_note(tmp_path) -> None:
    demo = join(tmp_path)
    try:
        note = json.loads((tmp_path / "demo-server.json").read_text("utf-8"))
        assert set(note) == {"url", "merchant_id", "api_token", "public_token"}
    finally:
        demo.stop()
