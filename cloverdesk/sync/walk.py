"""Where a feed stands in Clover's list and how each page moves it: pure steps, so that any kill leaves a true mark.

The list is newest first. What has been read are stretches of it, with gaps between where earlier walks were cut short.
A look begins a new stretch at the newest page; going on makes it longer until it runs into the next one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cloverdesk.cache.keys import Dated
from cloverdesk.cache.marks import FeedMark, Stretch


@dataclass(frozen=True, slots=True)
class Seen:
    """What one page showed of the list: its objects newest first, the id of its last element, and whether older follow."""

    objects: Sequence[Dated]
    cursor: str
    has_more: bool


def begin(mark: FeedMark, seen: Seen, looked_ms: int) -> FeedMark:
    """The mark after the newest page, which was asked for at `looked_ms`."""
    mark = replace(mark, looked_ms=looked_ms)
    if not seen.cursor:
        return replace(mark, whole=mark.whole or not seen.has_more)
    newest_ms = max((each.created_ms for each in seen.objects), default=0) or looked_ms
    newest_id = seen.objects[0].id if seen.objects else seen.cursor
    fresh = Stretch(newest_id, newest_ms, newest_id, newest_ms)
    # A store that was empty has no oldest object to run into: this walk goes to the beginning anew.
    whole = mark.whole and bool(mark.stretches)
    return _grown(replace(mark, stretches=(fresh, *mark.stretches), whole=whole), seen)


def go_on(mark: FeedMark, seen: Seen) -> FeedMark:
    """The mark after the page that follows the first stretch."""
    return _grown(mark, seen)


def _grown(mark: FeedMark, seen: Seen) -> FeedMark:
    top, *others = mark.stretches
    top = _longer(top, seen)
    if not seen.has_more:
        return replace(mark, stretches=(top,), whole=True)
    ids = {each.id for each in seen.objects}
    while others and _reaches(top, ids, others[0]):
        top = _joined(top, others.pop(0))
    return replace(mark, stretches=(top, *others))


def _longer(top: Stretch, seen: Seen) -> Stretch:
    """Objects without a time say nothing about how far back the page goes."""
    times = [each.created_ms for each in seen.objects if each.created_ms]
    oldest_ms = min([top.oldest_ms, *times])
    return replace(top, oldest_id=seen.cursor or top.oldest_id, oldest_ms=oldest_ms)


def _reaches(top: Stretch, ids: set[str], below: Stretch) -> bool:
    """Whole seconds, since reads cut times to them; of one second the order is not known, so it takes an older one."""
    return below.newest_id in ids or top.oldest_ms // 1000 < below.newest_ms // 1000


def _joined(top: Stretch, below: Stretch) -> Stretch:
    if top.oldest_ms // 1000 < below.oldest_ms // 1000:  # the page went past the end of a short one
        return top
    return replace(top, oldest_id=below.oldest_id, oldest_ms=below.oldest_ms)
