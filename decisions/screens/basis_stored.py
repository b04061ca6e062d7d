"""Which laws does the record rely on, and which are offered to this organisation in this nation?"""

from __future__ import annotations

from decisions.choices import PersonRole
from decisions.guidance import Basis, bases, basis
from decisions.models import LawfulBasis
from decisions.record import Record

CHILDREN = frozenset({PersonRole.CHILD, PersonRole.UNBORN})


def basis_or_none(code: str) -> Basis | None:
    """The guidance about a stored code; None for one that the guidance no longer holds."""
    try:
        return basis(code)
    except KeyError:
        return None


def label_of(code: str) -> str:
    found = basis_or_none(code)
    return found.label if found else code


def in_layer(record: Record, layer: str) -> list[LawfulBasis]:
    return [row for row in record.bases if row.layer == layer]


def about(record: Record) -> str:
    """Whether it is about a child, an adult at risk, or both as far as is known."""
    roles = {person.role for person in record.people}
    child, adult = bool(roles & CHILDREN), PersonRole.ADULT in roles
    if child == adult:
        return "both"
    return "child" if child else "adult"


def offered(record: Record, layer: str) -> list[tuple[str, str]]:
    """(code, label) of what could fit here, and of whatever is stored, wherever it is from."""
    decision = record.decision
    public = decision.organisation.is_public_authority
    found = [(b.code, b.label) for b in bases(decision.nation, public, layer, about(record))]
    here = {code for code, _ in found}
    stored = [row.code for row in in_layer(record, layer) if row.code not in here]
    return found + [(code, label_of(code)) for code in stored]
