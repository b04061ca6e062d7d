"""Do rows of several kinds make one version and one act?"""

from __future__ import annotations

import pytest

from accounts.door import Actor, acting, reading
from audit.models import Act
from decisions.actions.adding import add_parts
from decisions.actions.drafting import start_decision
from decisions.models import Advice, Decision, PersonConcerned, Recipient
from tests.cast import Cast


@pytest.fixture
def draft(cast: Cast) -> tuple[Decision, Actor]:
    member = cast.practitioner
    actor = Actor("person", member.person_id, member.organisation_id, role="practitioner")
    with acting(actor):
        return start_decision(actor=actor, membership=member), actor


def test_one_version_and_one_act_for_all(draft: tuple[Decision, Actor]) -> None:
    decision, actor = draft
    before = decision.version
    rows = {
        PersonConcerned: [{"role": "child", "name": "KM"}, {"role": "parent", "name": "Mother"}],
        Recipient: [{"agency_name": "Duty team"}],
        Advice: [],
    }
    added = add_parts(decision, actor=actor, rows=rows)
    assert [each.name for each in added[PersonConcerned]] == ["KM", "Mother"]
    assert added[Advice] == []
    assert decision.version == before + 1
    with reading(actor):
        act = Act.objects.filter(decision_id=decision.pk).latest("id")
        assert act.kind == "decision.answered"
        assert act.detail == {"change": "added", "personconcerned": 2, "recipient": 1}
        assert {each.organisation_id for each in PersonConcerned.objects.all()} == {
            actor.organisation_id
        }


def test_nothing_is_written_for_none(draft: tuple[Decision, Actor]) -> None:
    decision, actor = draft
    before = decision.version
    assert add_parts(decision, actor=actor, rows={Advice: []}) == {Advice: []}
    assert decision.version == before
