"""Does the queue show whom it should, in which order, to whom, and back at the same place?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.door import SYSTEM, acting, reading
from audit.models import Act
from decisions.dashboard import places, queue
from decisions.dashboard.permissions import Scope, scope_of
from decisions.models import Attention, Decision, Facet, PersonConcerned, Review
from tests.cast import Cast, client_of
from tests.decisions.dashboard.made import queries, settled
from tests.factories import recorded

pytestmark = pytest.mark.django_db
SOON = dt.timedelta(days=3)


def pressing(
    made: Decision, subject: str, rank: int, since: dt.datetime, reason: str = "danger"
) -> Attention:
    """A row as ``attend`` writes it, at a place of the test's own."""
    with acting(SYSTEM("tests", made.organisation_id)):
        row = Attention(
            organisation_id=made.organisation_id, team_id=made.team_id, decision=made,
            subject=subject, reason=reason, rank=rank, since=since,
        )  # fmt: skip
        row.save()
        return row


def subjects(cast: Cast, size: int = 50, **place: queue.Place) -> list[str]:
    with reading(cast.guardian.actor()):
        found = queue.page(Scope(cast.fernbrook.pk), size, **place)
        return [row.subject for row in found.rows]


def test_the_most_pressing_first_then_the_longest_and_each_person_once(cast: Cast) -> None:
    made, now = recorded(cast.practitioner), timezone.now()
    clear(made)
    day = dt.timedelta(days=1)
    for subject, rank, ago in (
        ("b", 20, 1),
        ("a", 10, 1),
        ("c", 20, 5),
        ("a", 20, 9),
        ("d", 20, 1),
    ):
        pressing(made, subject, rank, now - ago * day, reason=f"{rank}-{ago}")
    assert subjects(cast) == ["a", "c", "b", "d"]


def clear(made: Decision) -> None:
    with acting(SYSTEM("tests", made.organisation_id)):
        Attention.objects.filter(organisation=made.organisation_id).delete()


def test_pages_with_ties_lose_nobody_and_lead_back(cast: Cast) -> None:
    made, since = recorded(cast.practitioner), timezone.now()
    clear(made)
    wanted = [f"s{number}" for number in range(7)]
    for subject in wanted:
        pressing(made, subject, 20, since)
        pressing(made, subject, 30, since, reason="late")
    scope, seen, place = Scope(cast.fernbrook.pk), [], None
    with reading(cast.guardian.actor()):
        pages = []
        for _number in range(4):
            page = queue.page(scope, 2, after=place)
            pages.append(page)
            seen += [row.subject for row in page.rows]
            last = page.rows[-1]
            place = (last.rank, last.since, last.pk)
        first = pages[3].rows[0]
        back = queue.page(scope, 2, before=(first.rank, first.since, first.pk))
    assert seen == wanted
    assert [page.has_after for page in pages] == [True, True, True, False]
    assert [page.has_before for page in pages] == [False, True, True, True]
    assert [row.subject for row in back.rows] == wanted[4:6]
    assert (back.has_before, back.has_after) == (True, True)


