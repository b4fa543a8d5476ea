"""Reading the public key of a store: the cheapest proof that a sign-in holds, too."""

from cloverdesk.api.keys import PakmsKey
from cloverdesk.api.session import ApiSession


class KeysApi:
    """Reads of `/pakms/apikey`."""

    def __init__(self, session: ApiSession) -> None:
        self._session = session

    async def get(self, *, interactive: bool = True) -> PakmsKey:
        """The key of the token's store. Raises what `ApiSession.read` raises: `NotSignedIn` for a wrong token."""
        return await self._session.public_key(interactive=interactive)
