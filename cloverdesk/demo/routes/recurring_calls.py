"""What the operations of plans and subscriptions share: the merchant's header, their refusals, fields and lists."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from cloverdesk.demo.door.calls import Answer, Call, Operation
from cloverdesk.demo.engine import Filter, Match, Slice
from cloverdesk.demo.errors import Rejected, envelope, status_line, unauthorized
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.paying.taxes import unknown_rate
from cloverdesk.demo.recurring import periods
from cloverdesk.demo.recurring.plans import DELETED, Price
from cloverdesk.demo.rules import LARGEST_AMOUNT
from cloverdesk.demo.store import PLAN, Record

ROOT = "/recurring/v1"
HEADER = "X-Clover-Merchant-Id"
LEAST_LIMIT = 10
LONGEST_NOTE = LONGEST_RATES = 255
_LARGEST = 2**63 - 1
_TRUTH = {"true": True, "false": False}
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)
_DATES = ("startDate", "endDate", "lastRunDate", "createdTime", "modifiedTime", "deletedTime")

Shape = Callable[[Body], Body]


def bad(name: str, why: str) -> Rejected:
    """A member or parameter that is not valid."""
    return _refusal(400, f"{name}: {why}")


def missing() -> Rejected:
    """No such plan or subscription."""
    return Rejected(404, envelope(404))


def in_use(call: Call) -> Rejected:
    """The plan still has an active subscription."""
    return _refusal(409 if call.options.plan_in_use_conflicts else 400, "Plan has active subscriptions")


def operation(name: str, method: str, path: str, run: Callable[[Call], Answer]) -> Operation:
    """One of the recurring API's: of the merchant that the call names, refused in its own shape."""
    return Operation(name, method, path, for_merchant(run), malformed=partial(_refusal, 400))


