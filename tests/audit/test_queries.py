"""Is the story of a record told in its order, with what each thing was and became?"""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.door import acting, reading
from audit.actions import note
from audit.models import Act
from audit.queries import Version, acts_of, timeline_of, versions_of
from decisions.models import Decision, InformationItem
from tests.database.world import Place, a_draft


def write_a_story(here: Place) -> Decision:
    decision = a_draft(here, concern="First")
    with acting(here.actor, reason="It was clearer"):
        decision.concern, decision.concerns = "Second", ["neglect"]
        decision.save()
        item = InformationItem.objects.create(
            organisation=here.organisation, decision=decision, text="One"
        )
        note("decision.answered", decision_id=decision.pk)
    with acting(here.actor):
        decision.save()
        item.delete()
    return decision


def test_versions_tell_before_and_after(here: Place) -> None:
    decision = write_a_story(here)
    with reading(here.actor):
        made, changed, same = versions_of(Decision, id=decision.pk)
    assert {change.field: change.after for change in made.changes}["concern"] == "First"
    assert [(c.field, c.before, c.after) for c in changed.changes] == [
        ("concerns", [], ["neglect"]),
        ("concern", "First", "Second"),
    ]
    assert same.changes == ()
    assert (made.kind, changed.kind, changed.reason) == ("+", "~", "It was clearer")
    assert changed.person_id == here.person.pk
    assert changed.request_id == here.actor.request_id


def test_what_is_hidden_is_not_told(here: Place) -> None:
    decision = write_a_story(here)
    with reading(here.actor):
        _, changed, _ = versions_of(Decision, hide=["concern"], id=decision.pk)
    assert [change.field for change in changed.changes] == ["concerns"]


def test_a_deletion_tells_what_was_lost(here: Place) -> None:
    decision = write_a_story(here)
    with reading(here.actor):
        _, gone = versions_of(InformationItem, decision_id=decision.pk)
    lost = {change.field: change for change in gone.changes}
    assert gone.kind == "-"
    assert (lost["text"].before, lost["text"].after) == ("One", None)


def test_acts_and_versions_stand_in_one_order(here: Place) -> None:
    decision = write_a_story(here)
    with reading(here.actor), CaptureQueriesContext(connection) as queries:
        told = timeline_of(decision.pk, [Decision, InformationItem])
    assert len(queries) == 3
    assert [
        entry.model.__name__ + entry.kind if isinstance(entry, Version) else entry.kind
        for entry in told
    ] == [
        "Decision+",
        "Decision~",
        "InformationItem+",
        "decision.answered",
        "Decision~",
        "InformationItem-",
    ]


def test_the_story_of_another_organisation_is_not_told(here: Place, there: Place) -> None:
    decision = write_a_story(here)
    with reading(there.actor):
        assert acts_of(decision.pk) == []
        assert timeline_of(decision.pk, [Decision, InformationItem]) == []


def test_acts_of_one_decision_are_its_own(here: Place) -> None:
    one, other = a_draft(here), a_draft(here)
    with reading(here.actor):
        note("decision.viewed", decision_id=one.pk)
        note("decision.viewed", decision_id=other.pk)
        assert [act.decision_id for act in acts_of(one.pk)] == [one.pk]
        assert Act.objects.count() == 2
