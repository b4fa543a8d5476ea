"""The trail of an operation: what each step was about, as facts that are stored and as words that people read."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, TypeAlias

from cloverdesk.domain.operations import Actor, MoneyOperation, OperationState
from cloverdesk.domain.texts import ENGLISH

Facts: TypeAlias = Mapping[str, str | int]

THE_DESK = "CloverDesk"
"""Who takes the steps that no person asks for."""


class Step(NamedTuple):
    """One step of an operation: the `n`-th, counted from 1, and who took it."""

    n: int
    state: OperationState
    at: datetime
    actor: str
    facts: Facts

    @property
    def detail(self) -> str:
        """The facts in one line of plain English."""
        return ", ".join(f"{name} {_shown(name, value)}" for name, value in self.facts.items())


def named(actor: Actor) -> str:
    """Who it was, for the trail: the employee, and in brackets whose account it was."""
    return f"{actor.employee} ({actor.os_user})" if actor.employee else actor.os_user


def facts_of(one: MoneyOperation) -> Facts:
    """What is worth remembering of the step that brought an operation to its state."""
    facts: dict[str, str | int] = {}
    if one.state is OperationState.DRAFTED:
        facts |= {"charge": one.target, "amount": str(one.amount), "whole": "yes" if one.whole else "no"}
    if one.state is OperationState.HELD and one.hold_until:
        facts["until"] = f"{one.hold_until:%H:%M:%S %Z}"
    if one.state is OperationState.SENDING:
        facts |= {"attempt": one.attempt, "key": one.idempotency_key, **_evidence(one)}
    if one.effect:
        facts |= {"effect": one.effect.id, "status": one.effect.status, "moved": str(one.effect.moved)}
    if one.failure:
        facts["failure"] = one.failure.code
        for name, value in one.failure.params:
            facts.setdefault(name, value if isinstance(value, int) else str(value))
    return facts


def dump_facts(facts: Facts) -> str:
    """Facts as they are stored."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def load_facts(text: str) -> Facts:
    """Facts as `dump_facts` wrote them."""
    facts: dict[str, str | int] = json.loads(text)
    return facts


def _evidence(one: MoneyOperation) -> Facts:
    evidence = one.evidence
    if evidence is None:
        return {}
    return {
        "captured": evidence.captured_minor,
        "refunded": evidence.refunded_minor,
        "refunds": " ".join(evidence.refund_ids) or "none",
    }


def _shown(name: str, value: str | int) -> str:
    """The value in words; a failure's code stands for its title."""
    return ENGLISH.get(f"{value}.title", str(value)) if name == "failure" else str(value)
