"""How are periods set, records held, and destroyed once two people have agreed?

The database does not trust this file: ``ledger.dispose_decision`` looks in the history for who
proposed and who approved, for holds, and for what is not signed yet.
"""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.utils import timezone

from accounts.door import Actor, acting
from audit.actions import note
from decisions.choices import DisposalStatus
from decisions.models import Decision, Disposal, HoldRelease, LegalHold, RetentionPeriod
from decisions.retention import queries
from decisions.retention.policies import can_become
from decisions.retention.queries import Term

NOT_SIGNED = "55000"


class NotSignedYet(Exception):
    """Some entries of the record's history have no signature: wait for the signer."""


class HeldOrFollowed(Exception):
    """A hold came, or somebody began a record that belongs to it, since two people agreed."""


def set_period(
    organisation_id: int,
    *,
    actor: Actor,
    kind: str,
    years: int | None,
    counted_from: str,
    source: str,
) -> bool:
    """How long one kind of record is kept; no years: for good. False where nothing changed."""
    told = {"years": years, "counted_from": counted_from, "source": source}
    with acting(actor):
        kept = queries.periods_of(organisation_id).get(kind)
        if kept and all(getattr(kept, name) == value for name, value in told.items()):
            return False
        RetentionPeriod.objects.update_or_create(
            organisation_id=organisation_id, kind=kind, defaults=told
        )
        detail = {"kind": kind, "years": years, "from": counted_from}
        note("retention.schedule_changed", detail=detail)
    return True


def hold(decision: Decision, *, actor: Actor, reason: str) -> LegalHold:
    """Keep a record from being destroyed until the hold is lifted."""
    with acting(actor, reason=reason):
        made = LegalHold(
            organisation_id=decision.organisation_id,
            decision=decision,
            reason=reason,
            held_by_id=_person(actor),
        )
        made.save(force_insert=True)
        note("retention.held", decision_id=decision.pk, detail={"hold": made.pk})
        return made


def release(held: LegalHold, *, actor: Actor, reason: str) -> HoldRelease:
    """Lift a hold; that it was there, and why it was lifted, stays."""
    with acting(actor, reason=reason):
        made = HoldRelease(
            organisation_id=held.organisation_id,
            decision_id=held.decision_id,
            hold=held,
            reason=reason,
            released_by_id=_person(actor),
        )
        made.save(force_insert=True)
        note("retention.released", decision_id=held.decision_id, detail={"hold": held.pk})
        return made


def propose_disposal(decision: Decision, term: Term, *, actor: Actor, authority: str) -> Disposal:
    """Propose that a record whose time is over be destroyed, and by which authority."""
    with acting(actor):
        made = Disposal(
            organisation_id=decision.organisation_id,
            decision_id=decision.pk,
            reference=decision.reference,
            period=term.period,
            due_on=timezone.localdate(term.due_at),
            authority=authority,
            proposed_by_id=_person(actor),
        )
        made.save(force_insert=True)
        note("retention.proposed", decision_id=decision.pk, detail={"disposal": made.pk})
        return made


def approve_disposal(disposal: Disposal, *, actor: Actor) -> None:
    """The second person agrees."""
    with acting(actor):
        _move(disposal, DisposalStatus.APPROVED)
        disposal.approved_by_id = _person(actor)
        disposal.approved_at = timezone.now()
        disposal.save(update_fields=["status", "approved_by", "approved_at"])
        _noted("retention.approved", disposal)


def refuse_disposal(disposal: Disposal, *, actor: Actor, reason: str) -> None:
    """Somebody does not agree, or takes back what they proposed; the record stays."""
    with acting(actor):
        _move(disposal, DisposalStatus.REFUSED)
        disposal.refused_by_id = _person(actor)
        disposal.refused_at = timezone.now()
        disposal.refusal = reason
        disposal.save(update_fields=["status", "refused_by", "refused_at", "refusal"])
        _noted("retention.refused", disposal)


def dispose(disposal: Disposal, *, actor: Actor) -> int:
    """Destroy the record with its history; how many entries went. NotSignedYet: try again."""
    with acting(actor):
        _still_free(disposal)
        later = queries.following(disposal.decision_id)
        entries = _destroy(disposal)
        _move(disposal, DisposalStatus.DISPOSED)
        disposal.disposed_by_id = _person(actor)
        disposal.disposed_at = timezone.now()
        disposal.save(update_fields=["status", "disposed_by", "disposed_at"])
        _noted("retention.disposed", disposal)
        for pk in later:
            note("retention.link_ended", decision_id=pk, detail={"disposal": disposal.pk})
    return entries


def _still_free(disposal: Disposal) -> None:
    """The database refuses these too; here they are told apart for whoever waits."""
    decision = queries.subject_of(disposal)
    if decision and (queries.is_held(decision) or queries.followed_by_draft(decision)):
        raise HeldOrFollowed


def _destroy(disposal: Disposal) -> int:
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT ledger.dispose_decision(%s, %s)", [disposal.decision_id, disposal.pk]
            )
            entries: int = cursor.fetchone()[0]
    except DatabaseError as refused:
        if getattr(refused.__cause__, "sqlstate", "") == NOT_SIGNED:
            raise NotSignedYet from refused
        raise
    return entries


def _move(disposal: Disposal, status: str) -> None:
    if not can_become(disposal, status):
        raise ValueError(f"{disposal} is {disposal.status} and cannot become {status}.")
    disposal.status = status


def _noted(kind: str, disposal: Disposal) -> None:
    note(kind, decision_id=disposal.decision_id, detail={"disposal": disposal.pk})


def _person(actor: Actor) -> int:
    if actor.person_id is None:
        raise ValueError("Only people hold records, propose and agree.")
    return actor.person_id
