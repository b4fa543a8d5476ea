"""Every failure that a call to Clover can end in: one tree, classified by status, code and decline fields, never by text."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar, Required, TypedDict, Unpack

from cloverdesk.domain.errors import DeskError, ExitCode, Failure, FailureKind
from cloverdesk.domain.message import Param, as_params
from cloverdesk.domain.redact import MASK
from cloverdesk.domain.secret import Secret


class Where(TypedDict, total=False):
    """Which call failed: its name, its HTTP status (None where no whole answer came), Clover's id of the exchange."""

    operation_name: Required[str]
    status: int | None
    request_id: str


class ApiError(DeskError):
    """A call to Clover that did not give what was asked for.

    `operation_name` names the call (`createRefund`, `GET /v1/charges`), `status` is the HTTP status, None where no whole
    answer came, and `request_id` Clover's own id of the exchange, "" where it gave none.
    """

    may_pass: ClassVar[bool] = False
    """Whether the same read may succeed a little later."""

    def __init__(
        self, *, operation_name: str, status: int | None = None, request_id: str = "", **params: Param
    ) -> None:
        if status is not None:
            params["status"] = status
        super().__init__(operation=None, **params)
        self.operation_name = operation_name
        self.status = status
        self.request_id = request_id


class CardDeclined(ApiError):
    """The issuer, the gateway or a fraud rule declined; no proof that nothing moved (payments.md, section 4).

    Params: said, decline_code. `charge_id` is the charge that Clover names, "" where it names none.
    """

    code = "api.card_declined"
    exit_code = ExitCode.REFUSED

    def __init__(self, *, said: str, decline_code: str, charge_id: str, **where: Unpack[Where]) -> None:
        super().__init__(said=said, decline_code=decline_code, **where)
        self.decline_code = decline_code
        self.charge_id = charge_id


class Refused(ApiError):
    """Clover said no, and nothing moved. Params: said, clover_code (Clover's own code, "" where it gave none)."""

    code = "api.refused"
    exit_code = ExitCode.REFUSED

    def __init__(self, *, said: str, clover_code: str, **where: Unpack[Where]) -> None:
        super().__init__(said=said, clover_code=clover_code, **where)
        self.clover_code = clover_code


class RateLimited(ApiError):
    """Too many requests on this token; nothing was done. `retry_after` is in seconds, None where Clover gave none."""

    code = "api.rate_limited"
    exit_code = ExitCode.NETWORK
    kind = FailureKind.ENVIRONMENT
    may_pass = True

    def __init__(self, *, retry_after: float | None, **where: Unpack[Where]) -> None:
        super().__init__(**where)
        self.retry_after = retry_after


class NotSignedIn(ApiError):
    """Clover does not take the token, or it lacks a permission: a 401 is both (accounts.md, section 2). Nothing was done.

    Params: permissions (what the call needs, in Clover's words).
    """

    code = "api.not_signed_in"
    exit_code = ExitCode.NOT_PERMITTED

    def __init__(self, *, permissions: Sequence[str] = (), **where: Unpack[Where]) -> None:
        super().__init__(permissions=_listed(permissions), **where)


class WrongMerchant(ApiError):
    """A 401 because the profile's merchant is not the token's. Nothing was done. Params: merchant, own (the token's)."""

    code = "api.wrong_merchant"
    exit_code = ExitCode.NOT_PERMITTED

    def __init__(self, *, merchant: str, own: str, **where: Unpack[Where]) -> None:
        super().__init__(merchant=merchant, own=own, **where)


class NotAllowed(ApiError):
    """The token lacks a permission. Params: call, permissions (what the call needs, in Clover's words)."""

    code = "api.not_allowed"
    exit_code = ExitCode.NOT_PERMITTED

    def __init__(self, *, call: str, permissions: Sequence[str] = (), **where: Unpack[Where]) -> None:
        super().__init__(call=call, permissions=_listed(permissions), **where)


class Missing(ApiError):
    """A read of something that Clover does not have. Params: what."""

    code = "api.missing"
    exit_code = ExitCode.NOT_FOUND


class ServerTrouble(ApiError):
    """A 5xx on a read. Params: status."""

    code = "api.server_trouble"
    exit_code = ExitCode.NETWORK
    kind = FailureKind.ENVIRONMENT
    may_pass = True