def test_what_is_to_come_is_not_shown_before(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made, now = recorded(cast.practitioner), timezone.now()
    clear(made)
    pressing(made, "a", 10, now + SOON)
    pressing(made, "a", 40, now, reason="late")
    pressing(made, "b", 20, now + SOON)
    pressing(made, "c", 30, now)
    assert subjects(cast) == ["c", "a"]
    later = now + 2 * SOON
    monkeypatch.setattr("decisions.dashboard.queue.timezone.now", lambda: later)
    assert subjects(cast) == ["a", "b", "c"]


def test_leads_see_their_teams_the_guardian_all_and_strangers_their_own(cast: Cast) -> None:
    ours = settled(cast.practitioner, team_id=cast.team.pk, danger_now="yes")
    others = settled(cast.practitioner, team_id=cast.other_team.pk, danger_now="yes")
    lead = client_of(cast.lead).get(reverse("dashboard")).content.decode()
    assert ours.reference in lead
    assert others.reference not in lead
    guardian = client_of(cast.guardian).get(reverse("dashboard")).content.decode()
    assert ours.reference in guardian
    assert others.reference in guardian
    stranger = client_of(cast.stranger).get(reverse("dashboard")).content.decode()
    assert "Nobody needs you now" in stranger
    assert client_of(cast.lead).get(reverse("triage", args=[others.reference])).status_code == 404


def test_a_lead_of_several_teams_has_one_list(cast: Cast) -> None:
    made = [
        settled(cast.practitioner, team_id=team.pk, danger_now="yes")
        for team in (cast.team, cast.other_team)
    ]
    scope = Scope(cast.fernbrook.pk, (cast.team.pk, cast.other_team.pk))
    with reading(cast.guardian.actor()):
        rows = queue.page(scope, 10).rows
        assert {row.decision_id for row in rows} <= {each.pk for each in made}
        assert len(rows) == 1
        assert queue.page(Scope(cast.fernbrook.pk, ()), 10).rows == []


@pytest.mark.parametrize("who", ["practitioner", "colleague", "administrator"])
def test_others_are_told_that_it_is_not_theirs(cast: Cast, who: str) -> None:
    browser = client_of(cast.everybody()[who])
    for name in ("dashboard", "sample", "decisions_of_team", "charts"):
        answer = browser.get(reverse(name))
        assert answer.status_code == 403
        assert "Only safeguarding leads and the Guardian" in answer.content.decode()


def test_a_row_says_who_why_and_what_came_before_without_a_name(cast: Cast) -> None:
    author = cast.practitioner
    made = [settled(author, team_id=cast.team.pk, danger_now="yes") for _number in range(3)]
    page = client_of(cast.lead).get(reverse("dashboard")).content.decode()
    assert "Child FCH 1001" in page
    assert "Somebody was in danger" in page
    assert "3 records about this person" in page
    for each in made:
        assert each.reference in page
    assert "The baby cannot roll yet" not in page


def test_a_name_becomes_initials_and_protected_people_their_role(cast: Cast) -> None:
    from decisions.dashboard.rows import called

    assert called(PersonConcerned(role="child", name="Quagga Fernley")) == "Child QF"
    assert called(PersonConcerned(role="child", name="Q.F.")) == "Child QF"
    hidden = PersonConcerned(role="child", name="Quagga", identifier="1", is_protected=True)
    assert called(hidden) == "Child"


def test_to_look_at_the_list_and_to_open_a_record_are_acts(cast: Cast) -> None:
    made = settled(cast.practitioner, team_id=cast.team.pk, danger_now="yes")
    lead = client_of(cast.lead)
    lead.get(reverse("dashboard"))
    page = lead.get(reverse("triage", args=[made.reference])).content.decode()
    assert "The baby cannot roll yet" in page
    with reading(cast.guardian.actor()):
        seen = Act.objects.get(kind="dashboard.viewed")
        assert (seen.person_id, seen.detail) == (cast.lead.person_id, {"people": 1})
        opened = Act.objects.get(kind="dashboard.opened")
        assert opened.decision_id == made.pk


def found(lead: Client, made: Decision, then: str = "", **more: str) -> str:
    """Say “satisfied” in the queue; the address that follows."""
    data = {"finding": "satisfied", "comment": "", "then": then, **more}
    answer = lead.post(reverse("triage", args=[made.reference]), data)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return str(answer["Location"])


def test_a_satisfied_lead_takes_away_the_row_and_comes_to_the_next(cast: Cast) -> None:
    first = settled(cast.practitioner, team_id=cast.team.pk, danger_now="yes")
    second = settled(cast.practitioner, team_id=cast.team.pk)
    lead = client_of(cast.lead)
    where = found(lead, first, then=second.reference)
    assert where == reverse("triage", args=[second.reference]) + "#open"
    with reading(cast.guardian.actor()):
        assert Review.objects.filter(decision=first.pk).count() == 1
        reasons = set(Attention.objects.filter(decision=first.pk).values_list("reason", flat=True))
    assert "danger" not in reasons
    assert found(lead, second, then="/elsewhere/") == reverse("dashboard")


def test_the_place_in_the_list_is_kept_and_cannot_be_made_up(cast: Cast) -> None:
    made = settled(cast.practitioner, team_id=cast.team.pk, danger_now="yes")
    with reading(cast.guardian.actor()):
        row = Attention.objects.filter(decision=made.pk).first()
        assert row is not None
    kept = places.query({"before": places.signed(row)})
    data = {"finding": "satisfied", "then": ""}
    address = reverse("triage", args=[made.reference])
    answer = client_of(cast.lead).post(address + kept, data)
    assert answer["Location"] == reverse("dashboard") + kept
    answer = client_of(cast.lead).get(address + "?after=nonsense")
    assert "nonsense" not in answer.content.decode().split("<main")[1]


def test_a_question_without_words_comes_back_with_what_was_chosen(cast: Cast) -> None:
    made = settled(cast.practitioner, team_id=cast.team.pk, danger_now="yes")
    data = {"finding": "question", "comment": "", "then": ""}
    answer = client_of(cast.lead).post(reverse("triage", args=[made.reference]), data)
    assert answer.status_code == 422
    assert "Write your question" in answer.content.decode()


def test_nobody_reviews_their_own_and_is_told_so(cast: Cast) -> None:
    made = settled(cast.lead, team_id=cast.team.pk, danger_now="yes")
    lead = client_of(cast.lead)
    page = lead.get(reverse("triage", args=[made.reference]))
    assert "Somebody else must look at it" in page.content.decode()
    answer = lead.post(reverse("triage", args=[made.reference]), {"finding": "satisfied"})
    assert answer.status_code == 403


def test_the_sample_holds_what_was_drawn_and_needs_nobody(cast: Cast) -> None:
    quiet, loud, seen = (settled(cast.practitioner, team_id=cast.team.pk) for _number in range(3))
    with acting(SYSTEM("tests", cast.fernbrook.pk)):
        for made in (quiet, loud, seen):
            Facet.objects.filter(decision=made.pk, kind="sample").delete()
            Facet(
                organisation_id=made.organisation_id, team_id=made.team_id, decision=made,
                kind="sample", value="drawn", recorded_at=made.recorded_at,
            ).save()  # fmt: skip
        Attention.objects.exclude(decision=loud.pk).delete()
    pressing(loud, "x", 99, timezone.now(), reason="other")
    found(client_of(cast.lead), seen)
    with acting(SYSTEM("tests", cast.fernbrook.pk)):
        Attention.objects.filter(decision=seen.pk).delete()
    with reading(cast.lead.actor()):
        assert [each.pk for each in queue.sample(scope_of(cast.lead), 10)] == [quiet.pk]
    page = client_of(cast.lead).get(reverse("sample")).content.decode()
    assert quiet.reference in page
    assert seen.reference not in page
    address = reverse("triage_sample", args=[quiet.reference])
    answer = client_of(cast.lead).post(address, {"finding": "satisfied", "then": ""})
    assert answer["Location"] == reverse("sample")
    with reading(cast.lead.actor()):
        assert Review.objects.get(decision=quiet.pk).is_sample


def test_as_many_queries_for_many_rows_as_for_one(cast: Cast) -> None:
    lead = client_of(cast.lead)
    made = settled(cast.practitioner, team_id=cast.team.pk, danger_now="yes")
    # The first page of a sign-in notes when it was asked for.
    lead.get(reverse("dashboard"))
    asked = {name: queries(lead, reverse(name)) for name in ("dashboard", "decisions_of_team")}
    opened = reverse("triage", args=[made.reference])
    few = queries(lead, opened)
    for _number in range(4):
        settled(cast.practitioner, team_id=cast.team.pk, danger_now="yes")
    assert {name: queries(lead, reverse(name)) for name in asked} == asked
    assert queries(lead, opened) == few
    written_by = f"{reverse('decisions_of_team')}?author={cast.practitioner.pk}&concern=neglect"
    assert queries(lead, written_by) <= 12
    assert max(*asked.values(), few) <= 12, (asked, few)
