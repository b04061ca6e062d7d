"""What does a decision look like in which nothing is left unsaid? Each part ``times`` over."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.door import Actor, acting
from accounts.models import Membership
from consent.choices import Asked, Capacity, ConsentStatus, Thing
from decisions.actions.basis import put_bases
from decisions.actions.consent import put_consents
from decisions.actions.drafting import answer, put_request, start_decision
from decisions.actions.recording import record_decision
from decisions.actions.telling import put_tellings
from decisions.choices import Direction, Nature, Outcome, PersonRole, Told
from decisions.models import (
    Advice,
    Decision,
    InformationItem,
    PersonConcerned,
    Recipient,
    RecipientItem,
)
from decisions.record import load

ROLES = (PersonRole.CHILD, PersonRole.PARENT, PersonRole.CHILD)
AGENCY = "childrens-social-care"
ITEMS, RECIPIENTS, ADVICE = 4, 2, 2
TEXT = "He is four months old and cannot roll; nobody could say how the bruise came about."


def full_draft(author: Membership, times: int = 1) -> Decision:
    """A draft that answers a request, with several of everything there can be several of."""
    actor = author.actor()
    with acting(actor):
        decision = start_decision(actor=actor, membership=author, direction=Direction.ASKED)
        put_request(decision, actor=actor, values={"requester_name": "Ivy Plum", "words": TEXT})
        _parts(decision, times)
        _answers(decision, actor)
        _about_people(decision, actor)
    return decision


def full_record(author: Membership, times: int = 1) -> Decision:
    """The same, recorded."""
    decision = full_draft(author, times)
    with acting(author.actor()):
        record_decision(load(decision), actor=author.actor())
    return decision


def _parts(decision: Decision, times: int) -> None:
    own = {"organisation_id": decision.organisation_id, "decision": decision}
    people = PersonConcerned.objects.bulk_create(
        PersonConcerned(**own, role=role, name=f"Person {n}", identifier=f"FB {n}", position=n)
        for n, role in enumerate(ROLES * times, start=1)
    )
    items = InformationItem.objects.bulk_create(
        InformationItem(**own, text=TEXT, nature=Nature.FACT, source="Posy Thimble",
                        about=people[0], is_included=True, why_necessary=TEXT, position=n)
        for n in range(1, ITEMS * times + 1)
    )  # fmt: skip
    hubs = Recipient.objects.bulk_create(
        Recipient(**own, agency_type=AGENCY, agency_name=f"Hub {n}", method="phone",
                  need_to_know=TEXT, sent_at=timezone.now(), position=n)
        for n in range(1, RECIPIENTS * times + 1)
    )  # fmt: skip
    RecipientItem.objects.bulk_create(
        RecipientItem(**own, recipient=hub, item=item) for hub in hubs for item in items[::2]
    )
    Advice.objects.bulk_create(
        Advice(**own, adviser_role=f"Lead {n}", question=TEXT, answer=TEXT, followed="yes")
        for n in range(ADVICE * times)
    )


def _answers(decision: Decision, actor: Actor) -> None:
    an_hour_ago = timezone.now() - dt.timedelta(hours=1)
    texts = ("concern", "purpose", "harm_if_shared", "harm_if_not_shared", "own_assumptions")
    values = {
        **dict.fromkeys(texts, TEXT),
        "concerns": ["physical"],
        "outcome": Outcome.SHARE_ALL,
        "reasons": TEXT,
        "decided_at": an_hour_ago,
        "shared_at": an_hour_ago,
    }
    answer(decision, actor=actor, values=values)


def _about_people(decision: Decision, actor: Actor) -> None:
    record = load(decision)
    people = [person.pk for person in record.people]
    told = {"told": Told.BEFORE, "how": "At home", "by_whom": "Posy Thimble"}
    wish = {"asked": Asked.ASKED, "words": TEXT, "heard_on": None, "heard_by": "Posy Thimble"}
    put_tellings(
        record,
        actor=actor,
        told=dict.fromkeys(people, told),
        wishes=dict.fromkeys(people, wish),
    )
    given = {
        "status": ConsentStatus.GIVEN,
        "capacity": Capacity.PARENTAL,
        "giver_name": "Mother",
        "evidence": TEXT,
    }
    put_consents(
        record,
        actor=actor,
        answers={(person, thing): given for person in people for thing in Thing.values},
    )
    law = {"layer": "article_6", "evidence": TEXT}
    put_bases(record, actor=actor, bases={"A6E": law, "A6C": law})
