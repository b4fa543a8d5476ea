"""What plans and subscriptions look like, what one costs, and when its next invoice is due."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from cloverdesk.demo.options import MINUTE_MS, DemoOptions
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.paying.orders import number
from cloverdesk.demo.paying.taxes import tax_on
from cloverdesk.demo.recurring.periods import Cycle, day_of, moment_of, text_of

if TYPE_CHECKING:
    from cloverdesk.demo.identity import Identity

ACTIVE, INACTIVE, DELETED = "active", "inactive", "deleted"
"""What a plan or subscription is filed under."""
BILLS = "subscription bills"
"""The name on the agenda of whatever a subscription has to do next."""
ATTEMPTS = 5
"""So many failed attempts on one invoice end the subscription."""
OWN = ("amount", "tipAmount", "note", "taxRateUuids")
"""What a subscription takes from its plan unless it sets its own."""
STAGGER_MS = 10 * MINUTE_MS
"""Over this long the runs of a night are spread."""


@dataclass(frozen=True, slots=True)
class Price:
    """What one invoice asks for, in minor units: `amount` before `tax` and `tip`."""

    amount: int
    tax: int
    tip: int

    @classmethod
    def of(cls, kind: str, terms: Mapping[str, object]) -> Self:
        """The price of a plan or subscription in a kind of store."""
        amount = number(terms, "amount")
        rates = terms.get("taxRateUuids")
        tax = tax_on(kind, amount, [str(one) for one in rates] if isinstance(rates, list) else ())
        return cls(amount, tax, number(terms, "tipAmount"))

    @property
    def total(self) -> int:
        """All of it."""
        return self.amount + self.tax + self.tip


@dataclass(slots=True)
class Invoice:
    """What is asked for one period. `amount` contains `tax` and not `tip`; it is tried (again) at `again_ms`."""

    day: str
    amount: int
    tax: int
    tip: int
    description: str
    again_ms: int
    failures: int = 0


@dataclass(slots=True)
class Course:
    """What the store knows of a subscription and never shows.

    `own` names what it does not take from its plan; `invoiced` and `coming` are the days of the newest invoice and of
    the next one, "" where there is none; `open` are the invoices that are not paid yet.
    """

    own: Sequence[str] = ()
    invoiced: str = ""
    coming: str = ""
    open: list[Invoice] = field(default_factory=list)

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Self:
        """Read it off the facts of a record."""
        opened = [Invoice(**one) for one in facts.get("open", ())]
        return cls(facts.get("own", ()), facts.get("invoiced", ""), facts.get("coming", ""), opened)

    def as_facts(self) -> dict[str, object]:
        """All of it, to be kept."""
        return asdict(self)


def plan_body(
    identity: "Identity", plan_id: str, terms: Mapping[str, object], *, product: str, at_ms: int, by_app: bool
) -> Body:
    """A plan at the moment it is made. `terms` are its name, price, interval and whether it is active."""
    body: Body = {
        "id": plan_id,
        "object": "plan",
        "tipAmount": 0,
        "active": True,
        "taxRateUuids": [],
        **terms,
        "merchantId": identity.merchant_id,
        "productUuid": product,
        "subscriptionCount": 0,
        "subscriptionPaidTotalAmount": 0,
        "createdTime": text_of(at_ms),
        "modifiedTime": text_of(at_ms),
    }
    return {**body, "developerAppId": identity.app_id} if by_app else body


def subscription_body(
    kind: str,
    plan: Mapping[str, object],
    subscription_id: str,
    own: Mapping[str, object],
    *,
    customer: str,
    start_ms: int,
    at_ms: int,
) -> Body:
    """A subscription at the moment it is made, in a kind of store; as it is kept: `plan` is only an id.

    `own` is what it does not take from the plan, and whatever else the caller sent.
    """
    terms = {name: plan[name] for name in OWN if name in plan} | dict(own)
    body: Body = {
        "id": subscription_id,
        "object": "subscription",
        "customerUuid": customer,
        "collectionMethod": "CHARGE_AUTOMATICALLY",
        "active": True,
        **terms,
        "total": Price.of(kind, terms).total,
        "additionalCharges": [],
        "startDate": text_of(start_ms),
        "createdTime": text_of(at_ms),
        "modifiedTime": text_of(at_ms),
        "merchantId": plan["merchantId"],
    }
    return {**body, "plan": plan["id"]}


def cycle_of(options: DemoOptions, body: Mapping[str, object], plan: Mapping[str, object]) -> Cycle:
    """When a subscription bills: at a time of the night of its own, and never before its start."""
    return Cycle(
        moment_of(str(body["startDate"])) or 0,
        str(plan["interval"]),
        number(plan, "intervalCount"),
        options.billing_ms_of_day + zlib.crc32(str(body["id"]).encode()) % STAGGER_MS,
        clamped=options.month_ends_clamped,
    )


def next_due(
    options: DemoOptions,
    body: Mapping[str, object],
    plan: Mapping[str, object],
    course: Course,
    now_ms: int,
) -> int | None:
    """When a subscription has something to do next, in milliseconds, or None; notes the day of its next invoice."""
    cycle, end_ms = cycle_of(options, body, plan), end_of(body)
    day = cycle.coming(date.fromisoformat(course.invoiced) if course.invoiced else None, now_ms)
    if day and is_over(options, cycle, day, end_ms):
        day = None
    course.coming = day.isoformat() if day else ""
    moments = [one.again_ms for one in course.open]
    if day:
        moments.append(cycle.moment(day))
    elif end_ms is not None and end_ms > now_ms and not options.ended_subscriptions_stay_active:
        moments.append(end_ms)
    return min(moments, default=None)


def next_attempt(options: DemoOptions, cycle: Cycle, at_ms: int) -> int:
    """When an invoice that failed at `at_ms` is tried again, in milliseconds."""
    return cycle.night(day_of(at_ms) + timedelta(days=options.billing_retry_days))


def end_of(body: Mapping[str, object]) -> int | None:
    """The `endDate` of a subscription in milliseconds, or None."""
    return moment_of(str(body["endDate"])) if "endDate" in body else None


def is_over(options: DemoOptions, cycle: Cycle, day: date, end_ms: int | None) -> bool:
    """Whether nothing is billed any more on that day of the cycle."""
    if end_ms is None:
        return False
    return day > day_of(end_ms) if options.end_date_billed else cycle.moment(day) >= end_ms


def charge_extra(currency: str, body: Mapping[str, object], description: str) -> Body:
    """What a charge of a subscription shows beside its amounts."""
    stored: Body = {"sequence": "SUBSEQUENT", "is_scheduled": True, "initiator": "MERCHANT"}
    if currency == "CAD":
        stored["installment_info"] = {"bill_pay_indicator": "Recurring"}
    return {"description": description, "stored_credentials": stored, **_descriptor(body)}


def _descriptor(body: Mapping[str, object]) -> Body:
    """The text for the cardholder's statement, in the spelling of charges."""
    told = body.get("softDescriptor")
    if not isinstance(told, dict):
        return {}
    snake = {"".join(f"_{c.lower()}" if c.isupper() else c for c in name): told[name] for name in told}
    return {"soft_descriptor": snake}
