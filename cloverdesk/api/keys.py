"""The public key of a store, as `/pakms/apikey` answers it: what cards are turned into tokens with."""

from dataclasses import dataclass

import msgspec

from cloverdesk.api.exchange import Answer
from cloverdesk.api.verdicts import bad_answer
from cloverdesk.api.wire import UNREADABLE
from cloverdesk.domain.secret import Secret

PATH = "/pakms/apikey"


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


def public_key_of(answer: Answer) -> PakmsKey:
    """The key in an answer. Raises `BadAnswer`."""
    try:
        wire = _KEY.decode(answer.body)
    except UNREADABLE as problem:
        raise bad_answer(answer) from problem
    return PakmsKey(wire.merchantUuid, Secret(wire.apiAccessKey), wire.active)