class BadAnswer(ApiError):
    """An answer to a read that Clover never gives: a web page, half a JSON body, nothing. Params: status, excerpt."""

    code = "api.bad_answer"
    exit_code = ExitCode.NETWORK
    kind = FailureKind.ENVIRONMENT


class TooLarge(BadAnswer):
    """An answer to a read that is far larger than any of Clover's; it was not read to its end. Params: status, excerpt."""

    code = "api.too_large"


class Unreachable(ApiError):
    """No connection could be made: not one byte of the request left. Params: host."""

    code = "api.unreachable"
    exit_code = ExitCode.NETWORK
    kind = FailureKind.ENVIRONMENT
    may_pass = True


class NameUnknown(Unreachable):
    """Nobody knows the server's name: the network is away, or the name is wrong. Params: host."""

    code = "api.name_unknown"


class NotTrusted(Unreachable):
    """The server's certificate is not trusted here. Params: host."""

    code = "api.not_trusted"
    may_pass = False


class NotOfToday(NotTrusted):
    """By this computer's clock, the server's certificate has expired or is not valid yet. Params: host."""

    code = "api.not_of_today"


class NoAnswer(Unreachable):
    """A read whose answer did not come, or not whole. Never raised for money. Params: host."""

    code = "api.no_answer"


class ProxyRefused(Unreachable):
    """The system's proxy stands in the way of a read. Never raised for money. Params: host."""

    code = "api.proxy_refused"
    may_pass = False


class OutcomeUnknown(ApiError):
    """A call that changes something, and may or may not have happened. `why` is a word for the record: `timeout`, `cut`, `503`, …"""

    code = "api.outcome_unknown"
    exit_code = ExitCode.UNKNOWN

    def __init__(self, *, why: str, **where: Unpack[Where]) -> None:
        super().__init__(why=why, **where)
        self.why = why


class ChangeUnknown(OutcomeUnknown):
    """A change that is no money, and may or may not have been made."""

    code = "api.change_unknown"


class MerchantMissing(DeskError):
    """The profile does not say which merchant it is for, and this call has to. No params."""

    code = "api.merchant_missing"
    exit_code = ExitCode.USAGE


class TokenMissing(DeskError):
    """No token for this part of Clover was entered."""

    code = "api.token_missing"
    exit_code = ExitCode.NOT_PERMITTED


class TokenUnusable(DeskError):
    """A token that cannot stand in a header."""

    code = "api.token_unusable"
    exit_code = ExitCode.NOT_PERMITTED


class ProxyUnusable(DeskError):
    """The system names a proxy of a kind that is not spoken here."""

    code = "api.proxy_unusable"
    exit_code = ExitCode.NETWORK
    kind = FailureKind.ENVIRONMENT


class ExtraCaUnusable(DeskError):
    """The file of certificates that a profile trusts besides the system's cannot be used. Params: path."""

    code = "api.extra_ca_unusable"
    exit_code = ExitCode.DAMAGED
    kind = FailureKind.ENVIRONMENT


def _listed(permissions: Sequence[str]) -> str:
    return ", ".join(permissions) or "\N{EM DASH}"


@contextmanager
def concealing(*secrets: Secret) -> Iterator[None]:
    """Mask what a failure repeats of `secrets`, which were part of a request: Clover may quote it, a proxy's page all of it."""
    try:
        yield
    except ApiError as problem:
        texts = [secret.reveal() for secret in secrets if secret]
        params = {name: _masked(value, texts) for name, value in problem.failure.params}
        if "excerpt" in params:
            params["excerpt"] = MASK
        problem.failure = Failure(problem.code, as_params(params))
        raise


def _masked(value: Param, secrets: Sequence[str]) -> Param:
    """A parameter without them, nor the beginning of one where the text was cut off."""
    if not isinstance(value, str):
        return value
    for secret in sorted(secrets, key=len, reverse=True):
        value = value.replace(secret, MASK)
        for length in range(len(secret) - 1, 2, -1):
            value = value.replace(
                f"{secret[:length]}\N{HORIZONTAL ELLIPSIS}", f"{MASK}\N{HORIZONTAL ELLIPSIS}"
            )
    return value
