"""How are people's answers about consent written for a decision, and taken back?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from accounts.door import Actor, acting
from audit.actions import note
from consent.actions import change_answers, take_answers, withdraw_consent
from consent.choices import Thing
from consent.models import Consent, Withdrawal
from decisions.actions.drafting import bump
from decisions.models import Decision, PersonConcerned, PersonConsent
from decisions.record import Record
from decisions.settling import happened

# Whose answer, and about which of the two things.
Whose = tuple[int, str]
Answered = Mapping[Whose, Mapping[str, Any]]


def put_consents(record: Record, *, actor: Actor, answers: Answered) -> bool:
    """Write answers by person and thing, new or changed; False where nothing changed.

    The two things stay two rows, also where one answer counts for both.
    """
    stored = stored_consents(record)
    with acting(actor):
        changed = change_answers(
            [(stored[whose], values) for whose, values in answers.items() if whose in stored],
            actor=actor,
        )
        new = {whose: values for whose, values in answers.items() if whose not in stored}
        added = _add(record, new, actor=actor) if new else []
        if not (changed or added):
            return False
        bump(record.decision)
        detail = {"part": "consent", "ids": [row.pk for row in (*changed, *added)]}
        note("decision.answered", decision_id=record.decision.pk, detail=detail)
    return True


def stored_consents(record: Record) -> dict[Whose, Consent]:
    """Each stored answer, by person and thing."""
    owners = {link.consent_id: link.person_id for link in record.consent_links}
    return {(owners[row.pk], row.thing): row for row in record.consents if row.pk in owners}


def _add(record: Record, new: Answered, *, actor: Actor) -> list[Consent]:
    organisation = record.decision.organisation_id
    rows = take_answers(
        organisation, actor=actor, answers=[(whose[1], values) for whose, values in new.items()]
    )
    links = PersonConsent.objects.bulk_create(
        PersonConsent(
            organisation_id=organisation,
            decision=record.decision,
            person_id=person_id,
            consent=row,
        )
        for (person_id, _), row in zip(new, rows, strict=True)
    )
    record.consents += rows
    record.consent_links += links
    return rows


def answer_for(
    record: Record, person: PersonConcerned, *, actor: Actor, values: Mapping[str, Any]
) -> bool:
    """One answer that counts for both things."""
    return put_consents(
        record, actor=actor, answers={(person.pk, thing): values for thing in Thing.values}
    )


def withdraw(
    decision: Decision,
    consents: Sequence[Consent],
    *,
    actor: Actor,
    withdrawn_at: dt.datetime,
    by_whom: str,
    how: str,
    words: str = "",
) -> list[Withdrawal]:
    """Append a withdrawal to each consent, on a draft or a record; earlier shares stay lawful."""
    said: dict[str, Any] = {"by_whom": by_whom, "how": how, "words": words}
    with acting(actor):
        rows = [
            withdraw_consent(consent, actor=actor, withdrawn_at=withdrawn_at, **said)
            for consent in consents
        ]
        detail: dict[str, object] = {"consents": [consent.pk for consent in consents]}
        happened(decision, actor=actor, act="consent.withdrawn", detail=detail)
        return rows
