"""Who the store is: merchant, app and the credentials that open it, kept with its data."""

import secrets
from dataclasses import asdict, dataclass
from typing import Self

MERCHANT_ID = "M4P0RTA3ND5QK"
APP_ID = "8RZ2N0QKXW4TD"
CURRENCY = "USD"
KEY_MADE_MS = 1_718_035_200_123


@dataclass(frozen=True, slots=True)
class Identity:
    """`api_token` is the merchant's private token (bearer), `public_token` its public one (apikey).

    `pakms_key` is what `/pakms/apikey` hands out; it opens the token route as the public token does. `control_token`
    opens `/_demo/*` and nothing else.
    """

    merchant_id: str
    app_id: str
    api_token: str
    public_token: str
    pakms_key: str
    control_token: str

    @classmethod
    def make(cls) -> Self:
        """A merchant with new credentials."""
        return cls(
            MERCHANT_ID,
            APP_ID,
            api_token=secrets.token_hex(16),
            public_token=secrets.token_hex(16),
            pakms_key=secrets.token_hex(16),
            control_token=secrets.token_hex(16),
        )

    def as_mapping(self) -> dict[str, str]:
        """All fields, to be kept."""
        return asdict(self)
