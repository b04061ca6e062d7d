"""What falls due, and when? Only what the organisation's own schedule says, and never the held."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.door import acting
from decisions.actions.correcting import abandon, add_addendum, link, mark_in_error
from decisions.choices import CountedFrom, LinkKind, Outcome, PersonRole, RecordKind, Status
from decisions.models import RetentionPeriod
from decisions.retention import actions, queries
from tests.cast import Cast
from tests.decisions.retention.records import due_now, kept, old, proposed, years_ago
from tests.factories import decision_at, draft

pytestmark = pytest.mark.django_db


def test_without_a_schedule_nothing_is_due(cast: Cast) -> None:
    old(cast.practitioner, 90)
    assert due_now(cast.guardian) == []


def test_a_record_is_due_when_its_years_are_over(cast: Cast) -> None:
    over, _not_yet = old(cast.practitioner, 8.1), old(cast.practitioner, 7.9)
    kept(cast.guardian, years=8)
    assert due_now(cast.guardian) == [over.reference]


def test_an_emptied_period_keeps_again(cast: Cast) -> None:
    old(cast.practitioner, 20)
    kept(cast.guardian, years=8)
    kept(cast.guardian, years=None)
    assert due_now(cast.guardian) == []


def test_the_longest_of_several_periods_counts(cast: Cast) -> None:
    both = old(cast.practitioner, 12, PersonRole.ADULT, PersonRole.CHILD)
    adult = old(cast.practitioner, 11)
    kept(cast.guardian, RecordKind.ADULT, 8)
    assert due_now(cast.guardian) == [adult.reference]
    kept(cast.guardian, RecordKind.CHILD, 25)
    assert due_now(cast.guardian) == [adult.reference]
    kept(cast.guardian, RecordKind.CHILD, 10)
    assert due_now(cast.guardian) == [adult.reference, both.reference]
    with acting(cast.guardian.actor()):
        term = queries.term_of(both, queries.periods_of(both.organisation_id))
    assert term is not None
    assert term.period.kind == RecordKind.CHILD


KINDS = {
    "child": ({"roles": [PersonRole.CHILD]}, {RecordKind.CHILD}),
    "unborn": ({"roles": [PersonRole.UNBORN]}, {RecordKind.CHILD}),
    "adult": ({}, {RecordKind.ADULT}),
    "parent alone": ({"roles": [PersonRole.PARENT]}, {RecordKind.NOBODY}),
    "abuse": ({"concerns": ["sexual"]}, {RecordKind.ADULT, RecordKind.SEXUAL}),
    "not shared": ({"outcome": Outcome.NOT_SHARE}, {RecordKind.ADULT, RecordKind.NOT_SHARED}),
}


@pytest.mark.parametrize("name", KINDS)
def test_which_kinds_a_record_is_of(name: str, cast: Cast) -> None:
    columns, expected = KINDS[name]
    roles = columns.get("roles", [])
    rest = {key: value for key, value in columns.items() if key != "roles"}
    record = old(cast.practitioner, 10, *roles, **rest)
    with acting(cast.guardian.actor()):
        assert set(queries.kinds_of(record)) == expected
    for kind in RecordKind.values:
        assert due_now(cast.guardian) == []
        if kind in expected:
            kept(cast.guardian, kind, 5)
            expected = expected - {kind}
            if not expected:
                break
    assert due_now(cast.guardian) == [record.reference]


def test_a_draft_is_never_due_and_one_given_up_only_by_its_own_line(cast: Cast) -> None:
    for kind in RecordKind.values:
        if kind != RecordKind.ABANDONED:
            kept(cast.guardian, kind, 1)
    draft(cast.practitioner)
    given_up = draft(cast.practitioner)
    with acting(cast.practitioner.actor()):
        abandon(given_up, actor=cast.practitioner.actor(), reason="Begun twice.")
    assert due_now(cast.guardian) == []
    kept(cast.guardian, RecordKind.ABANDONED, 1, CountedFrom.CLOSED)
    with acting(cast.guardian.actor()):
        periods = queries.periods_of(cast.fernbrook.pk)
        (found,) = queries.timed(cast.fernbrook.pk, periods)
        assert found.pk == given_up.pk
        assert found.due_at.date() >= timezone.localdate() + dt.timedelta(days=364)


def test_the_birth_of_the_youngest_counts_and_a_missing_one_keeps(cast: Cast) -> None:
    grown = old(cast.practitioner, 10, PersonRole.CHILD, born=years_ago(26).date())
    old(cast.practitioner, 10, PersonRole.CHILD, born=years_ago(24).date())
    old(cast.practitioner, 10, PersonRole.CHILD)
    old(cast.practitioner, 10, PersonRole.CHILD, PersonRole.UNBORN)
    kept(cast.guardian, RecordKind.CHILD, 25, CountedFrom.BIRTH)
    assert due_now(cast.guardian) == [grown.reference]


def test_an_addendum_counts_as_the_last_change(cast: Cast) -> None:
    record = old(cast.practitioner, 10)
    kept(cast.guardian, years=8)
    assert due_now(cast.guardian) == [record.reference]
    with acting(cast.practitioner.actor()):
        actor = cast.practitioner.actor()
        add_addendum(record, actor=actor, text="She rang again.", reason="New.")
    assert due_now(cast.guardian) == [record.reference]
    kept(cast.guardian, years=8, counted_from=CountedFrom.ACTIVITY)
    assert due_now(cast.guardian) == []


def test_closing_counts_where_the_schedule_says_so(cast: Cast) -> None:
    record = old(cast.practitioner, 10)
    with acting(cast.practitioner.actor()):
        actor = cast.practitioner.actor()
        mark_in_error(record, actor=actor, reason="The wrong person.", seal=True)
    kept(cast.guardian, years=8)
    assert due_now(cast.guardian) == [record.reference]
    kept(cast.guardian, years=8, counted_from=CountedFrom.CLOSED)
    assert due_now(cast.guardian) == []


def test_a_held_record_is_never_due_until_every_hold_is_lifted(cast: Cast) -> None:
    record, actor = old(cast.practitioner, 10), cast.guardian.actor()
    kept(cast.guardian)
    with acting(actor):
        holds = [actions.hold(record, actor=actor, reason=why) for why in ("Inquest", "Claim")]
    for held in holds:
        assert due_now(cast.guardian) == []
        with acting(actor):
            actions.release(held, actor=actor, reason="It is over.")
    assert due_now(cast.guardian) == [record.reference]


def test_what_is_proposed_is_due_no_more_and_what_was_refused_is_again(cast: Cast) -> None:
    record = old(cast.practitioner, 10)
    kept(cast.guardian)
    made = proposed(record, cast.guardian)
    assert due_now(cast.guardian) == []
    with acting(cast.lead.actor()):
        actions.refuse_disposal(made, actor=cast.lead.actor(), reason="A claim may come.")
    assert due_now(cast.guardian) == [record.reference]


def test_a_draft_that_belongs_to_it_is_noticed(cast: Cast) -> None:
    record, later = old(cast.practitioner, 10), decision_at(Status.DRAFT, cast.practitioner)
    with acting(cast.practitioner.actor()):
        assert not queries.followed_by_draft(record)
        link(later, record, LinkKind.SAME_MATTER)
        assert queries.followed_by_draft(record)


def test_other_organisations_records_and_schedules_are_their_own(cast: Cast) -> None:
    old(cast.practitioner, 10)
    theirs = old(cast.stranger, 10)
    kept(cast.stranger)
    assert due_now(cast.guardian) == []
    assert due_now(cast.stranger) == [theirs.reference]


def test_pages_follow_one_another_without_gap_or_repeat(cast: Cast) -> None:
    made = [old(cast.practitioner, years) for years in (12, 9, 11, 10, 10, 13, 8.5)]
    kept(cast.guardian)
    with acting(cast.guardian.actor()):
        periods = queries.periods_of(cast.fernbrook.pk)
        seen, after = [], None
        while True:
            page = queries.due_page(cast.fernbrook.pk, periods, after, 2)
            seen += [each.reference for each in page[:2]]
            if len(page) <= 2:
                break
            after = (page[1].due_at, page[1].pk)
    assert len(seen) == len(made)
    assert set(seen) == {each.reference for each in made}
    order = sorted(made, key=lambda each: (each.recorded_at, each.pk))
    assert seen == [each.reference for each in order]


def test_the_list_costs_one_query_however_long(cast: Cast) -> None:
    for kind in RecordKind.values:
        kept(cast.guardian, kind, 1)
    for _number in range(4):
        old(cast.practitioner, 10)
    with acting(cast.guardian.actor()):
        periods = queries.periods_of(cast.fernbrook.pk)
        with CaptureQueriesContext(connection) as asked:
            assert len(queries.due_page(cast.fernbrook.pk, periods, None, 25)) == 4
    assert len(asked) == 1


def test_every_change_of_the_schedule_stays(cast: Cast) -> None:
    period = kept(cast.guardian, years=8)
    kept(cast.guardian, years=8)
    kept(cast.guardian, years=10)
    kept(cast.guardian, years=None)
    with acting(cast.guardian.actor()):
        told = RetentionPeriod.history.filter(id=period.pk).order_by("history_id")
        assert list(told.values_list("years", "history_user_id")) == [
            (years, cast.guardian.person_id) for years in (8, 10, None)
        ]
