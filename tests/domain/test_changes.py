"""The hub tells everybody once, in order, and forgets who has left."""

from cloverdesk.domain.changes import ChangeHub, Changes, Kind


def test_everybody_is_told_in_order() -> None:
    hub, heard = ChangeHub(), []
    hub.subscribe(lambda changes: heard.append(("first", changes)))
    hub.subscribe(lambda changes: heard.append(("second", changes)))
    changes = Changes.of(Kind.CHARGE, ["A", "B"], who="sync")
    hub.publish(changes)
    assert heard == [("first", changes), ("second", changes)]
    assert changes.ids == {(Kind.CHARGE, "A"), (Kind.CHARGE, "B")}


def test_whoever_left_hears_nothing_even_if_they_leave_twice() -> None:
    hub, heard = ChangeHub(), []
    leave = hub.subscribe(heard.append)
    leave()
    leave()
    hub.publish(Changes.of(Kind.REFUND, who="sync"))
    assert heard == []


def test_a_listener_may_leave_while_it_is_told() -> None:
    hub, heard = ChangeHub(), []

    def once(changes: Changes) -> None:
        leave()
        heard.append(changes)

    leave = hub.subscribe(once)
    hub.subscribe(heard.append)
    hub.publish(Changes.of(Kind.ORDER, who="sync"))
    hub.publish(Changes.of(Kind.ORDER, who="sync"))
    assert len(heard) == 3


def test_changes_add_up() -> None:
    both = Changes.of(Kind.CHARGE, ["A"], who="sync") | Changes.of(Kind.REFUND, ["B"], who="journal")
    assert both.kinds == {Kind.CHARGE, Kind.REFUND}
    assert both.who == "sync, journal"
