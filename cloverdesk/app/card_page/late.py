"""The card page, loaded when somebody takes a card: the window starts without it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cloverdesk.services.card_entry import Setting, rehearsal

if TYPE_CHECKING:
    from cloverdesk.app.browser import OpenBrowser
    from cloverdesk.domain.card_entry import CardEntryRequest, HostedFields
    from cloverdesk.domain.clock import Clock
    from cloverdesk.domain.tokens import Token


class LateCardPage:
    """A `CardPage` for one store. `browser` opens it; None for the system's browser."""

    def __init__(self, setting: Setting, clock: "Clock", browser: "OpenBrowser | None" = None) -> None:
        self._setting = setting
        self._clock = clock
        self._browser = browser

    async def enter(
        self,
        request: "CardEntryRequest",
        fields: "HostedFields",
        *,
        show: Callable[[str], None],
        use_browser: bool,
    ) -> "Token":
        """As `CardPage` says."""
        from cloverdesk.app.browser import open_browser
        from cloverdesk.app.card_page.server import BrowserCardPage, Store

        profile = self._setting.profile
        page = BrowserCardPage(
            Store(profile.store_name, rehearsal(profile)),
            clock=self._clock,
            browser=self._browser or open_browser,
            host=self._setting.options.card_page_host.value,
        )
        return await page.enter(request, fields, show=show, use_browser=use_browser)
