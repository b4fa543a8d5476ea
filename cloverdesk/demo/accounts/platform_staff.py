"""Employees and roles as the Platform API shows them. Which rights a role has, it does not say."""

from cloverdesk.demo.accounts.platform import address, reference
from cloverdesk.demo.accounts.staff import hire
from cloverdesk.demo.door.calls import Call
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.store import EMPLOYEE, ROLE, Record


def employee(call: Call, body: Body, wanted: frozenset[str]) -> Body:
    """An employee; the custom role's own name comes with `roles`."""
    told = {"href": _address(call, body), **body}
    if body["isOwner"] and call.options.owner_role_is_owner:
        told["role"] = "OWNER"
    if "roles" in wanted:
        kept = call.store.get(EMPLOYEE, str(body["id"]))
        held = call.store.get(ROLE, kept.owner) if kept else None
        told["roles"] = {"elements": [role(call, held.body, frozenset())] if held else []}
    if "shifts" in wanted:
        told["shifts"] = {"elements": []}
    return told


def role(call: Call, body: Body, wanted: frozenset[str]) -> Body:
    """A role, with the employees who have it if they are asked for."""
    told: Body = {"href": address(call, f"/roles/{body['id']}"), **body}
    told["merchant"] = reference(call.store.identity.merchant_id)
    if "employees" in wanted:
        holders = call.store.all_of(EMPLOYEE, owner=str(body["id"]))
        told["employees"] = {"elements": [named(call, one.body) for one in holders]}
    return told


def named(call: Call, body: Body) -> Body:
    """An employee that is named only."""
    return reference(body["id"], _address(call, body))


def owner(call: Call) -> Record:
    """The employee who owns the store."""
    hire(call.store)
    return next(one for one in call.store.all_of(EMPLOYEE) if one.body["isOwner"])


def _address(call: Call, body: Body) -> str:
    return address(call, f"/employees/{body['id']}")
