"""`/pakms/apikey`: the public key of the merchant."""

from cloverdesk.demo.door.calls import Answer, Call, Operation
from cloverdesk.demo.identity import KEY_MADE_MS


def get_api_key(call: Call) -> Answer:
    """The key for the token route."""
    identity = call.store.identity
    return Answer.json(
        {
            "apiAccessKey": identity.pakms_key,
            "createdTime": KEY_MADE_MS,
            "modifiedTime": KEY_MADE_MS,
            "developerAppUuid": identity.app_id,
            "merchantUuid": identity.merchant_id,
            "active": True,
        }
    )


OPERATIONS = (Operation("getApiKey", "GET", "/pakms/apikey", get_api_key),)
