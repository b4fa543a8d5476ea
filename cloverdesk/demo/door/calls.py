"""What passes between the door and the routes: a call as it came in, an answer as it goes out, and what an operation is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from cloverdesk.demo.door.fields import Fields
from cloverdesk.demo.errors import Rejected, invalid, status_line
from cloverdesk.demo.faults import Faults
from cloverdesk.demo.options import DemoOptions
from cloverdesk.demo.shop import Shop
from cloverdesk.demo.store import DemoStore, dump

JSON_TYPE = "application/json"
TEXT_TYPE = "text/plain; charset=utf-8"


class Credential(Enum):
    """What opens an operation."""

    NONE = "nothing: whoever asks"
    BEARER = "the merchant's private token, or an app's access token"
    PUBLIC_KEY = "the merchant's public key, in the apikey header"
    CONTROL = "the control token, from this computer"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, body and content type; `headers` beside the usual ones. `twice` is a fault: all of it comes two times.

    The body of a page comes as bytes: a hundred objects are better not turned into text and back.
    """

    status: int
    body: str | bytes
    media_type: str = JSON_TYPE
    headers: Mapping[str, str] = field(default_factory=dict)
    twice: bool = False

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body if isinstance(self.body, str) else self.body.decode()

    @classmethod
    def json(cls, body: object, status: int = 200) -> "Answer":
        """A JSON answer."""
        return cls(status, dump(body))

    @classmethod
    def refusal(cls, rejected: Rejected) -> "Answer":
        """The answer that goes with a refusal."""
        if isinstance(rejected.body, str):
            return cls(rejected.status, rejected.body, TEXT_TYPE, rejected.headers)
        return cls(rejected.status, dump(rejected.body), JSON_TYPE, rejected.headers)

    @classmethod
    def plain(cls, status: int) -> "Answer":
        """The status line as plain text, as for an unknown path."""
        return cls(status, status_line(status), TEXT_TYPE)


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `headers` have lower-case names; `body` is {} where there is none; `effect` is what a fault asks for."""

    store: DemoStore
    options: DemoOptions
    faults: Faults
    path: Mapping[str, str]
    query: Sequence[tuple[str, str]]
    headers: Mapping[str, str]
    body: Mapping[str, object]
    effect: Mapping[str, str] = field(default_factory=dict)

    @property
    def shop(self) -> Shop:
        """The store, and how it behaves."""
        return Shop(self.store, self.options, self.idempotency_key)

    @property
    def fields(self) -> Fields:
        """The body, to be read field by field."""
        return Fields(self.body, text_amounts=self.options.text_amounts_accepted)

    @property
    def idempotency_key(self) -> str:
        """The key that came along, or ""."""
        return self.headers.get("idempotency-key", "")

    def asked(self, name: str) -> str | None:
        """The last value of a query parameter, or None."""
        for key, value in reversed(self.query):
            if key == name:
                return value
        return None


def _never(_options: DemoOptions) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API. `id` is its operationId; `keyed` says whether idempotency keys count, by the options.

    `malformed` words the refusal of a body that is no JSON object; `json_only` is for those that look at its type, too.
    """

    id: str
    method: str
    path: str
    run: Callable[[Call], Answer]
    credential: Credential = Credential.BEARER
    keyed: Callable[[DemoOptions], bool] = _never
    malformed: Callable[[str], Rejected] = invalid
    json_only: bool = False
