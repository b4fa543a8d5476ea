"""`/recurring/v1/subscriptions`: customers bound to a plan, to be charged on its days."""

from cloverdesk.demo.door.calls import Answer, Call
from cloverdesk.demo.engine import Match
from cloverdesk.demo.errors import Rejected
from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.paying import sources
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.paying.orders import number
from cloverdesk.demo.recurring import billing, periods, plans
from cloverdesk.demo.recurring.plans import DELETED, INACTIVE, Course, Price
from cloverdesk.demo.routes import recurring_calls as recurring
from cloverdesk.demo.routes.plans import URL as PLANS
from cloverdesk.demo.routes.recurring_calls import bad, find_plan, operation
from cloverdesk.demo.store import CUSTOMER, PLAN, SUBSCRIPTION, Record, dump

URL = recurring.ROOT + "/subscriptions"
METHODS = ("CHARGE_AUTOMATICALLY", "AUTHORIZE_AUTOMATICALLY", "SEND_INVOICE")
_EDITABLE = ("amount", "note", "taxRateUuids")
_SORTS = (
    "name",
    "id",
    "customerUuid",
    "active",
    "amount",
    "tipAmount",
    "total",
    "startDate",
    "endDate",
    "createdTime",
    "modifiedTime",
    "lastRunDate",
)
_OF_APP = "json_extract(body, '$.plan') IN (SELECT id FROM objects WHERE kind = 'plan' AND owner {})"


def list_subscriptions(call: Call) -> Answer:
    """Subscriptions of every plan, in the order of creation unless `sort` says otherwise."""
    matches = recurring.same(call, "collectionMethod")
    matches += recurring.same(call, "planId", "plan")
    wanted = call.asked("customerUuid")
    return _page(call, matches, [] if wanted is None else [wanted])


def list_plan_subscriptions(call: Call) -> Answer:
    """Subscriptions of one plan."""
    plan = find_plan(call, call.path["plan_id"], deleted=True)
    told = [value for key, value in call.query if key in {"customerUuids", "customerUuids[]"}]
    wanted = [one.strip() for text in told for one in text.split(",")]
    return _page(call, [Match("json_extract(body, '$.plan') {}", "=", plan.id)], wanted)


def create_subscription(call: Call) -> Answer:
    """Subscribe a customer to a plan."""
    plan = find_plan(call, call.path["plan_id"]).body
    if not plan["active"]:
        raise bad("plan", "is not active")
    customer = _subscriber(call)
    if _method(call) is None:
        raise bad("collectionMethod", "must not be null")
    now = call.store.now_ms()
    start_ms = _start(call, now)
    if start_ms is None:
        start_ms = periods.midnight_of(periods.day_of(now + DAY_MS))
    own = recurring.read_terms(call, *plans.OWN)
    body = plans.subscription_body(
        call.store.merchant.kind,
        plan,
        call.store.new_id(),
        own,
        customer=customer,
        start_ms=start_ms,
        at_ms=now,
    )
    recurring.check_total(call, body)
    body |= _more(call)
    _set_end(call, body, start_ms)
    body["active"] = recurring.read_flag(call, "active") is not False
    _add(call, body, plan, Course(sorted(own)), now)
    return _answer(call, body)


def get_subscription(call: Call) -> Answer:
    """One subscription."""
    return _answer(call, _find(call, deleted=True)[0].body)


def edit_subscription(call: Call) -> Answer:
    """Another price or date for what is invoiced later, or active or not."""
    record, plan = _find(call)
    body, course, now = record.body, Course.of(record.facts), call.store.now_ms()
    _check_fixed(call, body)
    own = recurring.read_terms(call, *_EDITABLE)
    body |= own
    course.own = sorted({*course.own, *own})
    recurring.check_total(call, body)
    body["total"] = Price.of(call.store.merchant.kind, body).total
    _move_start(call, body, now)
    _set_end(call, body, periods.moment_of(str(body["startDate"])) or 0)
    active = recurring.read_flag(call, "active")
    if active and not body["active"]:
        _check_reactivation(call, plan)
    body["modifiedTime"] = periods.text_of(now)
    if active is not None:
        body["active"] = active
    _carry_on(call, body, plan, course)
    return _answer(call, body)


def delete_subscription(call: Call) -> Answer:
    """End a subscription for good."""
    record, _ = _find(call)
    billing.delete(call.shop, record.body, Course.of(record.facts))
    return _answer(call, record.body)


# ---------------------------------------------------------------- reading the request


def _find(call: Call, *, deleted: bool = False) -> tuple[Record, Body]:
    """The subscription that the path names, and its plan, deleted or not. Raises `Rejected` (404)."""
    record = call.store.get(SUBSCRIPTION, call.path["subscription_id"])
    plan = call.store.get(PLAN, str(record.body["plan"])) if record else None
    if record is None or plan is None or not recurring.is_visible(call, plan):
        raise recurring.missing()
    if record.status == DELETED and not (deleted and call.options.deleted_recurring_readable):
        raise recurring.missing()
    return record, plan.body


