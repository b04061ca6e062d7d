"""How is a record put right? By adding, replacing or marking; never by editing."""

from __future__ import annotations

from django.utils import timezone

from accounts.door import Actor, acting
from accounts.models import Membership
from audit.actions import note
from decisions.actions.drafting import bump, start_decision
from decisions.choices import LinkKind, Status
from decisions.models import Addendum, Decision, DecisionLink, PersonConcerned, Request
from decisions.policies import can_become
from decisions.record import Record

CARRIED = (
    "is_urgent", "happened_at", "people_not_known", "place_or_event", "concerns",
    "concern", "noticed_on", "significant_harm", "purpose", "collected_for",
    "without_identifying", "why_identify", "theme", "danger_now",
)  # fmt: skip
FOR_A_LATER_REQUEST = ("happened_at",)


def add_addendum(decision: Decision, *, actor: Actor, text: str, reason: str) -> Addendum:
    """Add to a record; what was recorded stays as it is."""
    with acting(actor, reason=reason):
        added = Addendum(
            organisation_id=decision.organisation_id,
            decision=decision,
            text=text,
            reason=reason,
            author_id=writer(actor),
        )
        added.save(force_insert=True)
        bump(decision)
        note("decision.corrected", decision_id=decision.pk)
        return added


def writer(actor: Actor) -> int:
    """The person who writes; only people add to a record."""
    if actor.person_id is None:
        raise ValueError("Only a person adds to a record.")
    return actor.person_id


def link(decision: Decision, earlier: Decision, kind: str, reason: str = "") -> DecisionLink:
    """Tie a decision to an earlier one; call inside ``acting``."""
    made = DecisionLink(
        organisation_id=decision.organisation_id,
        decision=decision,
        earlier=earlier,
        kind=kind,
        reason=reason,
    )
    made.save(force_insert=True)
    return made


def start_replacement(
    record: Record, *, actor: Actor, membership: Membership, reason: str
) -> Decision:
    """Begin the decision that will replace this one; the earlier stands until it is recorded."""
    with acting(actor, reason=reason):
        if begun := _begun(record, LinkKind.SUPERSEDES, actor):
            return begun
        later = _start_from(record, actor=actor, membership=membership, left=())
        link(later, record.decision, LinkKind.SUPERSEDES, reason)
        return later


def supersede_earlier(record: Record, *, actor: Actor) -> None:
    """Close what this decision, now recorded, replaces; call inside ``acting``."""
    for tie in record.links:
        if tie.kind != LinkKind.SUPERSEDES:
            continue
        earlier = Decision.objects.select_for_update().get(pk=tie.earlier_id)
        if can_become(earlier, Status.SUPERSEDED):
            close(earlier, actor=actor, status=Status.SUPERSEDED, reason=tie.reason)
            detail = {"by": record.decision.pk}
            note("decision.superseded", decision_id=earlier.pk, detail=detail)


def start_later(
    record: Record, *, actor: Actor, membership: Membership, kind: str, direction: str
) -> Decision:
    """Begin a decision that belongs to this one: a later request, or passing on more.

    The people and the matter are carried over; the answer, and for a later request the
    request, are not: the earlier one stays as it was received and answered.
    """
    left = FOR_A_LATER_REQUEST if kind == LinkKind.LATER_REQUEST else ()
    with acting(actor):
        if begun := _begun(record, kind, actor):
            return begun
        later = _start_from(
            record, actor=actor, membership=membership, left=left, direction=direction
        )
        link(later, record.decision, kind)
        if kind == LinkKind.LATER_REQUEST and record.request is not None:
            _carry_requester(record.request, later)
        return later


def _begun(record: Record, kind: str, actor: Actor) -> Decision | None:
    """The draft that this person has begun already for the same reason: a double click is one."""
    return Decision.objects.filter(
        links__earlier=record.decision,
        links__kind=kind,
        author=actor.person_id,
        status=Status.DRAFT,
    ).first()


def _start_from(
    record: Record,
    *,
    actor: Actor,
    membership: Membership,
    left: tuple[str, ...],
    direction: str = "",
) -> Decision:
    earlier = record.decision
    later = start_decision(
        actor=actor,
        membership=membership,
        direction=direction or earlier.direction,
        team_id=earlier.team_id,
        values={name: getattr(earlier, name) for name in CARRIED if name not in left},
    )
    _carry_people(record, later)
    return later


def _carry_people(record: Record, later: Decision) -> None:
    PersonConcerned.objects.bulk_create(_copied(person, later) for person in record.people)


def _carry_requester(request: Request, later: Decision) -> None:
    """Who asks is likely the same; what they ask is new."""
    Request.objects.create(
        organisation_id=later.organisation_id,
        decision=later,
        requester_name=request.requester_name,
        requester_role=request.requester_role,
        requester_organisation=request.requester_organisation,
        requester_contact=request.requester_contact,
    )


def _copied(person: PersonConcerned, later: Decision) -> PersonConcerned:
    fields = [f for f in person._meta.concrete_fields if not (f.primary_key or f.generated)]
    values = {f.attname: getattr(person, f.attname) for f in fields}
    return PersonConcerned(**{**values, "decision_id": later.pk})


def mark_in_error(decision: Decision, *, actor: Actor, reason: str, seal: bool) -> None:
    """Mark a record as recorded in error; sealed, its content is hidden, and still provable."""
    with acting(actor, reason=reason):
        close(decision, actor=actor, status=Status.IN_ERROR, reason=reason, seal=seal)
        note("decision.recorded_in_error", decision_id=decision.pk)
        if seal:
            note("decision.sealed", decision_id=decision.pk)


def abandon(decision: Decision, *, actor: Actor, reason: str) -> None:
    """Give up a draft; it stays in the history."""
    with acting(actor, reason=reason):
        close(decision, actor=actor, status=Status.ABANDONED, reason=reason)
        note("decision.abandoned", decision_id=decision.pk)


def close(
    decision: Decision, *, actor: Actor, status: str, reason: str, seal: bool = False
) -> None:
    """The last change of state that a decision takes, with its reason."""
    if not can_become(decision, status):
        raise ValueError(f"{decision.reference} is {decision.status} and cannot become {status}.")
    decision.status = status
    decision.closing_reason = reason
    decision.closed_at = timezone.now()
    decision.closed_by_id = actor.person_id
    decision.is_sealed = seal
    bump(decision, fields=("status", "closing_reason", "closed_at", "closed_by", "is_sealed"))
