"""Ids of Clover's objects and our own short references."""

import re

_OBJECT_ID = re.compile(r"[0-9A-Z]{13}")
# No I, L, O, U: like Clover's own ids, so that a reference can be read aloud.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 12
"""`external_reference_id` takes at most 12 characters (payments.md, section 2)."""


def is_object_id(text: str) -> bool:
    """Whether `text` has the shape of a Clover object id: 13 digits and capitals."""
    return _OBJECT_ID.fullmatch(text) is not None


def new_reference() -> str:
    """A fresh operation id, 12 characters, also sent as `external_reference_id`."""
    import secrets  # made for few operations, and not at the start

    return "".join(secrets.choice(_ALPHABET) for _ in range(REFERENCE_LENGTH))


def new_idempotency_key() -> str:
    """A fresh key under which Clover does a request once: a random UUID."""
    from uuid import uuid4  # as above

    return str(uuid4())
