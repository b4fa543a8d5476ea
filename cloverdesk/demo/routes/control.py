"""`/_demo/*`: what a test or a trainer may do to the store from behind: faults, the clock, the ledger of the truth."""

from collections.abc import Callable

from cloverdesk.demo.door.calls import Answer, Call, Credential, Operation
from cloverdesk.demo.errors import invalid
from cloverdesk.demo.faults import PlanInvalid
from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.passing import let_time_pass
from cloverdesk.demo.paying import refunding

FARTHEST_MS = 3_660 * DAY_MS
"""Ten years: as far as the clock is moved at once, since everything on the way has to happen."""


def set_faults(call: Call) -> Answer:
    """Follow a plan from now on."""
    try:
        call.faults.install(call.body)
    except PlanInvalid as problem:
        raise invalid(str(problem)) from problem
    return get_faults(call)


def get_faults(call: Call) -> Answer:
    """The plan, how often each rule saw its operation and struck, and how many calls are held back."""
    rules = [rule.shown() for rule in call.faults.rules]
    return Answer.json({"rules": rules, "stalled": call.faults.stalled})


def clear_faults(call: Call) -> Answer:
    """Nothing goes wrong any more; whatever is held back goes on."""
    call.faults.install({})
    call.faults.release()
    return get_faults(call)


def release_faults(call: Call) -> Answer:
    """Whatever is held back goes on; the plan stays."""
    return Answer.json({"released": call.faults.release()})


def get_ledger(call: Call) -> Answer:
    """Every effect, oldest first; `charge` and `kind` narrow it."""
    wanted = {name: call.asked(name) for name in ("charge", "kind") if call.asked(name) is not None}
    effects = call.store.ledger()
    return Answer.json(
        {"data": [one for one in effects if all(one[name] == value for name, value in wanted.items())]}
    )


def get_clock(call: Call) -> Answer:
    """The store's time."""
    return Answer.json({"now_ms": call.store.now_ms()})


def move_clock(call: Call) -> Answer:
    """Move the store's time on by `advance_ms`, and let everything happen that falls due on the way."""
    by_ms = call.body.get("advance_ms")
    if not isinstance(by_ms, int) or isinstance(by_ms, bool) or not 0 <= by_ms <= FARTHEST_MS:
        raise invalid("Please provide a valid advance_ms.", param="advance_ms")
    now = call.store.advance(by_ms)
    let_time_pass(call.shop)
    return Answer.json({"now_ms": now})


def settle_refund(call: Call) -> Answer:
    """Decide a refund that a fault left pending: `{"status": "succeeded"}` or `failed`."""
    status = str(call.body.get("status"))
    return Answer.json(refunding.settle(call.shop, call.path["refund_id"], status))


def _operation(name: str, method: str, path: str, run: Callable[[Call], Answer]) -> Operation:
    return Operation(f"demo.{name}", method, f"/_demo/{path}", run, credential=Credential.CONTROL)


OPERATIONS = (
    _operation("setFaults", "POST", "faults", set_faults),
    _operation("getFaults", "GET", "faults", get_faults),
    _operation("clearFaults", "DELETE", "faults", clear_faults),
    _operation("releaseFaults", "POST", "faults/release", release_faults),
    _operation("getLedger", "GET", "ledger", get_ledger),
    _operation("getClock", "GET", "clock", get_clock),
    _operation("moveClock", "POST", "clock", move_clock),
    _operation("settleRefund", "POST", "refunds/{refund_id}", settle_refund),
)
