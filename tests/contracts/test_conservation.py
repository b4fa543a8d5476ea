"""Whatever is asked for, in whatever order, no money appears or disappears."""

from hypothesis import HealthCheck, Phase, settings

from tests.contracts.gifting import Gifting
from tests.contracts.selling import Selling
from tests.contracts.subscribing import Subscribing


def days(count: int) -> settings:
    """So many random days, the same ones each time. A day that fails is shown as it was, and not made shorter."""
    return settings(
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=count,
        stateful_step_count=30,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
        report_multiple_bugs=False,
    )


TestSelling, TestGifting, TestSubscribing = Selling.TestCase, Gifting.TestCase, Subscribing.TestCase
TestSelling.settings = days(60)
TestGifting.settings = days(80)
TestSubscribing.settings = days(50)
