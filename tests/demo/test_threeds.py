"""3D Secure: without a question, with one, refused, and what has to come along."""

import pytest

from cloverdesk.demo.options import DemoOptions
from tests.support.demo import CARD, Demo, with_demo

BROWSER = {
    "browser_ip": "203.0.113.7",
    "browser_accept_header": "*/*",
    "browser_javascript_enabled": True,
    "browser_java_enabled": False,
    "browser_language": "en-US",
    "browser_screen_height": "1120",
    "browser_screen_width": "1792",
    "browser_tz": "420",
    "browser_user_agent": "Mozilla/5.0",
}
ASKED = {"source": "CLOVER", "browser_info": BROWSER}
CHALLENGED = {**CARD, "number": "4811326490014875"}
FAILING = {**CARD, "number": "5123459046058920"}


async def _charge(demo: Demo, client, card=CARD, threeds=ASKED, **more):
    source = await demo.token(client, card)
    body = {"amount": 1000, "currency": "usd", "source": source, "threeds": threeds, **more}
    return await client.post("/v1/charges", json=body)


async def _finish(client, charge: str, status: str = "CHALLENGE_FLOW_COMPLETED"):
    body = {"charge_id": charge, "threeds": {"source": "CLOVER", "flow_status": status}}
    return await client.post("/v1/charges/finalize_payment", json=body)


@with_demo()
async def test_most_cards_pass_without_a_question(demo, client) -> None:
    made = (await _charge(demo, client)).json()
    assert (made["status"], made["paid"]) == ("succeeded", True)
    assert made["threeds"]["validation_result"] == "AUTHENTICATION_SUCCESSFUL"
    assert made["threeds"]["liability_protection_status"] == "PROTECTED"


@with_demo()
async def test_a_question_is_answered(demo, client) -> None:
    made = (await _charge(demo, client, CHALLENGED)).json()
    assert (made["status"], made["captured"], "paid" in made) == ("pending", False, False)
    assert made["threeds"]["data"]["acs_url"].startswith("https://")
    waiting = (await client.get(f"/v1/charges/{made['id']}")).json()
    assert (waiting["status"], waiting["amount_captured"]) == ("pending", 0)
    assert (await client.post("/v1/refunds", json={"charge": made["id"]})).status_code == 400
    done = (await _finish(client, made["id"])).json()
    assert (done["status"], done["paid"], done["amount_captured"]) == ("succeeded", True, 1000)
    order = (await client.get(f"/v1/orders/{done['order']}")).json()
    assert (order["status"], order["amount_paid"]) == ("paid", 1000)
    again = await _finish(client, made["id"])
    assert again.json()["error"]["code"] == "processing_error"
    assert [one["kind"] for one in demo.ledger] == ["pending", "charge"]
    listed = (await client.get("/v1/charges", params={"is_threeds": "true"})).json()
    assert [one["id"] for one in listed["data"]] == [made["id"]]


@with_demo()
async def test_a_question_that_is_not_answered_declines(demo, client) -> None:
    made = (await _charge(demo, client, CHALLENGED)).json()
    answer = await _finish(client, made["id"], "CHALLENGE_FLOW_FAILED")
    assert (answer.status_code, answer.json()["error"]["charge"]) == (402, made["id"])
    read = (await client.get(f"/v1/charges/{made['id']}")).json()
    assert (read["status"], read["paid"], read["failure_code"]) == ("failed", False, "card_declined")


@with_demo()
async def test_a_hold_after_a_question(demo, client) -> None:
    made = (await _charge(demo, client, CHALLENGED, capture=False)).json()
    held = (await _finish(client, made["id"])).json()
    assert (held["status"], held["captured"], held["amount_captured"]) == ("succeeded", False, 0)
    taken = (await client.post(f"/v1/charges/{made['id']}/capture", json={})).json()
    assert taken["amount_captured"] == 1000


@with_demo(options=DemoOptions(threeds_asks_method_first=True))
async def test_the_browser_may_be_looked_at_first(demo, client) -> None:
    made = (await _charge(demo, client, CHALLENGED)).json()
    assert made["threeds"]["validation_result"] == "THREEDS_METHOD_FLOW_REQUIRED"
    second = (await _finish(client, made["id"], "THREEDS_METHOD_FLOW_COMPLETED")).json()
    assert second["threeds"]["validation_result"] == "CHALLENGE_FLOW_REQUIRED"
    assert (await _finish(client, made["id"])).json()["status"] == "succeeded"


@with_demo()
async def test_a_refused_cardholder(demo, client) -> None:
    answer = await _charge(demo, client, FAILING)
    assert (answer.status_code, "3DS" in answer.json()["error"]["message"]) == (402, True)


@pytest.mark.parametrize(("status", "protected"), [("SUCCESS", "PROTECTED"), ("ATTEMPTED", "NOT_PROTECTED")])
def test_another_programs_answer_is_taken(status, protected) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        result = {"authentication_status": status, "cryptogram": "AAAB", "transaction_id": "1"}
        made = await _charge(demo, client, threeds={"source": "NON_CLOVER", "authentication_result": result})
        assert made.json()["threeds"]["liability_protection_status"] == protected
        refused = {**result, "authentication_status": "REJECTED"}
        asked = {"source": "NON_CLOVER", "authentication_result": refused}
        assert (await _charge(demo, client, threeds=asked)).status_code == 402

    script()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "Missing or invalid source (CLOVER / NON_CLOVER) for 3DSecure"),
        ({"source": "CLOVER"}, "browser_info"),
        ({"source": "CLOVER", "browser_info": {**BROWSER, "browser_ip": ""}}, "browser_info"),
        ({"source": "CLOVER", "browser_info": {**BROWSER, "browser_java_enabled": "no"}}, "browser_info"),
        ({"source": "NON_CLOVER"}, "authentication_result"),
    ],
)
def test_missing_parts_are_refused(asked, words) -> None:
    @with_demo()
    async def script(demo, client) -> None:
        answer = await _charge(demo, client, threeds=asked)
        assert answer.status_code == 400
        assert words in answer.json()["error"]["message"]
        assert demo.ledger == []

    script()


@with_demo()
async def test_finishing_wants_all_its_parts(demo, client) -> None:
    url = "/v1/charges/finalize_payment"
    for body in ({}, {"charge_id": "0000000000000"}, {"threeds": {"source": "CLOVER"}}):
        assert (await client.post(url, json=body)).status_code == 400
    assert (await _finish(client, "0000000000000")).status_code == 404
