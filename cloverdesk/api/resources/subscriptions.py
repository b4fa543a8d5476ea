"""Subscriptions: reading them, and the edits that neither start nor stop the charging; those that do are money calls."""

from collections.abc import Sequence
from functools import partial
from typing import TypedDict, Unpack

import msgspec

from cloverdesk.api.auth import Door
from cloverdesk.api.pages import ApiPage
from cloverdesk.api.resources.changes import change, changed, told_members
from cloverdesk.api.resources.plans import PlanWire, plan_of
from cloverdesk.api.resources.platform import CamelShape, Listed, OffsetReader, named, told
from cloverdesk.api.resources.recurring import (
    Listing,
    date_of,
    deleted_at,
    limit_of,
    listed,
    moment_of,
    recurring_path,
)
from cloverdesk.api.session import ApiSession
from cloverdesk.api.wire import Link, Minor, ObjectId, Text, if_readable, link_id, text
from cloverdesk.domain.subscriptions import Subscription


class SubscriptionWire(msgspec.Struct, frozen=True, rename="camel"):
    """A subscription as Clover writes it (accounts.yaml, `Subscription`)."""

    id: ObjectId
    active: bool
    customer_uuid: Text = None
    customer_id: Text = None
    plan: msgspec.Raw = msgspec.Raw(b"")
    plan_id: Text = None
    collection_method: Text = None
    amount: Minor | None = None
    tip_amount: Minor | None = None
    total: Minor | None = None
    note: Text = None
    tax_rate_uuids: Listed[Text] | list[Text] | None = None
    start_date: Text = None
    end_date: Text = None
    last_run_date: Text = None
    created_time: Text = None
    modified_time: Text = None
    deleted_time: Text = None


class Dates(TypedDict, total=False):
    """Filters by the first and the last day: later than, or earlier than, so many epoch milliseconds."""

    start_after_ms: int
    start_before_ms: int
    end_after_ms: int
    end_before_ms: int


class OwnTerms(TypedDict, total=False):
    """What a subscription sets itself instead of taking it from its plan. Amounts are minor units, before tax."""

    amount_minor: int
    note: str
    tax_rate_ids: Sequence[str]


SHAPE = CamelShape(SubscriptionWire)
_PLAN = msgspec.json.Decoder(PlanWire, strict=False)
_PLAN_ID: msgspec.json.Decoder[Link] = msgspec.json.Decoder(Link, strict=False)


class SubscriptionsApi:
    """Reads and edits of `/recurring/v1/subscriptions`. An app sees only those of the plans that it made itself.

    Reads raise what `ApiSession.read` raises and `MerchantMissing`, edits what `change` does: they are sent once. Clover
    names no currency; `currency` stands in, in upper case.
    """

    def __init__(self, session: ApiSession, *, currency: str = "USD") -> None:
        self._session = session
        self._built = partial(subscription_of, currency=currency)
        self._reader = OffsetReader(session, Door.RECURRING, SHAPE, self._built, what="subscriptions")

    async def list_page(
        self,
        *,
        plan_id: str | None = None,
        customer_id: str | None = None,
        collection_method: str | None = None,
        active: bool | None = None,
        dates: Dates | None = None,
        **listing: Unpack[Listing],
    ) -> ApiPage[Subscription]:
        """Subscriptions of all plans or of one, of everybody or of one customer."""
        params = listed(
            listing,
            planId=plan_id,
            customerUuid=customer_id,
            collectionMethod=collection_method,
            active=active,
            **_dated(dates or {}),
        )
        return await self._page("/subscriptions", params, listing)

    async def list_plan_page(
        self,
        plan_id: str,
        *,
        customer_ids: Sequence[str] = (),
        active: bool | None = None,
        dates: Dates | None = None,
        **listing: Unpack[Listing],
    ) -> ApiPage[Subscription]:
        """Subscriptions of a plan, of everybody or of some customers. Raises `Missing` too."""
        path = f"/plans/{named(plan_id, 'listPlanSubscriptions')}/subscriptions"
        customers = list(customer_ids) or None
        params = listed(listing, customerUuids=customers, active=active, **_dated(dates or {}))
        return await self._page(path, params, listing)

    async def get(self, subscription_id: str, *, interactive: bool = True) -> Subscription:
        """The subscription as it is now, even if it was deleted. Raises `Missing` too."""
        path = self._path(subscription_id, "getSubscription")
        return await self._reader.one(path, subscription_id, {}, interactive=interactive)

    async def edit(
        self, subscription_id: str, *, start_ms: int | None = None, **own: Unpack[OwnTerms]
    ) -> Subscription:
        """Change what is named, for later invoices only. Raises `Missing` and `Refused` too.

        The first day can be moved while it is still to come. To end or resume one is a money call.
        """
        operation = "editSubscription"
        body = own_body(own) | ({} if start_ms is None else {"startDate": date_of(start_ms)})
        path = self._path(subscription_id, operation)
        answer = await change(
            self._session, operation, path, body, method="PUT", door=Door.RECURRING, what=subscription_id
        )
        return self._built(changed(answer, SHAPE, subscription_id))

    async def _page(
        self, rest: str, params: dict[str, str | int | list[str]], listing: Listing
    ) -> ApiPage[Subscription]:
        return await self._reader.page(
            recurring_path(self._session, rest),
            params,
            limit=limit_of(listing),
            offset=listing.get("offset", 0),
            interactive=listing.get("interactive", False),
        )

    def _path(self, subscription_id: str, operation: str) -> str:
        return recurring_path(self._session, f"/subscriptions/{named(subscription_id, operation)}")


def subscription_of(wire: SubscriptionWire, *, currency: str) -> Subscription:
    """The subscription behind the wire's fields; what it does not say of its price is its plan's."""
    told_plan = if_readable(_PLAN, wire.plan)
    plan = plan_of(told_plan, currency=currency) if told_plan else None
    amount = wire.amount if wire.amount is not None or plan is None else plan.amount_minor
    return Subscription(
        id=wire.id,
        customer_id=text(wire.customer_uuid) or text(wire.customer_id),
        plan_id=plan.id if plan else text(wire.plan_id) or link_id(if_readable(_PLAN_ID, wire.plan)),
        active=wire.active,
        amount_minor=amount or 0,
        currency=currency,
        tip_minor=wire.tip_amount or 0,
        total_minor=wire.total,
        note=text(wire.note),
        tax_rate_ids=tuple(filter(None, map(text, told(wire.tax_rate_uuids) or ()))),
        collection_method=text(wire.collection_method),
        start_ms=moment_of(wire.start_date) or 0,
        end_ms=moment_of(wire.end_date),
        last_run_ms=moment_of(wire.last_run_date) or 0,
        created_ms=moment_of(wire.created_time) or 0,
        modified_ms=moment_of(wire.modified_time) or 0,
        deleted_ms=deleted_at(wire.deleted_time),
        plan=plan,
    )


def own_body(own: OwnTerms) -> dict[str, object]:
    """What a subscription sets itself, as Clover takes it."""
    rates = own.get("tax_rate_ids")
    return told_members(
        amount=own.get("amount_minor"),
        note=own.get("note"),
        taxRateUuids=None if rates is None else list(rates),
    )


def _dated(dates: Dates) -> dict[str, int | None]:
    return {
        "startDateGt": dates.get("start_after_ms"),
        "startDateLt": dates.get("start_before_ms"),
        "endDateGt": dates.get("end_after_ms"),
        "endDateLt": dates.get("end_before_ms"),
    }
