"""Subscriptions over time: invoices in the night, attempts that fail, and what starts or ends the whole thing."""

from datetime import date

from cloverdesk.demo.errors import Rejected
from cloverdesk.demo.paying import payments, sources
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.paying.orders import number
from cloverdesk.demo.paying.sources import Source
from cloverdesk.demo.recurring.periods import text_of
from cloverdesk.demo.recurring.plans import (
    ACTIVE,
    ATTEMPTS,
    BILLS,
    DELETED,
    INACTIVE,
    OWN,
    Course,
    Invoice,
    Price,
    charge_extra,
    cycle_of,
    end_of,
    next_attempt,
    next_due,
)
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import CHARGE, PLAN, SUBSCRIPTION, Record


def run(shop: Shop, subscription_id: str) -> None:
    """What a subscription has to do now: a new invoice, another attempt on an old one, or to end."""
    record = shop.store.get(SUBSCRIPTION, subscription_id)
    if record is None or record.status != ACTIVE:
        return
    body, course = record.body, Course.of(record.facts)
    plan = shop.store.get(PLAN, str(body["plan"]))
    if plan is None:
        deactivate(shop, body, course)
        return
    _make_invoice(shop, body, plan.body, course)
    if _collect(shop, body, plan.body, course):
        schedule(shop, body, plan.body, course)
    else:
        deactivate(shop, body, course)


def schedule(shop: Shop, body: Body, plan: Body, course: Course) -> None:
    """Keep an active subscription, and plan what it has to do next; where nothing is left, it may end."""
    due = next_due(shop.options, body, plan, course, shop.store.now_ms())
    if due is None and _has_ended(shop, body):
        deactivate(shop, body, course)
        return
    shop.store.change(SUBSCRIPTION, body, status=ACTIVE, facts=course.as_facts())
    if due is None:
        shop.store.dues.unplan(BILLS, str(body["id"]))
    else:
        shop.store.dues.plan(BILLS, str(body["id"]), due)


def deactivate(shop: Shop, body: Body, course: Course) -> None:
    """Let nothing happen any more: no invoice is made, and what is open is not tried again."""
    body["modifiedTime"] = text_of(shop.store.now_ms())
    _stop(shop, body, course, INACTIVE)


def delete(shop: Shop, body: Body, course: Course) -> None:
    """Deactivate a subscription for good."""
    body["deletedTime"] = text_of(shop.store.now_ms())
    _stop(shop, body, course, DELETED)


def _stop(shop: Shop, body: Body, course: Course, status: str) -> None:
    course.coming, course.open = "", []
    body["active"] = False
    shop.store.change(SUBSCRIPTION, body, status=status, facts=course.as_facts())
    shop.store.dues.unplan(BILLS, str(body["id"]))


def plan_changed(shop: Shop, plan: Body) -> None:
    """Let the subscriptions of a plan know of its new price and interval, as far as they follow it."""
    for record in subscriptions_of(shop, str(plan["id"])):
        if record.status == DELETED:
            continue
        body, course = record.body, Course.of(record.facts)
        if shop.options.plan_edits_reach_subscriptions:
            body |= {name: plan[name] for name in OWN if name in plan and name not in course.own}
            body["total"] = Price.of(shop.store.merchant.kind, body).total
        if record.status == ACTIVE:
            schedule(shop, body, plan, course)
        else:
            shop.store.change(SUBSCRIPTION, body)


def subscriptions_of(shop: Shop, plan_id: str) -> list[Record]:
    """Every subscription that a plan ever had, oldest first."""
    return [one for one in shop.store.all_of(SUBSCRIPTION) if one.body["plan"] == plan_id]


def _make_invoice(shop: Shop, body: Body, plan: Body, course: Course) -> None:
    """Make the invoice of a period that begins now; its price stays, whatever is edited later."""
    now = shop.store.now_ms()
    if not course.coming:
        return
    if cycle_of(shop.options, body, plan).moment(date.fromisoformat(course.coming)) > now:
        return
    price = Price.of(shop.store.merchant.kind, body)
    whole, name = price.amount + price.tax, str(plan["name"])
    course.open.append(Invoice(course.coming, whole, price.tax, price.tip, name, again_ms=now))
    course.invoiced, course.coming = course.coming, ""


def _collect(shop: Shop, body: Body, plan: Body, course: Course) -> bool:
    """Try what is to be tried now; False once the subscription cannot go on."""
    now = shop.store.now_ms()
    due = [one for one in course.open if one.again_ms <= now]
    if not due:
        return True
    body["lastRunDate"] = plan["lastRunDate"] = text_of(now)
    try:
        source = sources.of_customer(shop, str(body["customerUuid"]))
        failed = [one for one in due if not _attempt(shop, source, body, plan, one)]
    except Rejected:
        # No such customer, no card, or one that cannot be charged at all: nothing was asked of a bank.
        return False
    finally:
        shop.store.change(PLAN, plan)
    course.open = [one for one in course.open if one in failed or one not in due]
    for one in failed:
        one.again_ms = next_attempt(shop.options, cycle_of(shop.options, body, plan), now)
    return all(one.failures < ATTEMPTS for one in failed)


def _attempt(shop: Shop, source: Source, body: Body, plan: Body, invoice: Invoice) -> bool:
    """Charge an invoice; False if it was declined. The charge knows whose it is."""
    currency = shop.store.currency
    charge = payments.new_charge(shop, invoice.amount, currency)
    charge.tax, charge.tip = invoice.tax, invoice.tip
    charge.customer = str(body["customerUuid"])
    charge.extra = charge_extra(currency, body, invoice.description)
    payments.take(shop, charge, source)
    kept = shop.store.get(CHARGE, charge.id)
    if kept is not None:
        shop.store.change(CHARGE, kept.body, facts={**kept.facts, "subscription": body["id"]})
    plan["subscriptionPaidTotalAmount"] = number(plan, "subscriptionPaidTotalAmount") + charge.collected
    invoice.failures += charge.declined
    return not charge.declined


def _has_ended(shop: Shop, body: Body) -> bool:
    """Whether a subscription with nothing left to do is switched off."""
    end_ms = end_of(body)
    switched_off = not shop.options.ended_subscriptions_stay_active
    return switched_off and end_ms is not None and end_ms <= shop.store.now_ms()
