"""Employees and roles: who works in the store and as what. Their PINs are dropped unread, and kept in nothing."""

from collections.abc import Sequence

import msgspec

from cloverdesk.api.auth import Door
from cloverdesk.api.pages import ApiPage
from cloverdesk.api.resources.platform import (
    LARGEST_LIMIT,
    CamelShape,
    Filter,
    Listed,
    OffsetReader,
    asked,
    merchant_path,
    named,
    told,
)
from cloverdesk.api.session import ApiSession
from cloverdesk.api.wire import Link, Moment, ObjectId, Text, link_id, text
from cloverdesk.domain.employees import Employee, Role, SystemRole

PINS = frozenset({"pin", "unhashedPin", "unhashed_pin"})


class RoleWire(msgspec.Struct, frozen=True, rename="camel"):
    """A role as Clover writes it (accounts.yaml, `Role`)."""

    id: ObjectId
    name: Text = None
    system_role: Text = None
    employees: Listed[Link] | list[Link] | None = None


class EmployeeWire(msgspec.Struct, frozen=True, rename="camel"):
    """An employee as Clover writes one (accounts.yaml, `Employee`), but for the PIN."""

    id: ObjectId
    name: Text = None
    nickname: Text = None
    email: Text = None
    custom_id: Text = None
    role: Text = None
    is_owner: bool | None = None
    roles: Listed[RoleWire] | list[RoleWire] | None = None
    claimed_time: Moment | None = None
    deleted_time: Moment | None = None


class EmployeesApi:
    """Reads of employees and roles. Every method raises what `ApiSession.read` raises, and `MerchantMissing`.

    What is kept of an employee as it came has no PIN in it.
    """

    def __init__(self, session: ApiSession) -> None:
        self._session = session
        self._employees = OffsetReader(
            session, Door.PLATFORM, CamelShape(EmployeeWire), employee_of, what="employees", hidden=PINS
        )
        self._roles = OffsetReader(
            session, Door.PLATFORM, CamelShape(RoleWire), role_of, what="roles", hidden=PINS
        )

    async def list_page(
        self,
        *,
        limit: int = LARGEST_LIMIT,
        offset: int = 0,
        filters: Sequence[Filter] = (),
        expand: Sequence[str] = ("roles",),
        interactive: bool = False,
    ) -> ApiPage[Employee]:
        """`limit` employees (at most 1000) from `offset` on, for whom all filters hold.

        Fields for filters: modifiedTime, role, role.id, customId, name, nickname, id, deletedTime, email. Without `roles`
        expanded, only the base of a role that the merchant made is told.
        """
        path = merchant_path(self._session, "/employees")
        params = asked(tuple(filters), tuple(expand))
        return await self._employees.page(path, params, limit=limit, offset=offset, interactive=interactive)

    async def get(
        self, employee_id: str, *, expand: Sequence[str] = ("roles",), interactive: bool = True
    ) -> Employee:
        """The employee as it is now. Raises `Missing` too."""
        path = merchant_path(self._session, f"/employees/{named(employee_id, 'getEmployee')}")
        params = asked(expand=tuple(expand))
        return await self._employees.one(path, employee_id, params, interactive=interactive)

    async def list_roles_page(
        self,
        *,
        limit: int = LARGEST_LIMIT,
        offset: int = 0,
        filters: Sequence[Filter] = (),
        expand: Sequence[str] = (),
        interactive: bool = False,
    ) -> ApiPage[Role]:
        """`limit` roles (at most 1000) from `offset` on; `employees` may be expanded.

        Fields for filters: modifiedTime, systemRole, name, id, deletedTime.
        """
        path = merchant_path(self._session, "/roles")
        params = asked(tuple(filters), tuple(expand))
        return await self._roles.page(path, params, limit=limit, offset=offset, interactive=interactive)


def employee_of(wire: EmployeeWire) -> Employee:
    """The employee behind the wire's fields."""
    roles = told(wire.roles)
    return Employee(
        id=wire.id,
        name=text(wire.name),
        nickname=text(wire.nickname),
        email=text(wire.email),
        custom_id=text(wire.custom_id),
        role=SystemRole.of(text(wire.role), is_owner=wire.is_owner),
        roles=None if roles is None else tuple(map(role_of, roles)),
        claimed_ms=wire.claimed_time or 0,
        deleted_ms=wire.deleted_time,
    )


def role_of(wire: RoleWire) -> Role:
    """The role behind the wire's fields."""
    employees = told(wire.employees)
    return Role(
        id=wire.id,
        name=text(wire.name),
        base=SystemRole.of(text(wire.system_role)),
        employee_ids=None if employees is None else tuple(filter(None, map(link_id, employees))),
    )
