"""schemathesis over a running store: every operation of a document with data that is right and data that is wrong.

Many calls are made to reach further than made-up ids would: what they need is rung up first, and its ids and tokens are put
in their place, as long as that does not mend what was made wrong on purpose.
"""

import itertools
import json
import random
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any

import httpx
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.engine import events, from_schema

from cloverdesk.demo.accounts import oauth
from cloverdesk.demo.identity import Identity
from tests.contracts.callers import USUAL, served
from tests.contracts.documents import document, operation
from tests.contracts.preparations import PREPARE, App, Prepare, Sent
from tests.contracts.till import BROWSER, Till

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "ignored_auth",
    "unsupported_method",
    "allow_header_conformance",
)
STRICT: Mapping[str, Mapping[str, object]] = {
    "payments": {
        "user_agent_required": True,
        "forwarded_for_required": True,
        "text_amounts_accepted": False,
    },
    "accounts": {
        "user_agent_required": True,
        "text_amounts_accepted": False,
        "customer_update_needs_both": True,
        "oauth_asks": False,
    },
}
"""By document: where the store is kind to programs that do not keep to it, here it is not."""
DEEP = 0.4
"""The share of the calls that are made to reach further. All of those do whose body is wrong: nothing else may hide that."""
PLAUSIBLE = {
    "currency": "usd",
    "email": "ada@example.com",
    "receipt_email": "ada@example.com",
    "threeds": {"source": "CLOVER", "browser_info": BROWSER},
    "taxRateUuids": ["TX6Q2N8RMB4VD"],
    "startDate": "2027-02-01T00:00:00.000+0000",
    "endDate": "2027-08-01T00:00:00.000+0000",
    "collectionMethod": "CHARGE_AUTOMATICALLY",
}
"""Members that are refused unless they make sense, which no schema can say."""
DROPPED = frozenset({"order_id", "customer", "tender", "customerUuid"})
"""Members that would have to name something that is there."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What a check found wrong: with which operation, what it says, and the call that showed it."""

    document: str
    operation: str
    check: str
    message: str
    call: str
    body: bytes
    answer: str

    def __str__(self) -> str:
        words = " ".join(self.message.split())
        return f"{self.operation} ({self.check})\n  {words[:400]}\n  {self.call} {self.body[:400]!r}\n  {self.answer[:400]}"


@dataclass(slots=True)
class Run:
    """What came of a run: the failures, what else went wrong, and how many calls of which status each operation had."""

    failures: list[Failure]
    errors: list[str]
    statuses: dict[str, dict[int, int]]


def run(name: str, *, examples: int, seed: int = 1) -> Run:
    """Exercise every operation of a document on a server of its own."""
    with served(orders=40, **STRICT[name]) as said, till(said) as behind:
        schema = schemathesis.openapi.from_dict(_described(name), config=_config(said, examples, seed))
        told = Run([], [], {})
        with _reaching(behind, _app(behind, said)):
            for event in from_schema(schema).execute():
                _note(name, event, told)
        return told


@contextmanager
def till(said: Mapping[str, Any]) -> Iterator[Till]:
    """Somebody who rings things up on a server."""
    headers = {**USUAL, "authorization": f"Bearer {said['api_token']}"}
    with httpx.Client(base_url=said["url"], headers=headers, trust_env=False) as client:
        yield Till.of(client, said)


def _app(behind: Till, said: Mapping[str, Any]) -> App:
    """The app of a server; its secret follows from what the server says."""
    key = behind.call("GET", "/pakms/apikey")
    tokens = {name: str(said[name]) for name in ("merchant_id", "api_token", "public_token", "control_token")}
    identity = Identity(app_id=key["developerAppUuid"], pakms_key=key["apiAccessKey"], **tokens)
    return App(identity.app_id, oauth.client_secret(identity))


def _described(name: str) -> dict[str, Any]:
    """The document without the servers: all of it is served at one address."""
    raw: dict[str, Any] = json.loads(json.dumps(document(name)))
    raw.pop("servers")
    for path in raw["paths"].values():
        path.pop("servers", None)
    return raw


