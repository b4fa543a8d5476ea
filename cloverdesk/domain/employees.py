"""Who works in the store and as what; the rights that a role has are the merchant's, and Clover does not tell them."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from cloverdesk.domain.clock import utc


class SystemRole(Enum):
    """The roles that every other one is built on, from the least to the most."""

    EMPLOYEE = "EMPLOYEE"
    MANAGER = "MANAGER"
    ADMIN = "ADMIN"
    OWNER = "OWNER"

    @classmethod
    def of(cls, word: str, *, is_owner: bool | None = None) -> "SystemRole":
        """The role that Clover's words amount to: `is_owner` comes first, and a word that is not known counts as the least.

        Whoever is called the owner and is said not to be one is an administrator.
        """
        if is_owner:
            return cls.OWNER
        known = {one.value: one for one in cls}.get(word.strip().upper(), cls.EMPLOYEE)
        return cls.ADMIN if known is cls.OWNER and is_owner is not None else known

    @property
    def rank(self) -> int:
        """How far up it is, 0 for the least."""
        return list(SystemRole).index(self)


@dataclass(frozen=True, slots=True)
class Role:
    """A default role, or one that the merchant made and named; `base` is what it is built on.

    `employee_ids` are None where the answer did not tell who has it.
    """

    id: str
    name: str
    base: SystemRole
    employee_ids: tuple[str, ...] | None = None

    @property
    def is_custom(self) -> bool:
        """Whether its name says more than its base."""
        return self.name.strip().upper() not in {"", self.base.value}


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody who works here; a PIN is never part of it. `roles` are None where they were not asked for.

    `claimed_ms` is 0 for whoever was invited and has not signed in yet, `deleted_ms` None for whoever still works here.
    """

    id: str
    name: str = ""
    nickname: str = ""
    email: str = ""
    custom_id: str = ""
    role: SystemRole = SystemRole.EMPLOYEE
    roles: tuple[Role, ...] | None = None
    claimed_ms: int = 0
    deleted_ms: int | None = None

    @property
    def is_owner(self) -> bool:
        """Whether the store is theirs."""
        return self.role is SystemRole.OWNER

    @property
    def is_deleted(self) -> bool:
        """Whether they work here no more."""
        return self.deleted_ms is not None

    @property
    def claimed_at(self) -> datetime | None:
        """When they accepted their invitation, UTC; None if they have not yet."""
        return utc(self.claimed_ms) if self.claimed_ms else None