def for_merchant(run: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
    """An operation that answers only to calls for the token's own merchant."""

    def checked(call: Call) -> Answer:
        named = call.headers.get(HEADER.lower())
        if named is None and call.options.recurring_merchant_required:
            raise bad(HEADER, "must not be empty")
        if named is not None and named != call.store.identity.merchant_id:
            raise unauthorized()
        return run(call)

    return checked


def find_plan(call: Call, plan_id: str, *, deleted: bool = False) -> Record:
    """A plan that the app may see; a deleted one only where it may be read. Raises `Rejected` (404)."""
    record = call.store.get(PLAN, plan_id)
    if record is None or not is_visible(call, record):
        raise missing()
    if record.status == DELETED and not (deleted and call.options.deleted_recurring_readable):
        raise missing()
    return record


def is_visible(call: Call, plan: Record) -> bool:
    """Whether the app made the plan; it sees no other, nor what is subscribed to one."""
    return plan.owner == call.store.identity.app_id or call.options.dashboard_plans_listed


# ---------------------------------------------------------------- members of a body


def read_terms(call: Call, *names: str) -> Body:
    """Those of amount, tip, note and tax rates that the body has. Raises `Rejected` for the first that is wrong."""
    terms: Body = {}
    for name in names:
        value = _READERS[name](call, name)
        if value is not None:
            terms[name] = value
    return terms


def check_total(call: Call, terms: Mapping[str, object]) -> None:
    """Raise `Rejected` where tax and tip make a price too large to be charged."""
    if Price.of(call.store.merchant.kind, terms).total > LARGEST_AMOUNT:
        raise bad("amount", "is above the allowed maximum")


def read_number(call: Call, name: str, *, least: int) -> int | None:
    """A whole number of 64 bits at most; None if absent."""
    refusal = bad(name, f"must be a whole number from {least}")
    value = call.fields.amount(name, lambda: refusal, least=least)
    if value is not None and value > _LARGEST:
        raise refusal
    return value


def read_text(call: Call, name: str, *, least: int = 0, most: int = LONGEST_NOTE) -> str | None:
    """A text of so many characters; None if absent."""
    value = call.body.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise bad(name, f"size must be between {least} and {most}")
    return value


def read_flag(call: Call, name: str) -> bool | None:
    """True or false, as text where that is accepted; None if absent."""
    value = call.body.get(name)
    if isinstance(value, str) and call.options.text_booleans_accepted:
        value = _TRUTH.get(value.lower(), value)
    if value is None or isinstance(value, bool):
        return value
    raise bad(name, "must be true or false")


def read_date(call: Call, name: str) -> int | None:
    """A date in milliseconds; None if absent."""
    value = call.body.get(name)
    if value is None:
        return None
    at_ms = periods.moment_of(value) if isinstance(value, str) else None
    if at_ms is None:
        raise bad(name, "must be a date in ISO 8601")
    return at_ms


def read_member(call: Call, name: str) -> Mapping[str, object] | None:
    """An object inside the body; None if absent."""
    value = call.body.get(name)
    if value is None or isinstance(value, dict):
        return value
    raise bad(name, "must be an object")


def _read_amount(call: Call, name: str) -> int | None:
    value = read_number(call, name, least=1 if name == "amount" else 0)
    if value is not None and value > LARGEST_AMOUNT:
        raise bad(name, "is above the allowed maximum")
    return value


def _read_rates(call: Call, name: str) -> Sequence[str] | None:
    value = call.body.get(name)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise bad(name, "must be a list of tax rates")
    if sum(map(len, value)) > LONGEST_RATES:
        raise bad(name, f"must have at most {LONGEST_RATES} characters in all")
    unknown = unknown_rate(call.store.merchant.kind, value)
    if unknown is not None and call.options.unknown_tax_rates_refused:
        raise bad(name, "must be tax rates of the merchant")
    return value


_READERS: Mapping[str, Callable[[Call, str], object]] = {
    "amount": _read_amount,
    "tipAmount": _read_amount,
    "note": read_text,
    "taxRateUuids": _read_rates,
}


# ---------------------------------------------------------------- lists


def page(
    call: Call,
    kind: str,
    *,
    filters: Iterable[Filter],
    matches: Iterable[Match],
    sorts: Iterable[str],
    shape: Shape,
) -> Answer:
    """One page of a list, ordered by the member that `sort` names. Raises `Rejected`."""
    if not call.options.deleted_recurring_listed:
        filters = [*filters, ("not_status", DELETED)]
    sort = call.asked("sort") or "name"
    if sort not in sorts:
        raise bad("sort", "is no field to order by")
    matches = [*matches, *is_active(call)]
    part = Slice(
        kind,
        tuple(filters),
        _limit(call),
        oldest_first=True,
        matches=tuple(matches),
        offset=_offset(call),
        sort=sort,
    )
    shown = [shape(json.loads(body)) for body in call.store.bodies(part)]
    return Answer.json(shown if call.options.recurring_lists_bare else {"elements": shown})


def is_active(call: Call) -> list[Match]:
    """The filter that `active` asks for."""
    asked = call.asked("active")
    if asked is None:
        return []
    if asked.lower() not in _TRUTH:
        raise bad("active", "must be true or false")
    return [Match("json_extract(body, '$.active') {}", "=", int(_TRUTH[asked.lower()]))]


def same(call: Call, param: str, member: str | None = None) -> list[Match]:
    """A filter that wants a member of the body to be what `param` says."""
    asked = call.asked(param)
    return [] if asked is None else [Match(f"json_extract(body, '$.{member or param}') {{}}", "=", asked)]


def dated(call: Call, member: str) -> list[Match]:
    """The filters on a date that `<member>Gt` and `<member>Lt` ask for, in UTC milliseconds."""
    matches = []
    for suffix, operator in (("Gt", ">"), ("Lt", "<")):
        asked = call.asked(member + suffix)
        if asked is None:
            continue
        if not _NUMBER.fullmatch(asked) or int(asked) > periods.LATEST_MS:
            raise bad(member + suffix, "must be UTC milliseconds")
        matches.append(Match(f"json_extract(body, '$.{member}') {{}}", operator, periods.text_of(int(asked))))
    return matches


def shaper(call: Call) -> Shape:
    """How a plan or subscription is shown: its dates as this store writes them."""
    if not call.options.recurring_dates_with_at:
        return lambda body: body
    return _with_at


def _with_at(body: Body) -> Body:
    return body | {name: str(body[name]).replace("T", "@", 1) for name in _DATES if name in body}


def _limit(call: Call) -> int:
    asked = call.asked("limit")
    if asked is None:
        return call.options.recurring_page
    most = call.options.recurring_largest_page
    if not _NUMBER.fullmatch(asked) or int(asked) > most:
        raise bad("limit", f"must be from {LEAST_LIMIT} to {most}")
    if int(asked) < LEAST_LIMIT and call.options.recurring_small_limits_refused:
        raise bad("limit", f"must be from {LEAST_LIMIT} to {most}")
    return max(int(asked), LEAST_LIMIT)


def _offset(call: Call) -> int:
    asked = call.asked("offset")
    if asked is not None and not _NUMBER.fullmatch(asked):
        raise bad("offset", "must be a whole number from 0")
    return int(asked or 0)


def _refusal(status: int, details: str) -> Rejected:
    return Rejected(status, {"message": status_line(status), "details": details})
