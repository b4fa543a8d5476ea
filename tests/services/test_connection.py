"""What the desk says of its line is what it has seen of it in this run."""

from cloverdesk.domain.changes import Changes, Kind
from cloverdesk.services.connection import LineState
from tests.support.aio import eventually, run
from tests.support.desk import open_test_desk


def test_a_line_is_connected_once_something_came_over_it(tmp_path) -> None:
    async def main() -> None:
        async with open_test_desk(tmp_path, orders=5, synced=False, running=False) as test:
            assert test.desk.connection.state is LineState.CONNECTING
            await test.desk.sync_once()
            assert test.desk.connection.state is LineState.CONNECTED
            assert all(stamp.whole and stamp.complete_to for stamp in test.desk.connection.freshness())

    run(main())


def test_a_cut_line_is_offline_and_the_numbers_keep_their_age(tmp_path) -> None:
    async def main() -> None:
        heard: list[Changes] = []
        async with open_test_desk(tmp_path, orders=5) as test:
            connection = test.desk.connection
            test.desk.changes.subscribe(heard.append)
            await eventually(lambda: connection.state is LineState.CONNECTED)
            before = {stamp.kind: stamp.complete_to for stamp in connection.freshness()}
            test.cable.cut = True
            for _ in range(40):
                await test.clock.advance(5)
            assert connection.state is LineState.OFFLINE
            assert connection.failure is not None
            after = {stamp.kind: stamp.complete_to for stamp in connection.freshness()}
            assert all(after[kind] >= before[kind] for kind in before)
            stale = dict(after)
            for _ in range(40):
                await test.clock.advance(5)
            assert {stamp.kind: stamp.complete_to for stamp in connection.freshness()} == stale
            test.cable.cut = False
            for _ in range(100):
                await test.clock.advance(5)
            assert connection.state is LineState.CONNECTED
            assert connection.failure is None
        assert any(Kind.FRESHNESS in changes.kinds for changes in heard)

    run(main())


def test_the_charge_of_a_refund_made_elsewhere_is_read_again(tmp_path) -> None:
    async def main() -> None:
        async with open_test_desk(tmp_path, orders=40) as test:
            charge = next(
                one
                for one in await test.desk.charges.newest("", 40)
                if one.refundable_by_amount and one.refundable_by_amount.amount > 200
            )
            await test.refund_elsewhere(charge.id, 150)
            for _ in range(8):
                await test.clock.advance(5)
            seen = await test.desk.charges.get(charge.id)
            assert seen is not None
            assert seen.refunded_minor == charge.refunded_minor + 150
            refunds = await test.desk.refunds.of_charge(charge.id)
            assert 150 in [refund.amount_minor for refund in refunds]

    run(main())
