"""Who works in the store: nine people, each in a role that Clover has by default or one that the merchant made."""

from dataclasses import dataclass

from cloverdesk.demo import ids
from cloverdesk.demo.options import DAY_MS
from cloverdesk.demo.paying.bodies import Body
from cloverdesk.demo.store import EMPLOYEE, ROLE, DemoStore

ADMIN, MANAGER, EMPLOYED = "ADMIN", "MANAGER", "EMPLOYEE"
"""The base roles."""


@dataclass(frozen=True, slots=True)
class Team:
    """The staff of one store. `roles` are names with the base role of each; `people` names with the place of their role.

    The first is the owner. The last was invited and has not signed in yet.
    """

    domain: str
    roles: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, int], ...]


_US = Team(
    domain="mapleandmain.example",
    roles=(("Admin", ADMIN), ("Manager", MANAGER), ("Employee", EMPLOYED), ("Floor lead", MANAGER)),
    people=(
        ("Ruth Whitcomb", 0),
        ("Théo Pelletier", 0),
        ("Sam Ortiz", 1),
        ("Priya Raman", 1),
        ("Grace Okafor", 3),
        ("Liam Haskell", 2),
        ("Maeve O'Brien", 2),
        ("Søren Jørgensen", 2),
        ("Xiomara Estrada", 2),
    ),
)
_CA = Team(
    domain="erableetcie.example",
    roles=(
        ("Administrateur", ADMIN),
        ("Gestionnaire", MANAGER),
        ("Employé", EMPLOYED),
        ("Chef d'équipe", MANAGER),
    ),
    people=(
        ("Geneviève Tremblay", 0),
        ("Marc-André Bouchard", 0),
        ("Camille Lefèvre", 1),
        ("Thanh Nguyen", 1),
        ("Élodie Gagnon-Côté", 3),
        ("Félix Roy", 2),
        ("Maude D'Amours", 2),
        ("Jean-Sébastien Ouellet", 2),
        ("Aïcha Benali", 2),
    ),
)
TEAMS = {"us": _US, "ca": _CA}
"""By the kind of store."""


def hire(store: DemoStore) -> None:
    """Give the store its staff, unless it has one. They came one after the other, the last one three weeks ago."""
    with store.transaction():
        if not store.all_of(ROLE):
            _hire(store, TEAMS[store.merchant.kind], store.now_ms())


def _hire(store: DemoStore, team: Team, now: int) -> None:
    role_ids = [ids.object_id(f"{store.salt}/role", place) for place in range(len(team.roles))]
    began = now - (len(team.people) + 1) * 40 * DAY_MS
    for role_id, (name, base) in zip(role_ids, team.roles, strict=True):
        body = {"id": role_id, "name": name, "systemRole": base}
        store.add(ROLE, body, created=began, changed=began, status=base)
    for place, (_, role) in enumerate(team.people):
        came = now - (len(team.people) - place) * 40 * DAY_MS + 19 * DAY_MS
        employee = _employee(store, team, place, came)
        employee["role"] = team.roles[role][1]
        employee["isOwner"] = place == 0
        store.add(EMPLOYEE, employee, created=came, changed=came, owner=role_ids[role])


def _employee(store: DemoStore, team: Team, place: int, came: int) -> Body:
    """An employee without a role. No PIN: none is anybody's business."""
    name = team.people[place][0]
    employee: Body = {
        "id": ids.object_id(f"{store.salt}/employee", place),
        "name": name,
        "nickname": name.split()[0],
        "customId": f"S{place + 1:02d}",
        "email": f"staff{place + 1}@{team.domain}",
        "inviteSent": True,
    }
    if place < len(team.people) - 1:
        employee["claimedTime"] = came
    return employee
