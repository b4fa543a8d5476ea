"""The public key of a store: what cards are turned into tokens with, and the cheapest proof that a sign-in holds."""

from dataclasses import dataclass

import msgspec

from cloverdesk.api.session import ApiSession
from cloverdesk.api.verdicts import bad_answer
from cloverdesk.api.wire import UNREADABLE
from cloverdesk.domain.secret import Secret


class KeyWire(msgspec.Struct, frozen=True):
    """The key as Clover writes it (payments.yaml, `PakmsKey`)."""

    apiAccessKey: str  # noqa: N815 - Clover's spelling
    merchantUuid: str  # noqa: N815 - Clover's spelling
    active: bool = True


_KEY = msgspec.json.Decoder(KeyWire, strict=False)


@dataclass(frozen=True, slots=True)
class PakmsKey:
    """Whose key, the key for the `apikey` header of the token host, and whether it may be used."""

    merchant_id: str
    public_key: Secret
    active: bool


class KeysApi:
    """Reads of `/pakms/apikey`."""

    def __init__(self, session: ApiSession) -> None:
        self._session = session

    async def get(self, *, interactive: bool = True) -> PakmsKey:
        """The key of the token's store. Raises what `ApiSession.read` raises: `NotSignedIn` for a wrong token."""
        answer = await self._session.read("/pakms/apikey", interactive=interactive)
        try:
            wire = _KEY.decode(answer.body)
        except UNREADABLE as problem:
            raise bad_answer(answer) from problem
        return PakmsKey(wire.merchantUuid, Secret(wire.apiAccessKey), wire.active)
