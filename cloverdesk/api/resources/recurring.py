"""What plans and subscriptions have in common: their dates, which are text, and how their lists are asked for."""

from datetime import UTC, datetime
from typing import TypedDict

from cloverdesk.api.resources.platform import merchant_of
from cloverdesk.api.session import ApiSession
from cloverdesk.api.wire import Text
from cloverdesk.domain.clock import to_ms, utc

ROOT = "/recurring/v1"
LEAST_LIMIT, USUAL_LIMIT = 10, 100
"""The reference names the least and no most."""
_LATEST_MS = 253_402_300_799_999


class Listing(TypedDict, total=False):
    """What every list can be asked for: how many from where on, counted from 0, ordered by which field."""

    limit: int
    offset: int
    sort: str
    interactive: bool


def recurring_path(session: ApiSession, rest: str) -> str:
    """The path of something that recurs. Raises `MerchantMissing`: the merchant goes with every call, in a header."""
    merchant_of(session)
    return ROOT + rest


def limit_of(listing: Listing) -> int:
    """The page size to ask for, which is never below Clover's least."""
    return max(listing.get("limit", USUAL_LIMIT), LEAST_LIMIT)


def listed(
    listing: Listing, **filters: str | int | bool | list[str] | None
) -> dict[str, str | int | list[str]]:
    """Parameters of a list, page aside: the order, and the filters that are not None."""
    told = {name: value for name, value in filters.items() if value is not None}
    params: dict[str, str | int | list[str]] = {
        name: str(value).lower() if isinstance(value, bool) else value for name, value in told.items()
    }
    if "sort" in listing:
        params["sort"] = listing["sort"]
    return params


def moment_of(written: Text) -> int | None:
    """Epoch milliseconds of a date as Clover writes it, None where there is none, or none that can be read.

    `2026-01-19T10:02:59.476+0000`, `@` in place of `T` in older samples, a day alone, or the milliseconds themselves; UTC
    unless it says otherwise.
    """
    if written is None or isinstance(written, int):
        moment = written
    elif written.isascii() and written.isdecimal() and len(written) > 8:
        moment = int(written)
    else:
        try:
            read = datetime.fromisoformat(written.strip().replace("@", "T", 1))
        except ValueError:
            return None
        moment = to_ms(read if read.tzinfo else read.replace(tzinfo=UTC))
    return moment if moment is not None and 0 <= moment <= _LATEST_MS else None


def deleted_at(written: Text) -> int | None:
    """When something was deleted; None if it was not, 0 if it was at a time that cannot be read."""
    return None if written in {None, ""} else moment_of(written) or 0


def date_of(ms: int) -> str:
    """Epoch milliseconds as Clover writes a date."""
    return utc(ms).isoformat(timespec="milliseconds").replace("+00:00", "+0000")
