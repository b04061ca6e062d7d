"""Which laws does the record rely on, and which are offered in this nation?"""

from __future__ import annotations

from decisions.guidance import Basis, basis
from decisions.law.guide import Guidance
from decisions.models import LawfulBasis
from decisions.record import Record


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


def offered(record: Record, layer: str, guidance: Guidance) -> list[tuple[str, str]]:
    """(code, label) of every law of the nation, those that may not fit last, and what is stored."""
    found = guidance.layer(layer)
    here = {answer.code for answer in found}
    stored = [row.code for row in in_layer(record, layer) if row.code not in here]
    fits = [answer.code for answer in found if not answer.may_not_fit]
    last = [answer.code for answer in found if answer.may_not_fit]
    return [(code, label_of(code)) for code in (*fits, *stored, *last)]
