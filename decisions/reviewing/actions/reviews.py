"""How is a review written, answered and decided on?

Callers hold the decision's row lock (``decisions.queries.for_writing``). The same words from the
same person twice in a row are one: a double click writes nothing more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from accounts.door import SYSTEM_KIND, Actor, acting
from decisions.actions.correcting import writer
from decisions.after import After, load_after
from decisions.choices import Finding, NoticeKind
from decisions.models import Adjudication, Decision, Review, ReviewAnswer
from decisions.record import load
from decisions.reviewing import policies, queries
from decisions.settling import happened
from decisions.tasks.notices import tell

TWICE = dt.timedelta(minutes=10)


def review(
    decision: Decision,
    *,
    actor: Actor,
    finding: str,
    comment: str = "",
    after: int | None = None,
    is_sample: bool = False,
    at: dt.datetime | None = None,
) -> Review:
    """Say what was found; the author hears of it, and the Guardian of what is brought to them.

    ``after`` is the latest review that the reviewer saw: only what was written since can be the
    same one again. Where it is not told, a few minutes decide. ``is_sample``: it came by the
    sample, and not because of anything in it. Only the system may name an earlier moment ``at``,
    to load demonstration data; nobody is told of that now.
    """
    earlier = at if actor.kind == SYSTEM_KIND else None
    with acting(actor):
        person_id = writer(actor)
        latest = Review.objects.filter(decision=decision).order_by("-id").first()
        if latest and _is_same(latest, person_id, finding, comment, after):
            return latest
        made = Review(
            organisation_id=decision.organisation_id,
            decision=decision,
            reviewer_id=person_id,
            role=_role(actor),
            finding=finding,
            comment=comment,
            is_sample=is_sample,
            reviewed_at=earlier or timezone.now(),
        )
        made.save(force_insert=True)
        if earlier is None:
            _tell_of(made, decision, actor=actor)
        detail: dict[str, object] = {"review": made.pk, "finding": finding}
        happened(decision, actor=actor, act="review.made", detail=detail)
        return made


def _is_same(latest: Review, person_id: int, finding: str, comment: str, after: int | None) -> bool:
    if (latest.reviewer_id, latest.finding, latest.comment) != (person_id, finding, comment):
        return False
    if after is None:
        return timezone.now() - latest.reviewed_at < TWICE
    return latest.pk > after


def _tell_of(made: Review, decision: Decision, *, actor: Actor) -> None:
    people = {decision.author_id: NoticeKind.REVIEWED}
    if made.finding == Finding.ESCALATE:
        able = queries.guardians_to_tell(decision)
        people |= {each.person_id: NoticeKind.ESCALATED for each in able}
    for person_id, kind in people.items():
        if person_id != made.reviewer_id:
            _tell(person_id, kind, f"review:{made.pk}", decision, actor=actor)


def answer_review(found: Review, decision: Decision, *, actor: Actor, text: str) -> ReviewAnswer:
    """Answer in the record; the reviewer hears of it."""
    with acting(actor):
        person_id = writer(actor)
        latest = ReviewAnswer.objects.filter(review=found).order_by("-id").first()
        if latest and (latest.author_id, latest.text) == (person_id, text):
            return latest
        _must_allow(_after(decision), policies.ANSWER)
        made = ReviewAnswer(
            organisation_id=decision.organisation_id,
            decision=decision,
            review=found,
            author_id=person_id,
            text=text,
        )
        made.save(force_insert=True)
        cause = f"review-answer:{made.pk}"
        _tell(found.reviewer_id, NoticeKind.ANSWERED, cause, decision, actor=actor)
        detail: dict[str, object] = {"review": found.pk, "answer": made.pk}
        happened(decision, actor=actor, act="review.answered", detail=detail)
        return made


def rule(
    decision: Decision,
    *,
    actor: Actor,
    ruling: str,
    reasons: str,
    principles: Iterable[str] = (),
) -> Adjudication:
    """Decide as Guardian; the author and whoever brought it hear of it."""
    codes = list(principles)
    with acting(actor):
        person_id = writer(actor)
        latest = Adjudication.objects.filter(decision=decision).order_by("-id").first()
        if latest and _said(latest) == (person_id, ruling, reasons, codes):
            return latest
        made = Adjudication(
            organisation_id=decision.organisation_id,
            decision=decision,
            review=policies.open_escalation(_after(decision)),
            guardian_id=person_id,
            ruling=ruling,
            reasons=reasons,
            principles=codes,
        )
        made.save(force_insert=True)
        brought_by = {made.review.reviewer_id} if made.review else set()
        for told in {decision.author_id, *brought_by} - {person_id}:
            _tell(told, NoticeKind.RULED, f"ruling:{made.pk}", decision, actor=actor)
        detail: dict[str, object] = {"ruling": made.pk, "decided": ruling}
        happened(decision, actor=actor, act="review.ruled", detail=detail)
        return made


def _said(latest: Adjudication) -> tuple[int, str, str, list[str]]:
    return latest.guardian_id, latest.ruling, latest.reasons, list(latest.principles)


def _after(decision: Decision) -> After:
    return load_after(load(decision))


def _must_allow(after: After, act: str) -> None:
    if not policies.allows(after, act):
        raise ValueError(f"“{act}” cannot happen to a record that is {policies.state_of(after)}.")


def _tell(person_id: int, kind: str, cause: str, decision: Decision, *, actor: Actor) -> None:
    place = decision.organisation_id
    tell(person_id, kind, actor=actor, cause=cause, organisation_id=place, decision=decision)


def _role(actor: Actor) -> str:
    """In which role somebody reviews: as Guardian, if they are one."""
    held = actor.role.split()
    return next((role for role in ("guardian", "lead") if role in held), actor.role)[:20]
