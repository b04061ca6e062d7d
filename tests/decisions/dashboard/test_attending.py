"""Is what needs a lead stored as it follows from the record, and for whom?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.door import SYSTEM, acting, reading
from accounts.models import Membership
from decisions.actions.drafting import add_part
from decisions.after import load_after
from decisions.choices import Outcome, PersonRole
from decisions.dashboard.attending import attend, is_drawn
from decisions.models import Attention, Decision, Facet, PersonConcerned
from decisions.record import load
from decisions.settling import settle
from tests.cast import Cast
from tests.decisions.dashboard.made import settle_again, settled
from tests.factories import draft, recorded

pytestmark = pytest.mark.django_db


def rows(made: Decision, reader: Membership) -> set[tuple[str, str]]:
    with reading(reader.actor()):
        found = Attention.objects.filter(decision=made.pk)
        return set(found.values_list("subject", "reason"))


def facets(made: Decision, reader: Membership) -> set[tuple[str, str]]:
    with reading(reader.actor()):
        return set(Facet.objects.filter(decision=made.pk).values_list("kind", "value"))


def test_a_draft_has_none(cast: Cast) -> None:
    made = draft(cast.practitioner)
    settle_again(made, cast.practitioner)
    assert rows(made, cast.practitioner) == set()
    assert facets(made, cast.practitioner) == set()


def test_reasons_stand_for_the_child_known_by_a_reference(cast: Cast) -> None:
    made = settled(cast.practitioner, outcome=Outcome.NOT_SHARE, danger_now="yes")
    found = rows(made, cast.practitioner)
    assert {("I::FCH 1001", "danger"), ("I::FCH 1001", "not-shared")} <= found
    assert {subject for subject, _reason in found} == {"I::FCH 1001"}


def test_siblings_have_a_row_each_and_their_mother_none(cast: Cast) -> None:
    author = cast.practitioner
    made = recorded(author, danger_now="yes")
    with acting(author.actor()):
        for number, role in enumerate((PersonRole.CHILD, PersonRole.PARENT), start=2):
            values = {"role": role, "name": "B", "position": number}
            row = add_part(made, PersonConcerned, actor=author.actor(), values=values)
            if role == PersonRole.CHILD:
                sibling = row
    settle_again(made, author)
    found = {subject for subject, reason in rows(made, author) if reason == "danger"}
    assert found == {"I::FCH 1001", f"P:{sibling.pk}"}


def test_where_nobody_is_known_the_record_stands_for_itself(cast: Cast) -> None:
    author = cast.practitioner
    made = recorded(author, danger_now="yes")
    with acting(author.actor()):
        after = load_after(load(made))
        after.record.people.clear()
        attend(after, actor=author.actor())
    assert {subject for subject, _reason in rows(made, author)} == {f"D:{made.pk}"}


def test_the_third_record_about_a_person_within_a_year_is_a_pattern(cast: Cast) -> None:
    author = cast.practitioner
    first, second, third = (settled(author) for _number in range(3))
    assert ("I::FCH 1001", "repeated") not in rows(first, author)
    assert ("I::FCH 1001", "repeated") not in rows(second, author)
    assert ("I::FCH 1001", "repeated") in rows(third, author)


def test_nothing_is_written_where_nothing_changed(cast: Cast) -> None:
    author = cast.practitioner
    made = settled(author, danger_now="yes")
    with acting(author.actor()):
        settle(made, actor=author.actor())
        after = load_after(load(made))
        with CaptureQueriesContext(connection) as asked:
            attend(after, actor=author.actor())
    said = [each["sql"].split()[0] for each in asked]
    assert set(said) <= {"SELECT", "SAVEPOINT", "RELEASE"}, said
    assert said.count("SELECT") <= 4


def test_what_is_no_reason_any_more_goes_and_changed_times_are_changed(cast: Cast) -> None:
    author = cast.practitioner
    made = settled(author, danger_now="yes")
    before = timezone.now()
    actor = SYSTEM("tests", author.organisation_id)
    with acting(actor):
        Attention.objects.filter(decision=made.pk, reason="danger").update(since=before, rank=99)
        Attention(
            organisation_id=made.organisation_id, decision=made, subject="I::FCH 1001",
            reason="breach", rank=26, since=before,
        ).save()  # fmt: skip
    settle_again(made, author)
    with reading(author.actor()):
        row = Attention.objects.get(decision=made.pk, reason="danger")
        assert (row.rank, row.since) == (10, made.recorded_at)
    assert "breach" not in {reason for _subject, reason in rows(made, author)}


def test_the_properties_to_filter_by(cast: Cast) -> None:
    author = cast.practitioner
    made = settled(author, concerns=["neglect", "physical"], danger_now="yes")
    found = facets(made, author)
    assert {
        ("all", ""),
        ("author", str(author.person_id)),
        ("outcome", "share-all"),
        ("concern", "neglect"),
        ("concern", "physical"),
        ("reason", "danger"),
    } <= found
    assert {kind for kind, _value in found} >= {"gap"}


def test_the_sample_is_drawn_by_reference_and_month() -> None:
    at = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
    records = [Decision(recorded_at=at) for _number in range(400)]
    drawn = [each for each in records if is_drawn(each, 20)]
    assert 5 <= len(drawn) <= 45
    assert [each for each in records if is_drawn(each, 20)] == drawn
    assert all(is_drawn(each, 1) for each in records)
    later = [Decision(reference=r.reference, recorded_at=at + dt.timedelta(days=40)) for r in drawn]
    assert not all(is_drawn(each, 20) for each in later)
