"""Is a reply polite, complete and silent about what it must not tell, and kept as it went?"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.door import acting
from decisions.actions.drafting import add_part, answer
from decisions.after import load_after
from decisions.arriving.replies import drafted, needed, written
from decisions.choices import ReplyKind
from decisions.models import Incoming, Recipient, Reply
from decisions.record import load
from tests.cast import Cast
from tests.decisions.arriving.arrived import begun, logged, replied

pytestmark = pytest.mark.django_db
SENT = {
    "sent_at-day": "2",
    "sent_at-month": "3",
    "sent_at-year": "2026",
    "sent_at-time": "3:40pm",
    "sent_how": "By post",
}
SILENT = "This letter does not tell you whether we hold"


@pytest.mark.parametrize("kind", ReplyKind.values)
def test_every_reply_is_whole(kind: str, cast: Cast) -> None:
    said = drafted(kind, logged(cast.practitioner), cast.practitioner)
    assert said.startswith("Dear Bryony Latch,\n\nThank you for your request")
    assert said.endswith("Posy Thimble\nFernbrook Community Health Trust")
    assert "ring 999" in said
    assert "Children’s social care duty team on 01632 960100" in said
    assert "Rowan Quill, Named nurse, on 01632 960101" in said
    assert not re.search(r"[{}\[\]]|None|\n\n\n", said)
    assert ("ask again" in said) is (kind != ReplyKind.ALL)
    assert (SILENT in said) is (kind != ReplyKind.ALL)
    # Nobody but the asker is named, and no law is stated.
    assert "FCH 1001" not in said
    assert not re.search(r"GDPR|Act \d{4}|section \d|ICO|\blawful", said)


def test_not_yet_asks_for_what_is_missing_and_for_nothing_else(cast: Cast) -> None:
    bare = logged(cast.practitioner)
    assert len(needed(bare)) == len(written()["needs"])
    said = drafted(ReplyKind.NOT_YET, bare, cast.practitioner)
    assert "the law or the power that you act under" in said
    full = logged(cast.practitioner, purpose="A visit", legal_power="Section 47")
    said = drafted(ReplyKind.NOT_YET, full, cast.practitioner)
    assert "the law or the power" not in said
    assert "exactly which information" in said


def test_no_is_the_same_whether_anything_is_held_or_not(cast: Cast) -> None:
    made = logged(cast.practitioner)
    alone = drafted(ReplyKind.NO, made, cast.practitioner)
    decision = begun(made, cast.practitioner)
    with acting(cast.practitioner.actor()):
        answer(decision, actor=cast.practitioner.actor(), values={"reasons": "QUAGGA"})
        record = load(decision)
    assert drafted(ReplyKind.NO, made, cast.practitioner, record) == alone


def test_part_gives_the_conditions_of_whoever_asked(cast: Cast) -> None:
    made = logged(cast.practitioner)
    decision = begun(made, cast.practitioner)
    with acting(cast.practitioner.actor()):
        for name, limits in (("Fernshire Council", "Tell nobody else"), ("Police", "QUAGGA")):
            values = {"agency_name": name, "conditions": limits}
            add_part(decision, Recipient, actor=cast.practitioner.actor(), values=values)
        record = load(decision)
    said = drafted(ReplyKind.PART, made, cast.practitioner, record)
    assert "Please keep to these conditions: Tell nobody else" in said
    assert "QUAGGA" not in said


def test_a_draft_is_made_ones_own_and_kept_as_it_went(cast: Cast, practitioner: Client) -> None:
    made = logged(cast.practitioner, team_id=cast.team.pk)
    address = reverse("draft_reply", args=[made.pk, "not-yet"])
    assert "No lawyer has checked them" in practitioner.get(address).content.decode()
    assert practitioner.post(address, {"text": ""}).status_code == 422
    place = practitioner.post(address, {"text": "Dear Bryony,\n\nnot yet."})["Location"]
    assert practitioner.post(address, {"text": "Dear Bryony,\n\nnot yet."})["Location"] == place
    assert "not yet." in practitioner.get(address).content.decode()
    alone = practitioner.get(f"{place}text/")
    assert alone["Content-Type"] == "text/plain; charset=utf-8"
    assert alone.content.decode() == "Dear Bryony,\n\nnot yet.\n"
    assert practitioner.post(place, {}).status_code == 422
    assert practitioner.post(place, SENT).status_code == 302
    assert practitioner.post(place, {**SENT, "sent_how": "By hand"}).status_code == 302
    with acting(cast.guardian.actor()):
        [reply] = Reply.objects.all()
        assert (reply.text, reply.sent_how) == ("Dear Bryony,\n\nnot yet.", "By post")
        assert Incoming.objects.get().closed_at is None
    page = practitioner.get(place).content.decode()
    assert "2 March 2026, 3:40pm" in page
    assert "Change the words" not in page
    # Another reply of the same kind is a reply of its own.
    other = practitioner.post(address, {"text": "Still not"})["Location"]
    assert other != place


def test_an_answer_waits_for_a_decision_and_closes_what_it_answers(
    cast: Cast, practitioner: Client
) -> None:
    made = logged(cast.practitioner, team_id=cast.team.pk)
    address = reverse("draft_reply", args=[made.pk, "no"])
    refused = practitioner.get(address)
    assert refused.status_code == 403
    assert "Begin the decision first" in refused.content.decode()
    decision = begun(made, cast.practitioner)
    before = decision.version
    place = practitioner.post(address, {"text": "No"})["Location"]
    assert practitioner.post(place, SENT).status_code == 302
    with acting(cast.practitioner.actor()):
        decision.refresh_from_db()
        after = load_after(load(decision))
        found = Incoming.objects.get()
    assert [reply.text for reply in after.replies] == ["No"]
    assert decision.version > before
    assert found.closed_at is not None
    assert practitioner.get(address).status_code == 403
    assert practitioner.get(reverse("draft_reply", args=[made.pk, "perhaps"])).status_code == 404


def test_a_reply_that_was_sent_before_belongs_to_the_decision_that_follows(cast: Cast) -> None:
    made = logged(cast.practitioner, team_id=cast.team.pk)
    replied(made, cast.practitioner, is_sent=True)
    decision = begun(made, cast.practitioner)
    with acting(cast.practitioner.actor()):
        after = load_after(load(decision))
    assert [reply.kind for reply in after.replies] == [ReplyKind.NOT_YET]