def _config(said: Mapping[str, Any], examples: int, seed: int) -> SchemathesisConfig:
    bearer, key = {"bearer": said["api_token"]}, {"api_key": said["public_token"]}
    schemes = ("bearerAuth", "oauthToken", "ecommercePrivateToken", "platformMerchantToken")
    return SchemathesisConfig.from_dict(
        {
            "base-url": said["url"],
            "seed": seed,
            "workers": 1,
            "continue-on-failure": True,
            "request-timeout": 20,
            "cache": {"enabled": False},
            "generation": {
                "mode": "all",
                "max-examples": examples,
                "deterministic": True,
                "no-shrink": True,
                "database": "none",
            },
            "phases": {"stateful": {"enabled": False}},
            "auth": {"openapi": {**dict.fromkeys(schemes, bearer), "apiAccessKey": key}},
            "checks": {"enabled": False, **{check: {"enabled": True} for check in CHECKS}},
        }
    )


# ---------------------------------------------------------------- reaching further


@contextmanager
def _reaching(behind: Till, app: App) -> Iterator[None]:
    """Let every other call find what it asks for; every call its merchant, and a key that is new."""
    dice, keys = random.Random(1), itertools.count()

    def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
        _put(case, ParameterLocation.PATH, {"mId": behind.merchant})
        headers = {"X-Clover-Merchant-Id": behind.merchant, "idempotency-key": f"key-{next(keys)}"}
        _put(case, ParameterLocation.HEADER, headers)
        lines = list(PREPARE[case.operation.definition.raw["operationId"]].values())
        if _is_wrong(case, ParameterLocation.BODY) or dice.random() < DEEP:
            _deepen(case, _ready(dice.choice(lines), behind, app))

    schemathesis.hook(before_call)
    try:
        yield
    finally:
        schemathesis.hooks.unregister(before_call)


def _ready(prepare: Prepare, behind: Till, app: App) -> Sent:
    """What was prepared; nothing where the drawer has run out of gift cards."""
    try:
        return prepare(behind, app)
    except IndexError:
        return Sent()


def _deepen(case: Any, sent: Sent) -> None:
    """Let a call name what is there, and be as reasonable as its schema cannot say."""
    _put(case, ParameterLocation.PATH, sent.path)
    _put(case, ParameterLocation.QUERY, sent.query)
    _put(case, ParameterLocation.BODY, {**PLAUSIBLE, **sent.body})
    if isinstance(case.body, dict) and not _is_wrong(case, ParameterLocation.BODY):
        case.body = {name: value for name, value in case.body.items() if name not in DROPPED - set(sent.body)}


def _put(case: Any, place: ParameterLocation, real: Mapping[str, Any]) -> None:
    """Put what is real in the place of what was made up, where that was a value that could be."""
    made = getattr(case, place.container_name)
    if not isinstance(made, MutableMapping):
        return
    after = copy(made)  # several cases may share one
    is_wrong = _is_wrong(case, place)
    for name, value in real.items():
        if name in made and not (is_wrong and not _could_be(case, place, name, made[name])):
            after[name] = value
    setattr(case, place.container_name, after)


def _is_wrong(case: Any, place: ParameterLocation) -> bool:
    """Whether something was made wrong there on purpose."""
    return case.meta is not None and bool(case.meta.is_negative_at(place))


def _could_be(case: Any, place: ParameterLocation, name: str, value: object) -> bool:
    """Whether a value fits the schema of its own member."""
    one = operation(case.operation.definition.raw["operationId"])
    schema = one.member(name) if place is ParameterLocation.BODY else one.parameter(name)
    return one.fits(schema, value)


# ---------------------------------------------------------------- what came of it


def _note(name: str, event: Any, told: Run) -> None:
    if isinstance(event, events.ScenarioFinished):
        for case_id, checks in event.recorder.checks.items():
            told.failures += [
                _failure(name, event.recorder, case_id, check) for check in checks if check.failure_info
            ]
        for node in event.recorder.interactions.values():
            of_operation = told.statuses.setdefault(event.recorder.label, {})
            status = node.response.status_code if node.response else 0
            of_operation[status] = of_operation.get(status, 0) + 1
    elif isinstance(event, events.NonFatalError | events.FatalError):
        told.errors.append(str(event))


def _failure(name: str, recorder: Any, case_id: str, check: Any) -> Failure:
    found = check.failure_info.failure
    sent = recorder.interactions.get(case_id)
    answer = sent.response if sent else None
    return Failure(
        name,
        recorder.label,
        check.name,
        f"{found.title}: {found.message}",
        f"{sent.request.method} {sent.request.uri}" if sent else "",
        (sent.request.body or b"") if sent else b"",
        f"{answer.status_code} {answer.content.decode(errors='replace')}" if answer else "",
    )
