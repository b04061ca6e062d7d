"""A decision that says one word in every field it has, and what two people write of its end."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone

from accounts.door import PERSON, SYSTEM, Actor, acting
from accounts.models import HalfTyped, Membership, Person
from consent.models import Consent, Wishes, Withdrawal
from decisions.models import (
    Addendum,
    Adjudication,
    Advice,
    Attention,
    BasisFacts,
    BodyMark,
    ChartWalk,
    Contributor,
    Copy,
    CrossReference,
    Decision,
    DecisionLink,
    DetrimentJudgement,
    DismissedHint,
    Dispatch,
    Disposal,
    Facet,
    FollowUp,
    HoldRelease,
    Incident,
    IncidentRecipient,
    Incoming,
    InformationItem,
    Informing,
    LawfulBasis,
    LegalHold,
    Notice,
    OutsideLink,
    PersonConcerned,
    PersonConsent,
    PersonWishes,
    Receipt,
    Recipient,
    RecipientItem,
    RecordTransfer,
    Reply,
    Request,
    RetentionPeriod,
    Review,
    ReviewAnswer,
    SchemeConcern,
    SchemeEvent,
    Task,
    TransferEvent,
)
from tests.database.signed import sign
from tests.database.world import Place, a_draft, record

CANARY = "QUAGGA"


@dataclass(frozen=True)
class Two:
    """A Guardian who proposes and a lead who approves."""

    guardian: Actor
    lead: Actor


def two_people(place: Place) -> Two:
    """Both belong to the organisation; what they hold is told to the database."""
    return Two(somebody(place, "guardian"), somebody(place, "lead"))


def somebody(place: Place, role: str, name: str = "") -> Actor:
    organisation = place.organisation
    with acting(SYSTEM("tests", organisation.pk)):
        email = f"{name or role}{organisation.pk}@example.org"
        person = Person.objects.create_user(email, name=role)
        Membership.objects.create(person=person, organisation=organisation)
    return Actor(PERSON, person.pk, organisation.pk, role, f"request-{role}")


def words(model: type[models.Model]) -> dict[str, Any]:
    """The canary in every column that takes free text, and in every list of texts."""
    found: dict[str, Any] = {}
    for column in model._meta.concrete_fields:
        if column.generated or column.name in {"reference", "status"}:
            continue
        if isinstance(column, models.TextField | models.CharField):
            found[column.name] = CANARY[: column.max_length] if column.max_length else CANARY
        elif isinstance(column, ArrayField):
            found[column.name] = [CANARY]
    return found


def doomed(place: Place) -> Decision:
    """Recorded, with a row of every kind that can belong to a decision, all of it committed."""
    decision = a_draft(place)
    with acting(place.actor, reason=CANARY):
        Decision.objects.filter(pk=decision.pk).update(**words(Decision))
        decision.refresh_from_db()
        _parts(place, decision)
    record(decision, place)
    with acting(place.actor):
        _later(place, decision)
    with acting(place.actor):
        HalfTyped.objects.create(
            person=place.person,
            organisation=place.organisation,
            path=f"/decisions/{decision.reference}/safety/",
            cipher=CANARY.encode(),
            saved_at=timezone.now(),
        )
    return decision


def _parts(place: Place, decision: Decision) -> None:
    own = {"organisation": place.organisation, "decision": decision}
    person = PersonConcerned.objects.create(**own, **words(PersonConcerned))
    gone = PersonConcerned.objects.create(**own, **words(PersonConcerned))
    item = InformationItem.objects.create(**own, about=person, **words(InformationItem))
    told = Recipient.objects.create(**own, **words(Recipient))
    RecipientItem.objects.create(**own, recipient=told, item=item)
    BodyMark.objects.create(**own, item=item, **words(BodyMark))
    ChartWalk.objects.create(**own, walked_by=place.person, **words(ChartWalk))
    for model in (Request, LawfulBasis, Advice, BasisFacts):
        model.objects.create(**own, **words(model))
    Informing.objects.create(**own, person=person, **{**words(Informing), "told": "not"})
    _said(place, decision, person)
    _said(place, decision, gone, taken_out=True)
    linked(decision, a_draft(place), place, reason=CANARY)


def _said(
    place: Place, decision: Decision, person: PersonConcerned, *, taken_out: bool = False
) -> None:
    here = {"organisation": place.organisation}
    given = {**words(Consent), "status": "not-sought"}
    consent = Consent.objects.create(**here, **given)
    wishes = Wishes.objects.create(**here, **words(Wishes))
    own = {**here, "decision": decision, "person": person}
    links = [
        PersonConsent.objects.create(**own, consent=consent),
        PersonWishes.objects.create(**own, wishes=wishes),
    ]
    if taken_out:
        for row in (*links, consent, wishes, person):
            type(row).objects.filter(pk=row.pk)._raw_delete("default")


def _later(place: Place, decision: Decision) -> None:
    own = {"organisation": place.organisation, "decision": decision}
    consent = Consent.objects.get(pk=PersonConsent.objects.get(decision=decision).consent_id)
    Withdrawal.objects.create(
        organisation=place.organisation,
        consent=consent,
        withdrawn_at=timezone.now(),
        **words(Withdrawal),
    )
    Addendum.objects.create(**own, author=place.person, **words(Addendum))
    Contributor.objects.create(**own, person=place.person)
    hold = LegalHold.objects.create(**own, held_by=place.person, **words(LegalHold))
    HoldRelease.objects.create(**own, hold=hold, released_by=place.person, **words(HoldRelease))
    _sent(own, place)
    _followed(own, place)
    _seen(own, place)
    _judged(own, place)
    _moved(own, place)


def _sent(own: dict[str, Any], place: Place) -> None:
    recipient = Recipient.objects.get(decision=own["decision"])
    to, by, now = {**own, "recipient": recipient}, place.person, timezone.now()
    hashed = hashlib.sha256(CANARY.encode()).hexdigest()
    copy = Copy.objects.create(
        **to, language="en", text=CANARY, text_sha256=hashed, pdf=CANARY.encode(),
        pdf_sha256=hashed, made_by=by,
    )  # fmt: skip
    first = Dispatch.objects.create(**to, copy=copy, happened_at=now, **words(Dispatch))
    Dispatch.objects.create(**to, follows=first, happened_at=now, **words(Dispatch))
    CrossReference.objects.create(**own, noted_by=by, **words(CrossReference))
    link = OutsideLink.objects.create(
        **to,
        made_by=by,
        expires_at=now,
        **{**words(OutsideLink), "purpose": "receipt", "secret_hash": f"{CANARY}{copy.pk}"},
    )
    Receipt.objects.create(**to, link=link, happened_at=now, **words(Receipt))


def _followed(own: dict[str, Any], place: Place) -> None:
    recipient = Recipient.objects.get(decision=own["decision"])
    to, by, now = {**own, "recipient": recipient}, place.person, timezone.now()
    FollowUp.objects.create(**to, happened_at=now, **words(FollowUp))
    incident = Incident.objects.create(
        **own, found_at=now, found_by=by, **{**words(Incident), "breach": "undecided"}
    )
    IncidentRecipient.objects.create(**to, incident=incident, **words(IncidentRecipient))
    task = Task.objects.create(
        **to, incident=incident, owner=by, **{**words(Task), "state": "open"}
    )
    came = Incoming.objects.create(**own, received_at=now, received_by=by, **words(Incoming))
    Reply.objects.create(**own, incoming=came, made_by=by, **words(Reply))
    Notice.objects.create(
        **own, person=by, task=task, incoming=came,
        **{**words(Notice), "cause": f"{CANARY}{task.pk}"},
    )  # fmt: skip


def _seen(own: dict[str, Any], place: Place) -> None:
    by, here = place.person, {"organisation": place.organisation}
    review = Review.objects.create(**own, reviewer=by, **words(Review))
    ReviewAnswer.objects.create(**own, review=review, author=by, **words(ReviewAnswer))
    Adjudication.objects.create(**own, review=review, guardian=by, **words(Adjudication))
    derived = {**here, "decision": own["decision"]}
    Attention.objects.create(**derived, rank=1, since=timezone.now(), **words(Attention))
    Facet.objects.create(**derived, recorded_at=timezone.now(), **words(Facet))


def _judged(own: dict[str, Any], place: Place) -> None:
    by, now = place.person, timezone.now()
    DetrimentJudgement.objects.create(
        **own, judged_at=now, noted_by=by, **words(DetrimentJudgement)
    )
    DismissedHint.objects.create(**own, dismissed_by=by, **words(DismissedHint))


def _moved(own: dict[str, Any], place: Place) -> None:
    by, now = place.person, timezone.now()
    recipient = Recipient.objects.get(decision=own["decision"])
    concern = SchemeConcern.objects.create(
        **own, recipient=recipient, noted_by=by, **words(SchemeConcern)
    )
    SchemeEvent.objects.create(
        **own, concern=concern, happened_at=now, noted_by=by, **words(SchemeEvent)
    )
    transfer = RecordTransfer.objects.create(
        **own, recipient=recipient, noted_by=by, **words(RecordTransfer)
    )
    TransferEvent.objects.create(
        **own, transfer=transfer, happened_at=now, noted_by=by, **words(TransferEvent)
    )


def linked(later: Decision, earlier: Decision, place: Place, reason: str = "") -> DecisionLink:
    with acting(place.actor):
        return DecisionLink.objects.create(
            organisation=place.organisation,
            decision=later,
            earlier=earlier,
            kind="same-matter",
            reason=reason or "Kept with the later one",
        )


def proposed(decision: Decision, by: Actor, **columns: Any) -> Disposal:
    """What the application writes when somebody proposes."""
    with acting(by):
        period, _new = RetentionPeriod.objects.get_or_create(
            organisation_id=by.organisation_id,
            kind="nobody",
            defaults={"years": 1, "counted_from": "recorded", "source": "Our schedule"},
        )
        return Disposal.objects.create(
            **{
                "organisation_id": by.organisation_id,
                "decision_id": decision.pk,
                "reference": decision.reference,
                "period": period,
                "due_on": dt.date(2020, 1, 1),
                "authority": "Our schedule, item 4",
                "proposed_by_id": by.person_id,
                **columns,
            }
        )


def approved(disposal: Disposal, by: Actor, **columns: Any) -> Disposal:
    """What the application writes when somebody approves."""
    with acting(by):
        told = {"approved_by": by.person_id, "approved_at": timezone.now(), "status": "approved"}
        Disposal.objects.filter(pk=disposal.pk).update(**{**told, **columns})
        disposal.refresh_from_db()
    return disposal


def agreed(decision: Decision, people: Two) -> Disposal:
    """Proposed by one, approved by the other, all of it signed."""
    found = approved(proposed(decision, people.guardian), people.lead)
    sign()
    return found


def dispose(decision_id: int, disposal_id: int, by: Actor) -> int:
    """Call the function as the application does."""
    with acting(by), connection.cursor() as cursor:
        cursor.execute("SELECT ledger.dispose_decision(%s, %s)", [decision_id, disposal_id])
        entries: int = cursor.fetchone()[0]
    return entries
