"""How is a pack made, and in whose name? Before it leaves it is kept as an act on the decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from accounts.door import Actor, reading
from accounts.models import Membership, Role
from audit.ledger import signature
from decisions.actions.exporting import keep_export
from decisions.evidence import rule_tables
from decisions.evidence_pack import lines, paper
from decisions.evidence_pack.document import document
from decisions.evidence_pack.pack import Making, Pack, gathered
from decisions.guardian.story import story
from decisions.models import Decision
from decisions.record import load
from decisions.timeline import versions_about


@dataclass(frozen=True)
class Asked:
    """For whom and why a pack is made."""

    member: Membership
    actor: Actor
    reason: str
    at: dt.datetime


def pack_of(decision: Decision, *, actor: Actor) -> Pack | None:
    """The pack as it would be now; nothing before anything was signed."""
    signed = signature.newest(actor)
    return gathered(decision, signed) if signed else None


def prepared(
    decision: Decision, *, member: Membership, actor: Actor, reason: str
) -> tuple[Pack, Asked] | None:
    """What a pack would hold at this moment; nothing where nothing was signed at all."""
    with reading(actor):
        pack = pack_of(decision, actor=actor)
    return (pack, Asked(member, actor, reason, timezone.now())) if pack else None


def keep(decision: Decision, pack: Pack, asked: Asked, *, file_format: str) -> None:
    """Keep who takes it away and why, before it leaves. The act comes after what the pack holds."""
    keep_export(
        decision.organisation_id,
        actor=asked.actor,
        asked={"record": decision.reference},
        file_format=file_format,
        reason=asked.reason,
        rows=len(pack.found),
        decision_id=decision.pk,
    )


def as_lines(pack: Pack, asked: Asked) -> Iterator[str]:
    """The file for the stand-alone program, piece by piece."""
    return lines.written(pack, actor=asked.actor, at=asked.at)


def as_pdf(decision: Decision, pack: Pack, asked: Asked) -> bytes:
    """The file for reading; every entry is checked on the way."""
    making = _checked(pack, asked)
    with reading(asked.actor):
        record = load(decision)
        told = story(decision, versions=pack.shown.changes(versions_about(decision.pk)))
        tables = rule_tables(record, contact_known=bool(asked.member.named_lead))
        words = document(pack, record, tables, told, making)
    return paper.as_pdf(words)


def _checked(pack: Pack, asked: Asked) -> Making:
    checkpoint, agreed, withheld = pack.signature.checkpoint, 0, 0
    for piece in pack.pieces(asked.actor):
        agreed += sum(entry.is_right(checkpoint.size, checkpoint.root) for entry, _ in piece)
        withheld += sum(not is_shown for _, is_shown in piece)
    nation = asked.member.organisation.nation
    held = ", ".join(Role(code).name_in(nation) for code in asked.actor.role.split())
    return Making(asked.at, str(asked.member.person), held, asked.reason, agreed, withheld)
