"""How is it written which laws let us share?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.door import Actor, acting
from audit.actions import note
from decisions.actions.drafting import bump
from decisions.models import BasisFacts, LawfulBasis
from decisions.record import Record

# What the record says of one basis: its layer, its limb, the evidence for it, and why it is
# relied on although the guide says that it may not fit.
SAID = ("layer", "limb", "evidence", "despite")
ByCode = Mapping[str, Mapping[str, str]]


def put_bases(
    record: Record,
    *,
    actor: Actor,
    bases: ByCode,
    values: Mapping[str, Any] | None = None,
    told: Mapping[str, str] | None = None,
) -> bool:
    """Make ``bases`` the laws relied on; write ``values`` of the decision and what was ``told``.

    A basis that is not named any more is taken out, which the database allows in a draft
    only. ``told`` is what the guide to the law asked. False where nothing changed.
    """
    decision = record.decision
    fields = tuple(n for n, value in (values or {}).items() if getattr(decision, n) != value)
    with acting(actor):
        changes = _put(record, bases)
        learned = _tell(record, told or {})
        if not (fields or learned or any(changes.values())):
            return False
        for name in fields:
            setattr(decision, name, (values or {})[name])
        bump(decision, fields=fields)
        detail = {"part": "lawfulbasis", "fields": [*fields, *learned], **changes}
        note("decision.answered", decision_id=decision.pk, detail=detail)
    return True


def _tell(record: Record, told: Mapping[str, str]) -> list[str]:
    """Keep what the guide asked; which answers changed."""
    kept = record.facts or BasisFacts(
        organisation_id=record.decision.organisation_id, decision=record.decision
    )
    changed = [name for name, value in told.items() if getattr(kept, name) != value]
    for name in changed:
        setattr(kept, name, told[name])
    if changed:
        kept.save(update_fields=changed if kept.pk else None)
        record.basis_facts = [kept]
    return changed


def _put(record: Record, bases: ByCode) -> dict[str, list[str]]:
    """Three statements at most; the codes that were taken out, changed and added."""
    stored = {row.code: row for row in record.bases}
    gone = [row for code, row in stored.items() if code not in bases]
    changed = [stored[code] for code in bases if code in stored and _set(stored[code], bases[code])]
    new = [_new(record, code, said) for code, said in bases.items() if code not in stored]
    if gone:
        LawfulBasis.objects.filter(pk__in=[row.pk for row in gone]).delete()
    if changed:
        LawfulBasis.objects.bulk_update(changed, SAID)
    if new:
        LawfulBasis.objects.bulk_create(new)
    record.bases = [row for row in record.bases if row.code in bases] + new
    return {
        "removed": [row.code for row in gone],
        "changed": [row.code for row in changed],
        "added": [row.code for row in new],
    }


def _new(record: Record, code: str, said: Mapping[str, str]) -> LawfulBasis:
    decision = record.decision
    kept = {name: said.get(name, "") for name in SAID}
    return LawfulBasis(
        organisation_id=decision.organisation_id, decision=decision, code=code, **kept
    )


def _set(row: LawfulBasis, said: Mapping[str, str]) -> bool:
    new = {name: said.get(name, getattr(row, name)) for name in SAID}
    changed = any(getattr(row, name) != value for name, value in new.items())
    for name, value in new.items():
        setattr(row, name, value)
    return changed
