"""Is each attempt noted once, whole, with its true times, and never stopped when it happened?"""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.door import reading
from accounts.ui.dates import UK, typed_time
from audit.models import Act
from decisions.actions.quick import record_call, record_share
from decisions.after import load_after
from decisions.choices import DispatchResult, ReadBack, Status
from decisions.models import CrossReference, Decision, Dispatch
from decisions.record import load
from decisions.sending import asks
from decisions.sending.actions import NotYetHappened
from decisions.sending.policies import ShareState, shares_of, state_of
from tests.cast import Cast, client_of
from tests.decisions.sending.shares import CHILD, Shared, ago
from tests.factories import decision_at

pytestmark = pytest.mark.django_db
CALL = {
    "contact": "01632 960100",
    "contact_source": "The council’s website",
    "called_back": "yes",
    "security_check": "I rang the number on their page",
    "spoke_to": "Martin Swift",
    "spoke_to_role": "Duty social worker",
    "said": "All of the items",
    "reference_number": "CS-55207",
}


def at(when: dt.datetime, name: str = "happened_at") -> dict[str, str]:
    local = when.astimezone(UK)
    parts = {"day": local.day, "month": local.month, "year": local.year, "time": typed_time(when)}
    return {f"{name}-{part}": str(value) for part, value in parts.items()}


def read_back(share: Shared, *kinds: str) -> list[str]:
    return [f"{person.pk}-{kind}" for person in share.people for kind in kinds]


def told(share: Shared, code: str, **answers: object) -> dict[str, object]:
    both = {"read_back": read_back(share, "name", "identifier")}
    return {"key": uuid.uuid4(), **at(ago(20)), **both, **answers}


def page(client: Client, share: Shared) -> str:
    found = client.get(reverse("sharing", args=share.address))
    assert found.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.content.decode()))


def test_the_portal_is_down_then_a_call_then_the_form_and_it_is_one_share(
    cast: Cast, practitioner: Client
) -> None:
    share = Shared(cast.practitioner)
    assert "Not told yet" in page(practitioner, share)
    why = {"key": uuid.uuid4(), **at(ago(60)), "why_failed": "The page gave an error"}
    url = reverse("note_failed", args=[*share.address, "portal"])
    assert practitioner.post(url, why).status_code == 302
    shown = page(practitioner, share)
    assert "It did not reach them" in shown
    assert "Try again" in shown
    url = reverse("note_told", args=[*share.address, "phone"])
    assert practitioner.post(url, told(share, "phone", **CALL)).status_code == 302
    shown = page(practitioner, share)
    assert "Told, to be sent in writing" in shown
    assert "Martin Swift" in shown
    url = reverse("note_told", args=[*share.address, "portal"])
    form = told(share, "portal", contact="Their form", security_check="It is theirs")
    assert practitioner.post(url, {**form, **at(ago(5))}).status_code == 302
    assert "Told in writing" in page(practitioner, share)
    failed, call, sent = share.attempts()
    assert (call.follows_id, sent.follows_id) == (failed.pk, call.pk)
    assert len(shares_of(share.after())) == 1
    row = share.told()
    assert row.sent_at == call.happened_at
    assert row.sent_by_id == cast.practitioner.person_id
    assert row.spoke_to == "Martin Swift, Duty social worker"
    assert row.reference_number == "CS-55207"
    assert row.written_follow_up_due_at == call.happened_at + dt.timedelta(hours=24)
    assert row.written_follow_up_sent_at == sent.happened_at
    with reading(share.actor):
        acts = Act.objects.filter(decision_id=share.decision.pk, kind__startswith="sending.")
        kinds = [act.kind for act in acts.order_by("id") if act.kind != "sending.viewed"]
    assert kinds == ["sending.failed", "sending.spoken", "sending.sent"]


def test_a_double_click_notes_it_once(cast: Cast, practitioner: Client) -> None:
    share = Shared(cast.practitioner)
    url = reverse("note_told", args=[*share.address, "phone"])
    form = told(share, "phone", **CALL)
    places = {practitioner.post(url, form)["Location"] for _ in range(2)}
    assert places == {reverse("sharing", args=share.address)}
    assert len(share.attempts()) == 1


def test_nothing_can_be_noted_that_has_not_happened(cast: Cast, practitioner: Client) -> None:
    share = Shared(cast.practitioner)
    url = reverse("note_told", args=[*share.address, "phone"])
    later = at(timezone.now() + dt.timedelta(hours=3))
    answer = practitioner.post(url, {**told(share, "phone", **CALL), **later})
    assert answer.status_code == 422
    assert "Martin Swift" in answer.content.decode()
    with pytest.raises(NotYetHappened):
        share.note("phone", DispatchResult.SPOKEN, minutes=-30)
    assert share.attempts() == []


def test_the_server_says_when_it_was_noted(cast: Cast) -> None:
    row = Shared(cast.practitioner).note("phone", DispatchResult.SPOKEN, minutes=600)
    assert timezone.now() - row.noted_at < dt.timedelta(minutes=1)