def _subscriber(call: Call) -> str:
    """The customer that is to be charged. Raises `Rejected` if there is none such, or none with a card."""
    named = recurring.read_text(call, "customerId", least=1)
    if named is None:
        raise bad("customerId", "must not be null")
    if call.store.get(CUSTOMER, named) is None:
        raise (
            bad("customerId", "no such customer")
            if call.options.unknown_subscriber_is_400
            else recurring.missing()
        )
    if call.options.subscriber_needs_card:
        try:
            sources.of_customer(call.shop, named)
        except Rejected:
            raise bad("customerId", "the customer has no card on file") from None
    return named


def _method(call: Call) -> str | None:
    """How it is collected; there is one way only."""
    method = recurring.read_text(call, "collectionMethod")
    if method not in {None, *METHODS}:
        raise bad("collectionMethod", f"must be one of {', '.join(METHODS)}")
    if method not in {None, METHODS[0]}:
        raise bad("collectionMethod", f"{method} is not supported")
    return method


def _start(call: Call, now: int) -> int | None:
    start_ms = recurring.read_date(call, "startDate")
    if start_ms is not None and start_ms <= now:
        raise bad("startDate", "must be in the future")
    return start_ms


def _move_start(call: Call, body: Body, now: int) -> None:
    """Another first day, as long as the first day is still to come; the same one may always be named."""
    asked, kept = recurring.read_date(call, "startDate"), periods.moment_of(str(body["startDate"])) or 0
    if asked is None or asked == kept:
        return
    if kept <= now:
        raise bad("startDate", "cannot be changed once it has passed")
    body["startDate"] = periods.text_of(_start(call, now) or 0)


def _set_end(call: Call, body: Body, start_ms: int) -> None:
    end_ms = recurring.read_date(call, "endDate")
    if end_ms is not None:
        body["endDate"] = periods.text_of(end_ms)
    if "endDate" in body and (periods.moment_of(str(body["endDate"])) or 0) <= start_ms:
        raise bad("endDate", "must be after the start date")


def _check_fixed(call: Call, body: Body) -> None:
    """Raise `Rejected` where another customer or another way of collecting is asked for."""
    for name in ("customerId", "customerUuid"):
        if recurring.read_text(call, name) not in {None, body["customerUuid"]}:
            raise bad(name, "cannot be changed")
    _method(call)


def _check_reactivation(call: Call, plan: Body) -> None:
    if not call.options.reactivation_allowed:
        raise bad("active", "a subscription that was deactivated cannot be activated")
    if not plan["active"]:
        raise bad("plan", "is not active")


def _more(call: Call) -> Body:
    """What is kept as it came."""
    told = {name: recurring.read_member(call, name) for name in ("softDescriptor", "level2")}
    return {name: value for name, value in told.items() if value is not None}


# ---------------------------------------------------------------- keeping and showing


def _add(call: Call, body: Body, plan: Body, course: Course, now: int) -> None:
    """Keep a new subscription, count it, and plan its first invoice."""
    call.store.add(SUBSCRIPTION, body, created=now, owner=str(body["customerUuid"]), status=INACTIVE)
    plan["subscriptionCount"] = number(plan, "subscriptionCount") + 1
    call.store.change(PLAN, plan)
    if body["active"]:
        billing.schedule(call.shop, body, plan, course)
    else:
        call.store.change(SUBSCRIPTION, body, facts=course.as_facts())


def _carry_on(call: Call, body: Body, plan: Body, course: Course) -> None:
    """Keep an edited subscription."""
    if body["active"]:
        billing.schedule(call.shop, body, plan, course)
    else:
        billing.deactivate(call.shop, body, course)


def _page(call: Call, matches: list[Match], customers: list[str]) -> Answer:
    if customers:
        matches.append(Match("owner IN (SELECT value FROM json_each({}))", "", dump(customers)))
    if not call.options.dashboard_plans_listed:
        matches.append(Match(_OF_APP, "=", call.store.identity.app_id))
    matches += recurring.dated(call, "startDate") + recurring.dated(call, "endDate")
    return recurring.page(call, SUBSCRIPTION, filters=(), matches=matches, sorts=_SORTS, shape=_shaper(call))


def _answer(call: Call, body: Body) -> Answer:
    return Answer.json(_shaper(call)(body))


def _shaper(call: Call) -> recurring.Shape:
    """How subscriptions are shown: with the plan as it is now, read once for all of them."""
    dates, known = recurring.shaper(call), dict[str, Body]()

    def shape(body: Body) -> Body:
        plan_id = str(body["plan"])
        if plan_id not in known:
            plan = call.store.get(PLAN, plan_id)
            known[plan_id] = dates(plan.body) if plan else {}
        return {**dates(body), "plan": known[plan_id]}

    return shape


OPERATIONS = (
    operation(
        "listPlanSubscriptions",
        "GET",
        PLANS + "/{plan_id}/subscriptions",
        list_plan_subscriptions,
    ),
    operation("createSubscription", "POST", PLANS + "/{plan_id}/subscriptions", create_subscription),
    operation("listSubscriptions", "GET", URL, list_subscriptions),
    operation("getSubscription", "GET", URL + "/{subscription_id}", get_subscription),
    operation("editSubscription", "PUT", URL + "/{subscription_id}", edit_subscription),
    operation("deleteSubscription", "DELETE", URL + "/{subscription_id}", delete_subscription),
)
