"""`/v3/merchants/{mId}/employees` and `/roles`: who works here, and as what."""

from cloverdesk.demo.accounts import platform, platform_staff
from cloverdesk.demo.accounts.platform_filters import column, member
from cloverdesk.demo.accounts.staff import hire
from cloverdesk.demo.door.calls import Answer, Call, Operation
from cloverdesk.demo.store import EMPLOYEE, ROLE

EMPLOYEE_FIELDS = {
    "modifiedTime": column("changed", int),
    "role": member("role"),
    "role.id": column("owner"),
    "customId": member("customId"),
    "name": member("name"),
    "nickname": member("nickname"),
    "id": column("id"),
    "deletedTime": member("deletedTime", int),
    "deleted_time": member("deletedTime", int),
    "email": member("email"),
}
ROLE_FIELDS = {
    "modifiedTime": column("changed", int),
    "systemRole": member("systemRole"),
    "name": member("name"),
    "id": column("id"),
    "deletedTime": member("deletedTime", int),
}


def list_employees(call: Call) -> Answer:
    """A page of employees."""
    hire(call.store)
    return platform.page(call, EMPLOYEE, "/employees", EMPLOYEE_FIELDS, platform_staff.employee)


def get_employee(call: Call) -> Answer:
    """One employee."""
    hire(call.store)
    wanted = platform.expanded(call)
    record = call.store.get(EMPLOYEE, call.path["employee_id"])
    if record is None:
        raise platform.missing("Employee")
    return Answer.json(platform_staff.employee(call, record.body, wanted))


def list_roles(call: Call) -> Answer:
    """A page of roles."""
    hire(call.store)
    return platform.page(call, ROLE, "/roles", ROLE_FIELDS, platform_staff.role)


OPERATIONS = (
    Operation("listEmployees", "GET", platform.ROOT + "/employees", list_employees),
    Operation("getEmployee", "GET", platform.ROOT + "/employees/{employee_id}", get_employee),
    Operation("listRoles", "GET", platform.ROOT + "/roles", list_roles),
)