@pytest.mark.parametrize("code", asks.codes())
def test_each_way_asks_for_what_it_must_record(cast: Cast, practitioner: Client, code: str) -> None:
    share = Shared(cast.practitioner)
    url = reverse("note_told", args=[*share.address, code])
    empty = practitioner.post(url, {"key": uuid.uuid4(), **at(ago(20))})
    assert empty.status_code == 422
    form = empty.context["form"]
    needed = {ask.column for ask in asks.asks_of(code) if ask.is_needed}
    identity = {"read_back"} if asks.asks_identity(code) else set()
    assert set(form.errors) == needed | identity
    answers = {name: "yes" if name == "called_back" else "x" for name in needed}
    assert practitioner.post(url, told(share, code, **answers)).status_code == 302
    [row] = share.attempts()
    assert asks.gaps_of(row) == []
    assert row.method == code
    assert row.result == ("spoken" if asks.is_by_mouth(code) else "sent")


def test_a_call_that_happened_is_noted_with_its_gaps(cast: Cast, practitioner: Client) -> None:
    share = Shared(cast.practitioner)
    url = reverse("note_told", args=[*share.address, "phone"])
    bare = {"key": uuid.uuid4(), **at(ago(20))}
    assert practitioner.post(url, bare).status_code == 422
    assert practitioner.post(url, {**bare, "as_it_is": "on"}).status_code == 302
    shown = page(practitioner, share)
    assert "It does not say:" in shown
    assert "Where did you find the number?" in shown
    assert "Which names and numbers were read back" in shown
    # What goes in writing has no such way round.
    url = reverse("note_told", args=[*share.address, "secure-email"])
    assert practitioner.post(url, {**bare, "as_it_is": "on"}).status_code == 422


WRITTEN = {"contact": "duty@council.example", "security_check": "Letter by letter"}


def test_of_several_it_is_asked_whose_two_were_read_back(cast: Cast, practitioner: Client) -> None:
    other = {"role": "child", "name": "Lark"}
    share = Shared(cast.practitioner, people=[CHILD, other])
    url = reverse("note_told", args=[*share.address, "secure-email"])
    first, second = share.people
    both = [f"{first.pk}-name", f"{first.pk}-identifier"]

    def said(**answers: object) -> str:
        return practitioner.post(url, told(share, "secure-email", **{**WRITTEN, **answers})).text

    form = practitioner.get(url).context["form"]
    assert form["read_back_for"].value() is None
    assert "Say whose were read back" in said(read_back=both)
    wrong = said(read_back=both, read_back_for=second.pk)
    assert "Tick only what was read back for Lark" in wrong
    one = said(read_back=both[:1], read_back_for=first.pk)
    assert "Tick two that were read back for Wren Bramble" in one
    few = said(read_back=[f"{second.pk}-name"], read_back_for=second.pk)
    assert "Fewer than two are known for Lark. Say how you made sure" in few
    assert share.attempts() == []
    said(read_back=both, read_back_for=first.pk)
    [row] = share.attempts()
    assert (row.read_back, row.read_back_for_id) == ([ReadBack.NAME, ReadBack.IDENTIFIER], first.pk)
    assert "Whose Wren Bramble" in page(practitioner, share)


def test_of_one_it_is_clear_whose_were_read_back(cast: Cast, practitioner: Client) -> None:
    share = Shared(cast.practitioner)
    url = reverse("note_told", args=[*share.address, "secure-email"])
    assert "read_back_for" not in practitioner.get(url).context["form"].fields
    practitioner.post(url, told(share, "secure-email", **WRITTEN))
    [row] = share.attempts()
    assert row.read_back_for_id == share.people[0].pk


def test_the_police_give_a_number_of_their_own(cast: Cast, practitioner: Client) -> None:
    share = Shared(cast.practitioner)
    url = reverse("note_told", args=[*share.address, "secure-email"])
    assert "incident_number" not in practitioner.get(url).context["form"].fields
    police = Shared(cast.practitioner, agency_type="police")
    url = reverse("note_told", args=[*police.address, "secure-email"])
    answers = {**WRITTEN, "incident_number": "FB-2026-118", "reference_number": "PPU 7"}
    assert practitioner.post(url, told(police, "secure-email", **answers)).status_code == 302
    [row] = police.attempts()
    assert (row.incident_number, row.reference_number) == ("FB-2026-118", "PPU 7")
    assert "The police or incident number FB-2026-118" in page(practitioner, police)
    printed = practitioner.get(reverse("print", args=[police.address[0]])).text
    assert "FB-2026-118" in printed


def test_the_copy_that_went_is_named_and_shown(cast: Cast, practitioner: Client) -> None:
    share = Shared(cast.practitioner)
    copy = share.copy()
    url = reverse("note_told", args=[*share.address, "encrypted-file"])
    answers = {"contact": "By courier", "security_check": "Key by telephone", "copy": copy.pk}
    assert practitioner.post(url, told(share, "encrypted-file", **answers)).status_code == 302
    [row] = share.attempts()
    assert row.copy_id == copy.pk
    answers["copy"] = 999_999
    assert practitioner.post(url, told(share, "encrypted-file", **answers)).status_code == 422


