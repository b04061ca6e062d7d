"""Does the owner hear of what waits too long, then those who lead, each once?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from accounts.door import SYSTEM, acting
from decisions.arriving.reminding import tell_of_overdue
from decisions.choices import IncomingKind, NoticeKind
from decisions.models import Notice
from tests.cast import Cast
from tests.decisions.arriving.arrived import begun, closed, logged

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def told(cast: Cast, at: dt.datetime) -> list[str]:
    """Who is told anew at a moment."""
    actor = SYSTEM("tests", cast.fernbrook.pk)
    with acting(actor):
        before = set(Notice.objects.values_list("pk", flat=True))
        number = tell_of_overdue(cast.fernbrook, actor=actor, now=at)
        new = Notice.objects.exclude(pk__in=before).select_related("person").order_by("pk")
        assert len(new) == number
        assert {each.kind for each in new} <= {NoticeKind.INCOMING_OVERDUE}
        return [each.person.name for each in new]


def test_the_owner_hears_of_it_and_then_the_lead_each_once(cast: Cast) -> None:
    logged(cast.practitioner, team_id=cast.team.pk, received_at=MONDAY)
    friday, sunday = MONDAY + dt.timedelta(days=4), MONDAY + dt.timedelta(days=6)
    # Due on the fifth working day after a Monday: the next Monday, to its end.
    assert told(cast, friday) == []
    assert told(cast, sunday) == []
    assert told(cast, MONDAY + dt.timedelta(days=8)) == ["Posy Thimble"]
    assert told(cast, MONDAY + dt.timedelta(days=8)) == []
    assert told(cast, MONDAY + dt.timedelta(days=10)) == ["Rowan Quill"]
    assert told(cast, MONDAY + dt.timedelta(days=90)) == []


def test_nobody_hears_of_what_was_dealt_with(cast: Cast) -> None:
    closed(logged(cast.practitioner, received_at=MONDAY), cast.practitioner)
    unasked = logged(cast.practitioner, received_at=MONDAY, kind=IncomingKind.UNASKED)
    begun(unasked, cast.practitioner)
    assert told(cast, timezone.now() + dt.timedelta(days=900)) == []
    begun(logged(cast.practitioner, received_at=MONDAY), cast.practitioner)
    assert "Posy Thimble" in told(cast, timezone.now() + dt.timedelta(days=900))


def test_what_belongs_to_a_team_without_a_lead_goes_to_all_leads(cast: Cast) -> None:
    logged(cast.practitioner, team_id=cast.other_team.pk, received_at=MONDAY)
    assert told(cast, MONDAY + dt.timedelta(days=30)) == ["Posy Thimble", "Rowan Quill"]
