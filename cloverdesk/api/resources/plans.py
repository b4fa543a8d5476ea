"""Plans: reading them, and making, editing and ending them. None of it charges anybody: a subscription does."""

from collections.abc import Sequence
from functools import partial
from typing import TypedDict, Unpack

import msgspec

from cloverdesk.api.auth import Door
from cloverdesk.api.pages import ApiPage
from cloverdesk.api.resources.changes import change, changed, told_members
from cloverdesk.api.resources.platform import CamelShape, Listed, OffsetReader, named, told
from cloverdesk.api.resources.recurring import (
    Listing,
    deleted_at,
    limit_of,
    listed,
    moment_of,
    recurring_path,
)
from cloverdesk.api.session import ApiSession
from cloverdesk.api.wire import Minor, ObjectId, Text, text
from cloverdesk.domain.plans import Interval, Plan

_INTERVALS = {one.value: one for one in Interval}


class PlanWire(msgspec.Struct, frozen=True, rename="camel"):
    """A plan as Clover writes it (accounts.yaml, `Plan`)."""

    id: ObjectId
    amount: Minor
    name: Text = None
    tip_amount: Minor | None = None
    active: bool | None = None
    interval: Text = None
    interval_count: int | None = None
    note: Text = None
    tax_rate_uuids: Listed[Text] | list[Text] | None = None
    subscription_count: int | None = None
    subscription_paid_total_amount: Minor | None = None
    created_time: Text = None
    modified_time: Text = None
    last_run_date: Text = None
    deleted_time: Text = None


class Terms(TypedDict, total=False):
    """What can be said of a plan but its period. Amounts are minor units of the store's currency, before tax."""

    name: str
    amount_minor: int
    tip_minor: int
    note: str
    tax_rate_ids: Sequence[str]
    active: bool


_PLAN = CamelShape(PlanWire)


class PlansApi:
    """`/recurring/v1/plans`. An app sees only the plans that it made itself.

    Reads raise what `ApiSession.read` raises and `MerchantMissing`, changes what `change` does: they are sent once.
    Clover names no currency; `currency` stands in, in upper case.
    """

    def __init__(self, session: ApiSession, *, currency: str = "USD") -> None:
        self._session = session
        self._built = partial(plan_of, currency=currency)
        self._plans = OffsetReader(session, Door.RECURRING, _PLAN, self._built, what="plans")

    async def list_page(
        self,
        *,
        active: bool | None = None,
        name: str | None = None,
        interval: Interval | None = None,
        interval_count: int | None = None,
        **listing: Unpack[Listing],
    ) -> ApiPage[Plan]:
        """Plans by name, or in the order of the field that `sort` names."""
        params = listed(
            listing,
            active=active,
            name=name,
            interval=interval.value if interval else None,
            intervalCount=interval_count,
        )
        return await self._plans.page(
            recurring_path(self._session, "/plans"),
            params,
            limit=limit_of(listing),
            offset=listing.get("offset", 0),
            interactive=listing.get("interactive", False),
        )

    async def get(self, plan_id: str, *, interactive: bool = True) -> Plan:
        """The plan as it is now, even if it was deleted. Raises `Missing` too."""
        path = self._path(plan_id, "getPlan")
        return await self._plans.one(path, plan_id, {}, interactive=interactive)

    async def create(self, *, interval: Interval, interval_count: int = 1, **terms: Unpack[Terms]) -> Plan:
        """Make a plan: name (3 to 127 characters) and amount have to be among its terms. Raises `Refused` too.

        Its period cannot be changed later.
        """
        body = _written(terms) | {"interval": interval.value, "intervalCount": interval_count}
        path = recurring_path(self._session, "/plans")
        answer = await change(self._session, "createPlan", path, body, door=Door.RECURRING)
        return self._built(changed(answer, _PLAN))

    async def edit(self, plan_id: str, **terms: Unpack[Terms]) -> Plan:
        """Change what is named. A plan that has active subscriptions cannot be made inactive: `Refused`. Raises `Missing` too.

        Whether a new amount reaches the subscriptions that there are, no page says: edit each one where it must.
        """
        path = self._path(plan_id, "editPlan")
        answer = await change(
            self._session, "editPlan", path, _written(terms), method="PUT", door=Door.RECURRING, what=plan_id
        )
        return self._built(changed(answer, _PLAN, plan_id))

    async def delete(self, plan_id: str) -> Plan:
        """End a plan for good. Raises `Refused` for one that has active subscriptions, and `Missing`."""
        path = self._path(plan_id, "deletePlan")
        answer = await change(
            self._session, "deletePlan", path, method="DELETE", door=Door.RECURRING, what=plan_id
        )
        return self._built(changed(answer, _PLAN, plan_id))

    def _path(self, plan_id: str, operation: str) -> str:
        return recurring_path(self._session, f"/plans/{named(plan_id, operation)}")


def plan_of(wire: PlanWire, *, currency: str) -> Plan:
    """The plan behind the wire's fields."""
    return Plan(
        id=wire.id,
        name=text(wire.name),
        amount_minor=wire.amount,
        currency=currency,
        interval=_INTERVALS.get(text(wire.interval).upper()),
        interval_count=1 if wire.interval_count is None else wire.interval_count,
        tip_minor=wire.tip_amount or 0,
        active=wire.active is not False,
        note=text(wire.note),
        tax_rate_ids=tuple(filter(None, map(text, told(wire.tax_rate_uuids) or ()))),
        subscription_count=wire.subscription_count or 0,
        paid_minor=wire.subscription_paid_total_amount or 0,
        created_ms=moment_of(wire.created_time) or 0,
        modified_ms=moment_of(wire.modified_time) or 0,
        last_run_ms=moment_of(wire.last_run_date) or 0,
        deleted_ms=deleted_at(wire.deleted_time),
    )


def _written(terms: Terms) -> dict[str, object]:
    rates = terms.get("tax_rate_ids")
    return told_members(
        name=terms.get("name"),
        amount=terms.get("amount_minor"),
        tipAmount=terms.get("tip_minor"),
        note=terms.get("note"),
        taxRateUuids=None if rates is None else list(rates),
        active=terms.get("active"),
    )
