"""Can a practitioner make a link, see how it stands, take it back, or write a receipt down?"""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.door import reading
from decisions.models import Decision, OutsideLink, Receipt
from tests.cast import Cast, client_of
from tests.decisions.receipts.links import Link, accepted, recipient_of, said, sent
from tests.factories import recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(cast: Cast) -> Decision:
    return sent(cast.practitioner, team_id=cast.team.pk)


def place(cast: Cast, record: Decision, name: str) -> str:
    return reverse(name, args=[record.reference, recipient_of(record, cast.practitioner).pk])


def now_said() -> dict[str, str]:
    local = timezone.localtime()
    return {
        "happened_at-day": str(local.day),
        "happened_at-month": str(local.month),
        "happened_at-year": str(local.year),
        "happened_at-time": "0:00",
    }


def noted(**other: str) -> dict[str, str]:
    return {
        "key": str(uuid.uuid4()),
        "kind": "seen",
        "name": "The hub’s mailbox",
        "role": "Duty desk",
        "how": "In an automatic reply",
        "reference_number": "MASH 4411",
        **now_said(),
        **other,
    }


def test_the_link_and_its_code_are_shown_once(
    cast: Cast, record: Decision, practitioner: Client
) -> None:
    url = place(cast, record, "receipt_link")
    assert 'value="7"' in said(practitioner.get(url))
    key = str(uuid.uuid4())
    page = practitioner.post(url, {"days": "3", "key": key})
    assert page.status_code == 200
    address = re.search(r"http://testserver(/r/\S+/)", said(page))
    code = re.search(r"(\d{3} \d{3})</p>", said(page))
    assert address is not None
    assert code is not None
    again = practitioner.post(url, {"days": "3", "key": key})
    assert address[1] in said(again)
    with reading(cast.practitioner.actor()):
        [row] = OutsideLink.objects.filter(decision=record)
    assert (row.expires_at - row.made_at).days == 3
    sharing = said(practitioner.get(place(cast, record, "sharing")))
    assert "Nobody has opened it yet" in sharing
    assert address[1] not in sharing
    assert code[1] not in sharing


def test_the_message_to_copy_holds_nothing_of_the_case(
    cast: Cast, record: Decision, practitioner: Client
) -> None:
    url = place(cast, record, "receipt_link")
    page = said(practitioner.post(url, {"days": "3", "key": str(uuid.uuid4())}))
    message = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert message is not None
    code = re.search(r"(\d{3} \d{3})</p>", page)
    assert code is not None
    for word in ("hub", "bruise", record.reference, "FCH", "Posy", code[1]):
        assert word not in message[1]


def test_the_form_of_long_ago_shows_no_link_again(
    cast: Cast, record: Decision, practitioner: Client
) -> None:
    key = uuid.uuid4()
    Link(cast.practitioner, record, key=key).opened()
    answer = practitioner.post(place(cast, record, "receipt_link"), {"days": "7", "key": str(key)})
    assert answer.status_code == 302
    assert answer["Location"] == place(cast, record, "sharing")


@pytest.mark.parametrize("days", ["", "0", "31", "-1", "x", "9" * 30])
def test_a_link_works_for_a_day_to_a_month(
    cast: Cast, record: Decision, practitioner: Client, days: str
) -> None:
    url = place(cast, record, "receipt_link")
    answer = practitioner.post(url, {"days": days, "key": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert "Enter a number of days from 1 to 30" in said(answer) or days in said(answer)


def test_a_link_is_taken_back_once(cast: Cast, record: Decision, practitioner: Client) -> None:
    link = Link(cast.practitioner, record)
    url = reverse("revoke_link", args=[record.reference, link.pk])
    for _ in range(2):
        assert practitioner.post(url)["Location"] == place(cast, record, "sharing")
    assert [act.kind for act in link.acts].count("receipt.link_revoked") == 1
    assert link.row.revoked_by_id == cast.practitioner.person_id
    assert "It was taken back on" in said(practitioner.get(place(cast, record, "sharing")))


def test_others_take_no_link_back(cast: Cast, record: Decision) -> None:
    link = Link(cast.practitioner, record)
    url = reverse("revoke_link", args=[record.reference, link.pk])
    for who, status in ((cast.colleague, 404), (cast.administrator, 404), (cast.stranger, 404)):
        assert client_of(who).post(url).status_code == status
    other = sent(cast.practitioner)
    elsewhere = reverse("revoke_link", args=[other.reference, link.pk])
    assert client_of(cast.practitioner).post(elsewhere).status_code == 404
    assert link.row.revoked_at is None


def test_the_page_of_the_recipient_says_what_they_said(
    cast: Cast, record: Decision, practitioner: Client
) -> None:
    link = Link(cast.practitioner, record)
    sharing = place(cast, record, "sharing")
    assert "They have not said so yet." in said(practitioner.get(sharing))
    client = link.opened()
    opened = said(practitioner.get(sharing))
    assert "Opened by Corin Dell, Social worker, Fernbrook hub" in opened
    assert "01632 960177" in opened
    client.post(link.path, accepted())
    page = said(practitioner.get(sharing))
    for words in ("They accept it", "Visit the family", "HUB 77", "Answered"):
        assert words in page


def test_a_hubs_own_reference_closes_the_receipt(
    cast: Cast, record: Decision, practitioner: Client
) -> None:
    url = place(cast, record, "note_receipt")
    assert practitioner.get(url).status_code == 200
    form = noted()
    for _ in range(2):
        assert practitioner.post(url, form)["Location"] == place(cast, record, "sharing")
    with reading(cast.practitioner.actor()):
        [row] = Receipt.objects.filter(decision=record)
    assert (row.kind, row.reference_number, row.how) == (
        "seen", "MASH 4411", "In an automatic reply",
    )  # fmt: skip
    assert row.noted_by_id == cast.practitioner.person_id
    page = said(practitioner.get(place(cast, record, "sharing")))
    for words in ("MASH 4411", "Written down by Posy Thimble", "In an automatic reply"):
        assert words in page


@pytest.mark.parametrize("missing", ["kind", "name", "how", "happened_at-day", "key"])
def test_what_is_missing_is_named_and_the_rest_is_kept(
    cast: Cast, record: Decision, practitioner: Client, missing: str
) -> None:
    answer = practitioner.post(place(cast, record, "note_receipt"), noted(**{missing: ""}))
    assert answer.status_code == 422
    assert "MASH 4411" in said(answer)


def test_what_came_back_says_why(cast: Cast, record: Decision, practitioner: Client) -> None:
    url = place(cast, record, "note_receipt")
    answer = practitioner.post(url, noted(kind="returned"))
    assert answer.status_code == 422
    assert "Say why they sent it back" in said(answer)
    assert practitioner.post(url, noted(kind="returned", reason="Not ours")).status_code == 302


def test_nothing_is_confirmed_that_never_went(cast: Cast, practitioner: Client) -> None:
    waiting = recorded(cast.practitioner)
    for name in ("receipt_link", "note_receipt"):
        answer = practitioner.get(place(cast, waiting, name))
        assert answer.status_code == 403
        assert "First write down that it was sent" in said(answer)
    assert (
        practitioner.get(reverse("receipt_link", args=[waiting.reference, 999_999])).status_code
        == 404
    )


def test_the_lead_may_and_a_colleague_may_not(cast: Cast, record: Decision) -> None:
    for who, status in ((cast.lead, 200), (cast.guardian, 200), (cast.colleague, 404)):
        for name in ("receipt_link", "note_receipt"):
            assert client_of(who).get(place(cast, record, name)).status_code == status
