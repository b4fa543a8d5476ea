"""Plans and subscriptions with a past, as rows: a seed makes two years of them without running a single night.

For a seed: make each plan with `plan_row`, each subscription with `subscription_row`, a charge for each of its `runs`
(but not for a run that is still open) and, if it likes, a declined one for each of its `attempts`; then
`with_totals` on the plan's row, `store.add_many` for the rows and `store.dues.plan_many` for the dues.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cloverdesk.demo.dues import Due
from cloverdesk.demo.options import DemoOptions
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.recurring.periods import Cycle, day_of, text_of
from cloverdesk.demo.recurring.plans import (
    ACTIVE,
    ATTEMPTS,
    BILLS,
    DELETED,
    INACTIVE,
    Course,
    Invoice,
    Price,
    charge_extra,
    cycle_of,
    is_over,
    next_attempt,
    next_due,
    plan_body,
    subscription_body,
)
from cloverdesk.demo.store import PLAN, SUBSCRIPTION, Row, dump

if TYPE_CHECKING:
    from cloverdesk.demo.identity import Identity
    from cloverdesk.demo.merchant import Merchant


class SeededSubscription(NamedTuple):
    """A subscription with a past.

    `row` is for `store.add_many`, `dues` for `store.dues.plan_many`. `runs` are the moments (milliseconds) at which its
    invoices fell due so far, oldest first, and `price` what each asked for; `attempts` are the failed attempts on the
    newest one, which then is not paid. `extra` is what each of its charges shows beside its amounts.
    """

    row: Row
    dues: list[Due]
    price: Price
    runs: list[int]
    attempts: list[int]
    extra: Body

    @property
    def paid(self) -> int:
        """What was collected so far, in minor units."""
        return self.price.total * (len(self.runs) - bool(self.attempts))

    @property
    def last_run_ms(self) -> int:
        """When something was last tried, 0 if never."""
        return max([*self.runs, *self.attempts], default=0)


def plan_row(
    identity: "Identity",
    plan_id: str,
    *,
    name: str,
    amount: int,
    product: str,
    created_ms: int,
    interval: str = "MONTH",
    interval_count: int = 1,
    tip: int = 0,
    note: str | None = None,
    tax_rates: Sequence[str] = (),
    by_app: bool = True,
    active: bool = True,
    deleted_ms: int | None = None,
) -> Row:
    """A plan that nobody has subscribed to yet.

    `product` is any object id. Amounts are minor units; `tax_rates` are ids of `taxes.RATES`. Without `by_app` the plan
    was made in the Dashboard: it bills, and does not show through the API.
    """
    terms: Body = {"name": name, "amount": amount, "tipAmount": tip, "active": active and deleted_ms is None}
    terms |= {"interval": interval, "intervalCount": interval_count, "taxRateUuids": list(tax_rates)}
    if note is not None:
        terms["note"] = note
    body = plan_body(identity, plan_id, terms, product=product, at_ms=created_ms, by_app=by_app)
    _date(body, deletedTime=deleted_ms)
    return _row(PLAN, body, identity.app_id if by_app else "", created_ms, {})


def with_totals(plan: Row, subscriptions: Iterable[SeededSubscription]) -> Row:
    """The row of a plan that has these subscriptions, and no others."""
    members = list(subscriptions)
    body: Body = json.loads(plan[6])
    body |= {
        "subscriptionCount": len(members),
        "subscriptionPaidTotalAmount": sum(one.paid for one in members),
    }
    last = max((one.last_run_ms for one in members), default=0)
    _date(body, lastRunDate=last or None)
    return (*plan[:6], dump(body), plan[7])


def subscription_row(
    merchant: "Merchant",
    options: DemoOptions,
    plan: Row,
    subscription_id: str,
    *,
    customer: str,
    start_ms: int,
    created_ms: int,
    now_ms: int,
    end_ms: int | None = None,
    own: Mapping[str, object] | None = None,
    failing: bool = False,
    cancelled_ms: int | None = None,
    deleted_ms: int | None = None,
) -> SeededSubscription:
    """A subscription as it stands at `now_ms`, under a plan of `plan_row`.

    It was billed from `start_ms` until `now_ms`, `end_ms`, or when it was cancelled or deleted; a `start_ms` that is
    still to come makes one that waits. `own` overrides the plan (`amount`, `tipAmount`, `note`, `taxRateUuids`). With
    `failing` the newest invoice was declined in every night since its day: one of the night before last has failed
    three times by now, and one of five nights ago has ended the subscription.
    """
    terms: Mapping[str, Any] = json.loads(plan[6])
    given = own or {}
    body = subscription_body(
        merchant.kind, terms, subscription_id, given, customer=customer, start_ms=start_ms, at_ms=created_ms
    )
    _date(body, endDate=end_ms)
    cycle, price = cycle_of(options, body, terms), Price.of(merchant.kind, body)
    stopped_ms = min(at for at in (now_ms, cancelled_ms, deleted_ms) if at is not None)
    runs = _runs(options, cycle, end_ms, stopped_ms)
    attempts = _attempts(options, cycle, runs[-1], stopped_ms) if failing and runs else []
    if len(attempts) == ATTEMPTS and cancelled_ms is None:
        cancelled_ms = attempts[-1]
    _date(body, modifiedTime=cancelled_ms, deletedTime=deleted_ms)
    _date(body, lastRunDate=max([*runs, *attempts], default=None))
    body["active"] = cancelled_ms is None and deleted_ms is None
    course = Course(sorted(given), day_of(runs[-1]).isoformat() if runs else "")
    if attempts:
        course.open = [_open_invoice(options, cycle, price, terms, attempts)]
    due = _due(options, body, terms, course, now_ms)
    row = _row(SUBSCRIPTION, body, customer, created_ms, course.as_facts())
    extra = charge_extra(merchant.currency, body, str(terms["name"]))
    return SeededSubscription(row, due, price, runs, attempts, extra)


def _runs(options: DemoOptions, cycle: Cycle, end_ms: int | None, until_ms: int) -> list[int]:
    """When invoices fell due before `until_ms`."""
    return [at for at in cycle.until(until_ms) if not is_over(options, cycle, day_of(at), end_ms)]


def _attempts(options: DemoOptions, cycle: Cycle, first_ms: int, until_ms: int) -> list[int]:
    """When an invoice was tried before `until_ms`, if every attempt failed."""
    attempts = [first_ms]
    while len(attempts) < ATTEMPTS and (again := next_attempt(options, cycle, attempts[-1])) < until_ms:
        attempts.append(again)
    return attempts


def _open_invoice(
    options: DemoOptions, cycle: Cycle, price: Price, plan: Mapping[str, object], attempts: Sequence[int]
) -> Invoice:
    """The invoice on which these attempts failed."""
    again_ms = next_attempt(options, cycle, attempts[-1])
    return Invoice(
        day_of(attempts[0]).isoformat(),
        price.amount + price.tax,
        price.tax,
        price.tip,
        str(plan["name"]),
        again_ms,
        len(attempts),
    )


def _due(
    options: DemoOptions, body: Mapping[str, object], plan: Mapping[str, object], course: Course, now_ms: int
) -> list[Due]:
    """What the subscription has to do next, if anything; one that is not active has nothing left to do."""
    if not body["active"]:
        course.open = []
        return []
    due = next_due(options, body, plan, course, now_ms)
    return [] if due is None else [Due(due, BILLS, str(body["id"]))]


def _date(body: Body, **dates: int | None) -> None:
    """Set what is a date of a body and not None."""
    body |= {name: text_of(at_ms) for name, at_ms in dates.items() if at_ms is not None}


def _row(kind: str, body: Body, owner: str, created_ms: int, facts: Mapping[str, object]) -> Row:
    status = DELETED if "deletedTime" in body else ACTIVE if body["active"] else INACTIVE
    kept = dump(facts) if facts else ""
    return (kind, str(body["id"]), created_ms, owner, status, 0, dump(body), kept)
