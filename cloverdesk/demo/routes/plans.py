"""`/recurring/v1/plans`: what a merchant charges for again and again."""

from cloverdesk.demo.door.calls import Answer, Call
from cloverdesk.demo.engine import Filter, Match, Slice
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.recurring import billing, plans
from cloverdesk.demo.recurring.periods import INTERVALS, text_of
from cloverdesk.demo.recurring.plans import ACTIVE, DELETED, INACTIVE
from cloverdesk.demo.routes import recurring_calls as recurring
from cloverdesk.demo.routes.recurring_calls import bad, operation
from cloverdesk.demo.store import PLAN, SUBSCRIPTION

URL = recurring.ROOT + "/plans"
SHORTEST_NAME, LONGEST_NAME = 3, 127
_SORTS = (
    "name",
    "id",
    "amount",
    "tipAmount",
    "active",
    "interval",
    "intervalCount",
    "subscriptionCount",
    "subscriptionPaidTotalAmount",
    "createdTime",
    "modifiedTime",
    "lastRunDate",
)
_FIXED = ("interval", "intervalCount")


def list_plans(call: Call) -> Answer:
    """Plans, by name unless `sort` says otherwise."""
    filters: list[Filter] = []
    if not call.options.dashboard_plans_listed:
        filters.append(("owner", call.store.identity.app_id))
    matches = [*recurring.same(call, "name"), *recurring.same(call, "interval"), *_counted(call)]
    return recurring.page(
        call, PLAN, filters=filters, matches=matches, sorts=_SORTS, shape=recurring.shaper(call)
    )


def create_plan(call: Call) -> Answer:
    """A new plan."""
    terms = {"name": _name(call), **_interval(call), **_terms(call)}
    for member in ("name", "amount", *_FIXED):
        if terms.get(member) is None:
            raise bad(member, "must not be null")
    recurring.check_total(call, terms)
    now = call.store.now_ms()
    body = plans.plan_body(
        call.store.identity,
        call.store.new_id(),
        terms,
        product=call.store.new_id(),
        at_ms=now,
        by_app=True,
    )
    call.store.add(PLAN, body, created=now, owner=call.store.identity.app_id, status=_status(body))
    return _answer(call, body)


def get_plan(call: Call) -> Answer:
    """One plan."""
    return _answer(call, recurring.find_plan(call, call.path["plan_id"], deleted=True).body)


def edit_plan(call: Call) -> Answer:
    """Another name or price, or active or not; the period stays what it is."""
    body = recurring.find_plan(call, call.path["plan_id"]).body
    fixed = _interval(call)
    if not call.options.plan_interval_editable:
        for member, value in fixed.items():
            if value != body[member]:
                raise bad(member, "cannot be changed")
    edited: Body = {**body, **fixed, **_terms(call)}
    name = _name(call)
    if name is not None:
        edited["name"] = name
    recurring.check_total(call, edited)
    if body["active"] and not edited["active"] and _is_used(call, str(body["id"])):
        raise recurring.in_use(call)
    edited["modifiedTime"] = text_of(call.store.now_ms())
    call.store.change(PLAN, edited, status=_status(edited))
    if call.options.plan_interval_editable or call.options.plan_edits_reach_subscriptions:
        billing.plan_changed(call.shop, edited)
    return _answer(call, edited)


def delete_plan(call: Call) -> Answer:
    """End a plan for good."""
    body = recurring.find_plan(call, call.path["plan_id"]).body
    if _is_used(call, str(body["id"])) and not call.options.plan_in_use_deletable:
        raise recurring.in_use(call)
    body |= {"active": False, "deletedTime": text_of(call.store.now_ms())}
    call.store.change(PLAN, body, status=DELETED)
    return _answer(call, body)


def _answer(call: Call, body: Body) -> Answer:
    return Answer.json(recurring.shaper(call)(body))


def _status(body: Body) -> str:
    return ACTIVE if body["active"] else INACTIVE


def _is_used(call: Call, plan_id: str) -> bool:
    """Whether a plan has an active subscription."""
    under = Match("json_extract(body, '$.plan') {}", "=", plan_id)
    return bool(call.store.bodies(Slice(SUBSCRIPTION, (("status", ACTIVE),), 1, matches=(under,))))


def _name(call: Call) -> str | None:
    name = recurring.read_text(call, "name", least=SHORTEST_NAME, most=LONGEST_NAME)
    if name is not None and not name.strip():
        raise bad("name", "must not be blank")
    return name


def _terms(call: Call) -> Body:
    """Price, note and whether it is active, as far as the body says."""
    terms = recurring.read_terms(call, *plans.OWN)
    active = recurring.read_flag(call, "active")
    return terms if active is None else {**terms, "active": active}


def _interval(call: Call) -> Body:
    """The period, as far as the body says."""
    told: Body = {}
    interval = recurring.read_text(call, "interval")
    if interval is not None:
        if interval not in INTERVALS:
            raise bad("interval", f"must be one of {', '.join(INTERVALS)}")
        told["interval"] = interval
    count = recurring.read_number(call, "intervalCount", least=1)
    return told if count is None else {**told, "intervalCount": count}


def _counted(call: Call) -> list[Match]:
    asked = call.asked("intervalCount")
    if asked is None:
        return []
    if not asked.isdecimal() or not asked.isascii() or len(asked) > 15:
        raise bad("intervalCount", "must be a whole number")
    return [Match("json_extract(body, '$.intervalCount') {}", "=", int(asked))]


OPERATIONS = (
    operation("listPlans", "GET", URL, list_plans),
    operation("createPlan", "POST", URL, create_plan),
    operation("getPlan", "GET", URL + "/{plan_id}", get_plan),
    operation("editPlan", "PUT", URL + "/{plan_id}", edit_plan),
    operation("deletePlan", "DELETE", URL + "/{plan_id}", delete_plan),
)
