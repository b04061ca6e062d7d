"""Which laws does the record rely on, and which are offered in this nation?"""

from __future__ import annotations

from decisions.guidance import Basis, basis
from decisions.law.guide import Answer, Guidance
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
    """(code, label) of the laws for those whom it is about, and of whatever is stored.

    What may not fit stands last. A law about adults is not held out for a child, nor the other
    way round; the page of the guide says why.
    """
    whom = guidance.facts["about"]
    kept = {row.code for row in in_layer(record, layer)}
    found = [each for each in guidance.layer(layer) if each.code in kept or _is_for(each, whom)]
    fits = [answer.code for answer in found if not answer.may_not_fit]
    last = [answer.code for answer in found if answer.may_not_fit]
    stored = sorted(kept - {*fits, *last})
    return [(code, label_of(code)) for code in (*fits, *stored, *last)]


def _is_for(answer: Answer, whom: str) -> bool:
    return whom not in ("child", "adult") or answer.basis.about in ("both", whom)
