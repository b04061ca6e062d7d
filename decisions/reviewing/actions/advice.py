"""How is advice asked for without saying who it is about, named later, answered and concluded?

Callers hold the decision's row lock. The same words twice are one, as for reviews.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.door import Actor, acting
from accounts.models import Membership
from decisions.choices import Followed, NoticeKind, YesNo
from decisions.models import Advice, Decision
from decisions.reviewing import policies, queries
from decisions.reviewing.words import AnswerWay
from decisions.settling import happened
from decisions.tasks.notices import tell
from decisions.words import label


def ask_advice(
    decision: Decision,
    *,
    actor: Actor,
    question: str,
    adviser: Membership | None = None,
    name: str = "",
    role: str = "",
) -> Advice:
    """Ask a colleague, or somebody outside by name and role; nobody is named to them by it."""
    with acting(actor):
        said = _adviser(adviser, name, role)
        asked = Advice.objects.filter(decision=decision, asked_by=actor.person_id, **said)
        if (same := asked.filter(question=question, answered_at=None).first()) is not None:
            return same
        made = Advice(
            organisation_id=decision.organisation_id,
            decision=decision,
            asked_by_id=actor.person_id,
            asked_at=timezone.now(),
            question=question,
            identity_disclosed=YesNo.NO,
            **said,
        )
        made.save(force_insert=True)
        fields: tuple[str, ...] = ()
        if decision.no_advice_needed and decision.is_draft:
            decision.no_advice_needed, fields = False, ("no_advice_needed",)
            decision.save(update_fields=fields)
        if made.asked_of_id:
            _tell(made, made.asked_of_id, NoticeKind.ADVICE_ASKED, "", actor=actor)
        happened(decision, actor=actor, act="advice.asked", detail={"advice": made.pk})
        return made


def _adviser(adviser: Membership | None, name: str, role: str) -> dict[str, object]:
    """Who was asked, as the record says it for good."""
    if adviser is None:
        return {"asked_of_id": None, "adviser_name": name, "adviser_role": role}
    return {
        "asked_of_id": adviser.person_id,
        "adviser_name": adviser.person.name,
        "adviser_role": role or adviser.job_title,
    }


def name_for_advice(advice: Advice, *, actor: Actor, reason: str) -> bool:
    """Tell the adviser who it is about; a step of its own, with its reason. False: done before."""
    if advice.is_named:
        return False
    _must_allow(advice, policies.NAME)
    with acting(actor):
        advice.is_named = True
        advice.named_at = timezone.now()
        advice.named_by_id = actor.person_id
        advice.naming_reason = reason
        advice.identity_disclosed = YesNo.YES
        advice.save(
            update_fields=[
                "is_named", "named_at", "named_by", "naming_reason", "identity_disclosed",
            ]
        )  # fmt: skip
        if advice.asked_of_id:
            _tell(advice, advice.asked_of_id, NoticeKind.ADVICE_ASKED, ":named", actor=actor)
        _happened(advice, "advice.named", actor=actor)
    return True


def answer_advice(advice: Advice, *, actor: Actor, answer: str) -> bool:
    """A colleague gives advice; whoever asked hears of it. False: the same was said before."""
    if advice.answered_at and advice.answer == answer:
        return False
    return _answer(advice, answer, actor=actor)


def answer_from_outside(advice: Advice, *, actor: Actor, name: str, role: str, answer: str) -> bool:
    """Somebody outside gives advice by their link; who they say they are stands with it."""
    with acting(actor):
        advice.decision = queries.lock(advice.decision_id)
        advice.refresh_from_db(fields=["answered_at", "answer", "followed", "is_named"])
        said = answer
        if not _is_whom_we_asked(advice, name, role):
            who = ", ".join(filter(None, [name.strip(), role.strip()]))
            said = f"{answer}\n\n{_('Answered by: %s') % who}" if who else answer
        if advice.answered_at and advice.answer == said:
            return False
        return _answer(advice, said, actor=actor)


def _is_whom_we_asked(advice: Advice, name: str, role: str) -> bool:
    asked = (advice.adviser_name, advice.adviser_role)
    return all(
        not given.strip() or given.strip().casefold() == known.strip().casefold()
        for given, known in zip((name, role), asked, strict=True)
    )


def note_answer(
    advice: Advice, *, actor: Actor, answer: str, whom: str, way: str, at: dt.datetime
) -> bool:
    """An answer came another way, such as a call: whoever asked writes it down, marked as such.

    False: the same was written down before.
    """
    if is_noted(advice, answer=answer, whom=whom, way=way, at=at):
        return False
    return _answer(advice, _heard(answer, whom, way), actor=actor, at=at, act="advice.noted")


def is_noted(advice: Advice, *, answer: str, whom: str, way: str, at: dt.datetime) -> bool:
    """Whether just this was written down before."""
    return advice.answered_at == at and advice.answer == _heard(answer, whom, way)


def _heard(answer: str, whom: str, way: str) -> str:
    """The answer with its mark; the history tells who wrote it down, and when."""
    said = _("Heard from %(whom)s (%(way)s), not given in the application.")
    return f"{answer}\n\n{said % {'whom': whom, 'way': label(AnswerWay, way)}}"


def _answer(
    advice: Advice,
    answer: str,
    *,
    actor: Actor,
    at: dt.datetime | None = None,
    act: str = "advice.given",
) -> bool:
    _must_allow(advice, policies.ANSWER)
    with acting(actor):
        advice.answer = answer
        advice.answered_at = at or timezone.now()
        advice.save(update_fields=["answer", "answered_at"])
        if advice.asked_by_id:
            _tell(advice, advice.asked_by_id, NoticeKind.ADVICE_GIVEN, ":given", actor=actor)
        _happened(advice, act, actor=actor)
    return True


def conclude(advice: Advice, *, actor: Actor, followed: str, why_not: str = "") -> bool:
    """Say what became of the advice, and why where it was not followed. False: said before."""
    if policies.is_concluded(advice, followed=followed, why_not=why_not):
        return False
    _must_allow(advice, policies.CONCLUDE)
    with acting(actor):
        advice.followed = followed
        advice.why_not = "" if followed == Followed.YES else why_not
        advice.save(update_fields=["followed", "why_not"])
        _happened(advice, "advice.concluded", actor=actor, followed=followed)
    return True


def _must_allow(advice: Advice, act: str) -> None:
    if not policies.advice_allows(advice, act):
        state = policies.advice_state(advice)
        raise ValueError(f"“{act}” cannot happen to advice that is {state}.")


def _happened(advice: Advice, act: str, *, actor: Actor, **more: object) -> None:
    happened(advice.decision, actor=actor, act=act, detail={"advice": advice.pk, **more})


def _tell(advice: Advice, person_id: int, kind: str, what: str, *, actor: Actor) -> None:
    cause, organisation_id = f"advice:{advice.pk}{what}", advice.organisation_id
    decision = advice.decision
    if person_id != actor.person_id:
        tell(
            person_id, kind, actor=actor, cause=cause, organisation_id=organisation_id,
            decision=decision,
        )  # fmt: skip
