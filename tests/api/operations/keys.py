"""The public key."""

from cloverdesk.api.keys import PakmsKey
from cloverdesk.api.resources.keys import KeysApi
from cloverdesk.api.session import ApiSession
from tests.api.operations.case import AnyCase, Case, Kind
from tests.contracts.till import Till


async def _get(session: ApiSession, _: None) -> PakmsKey:
    return await KeysApi(session).get()


def _is_the_stores(till: Till, _: None, key: PakmsKey) -> None:
    told = till.call("GET", "/pakms/apikey")
    assert (key.merchant_id, key.public_key.reveal()) == (till.merchant, told["apiAccessKey"])
    assert key.active


CASES: tuple[AnyCase, ...] = (
    Case(
        "getApiKey",
        Kind.READ,
        lambda _: None,
        _get,
        _is_the_stores,
        sample=None,
        answer={"apiAccessKey": "5c1f0e7b", "merchantUuid": "3M7DPEVQ91HKA", "active": True},
    ),
)
