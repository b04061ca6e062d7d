"""Does the sample follow when an organisation looks at more or fewer records?"""

from __future__ import annotations

import pytest

from accounts import actions as accounts
from accounts.door import SYSTEM, acting, reading
from decisions.dashboard import drawing_again
from decisions.dashboard.attending import is_drawn
from decisions.models import Decision, Facet
from decisions.tasks.deferring import DRAW_AGAIN
from tests.cast import Cast
from tests.decisions.dashboard.made import settled
from tests.decisions.tasks.test_jobs import waiting

pytestmark = pytest.mark.django_db


def looks_at(cast: Cast, one_in: int) -> None:
    settings = {"sample_one_in": one_in}
    with acting(cast.administrator.actor()):
        organisation = cast.fernbrook
        organisation.refresh_from_db()
    accounts.change_organisation(organisation, settings=settings, actor=cast.administrator.actor())


def drawn(cast: Cast) -> set[int]:
    with reading(cast.lead.actor()):
        rows = Facet.objects.filter(organisation=cast.fernbrook.pk, kind="sample")
        return set(rows.values_list("decision_id", flat=True))


def again(cast: Cast, after: int = 0) -> int:
    worker = SYSTEM("worker", cast.fernbrook.pk)
    return drawing_again.draw_again(cast.fernbrook.pk, after, actor=worker)


def of(records: list[Decision], one_in: int) -> set[int]:
    return {each.pk for each in records if is_drawn(each, one_in)}


def test_a_change_leaves_one_job_and_other_settings_none(cast: Cast) -> None:
    accounts.change_organisation(
        cast.fernbrook, settings={"link_days": 9}, actor=cast.administrator.actor()
    )
    assert waiting(DRAW_AGAIN) == []
    looks_at(cast, 3)
    looks_at(cast, 3)
    assert waiting(DRAW_AGAIN) == [{"organisation_id": cast.fernbrook.pk, "after": 0}]


def test_it_is_drawn_anew_in_parts_and_twice_changes_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing_again, "CHUNK", 2)
    records = [settled(cast.practitioner, team_id=cast.team.pk) for _ in range(5)]
    for one_in in (1, 1000, 2):
        looks_at(cast, one_in)
        after = 0
        while again(cast, after) == drawing_again.CHUNK:
            after = sorted(each.pk for each in records if each.pk > after)[1]
        assert drawn(cast) == of(records, one_in)
        again(cast)
        assert drawn(cast) == of(records, one_in)
