"""What schemathesis finds wrong with the store and is right as it is, or known and told: each with its reason."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.contracts.documents import Described, operations
from tests.contracts.fuzzing import Failure

ANY = "any operation"
NEGATIVE, HEADER = "negative_data_rejection", "missing_required_header"
STATUS = "status_code_conformance"
METHOD, ALLOW = "unsupported_method", "allow_header_conformance"


@dataclass(frozen=True, slots=True)
class Accepted:
    """Failures of some checks at an operation of which `holds` says that they are this one, and why that is in order."""

    operation: str
    checks: tuple[str, ...]
    holds: Callable[[Failure], bool]
    reason: str

    def covers(self, failure: Failure) -> bool:
        """Whether a failure is accepted by this."""
        return (
            self.operation in {ANY, failure.operation}
            and failure.check in self.checks
            and self.holds(failure)
        )


def says(*words: str) -> Callable[[Failure], bool]:
    """Whether the check says all of that."""
    return lambda failure: all(word in failure.message for word in words)


def answered(status: int) -> Callable[[Failure], bool]:
    """Whether it was answered that status."""
    return lambda failure: failure.answer.startswith(f"{status} ")


def fits_without_nulls(failure: Failure) -> bool:
    """Whether the body would be right if its nulls were not there; no body is an empty one."""
    return _fits(failure, ())


def anything(_failure: Failure) -> bool:
    """Whatever the check says."""
    return True


def unread(operation: str, member: str, reason: str) -> Accepted:
    """The body would be right without a member that the store does not look at."""
    return Accepted(
        operation,
        (NEGATIVE,),
        lambda failure: not _fits(failure, ()) and _fits(failure, (member,)),
        reason,
    )


def _fits(failure: Failure, without: tuple[str, ...]) -> bool:
    """Whether the trouble was the body, which would be right without nulls and without some members."""
    one = _described(failure)
    if one is None or not one.body or "parameter" in failure.message:
        return False
    try:
        body = json.loads(failure.body) if failure.body else {}
    except ValueError:
        return False
    return isinstance(body, dict) and one.fits(one.body, _without(body, without))


def _without(body: dict[str, Any], members: tuple[str, ...]) -> Any:
    """The body without nulls and without members, which are named by their paths, such as `threeds.browser_info`."""
    kept: Any = _without_nulls(body)
    for member in members:
        *path, last = member.split(".")
        for place in _places(kept, path):
            place.pop(last, None)
    return kept


def _places(value: Any, path: list[str]) -> Iterator[dict[str, Any]]:
    """The objects that a path leads to; each element of a list on the way is gone through."""
    if isinstance(value, list):
        for element in value:
            yield from _places(element, path)
    elif isinstance(value, dict) and path:
        yield from _places(value.get(path[0]), path[1:])
    elif isinstance(value, dict):
        yield value


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nulls(member) for name, member in value.items() if member is not None}
    return [_without_nulls(one) for one in value] if isinstance(value, list) else value


def _described(failure: Failure) -> Described | None:
    found = [
        one for one in operations() if (one.document, one.label) == (failure.document, failure.operation)
    ]
    return found[0] if found else None


EVERYWHERE = (
    Accepted(
        ANY,
        (NEGATIVE, HEADER),
        says("User-Agent"),
        "the library that sends the calls adds a User-Agent where none is given",
    ),
    Accepted(
        ANY,
        (NEGATIVE,),
        fits_without_nulls,
        "a member that is null counts as absent, and no body as an empty one: so programs write what they do not set",
    ),
    Accepted(
        ANY,
        (STATUS,),
        answered(400),
        "a header or an `expand` that is wrong is a 400, even where the document lists none",
    ),
)
NOT_TRUE = "whatever is not `true` counts as false here"
LOOSE_KEY = "a key that is empty counts as none, and one that is longer than documented counts"
ONE_NUMBER = "a card is known by its number or by an encrypted one: the other is not looked at"
NEVER_HEARD_OF = "a member that nobody has heard of is passed over, as everywhere else"
NOBODY_FOUND = "a filter that nothing can match finds nothing"
ACCEPTED: Mapping[str, tuple[Accepted, ...]] = {
    "payments": (
        *EVERYWHERE,
        Accepted("GET /v1/charges", (NEGATIVE,), says("parameter `customer`"), NOBODY_FOUND),
        Accepted("GET /v1/orders", (NEGATIVE,), says("parameter `customer`"), NOBODY_FOUND),
        Accepted("GET /v1/refunds", (NEGATIVE,), says("parameter `charge`"), NOBODY_FOUND),
        Accepted(
            "POST /v1/charges/finalize_payment",
            (METHOD, ALLOW),
            anything,
            "with another method the path is that of a charge, of the id finalize_payment",
        ),
        *(
            Accepted(label, (NEGATIVE,), says("idempotency-key"), LOOSE_KEY)
            for label in ("POST /v1/charges", "POST /v1/charges/{chargeId}/capture", "POST /v1/refunds")
        ),
        unread("POST /v1/tokens", "card.number", ONE_NUMBER),
        unread("POST /v1/tokens", "card.encrypted_pan", ONE_NUMBER),
    ),
    "accounts": (
        *EVERYWHERE,
        Accepted(
            "GET /pakms/apikey",
            ("content_type_conformance",),
            answered(401),
            "the normative document has plain text here",
        ),
        Accepted("POST /v1/charges", (METHOD, ALLOW), says("GET"), "the other document describes GET"),
        Accepted("POST /v1/refunds", (METHOD, ALLOW), says("GET"), "the other document describes GET"),
        Accepted("GET /recurring/v1/plans", (NEGATIVE,), says("parameter `interval`"), NOBODY_FOUND),
        Accepted(
            "GET /recurring/v1/subscriptions", (NEGATIVE,), says("parameter `collectionMethod`"), NOBODY_FOUND
        ),
        Accepted(
            ANY,
            (NEGATIVE,),
            lambda failure: "/v3/" in failure.operation and "parameter `expand`" in failure.message,
            "names to expand that mean nothing are passed over, as seen",
        ),
        Accepted("POST /oauth/v2/token", (NEGATIVE,), says("parameter `no_refresh_token`"), NOT_TRUE),
        unread("POST /oauth/v2/token", "x-schemathesis-unknown-property", NEVER_HEARD_OF),
        unread("POST /oauth/v2/refresh", "x-schemathesis-unknown-property", NEVER_HEARD_OF),
        Accepted(
            "POST /v1/charges/{chargeId}/capture",
            (NEGATIVE,),
            lambda failure: not failure.body or says("amount")(failure),
            "the normative document has amount and body optional",
        ),
    ),
}
