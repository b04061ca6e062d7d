"""Is a record gone for everybody once two people have let it go, and can the Guardian tell?"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.door import acting, reading
from audit.models import Act
from decisions.actions.correcting import link
from decisions.choices import LinkKind
from decisions.models import Decision, Disposal
from tests.cast import Cast, client_of, settle
from tests.database.signed import sign
from tests.decisions.retention.records import kept, old, proposed

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "Quagga in the stable"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return settle()


def agreed(cast: Cast, record: Decision) -> Disposal:
    kept(cast.guardian)
    made = proposed(record, cast.guardian)
    place = reverse("disposal", args=[made.pk])
    assert client_of(cast.lead).post(place, {"answer": "agree"}).status_code == 302
    sign()
    return made


def destroyed(cast: Cast, record: Decision) -> Disposal:
    made = agreed(cast, record)
    answer = client_of(cast.guardian).post(reverse("destroy", args=[made.pk]), follow=True)
    assert "The record is destroyed" in answer.content.decode()
    return made


def test_the_whole_way_and_what_is_left_of_it(cast: Cast) -> None:
    record = old(cast.practitioner, concern=SAID)
    made = destroyed(cast, record)
    with reading(cast.guardian.actor()):
        assert not Decision.objects.filter(pk=record.pk).exists()
        assert not Decision.history.filter(id=record.pk).exists()
        made.refresh_from_db()
        assert made.status == "disposed"
        kinds = Act.objects.filter(decision_id=record.pk).values_list("kind", flat=True)
        assert {"decision.recorded", "retention.proposed", "retention.disposed"} <= set(kinds)
    page = client_of(cast.guardian).get(reverse("disposal", args=[made.pk])).content.decode()
    assert "can still be proved" in page
    assert SAID not in page
    with acting(cast.guardian.actor()), connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(jsonb_array_length(covers)) FROM ledger.disposal")
        rows, covered = cursor.fetchone()
    assert rows == 1
    assert f"{covered} entries of its history went with it" in page


PAGES = ("decision", "recorded", "print", "tasks", "record_history")


def test_the_guardian_is_led_to_the_disposal_and_others_find_nothing(cast: Cast) -> None:
    record = old(cast.practitioner, team_id=cast.team.pk)
    made = destroyed(cast, record)
    guardian = client_of(cast.guardian)
    for name in PAGES:
        answer = guardian.get(reverse(name, args=[record.reference]))
        assert (answer.status_code, answer["Location"]) == (
            302,
            reverse("disposal", args=[made.pk]),
        )
    found = guardian.post(reverse("find"), {"reference": record.reference})
    assert found["Location"] == reverse("disposal", args=[made.pk])
    found = client_of(cast.lead).post(reverse("find"), {"reference": record.reference})
    assert "Nothing that you may see was found" in found.content.decode()
    for who in (cast.practitioner, cast.lead, cast.administrator, cast.stranger):
        for name in PAGES:
            answer = client_of(who).get(reverse(name, args=[record.reference]))
            assert answer.status_code == 404, (who, name)


def test_the_log_still_tells_its_acts(cast: Cast) -> None:
    record = old(cast.practitioner)
    destroyed(cast, record)
    guardian = client_of(cast.guardian)
    for query in ("", f"?record={record.reference}", "?kind=late"):
        answer = guardian.get(reverse("log") + query)
        assert answer.status_code == 200
        if query != "?kind=late":
            assert f"destroyed record {record.reference}, as two people" in answer.content.decode()


def test_a_later_record_stays_and_says_that_the_earlier_is_gone(cast: Cast) -> None:
    record, later = old(cast.practitioner), old(cast.practitioner, 2)
    with acting(cast.practitioner.actor()):
        link(later, record, LinkKind.SAME_MATTER, "The same family")
    destroyed(cast, record)
    posy = client_of(cast.practitioner)
    page = posy.get(reverse("recorded", args=[later.reference])).content.decode()
    assert record.reference not in page
    page = client_of(cast.guardian).get(reverse("record_history", args=[later.reference]))
    assert "destroyed an earlier record" in page.content.decode()


def test_a_second_click_and_a_second_proposal_do_no_harm(cast: Cast) -> None:
    record = old(cast.practitioner)
    made = destroyed(cast, record)
    for who in (cast.guardian, cast.lead):
        answer = client_of(who).post(reverse("destroy", args=[made.pk]))
        assert answer.status_code == 403
    with reading(cast.guardian.actor()):
        assert Act.objects.filter(kind="retention.disposed").count() == 1


def test_nothing_of_it_is_left_in_what_was_half_typed(cast: Cast) -> None:
    record = old(cast.practitioner)
    guardian = client_of(cast.guardian)
    page = guardian.get(reverse("hold", args=[record.reference])).content.decode()
    token = page.split('name="typed_by" value="')[1].split('"')[0]
    assert (
        guardian.post(reverse("keep_typed"), {"typed_by": token, "reason": SAID}).status_code == 204
    )
    assert SAID in guardian.get(reverse("hold", args=[record.reference])).content.decode()
    destroyed(cast, record)
    from accounts.models import HalfTyped

    with reading(cast.guardian.actor()):
        assert not HalfTyped.objects.exists()


def test_it_takes_a_browser_of_each(cast: Cast) -> None:
    record = old(cast.practitioner)
    made = agreed(cast, record)
    for who in (cast.practitioner, cast.administrator):
        browser: Client = client_of(who)
        assert browser.post(reverse("destroy", args=[made.pk])).status_code == 403
    assert client_of(cast.lead).post(reverse("destroy", args=[made.pk])).status_code == 302
