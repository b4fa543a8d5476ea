"""What a call without an answer ends in, where nothing was changed by it."""

from collections.abc import Mapping
from types import MappingProxyType

from cloverdesk.api.errors import (
    ApiError,
    BadAnswer,
    NameUnknown,
    NoAnswer,
    NotOfToday,
    NotTrusted,
    ProxyRefused,
    TooLarge,
    Unreachable,
)
from cloverdesk.api.exchange import Hindrance

_OF_THE_LINE: Mapping[Hindrance, type[Unreachable]] = MappingProxyType(
    {
        Hindrance.NO_CONNECTION: Unreachable,
        Hindrance.NAME_UNKNOWN: NameUnknown,
        Hindrance.NOT_TRUSTED: NotTrusted,
        Hindrance.NOT_OF_TODAY: NotOfToday,
        Hindrance.PROXY: ProxyRefused,
        Hindrance.TIMEOUT: NoAnswer,
        Hindrance.CUT: NoAnswer,
    }
)
_OF_THE_ANSWER: Mapping[Hindrance, type[BadAnswer]] = MappingProxyType(
    {Hindrance.TOO_LARGE: TooLarge, Hindrance.GARBLED: BadAnswer}
)


def no_answer(name: str, host: str, why: Hindrance) -> ApiError:
    """The failure of the call `name` to `host`."""
    line = _OF_THE_LINE.get(why)
    if line is not None:
        return line(host=host, operation_name=name)
    return _OF_THE_ANSWER[why](excerpt=why.value, operation_name=name, status=200)
