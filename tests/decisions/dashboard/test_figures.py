"""Do the charts count rightly, and does the file of figures point to nobody?"""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.door import SYSTEM, acting, reading
from accounts.models import Membership
from consent.models import Consent
from decisions.choices import Outcome
from decisions.dashboard import drawing, export
from decisions.dashboard.figures import Figures, Span, figures
from decisions.dashboard.permissions import Scope
from decisions.models import Decision, FollowUp, PersonConcerned, PersonConsent, Receipt, Recipient
from tests.cast import Cast, client_of
from tests.decisions.dashboard.made import settled
from tests.decisions.retention.records import old
from tests.factories import recorded

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def counted(cast: Cast, *teams: int, weeks: int = 13) -> Figures:
    with reading(cast.guardian.actor()):
        return figures(Scope(cast.fernbrook.pk, teams or None), weeks)


def test_decisions_by_week_and_outcome(cast: Cast) -> None:
    settled(cast.practitioner, team_id=cast.team.pk)
    settled(cast.practitioner, team_id=cast.other_team.pk, outcome=Outcome.NOT_SHARE)
    old(cast.practitioner, 2)
    found = counted(cast)
    assert len(found.weeks) == 13
    monday, counts = list(found.weeks.items())[-1]
    assert monday.weekday() == 0
    assert counts == {"share-all": 1, "not-share": 1}
    assert sum(sum(each.values()) for each in found.weeks.values()) == 2
    assert list(counted(cast, cast.team.pk).weeks.values())[-1] == {"share-all": 1}


def shared(author: Membership) -> tuple[Decision, Recipient]:
    now = timezone.now()
    made = recorded(author, happened_at=now - 5 * HOUR, shared_at=now - 3 * HOUR)
    with reading(author.actor()):
        return made, Recipient.objects.get(decision=made.pk)


def test_hours_to_sharing_to_the_receipt_and_to_what_was_checked(cast: Cast) -> None:
    author = cast.practitioner
    now = timezone.now()
    made, recipient = shared(author)
    row = {"organisation_id": made.organisation_id, "decision": made, "recipient": recipient}
    with acting(SYSTEM("tests", made.organisation_id)):
        recipient.sent_at = now - 4 * HOUR
        recipient.save(update_fields=["sent_at"])
        Receipt(kind="accepted", happened_at=now - 3 * HOUR, **row).save()
        Receipt(kind="seen", happened_at=now - 1 * HOUR, **row).save()
        FollowUp(kind="verified", note="Seen", happened_at=now - 2 * HOUR, **row).save()
    spans = counted(cast).spans
    assert {name: (span.number, round(span.median, 2)) for name, span in spans.items()} == {
        "share": (1, 2.0),
        "receipt": (1, 1.0),
        "verified": (1, 2.0),
    }


def test_consent_services_and_rules(cast: Cast) -> None:
    author = cast.practitioner
    made = settled(author)
    with acting(SYSTEM("tests", made.organisation_id)):
        Recipient.objects.filter(decision=made.pk).update(agency_type="")
    found = counted(cast)
    assert found.consents == {}
    assert found.agencies == {}
    assert found.gaps
    assert set(found.gaps.values()) == {1}


def test_five_queries_and_the_page(cast: Cast) -> None:
    settled(cast.practitioner, team_id=cast.team.pk)
    lead = client_of(cast.lead)
    page = lead.get(reverse("charts") + "?weeks=26").content.decode()
    assert "1 decision recorded since" in page
    assert page.count("<table") >= 2
    assert 'role="img"' in page
    assert "style=" not in page
    assert lead.get(reverse("charts") + "?weeks=9999").status_code == 200


def test_small_counts_are_not_said_in_the_file(cast: Cast) -> None:
    settled(cast.practitioner, team_id=cast.team.pk)
    answer = client_of(cast.lead).post(reverse("export_figures") + "?weeks=13")
    rows = list(csv.reader(io.StringIO(answer.content.decode().lstrip("\ufeff"))))
    week = rows[13]
    assert week[1:] == ["fewer than 5", "0", "0", "0"]
    assert not any(cell in {"1", "2", "3", "4"} for row in rows for cell in row[1:])


def test_counts_of_five_are_said_and_medians_of_fewer_are_not() -> None:
    assert [export.counted(number) for number in (0, 1, 4, 5)] == [
        "0",
        "fewer than 5",
        "fewer than 5",
        "5",
    ]
    found = Figures(
        since=dt.date(2026, 3, 2), weeks={}, consents={}, agencies={}, gaps={},
        spans={"share": Span(4, 1, 2, 3), "receipt": Span(5, 1, 2, 3)},
    )  # fmt: skip
    share, receipt = list(export.of_figures(found, "england"))[-2:]
    assert share[2:] == ["", "", ""]
    assert receipt[2] == "2 hours"


def test_columns_stand_upon_each_other_and_bars_share_one_measure() -> None:
    monday = dt.date(2026, 3, 2)
    (column,) = drawing.columns({monday: {"share-all": 3, "not-share": 1}})
    assert sum(piece.height for piece in column.pieces) == drawing.TALLEST
    assert [piece.code for piece in column.pieces] == ["share-all", "not-share"]
    assert column.pieces[1].y + column.pieces[1].height == column.pieces[0].y
    assert [bar.width for bar in drawing.bars([("a", 4), ("b", 1)])] == ["100.00%", "25.00%"]
    assert drawing.columns({monday: {}})[0].pieces == ()


@pytest.mark.parametrize(
    ("number", "words"),
    [(0.5, "30 minutes"), (1, "1 hour"), (47, "47 hours"), (49, "2 days")],
)
def test_hours_are_said_as_people_say_them(number: float, words: str) -> None:
    assert drawing.hours(number) == words


def test_a_withdrawn_consent_counts_as_withdrawn(cast: Cast) -> None:
    from consent.models import Withdrawal
    from decisions.actions.drafting import answer
    from decisions.actions.recording import record_decision
    from decisions.record import load
    from tests.factories import draft

    author = cast.practitioner
    made = draft(author)
    with acting(author.actor()):
        person = PersonConcerned.objects.get(decision=made.pk)
        consents = []
        for thing in ("data-protection", "confidence"):
            consent = Consent(organisation_id=made.organisation_id, thing=thing, status="given")
            consent.save()
            consents.append(consent)
            PersonConsent(
                organisation_id=made.organisation_id, decision=made, person=person, consent=consent
            ).save()
        told = {"outcome": "share-all", "reasons": "So.", "decided_at": timezone.now()}
        answer(made, actor=author.actor(), values=told)
        record_decision(load(made), actor=author.actor())
        Withdrawal(
            organisation_id=made.organisation_id, consent=consents[0], by_whom="She",
            withdrawn_at=timezone.now(), how="spoken",
        ).save()  # fmt: skip
    assert counted(cast).consents == {"given": 1, "withdrawn": 1}
