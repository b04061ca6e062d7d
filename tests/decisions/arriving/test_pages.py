"""Do the pages of what came in do what they say, and only for whom they should?"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.door import acting
from audit.models import Act
from decisions.arriving import queries
from decisions.arriving.views import coming
from decisions.choices import IncomingKind, NoticeKind, ReplyKind
from decisions.models import Decision, Incoming, Notice, Reply, Request
from decisions.record import load
from tests.cast import Cast, client_of
from tests.decisions.arriving.arrived import begun, closed, logged, replied, tied
from tests.decisions.drafted import statements
from tests.factories import draft, recorded

pytestmark = pytest.mark.django_db
BUDGET = 12


def text(client: Client, name: str, *args: object, status: int = 200, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def form(**changed: Any) -> dict[str, Any]:
    return {
        "key": str(uuid.uuid4()),
        "kind": "request",
        "from_name": "Bryony Latch",
        "from_organisation": "Fernshire Council",
        "words": "Please send all notes.",
        "about": "FCH 1001",
        **changed,
    }


def all_of(cast: Cast) -> list[Incoming]:
    with acting(cast.guardian.actor()):
        return list(Incoming.objects.order_by("pk"))


def test_it_is_written_down_in_a_minute(cast: Cast, practitioner: Client) -> None:
    answer = practitioner.post(reverse("log_incoming"), form())
    [made] = all_of(cast)
    assert answer["Location"] == reverse("came_in", args=[made.pk])
    assert abs(made.received_at - timezone.now()) < dt.timedelta(minutes=1)
    assert (made.owner_id, made.received_by_id) == (cast.practitioner.person_id,) * 2
    assert made.team_id == cast.team.pk
    page = text(practitioner, "came_in", made.pk)
    assert "Please send all notes." in page
    assert "Start the decision" in page
    assert "FCH 1001" in text(practitioner, "incoming")


def test_a_double_click_makes_one(cast: Cast, practitioner: Client) -> None:
    posted = form()
    first = practitioner.post(reverse("log_incoming"), posted)
    again = practitioner.post(reverse("log_incoming"), posted)
    assert first["Location"] == again["Location"]
    assert len(all_of(cast)) == 1


WRONG = {
    "nobody": ({"from_name": "", "from_organisation": ""}, "Say who or which organisation"),
    "no words": ({"words": ""}, "Write what it says"),
    "no kind": ({"kind": ""}, "Say what came in"),
    "in the future": (
        {
            "received_at-day": "1",
            "received_at-month": "1",
            "received_at-year": "2099",
            "received_at-time": "9am",
        },
        "must be in the past",
    ),
    "a strange owner": ({"owner": "999999"}, "Select a valid choice"),
}


@pytest.mark.parametrize("name", WRONG)
def test_it_is_refused_with_all_that_was_typed(name: str, cast: Cast, practitioner: Client) -> None:
    changed, said = WRONG[name]
    answer = practitioner.post(reverse("log_incoming"), form(**changed))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "FCH 1001" in answer.content.decode()
    assert all_of(cast) == []


def test_it_is_due_in_working_days_or_sooner_where_it_is_needed_sooner(cast: Cast) -> None:
    friday = dt.datetime(2026, 3, 6, 15, tzinfo=dt.UTC)
    usual = logged(cast.practitioner, received_at=friday)
    assert timezone.localdate(usual.due_at) == dt.date(2026, 3, 13)
    sooner = logged(cast.practitioner, received_at=friday, needed_by=dt.date(2026, 3, 9))
    assert timezone.localdate(sooner.due_at) == dt.date(2026, 3, 9)
    before = logged(cast.practitioner, received_at=friday, needed_by=dt.date(2026, 3, 1))
    assert timezone.localdate(before.due_at) == dt.date(2026, 3, 6)
    easter = logged(cast.practitioner, received_at=dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC))
    assert timezone.localdate(easter.due_at) == dt.date(2026, 4, 10)


def test_begun_it_fills_in_the_request_of_a_draft(cast: Cast, practitioner: Client) -> None:
    made = logged(
        cast.practitioner,
        team_id=cast.team.pk,
        purpose="To plan a visit",
        legal_power="Section 47",
        security="Locked",
        needed_by=dt.date(2026, 12, 1),
    )
    address = reverse("begin_incoming", args=[made.pk])
    place = practitioner.post(address)["Location"]
    again = practitioner.post(address)
    assert again["Location"].split("/")[2] == place.split("/")[2]
    with acting(cast.practitioner.actor()):
        decision = Decision.objects.get(came_from=made)
        record = load(decision)
        assert Request.objects.count() == 1
    assert decision.direction == "asked"
    assert decision.team_id == cast.team.pk
    assert record.request is not None
    kept = record.request
    assert (kept.requester_name, kept.requester_organisation) == (
        "Bryony Latch",
        "Fernshire Council",
    )
    assert (kept.purpose, kept.legal_power, kept.security) == (
        "To plan a visit",
        "Section 47",
        "Locked",
    )
    assert (kept.words, kept.received_at) == (made.words, made.received_at)
    assert kept.needed_by == dt.date(2026, 12, 1)
    assert [each.identifier for each in record.people] == ["FCH 1001"]


def test_what_came_unasked_begins_a_draft_about_what_to_do_with_it(
    cast: Cast, practitioner: Client
) -> None:
    made = logged(cast.practitioner, kind=IncomingKind.UNASKED, words="He shouts at night")
    assert "Decide what to do with it" in text(practitioner, "came_in", made.pk)
    practitioner.post(reverse("begin_incoming", args=[made.pk]))
    with acting(cast.practitioner.actor()):
        decision = Decision.objects.get(came_from=made)
        assert not Request.objects.exists()
    assert decision.concern == "Bryony Latch, Fernshire Council:\nHe shouts at night"
    assert "Nothing waits" in text(practitioner, "incoming")
    assert "FCH 1001" in text(practitioner, "incoming", query="?state=closed")


def test_it_belongs_to_one_record_and_a_record_to_one_of_them(
    cast: Cast, practitioner: Client
) -> None:
    one, other = logged(cast.practitioner), logged(cast.practitioner)
    decision = recorded(cast.practitioner, team_id=cast.team.pk)
    address = reverse("match_incoming", args=[one.pk])
    theirs = draft(cast.stranger)
    for typed, said in (
        ("", "Enter a reference"),
        ("nonsense", "like 7K4MQ"),
        (theirs.reference, "no record"),
    ):
        answer = practitioner.post(address, {"reference": typed})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    posted = {"reference": decision.reference.lower()}
    assert practitioner.post(address, posted).status_code == 302
    assert decision.reference in text(practitioner, "came_in", one.pk)
    assert practitioner.post(address, posted).status_code == 403
    answer = practitioner.post(reverse("match_incoming", args=[other.pk]), posted)
    assert answer.status_code == 422
    assert "Something else that came in belongs" in answer.content.decode()
    assert "Fernshire Council" in text(practitioner, "recorded", decision.reference)


def test_it_is_closed_without_a_decision_only_with_a_reason(
    cast: Cast, practitioner: Client
) -> None:
    made = logged(cast.practitioner)
    address = reverse("close_incoming", args=[made.pk])
    assert practitioner.post(address, {"because": ""}).status_code == 422
    assert practitioner.post(address, {"because": "It came twice"}).status_code == 302
    assert "It came twice" in text(practitioner, "came_in", made.pk)
    assert practitioner.post(address, {"because": "Again"}).status_code == 403
    decided = logged(cast.practitioner)
    begun(decided, cast.practitioner)
    answer = practitioner.post(reverse("close_incoming", args=[decided.pk]), {"because": ""})
    assert answer.status_code == 302


def test_a_colleague_who_gets_it_is_told_and_can_read_it(cast: Cast, practitioner: Client) -> None:
    made = logged(cast.practitioner, team_id=cast.other_team.pk)
    colleague = client_of(cast.colleague)
    text(colleague, "came_in", made.pk, status=404)
    address = reverse("pass_on_incoming", args=[made.pk])
    assert practitioner.post(address, {"owner": ""}).status_code == 422
    posted = {"owner": str(cast.colleague.person_id)}
    assert practitioner.post(address, posted).status_code == 302
    assert "Start the decision" in text(colleague, "came_in", made.pk)
    with acting(cast.guardian.actor()):
        notice = Notice.objects.get()
        assert (notice.person_id, notice.kind, notice.incoming_id) == (
            cast.colleague.person_id,
            NoticeKind.INCOMING,
            made.pk,
        )


def test_strangers_and_administrators_find_nothing(cast: Cast) -> None:
    made = logged(cast.practitioner, team_id=cast.team.pk)
    reply = replied(made, cast.practitioner)
    for who in (cast.stranger, cast.administrator, cast.colleague):
        browser = client_of(who)
        for name in ("came_in", "match_incoming", "pass_on_incoming", "close_incoming"):
            text(browser, name, made.pk, status=404)
        text(browser, "draft_reply", made.pk, "no", status=404)
        text(browser, "reply", made.pk, reply.pk, status=404)
        assert browser.post(reverse("begin_incoming", args=[made.pk])).status_code == 404
    assert "Fernshire" not in text(client_of(cast.stranger), "incoming")


def test_who_has_it_but_may_not_open_the_decision_is_told_so(cast: Cast) -> None:
    made = logged(cast.guardian, owner=cast.colleague)
    tied(made, draft(cast.practitioner), cast.guardian)
    colleague = client_of(cast.colleague)
    page = text(colleague, "came_in", made.pk)
    assert "A colleague is deciding. You may not open that record." in page
    answer = colleague.post(reverse("close_incoming", args=[made.pk]), {"because": "Done"})
    assert answer.status_code == 403
    assert "You may not open the decision" in answer.content.decode()


def test_lists_show_what_is_asked_for(cast: Cast, practitioner: Client) -> None:
    late = logged(cast.practitioner, days_ago=30, from_organisation="Late Council")
    logged(cast.practitioner, from_organisation="New Council")
    gone = logged(cast.practitioner, from_organisation="Gone Council")
    closed(gone, cast.practitioner)
    logged(
        cast.practitioner, owner=cast.colleague, kind=IncomingKind.UNASKED,
        from_organisation="Her Council",
    )  # fmt: skip

    def shown(query: str) -> set[str]:
        page = text(practitioner, "incoming", query=query)
        return {name for name in ("Late", "New", "Gone", "Her") if f"{name} Council" in page}

    assert shown("") == {"Late", "New", "Her"}
    assert shown("?state=overdue") == {"Late"}
    assert shown("?state=closed") == {"Gone"}
    assert shown("?whose=mine") == {"Late", "New"}
    assert shown("?kind=unasked") == {"Her"}
    assert shown("?state=forged&kind=forged&after=forged") == {"Late", "New", "Her"}
    with acting(cast.guardian.actor()):
        assert list(queries.overdue(cast.fernbrook.pk)) == [late]


def test_lists_are_paged(cast: Cast, practitioner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coming, "PAGE", 2)
    for number in range(5):
        made = logged(
            cast.practitioner, days_ago=number / 24, from_organisation=f"Council {number} Hall"
        )
        if number % 2:
            closed(made, cast.practitioner)
    for state, sizes in (("open", [2, 1]), ("closed", [2])):
        pages, address = [], reverse("incoming") + f"?state={state}"
        while address:
            page = practitioner.get(address).content.decode()
            pages.append(len(set(re.findall(r"Council \d Hall", page))))
            found = re.search(r'href="([^"]+after=[^"]+)"', page)
            address = found[1].replace("&amp;", "&") if found else ""
        assert pages == sizes


def test_pages_ask_the_database_little(cast: Cast, practitioner: Client) -> None:
    for number in range(6):
        made = logged(cast.practitioner, owner=cast.colleague if number % 2 else None)
        if number % 3 == 0:
            begun(made, cast.practitioner)
    replied(made, cast.practitioner)
    pages = {
        "incoming": [],
        "log_incoming": [],
        "came_in": [made.pk],
        "pass_on_incoming": [made.pk],
        "draft_reply": [made.pk, "not-yet"],
    }
    for name, args in pages.items():
        text(practitioner, name, *args)
        with CaptureQueriesContext(connection) as asked:
            text(practitioner, name, *args)
        assert statements(asked) <= BUDGET, (name, statements(asked))


def test_no_words_stand_in_an_act(cast: Cast, practitioner: Client) -> None:
    practitioner.post(reverse("log_incoming"), form(words="QUAGGA", from_name="QUAGGA"))
    [made] = all_of(cast)
    practitioner.post(reverse("close_incoming", args=[made.pk]), {"because": "QUAGGA"})
    with acting(cast.guardian.actor()):
        acts = list(Act.objects.filter(kind__startswith="incoming.").order_by("id"))
    assert [act.kind for act in acts] == ["incoming.logged", "incoming.closed"]
    assert not [act for act in acts if "QUAGGA" in str(vars(act))]


def test_a_record_whose_request_was_not_logged_can_be_replied_to(
    cast: Cast, practitioner: Client
) -> None:
    made = logged(cast.practitioner, team_id=cast.team.pk)
    decision = begun(made, cast.practitioner)
    with acting(cast.practitioner.actor()):
        Incoming.objects.filter(pk=made.pk).update(
            decision=None, closed_at=timezone.now(), closed_because="Apart"
        )
        Decision.objects.filter(pk=decision.pk).update(
            status="incomplete", outcome="not-share", reasons="No", recorded_at=timezone.now(),
            decided_at=timezone.now(), recorded_by_id=cast.practitioner.person_id,
        )  # fmt: skip
    assert "Reply to the request" in text(practitioner, "recorded", decision.reference)
    address = reverse("incoming_of_record", args=[decision.reference])
    place = practitioner.post(address)["Location"]
    assert practitioner.post(address)["Location"] == place
    [_first, second] = all_of(cast)
    assert place == reverse("came_in", args=[second.pk])
    assert (second.words, second.decision_id) == (made.words, decision.pk)
    with acting(cast.guardian.actor()):
        assert not Reply.objects.exists()
    assert ReplyKind.NO in practitioner.get(place).content.decode()
