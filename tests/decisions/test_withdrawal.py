"""Taking consent back: appended to a record, and whoever has the information is listed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.door import acting
from audit.models import Act
from consent.choices import ConsentStatus, How, Thing
from consent.models import Consent
from decisions.actions.consent import answer_for
from decisions.actions.drafting import add_part
from decisions.actions.recording import record_decision
from decisions.choices import Outcome, PersonRole
from decisions.models import Recipient
from decisions.screens.consent import ConsentScreen
from tests.cast import Cast, client_of
from tests.decisions.drafted import Drafted

pytestmark = pytest.mark.django_db
SAID = {"by_whom": "E, mother", "how": "spoken", "words": "I don’t want the school to know"}


@pytest.fixture
def recorded(cast: Cast) -> Drafted:
    """A share on a mother's consent, sent to the school and not yet to the health visitor."""
    draft = Drafted(cast, "consent", PersonRole.CHILD)
    with acting(draft.actor):
        given = {"status": ConsentStatus.GIVEN, "what_exactly": "Sleep", "giver_name": "E, mother"}
        answer_for(draft.record(), draft.people[0], actor=draft.actor, values=given)
        for name, sent in (("Oakfield School", timezone.now()), ("Health visitor", None)):
            values = {"agency_name": name, "sent_at": sent, "contact": "01632 960300"}
            add_part(draft.decision(), Recipient, actor=draft.actor, values=values)
    draft.set(outcome=Outcome.SHARE_ALL, reasons="She asked us to", decided_at=timezone.now())
    with acting(draft.actor):
        assert record_decision(draft.record(), actor=draft.actor)
    return draft


def consents(recorded: Drafted) -> dict[str, Consent]:
    return {row.thing: row for row in recorded.record().consents}


def url(recorded: Drafted, thing: str = Thing.DATA_PROTECTION) -> str:
    pk = consents(recorded)[thing].pk
    return reverse("withdraw_consent", args=[recorded.reference, pk])


def test_the_record_leads_to_it_and_it_says_who_must_be_told(recorded: Drafted) -> None:
    page = recorded.client.get(reverse("recorded", args=[recorded.reference])).content.decode()
    assert url(recorded) in page
    page = recorded.client.get(url(recorded)).content.decode()
    told, waiting = page.index("they must be told"), page.index("do not send it on this consent")
    assert told < page.index("Oakfield School") < waiting < page.index("Health visitor")


def test_it_is_appended_and_rewrites_nothing(recorded: Drafted) -> None:
    before = consents(recorded)[Thing.DATA_PROTECTION]
    assert recorded.client.post(url(recorded), SAID).status_code == 302
    record = recorded.record()
    after = consents(recorded)[Thing.DATA_PROTECTION]
    assert (after.status, after.what_exactly) == (before.status, before.what_exactly)
    (row,) = record.withdrawals
    assert (row.by_whom, row.how, row.words) == (SAID["by_whom"], How.SPOKEN, SAID["words"])
    assert row.consent_id == before.pk
    values = [r.value for block in ConsentScreen.blocks(record) for r in block.rows]
    assert "Given; withdrawn later" in values
    assert SAID["words"] in values


def test_both_kinds_can_be_taken_back_at_once(recorded: Drafted) -> None:
    recorded.client.post(url(recorded), SAID | {"both": "on"})
    assert len(recorded.record().withdrawals) == 2
    page = recorded.client.get(reverse("recorded", args=[recorded.reference])).content.decode()
    assert "Tell Oakfield School that consent was taken back" in page
    assert "takes back their consent" not in page


def test_a_double_click_takes_back_once(recorded: Drafted) -> None:
    page = url(recorded)
    for _ in range(2):
        assert recorded.client.post(page, SAID).status_code == 302
    assert len(recorded.record().withdrawals) == 1
    assert recorded.client.get(page).status_code == 404


def test_who_took_it_back_is_asked_and_the_rest_is_kept(recorded: Drafted) -> None:
    answer = recorded.client.post(url(recorded), SAID | {"by_whom": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say who took it back" in page
    assert SAID["words"] in page
    assert recorded.record().withdrawals == []


def test_it_is_an_act_without_typed_words(recorded: Drafted) -> None:
    recorded.client.post(url(recorded), SAID)
    with acting(recorded.actor):
        act = Act.objects.get(kind="consent.withdrawn")
    assert act.decision_id == recorded.record().decision.pk
    assert act.detail == {"consents": [consents(recorded)[Thing.DATA_PROTECTION].pk]}


def test_a_lead_may_and_a_stranger_or_administrator_finds_nothing(
    recorded: Drafted, cast: Cast
) -> None:
    page = url(recorded)
    for nobody in (cast.stranger, cast.administrator):
        assert client_of(nobody).get(page).status_code == 404
        assert client_of(nobody).post(page, SAID).status_code == 404
    assert client_of(cast.guardian).get(page).status_code == 200
    assert Client().get(page).status_code == 302
    assert client_of(cast.guardian).delete(page).status_code == 405
    missing = reverse("withdraw_consent", args=[recorded.reference, 999_999_999_999_999_999_999])
    assert recorded.client.get(missing).status_code == 404


def test_a_draft_is_changed_and_not_withdrawn_from(cast: Cast) -> None:
    draft = Drafted(cast, "consent", PersonRole.ADULT)
    with acting(draft.actor):
        given = {"status": ConsentStatus.GIVEN}
        answer_for(draft.record(), draft.people[0], actor=draft.actor, values=given)
    assert draft.client.get(url(draft)).status_code == 403
    assert draft.client.post(url(draft), SAID).status_code == 403