def test_the_first_page_leads_to_the_way(cast: Cast, practitioner: Client) -> None:
    share = Shared(cast.practitioner)
    url = reverse("tell", args=share.address)
    for result, name in (("done", "note_told"), ("failed", "note_failed")):
        answer = practitioner.post(url, {"method": "phone", "result": result})
        assert answer["Location"] == reverse(name, args=[*share.address, "phone"])
    assert practitioner.post(url, {"method": "pigeon", "result": "done"}).status_code == 422
    unknown = reverse("note_told", args=[*share.address, "pigeon"])
    assert practitioner.get(unknown).status_code == 404


def test_another_who_did_it_is_named(cast: Cast) -> None:
    share = Shared(cast.practitioner)
    share.note("phone", DispatchResult.SPOKEN, done_by_other="Linnet Marlow")
    row = share.told()
    assert (row.sent_by_id, row.sent_by_other) == (None, "Linnet Marlow")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_ERROR])
def test_nothing_goes_from_a_draft_or_a_sealed_record(
    cast: Cast, practitioner: Client, status: str
) -> None:
    decision = decision_at(status, cast.practitioner)
    with reading(cast.practitioner.actor()):
        pk = decision.recipients.get().pk
    expected = 302 if status == Status.DRAFT else 403
    assert practitioner.get(reverse("sharing", args=[decision.reference, pk])).status_code == (
        expected
    )
    for name in ("tell", "make_copy"):
        answer = practitioner.get(reverse(name, args=[decision.reference, pk]))
        assert answer.status_code == 403
        assert (
            practitioner.post(reverse(name, args=[decision.reference, pk]), {}).status_code == 403
        )


def test_whoever_only_sees_the_record_is_told_why_there_are_no_buttons(cast: Cast) -> None:
    share = Shared(cast.practitioner, team_id=cast.team.pk)
    assert client_of(cast.colleague).get(reverse("sharing", args=share.address)).status_code == 404
    assert "Note that they were told" in page(client_of(cast.lead), share)


def test_a_call_on_the_short_path_is_an_attempt_like_any_other(cast: Cast) -> None:
    answers = {
        "key": uuid.uuid4(), "who": "KM", "what": "A bruise", "why": "It is not safe",
        "to_whom": "The duty team", "shared_at": ago(30), "spoke_to": "Martin Swift",
        "will_do": "", "reference_number": "CS-1",
    }  # fmt: skip
    decision = record_call(
        answers, actor=cast.practitioner.actor(), membership=cast.practitioner, team_id=None
    )
    row, attempts = stored(decision, cast)
    [call] = attempts
    assert (call.method, call.result, call.said) == ("phone", "spoken", "A bruise")
    assert call.happened_at == row.sent_at == answers["shared_at"]
    assert call.follow_up_due_at == row.written_follow_up_due_at
    assert state_of(row, attempts) == ShareState.TO_FOLLOW


@pytest.mark.parametrize(
    ("method", "state"),
    [("portal", "sent"), ("meeting", "told"), ("", "told"), ("in-person", "told")],
)
def test_a_share_on_the_short_path_is_an_attempt_too(cast: Cast, method: str, state: str) -> None:
    answers = {
        "key": uuid.uuid4(), "who": "KM", "what": "A bruise", "why": "It is not safe",
        "to_whom": "The duty team", "shared_at": ago(30), "method": method, "will_do": "",
        "reference_number": "",
    }  # fmt: skip
    member = cast.practitioner
    decision = record_share(answers, actor=member.actor(), membership=member, team_id=None)
    row, attempts = stored(decision, cast)
    assert len(attempts) == 1
    assert state_of(row, attempts) == state


def stored(decision: Decision, cast: Cast) -> tuple[object, list[Dispatch]]:
    with reading(cast.practitioner.actor()):
        after = load_after(load(decision))
    assert len(shares_of(after)) == 1
    [row] = after.record.recipients
    return row, after.dispatches_to(row)


def test_where_else_it_is_written_is_said_once(cast: Cast, practitioner: Client) -> None:
    share = Shared(cast.practitioner)
    url = reverse("elsewhere", args=[share.reference])
    assert reverse("print", args=[share.reference]) in practitioner.get(url).content.decode()
    form = {"system": "The child’s health record", "reference_number": "E-17"}
    for _ in range(2):
        assert practitioner.post(url, form).status_code == 302
    assert practitioner.post(url, {"system": "x"}).status_code == 422
    with reading(share.actor):
        [row] = CrossReference.objects.filter(decision=share.decision)
    assert row.reference_number == "E-17"
    assert "E-17" in page(practitioner, share)


def test_the_record_shows_where_each_recipient_stands(cast: Cast, practitioner: Client) -> None:
    share = Shared(cast.practitioner)
    share.note("phone", DispatchResult.FAILED, why_failed="Nobody answered")
    shown = practitioner.get(reverse("recorded", args=[share.reference])).content.decode()
    assert reverse("sharing", args=share.address) in shown
    assert "It did not reach them" in shown
