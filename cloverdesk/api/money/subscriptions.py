"""The calls that start or stop charging somebody. Only the journal may make them, after it has written down that it will."""

from collections.abc import Callable, Mapping
from typing import Unpack

from cloverdesk.api.auth import Door, not_sent
from cloverdesk.api.errors import MerchantMissing
from cloverdesk.api.money.answers import named, settled
from cloverdesk.api.resources.changes import told_members
from cloverdesk.api.resources.recurring import date_of, recurring_path
from cloverdesk.api.resources.subscriptions import SHAPE, OwnTerms, own_body, subscription_of
from cloverdesk.api.session import ApiSession
from cloverdesk.api.verdicts import unknown
from cloverdesk.domain.subscriptions import Subscription

CHARGE_AUTOMATICALLY = "CHARGE_AUTOMATICALLY"
"""The one way to collect that Clover accepts."""


class SubscriptionCalls:
    """Money calls on `/recurring/v1`, each sent exactly once. Clover takes no key there: nothing tells two sends apart.

    Every method raises `Refused` (an unknown plan or subscription, too), `RateLimited`, `NotSignedIn` (without a merchant,
    too), `WrongMerchant`, `NotAllowed` and `Unreachable` (nothing was done), or `OutcomeUnknown` for all else, an answer
    that does not say that it was done included.
    """

    def __init__(self, session: ApiSession, default_currency: str = "USD") -> None:
        self._session = session
        self._currency = default_currency

    async def create(
        self,
        *,
        plan_id: str,
        customer_id: str,
        start_ms: int | None = None,
        end_ms: int | None = None,
        tip_minor: int | None = None,
        **own: Unpack[OwnTerms],
    ) -> Subscription:
        """Subscribe a customer, who needs a saved card, to a plan: charged from `start_ms` on, by default the next day.

        Whatever is not named among `own` and `tip_minor` is the plan's. Dates are days in UTC.
        """
        operation = "createSubscription"
        path = self._path(operation, f"/plans/{named(plan_id, operation)}/subscriptions")
        body = own_body(own) | told_members(
            customerId=customer_id,
            collectionMethod=CHARGE_AUTOMATICALLY,
            startDate=None if start_ms is None else date_of(start_ms),
            endDate=None if end_ms is None else date_of(end_ms),
            tipAmount=tip_minor,
        )
        return await self._sent(
            operation,
            "POST",
            path,
            body,
            lambda made: made.customer_id in {"", customer_id} and made.plan_id in {"", plan_id},
        )

    async def cancel(self, subscription_id: str) -> Subscription:
        """Make no further invoice. Whether it can be resumed, Clover does not say."""
        return await self._edited(subscription_id, {"active": False}, lambda now: not now.active)

    async def resume(self, subscription_id: str) -> Subscription:
        """Set one that was cancelled active again, where Clover lets it be."""
        return await self._edited(subscription_id, {"active": True}, lambda now: now.active)

    async def end_at(self, subscription_id: str, end_ms: int) -> Subscription:
        """Let it end on the day of `end_ms` in UTC, from which on nothing is charged."""
        return await self._edited(
            subscription_id, {"endDate": date_of(end_ms)}, lambda now: now.end_ms is not None
        )

    async def delete(self, subscription_id: str) -> Subscription:
        """End it for good."""
        operation = "deleteSubscription"
        path = self._path(operation, f"/subscriptions/{named(subscription_id, operation)}")
        return await self._sent(
            operation,
            "DELETE",
            path,
            None,
            lambda gone: gone.id == subscription_id and (gone.deleted_ms is not None or not gone.active),
        )

    async def _edited(
        self, subscription_id: str, body: Mapping[str, object], holds: Callable[[Subscription], bool]
    ) -> Subscription:
        operation = "editSubscription"
        path = self._path(operation, f"/subscriptions/{named(subscription_id, operation)}")
        return await self._sent(
            operation, "PUT", path, body, lambda now: now.id == subscription_id and holds(now)
        )

    async def _sent(
        self,
        operation: str,
        method: str,
        path: str,
        body: Mapping[str, object] | None,
        holds: Callable[[Subscription], bool],
    ) -> Subscription:
        """What came of the one call; `holds` says whether the answer is what was asked for."""
        answer = await self._session.send_money(
            operation, path, body, idempotency_key="", method=method, door=Door.RECURRING
        )
        found = subscription_of(settled(SHAPE.made, answer), currency=self._currency)
        if not holds(found):
            raise unknown(answer, "another subscription or state")
        return found

    def _path(self, operation: str, rest: str) -> str:
        try:
            return recurring_path(self._session, rest)
        except MerchantMissing as problem:
            raise not_sent(problem, operation) from problem
