"""Is the story of a record told in its order, with what each thing was and became?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.door import acting, reading
from audit.actions import note
from audit.models import Act
from audit.queries import Version, acts_of, histories, versions_of
from decisions.models import Decision, InformationItem
from tests.database.world import Place, a_draft


def write_a_story(here: Place) -> Decision:
    decision = a_draft(here, concern="First")
    with acting(here.actor, reason="It was clearer"):
        decision.concern, decision.concerns = "Second", ["neglect"]
        decision.noticed_on = dt.date(2026, 11, 2)
        decision.save()
        item = InformationItem.objects.create(
            organisation=here.organisation, decision=decision, text="One"
        )
    with acting(here.actor):
        decision.save()
        item.delete()
    return decision


def versions(decision: Decision, place: Place) -> list[Version]:
    with reading(place.actor):
        return versions_of(
            Decision.history.filter(id=decision.pk),
            InformationItem.history.filter(decision_id=decision.pk),
        )


def said(version: Version) -> dict[str, tuple[object, object]]:
    return {change.field.name: (change.before, change.after) for change in version.changes}


def test_versions_stand_in_the_order_in_which_they_were_written(here: Place) -> None:
    decision = write_a_story(here)
    assert [(version.model, version.kind) for version in versions(decision, here)] == [
        (Decision, "+"),
        (Decision, "~"),
        (InformationItem, "+"),
        (Decision, "~"),
        (InformationItem, "-"),
    ]


def test_versions_tell_before_and_after(here: Place) -> None:
    decision = write_a_story(here)
    made, changed, _, same, _ = versions(decision, here)
    assert said(made)["concern"] == (None, "First")
    assert "harm_if_shared" not in said(made), "nothing was said of it"
    assert said(changed) == {
        "concern": ("First", "Second"),
        "concerns": ([], ["neglect"]),
        "noticed_on": (None, dt.date(2026, 11, 2)),
    }
    assert same.changes == ()


def test_versions_tell_who_and_why(here: Place) -> None:
    _, changed, *_ = versions(write_a_story(here), here)
    assert (changed.person_id, changed.actor_kind) == (here.person.pk, "person")
    assert (changed.role, changed.reason) == ("practitioner", "It was clearer")
    assert changed.request_id == here.actor.request_id
    assert changed.at.tzinfo is not None


def test_a_deletion_tells_what_was_lost(here: Place) -> None:
    *_, gone = versions(write_a_story(here), here)
    assert said(gone)["text"] == ("One", None)


def test_the_story_takes_one_query_however_many_models_it_has(here: Place) -> None:
    decision = write_a_story(here)
    with reading(here.actor), CaptureQueriesContext(connection) as queries:
        histories = [Decision.history.filter(id=decision.pk)]
        histories += [InformationItem.history.filter(decision_id=decision.pk)] * 12
        assert len(versions_of(*histories)) == 3 + 2 * 12
    assert len(queries) == 1


def test_a_story_asked_again_of_another_record_is_that_of_the_other(here: Place) -> None:
    one, other = write_a_story(here), a_draft(here)
    asked = histories(Decision.history.filter(id=0), InformationItem.history.filter(decision_id=0))
    expected = versions(one, here)
    with reading(here.actor):
        assert asked.about(one.pk) == expected
        assert [version.pk for version in asked.about(other.pk)] == [other.pk]
        assert asked.about(0) == []


def test_a_story_to_be_asked_again_holds_no_other_value(here: Place) -> None:
    with pytest.raises(ValueError, match="one number and nothing else"):
        histories(Decision.history.filter(id=0, reference="7KQ2"))


def test_nothing_found_is_an_empty_story(here: Place) -> None:
    with reading(here.actor):
        assert versions_of() == []
        assert versions_of(Decision.history.filter(id__in=[])) == []
        assert versions_of(Decision.history.filter(id=-1)) == []


def test_the_story_of_another_organisation_is_not_told(here: Place, there: Place) -> None:
    decision = write_a_story(here)
    assert versions(decision, there) == []
    with reading(here.actor):
        note("decision.viewed", decision_id=decision.pk)
    with reading(there.actor):
        assert acts_of(decision.pk) == []


def test_acts_of_one_decision_are_its_own(here: Place) -> None:
    one, other = a_draft(here), a_draft(here)
    with reading(here.actor):
        note("decision.viewed", decision_id=one.pk)
        note("decision.viewed", decision_id=other.pk)
        assert [act.decision_id for act in acts_of(one.pk)] == [one.pk]
        assert Act.objects.count() == 2


def test_acts_of_some_kinds_are_those_alone(here: Place) -> None:
    decision = a_draft(here)
    with reading(here.actor):
        note("decision.viewed", decision_id=decision.pk)
        note("decision.printed", decision_id=decision.pk)
        found = acts_of(decision.pk, {"decision.printed"})
        assert [act.kind for act in found] == ["decision.printed"]
