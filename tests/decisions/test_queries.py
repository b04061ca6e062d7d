"""Does any page or save ask the database more than twelve times, or more for a longer record?"""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from decisions.models import Decision
from decisions.record import Record
from decisions.steps import ASKING
from tests.bench.pages import FRAME, asked, changed, found_by, step_pages
from tests.bench.written import full_draft, full_record
from tests.cast import Cast, client_of
from tests.factories import record_of

pytestmark = pytest.mark.django_db
AT_MOST, THRICE = 12, 3
# The one save that records works out the tasks and what a lead has to see: a reading of what
# followed, who stands in, and a reading and a writing of each. The two-minute path writes the
# whole record with it, a statement for each kind of row.
RECORDING, TWO_MINUTES = 16, 20


class Asker:
    """A client that counts, and fails where there is too much to count."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def counts(
        self,
        method: str,
        url: str,
        data: Any = None,
        *,
        status: int = 200,
        at_most: int = AT_MOST,
    ) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = getattr(self.client, method)(url, data)
        assert answer.status_code == status, (url, answer.content.decode()[-3000:])
        found = [q["sql"] for q in captured.captured_queries if not FRAME.match(q["sql"])]
        assert len(found) <= at_most, (method, url, found)
        return len(found)


@pytest.fixture
def asker(cast: Cast) -> Asker:
    client = client_of(cast.practitioner)
    # The first page of a sign-in notes when it was asked for.
    client.get(reverse("mine"))
    return Asker(client)


def both_lengths(cast: Cast, make: Any) -> list[Record]:
    return [record_of(make(cast.practitioner, n), cast.practitioner) for n in (1, THRICE)]


@pytest.mark.parametrize("slug", [step.slug for step in ASKING])
def test_a_step_asks_at_most_twelve_times_however_long_the_record(
    cast: Cast, asker: Asker, slug: str
) -> None:
    counted = []
    for record in both_lengths(cast, full_draft):
        found: dict[str, int] = {}
        for name, url in step_pages(record):
            if name.split()[0] != slug:
                continue
            found[f"show {name}"] = asker.counts("get", url)
            answers = changed(asker.client.get(url).content.decode())
            found[f"save {name}"] = asker.counts("post", url, answers, status=302)
        counted.append(found)
    assert counted[0] == counted[1]
    assert counted[0]


@pytest.mark.parametrize("page", ["tasks", "check", "colleagues", "abandon"])
def test_a_page_of_a_draft_asks_no_more_for_a_longer_record(
    cast: Cast, asker: Asker, page: str
) -> None:
    drafts = both_lengths(cast, full_draft)
    urls = [reverse(page, args=[record.decision.reference]) for record in drafts]
    assert asker.counts("get", urls[0]) == asker.counts("get", urls[1])


@pytest.mark.parametrize(
    "page", ["recorded", "print", "timeline", "addendum", "supersede", "in_error"]
)
def test_a_page_of_a_record_asks_no_more_for_a_longer_record(
    cast: Cast, asker: Asker, page: str
) -> None:
    records = both_lengths(cast, full_record)
    urls = [reverse(page, args=[record.decision.reference]) for record in records]
    assert asker.counts("get", urls[0]) == asker.counts("get", urls[1])


def test_recording_asks_no_more_for_a_longer_record(cast: Cast, asker: Asker) -> None:
    drafts = both_lengths(cast, full_draft)
    urls = [reverse("check", args=[record.decision.reference]) for record in drafts]
    counted = [asker.counts("post", url, status=302, at_most=RECORDING) for url in urls]
    assert counted[0] == counted[1]


@pytest.mark.parametrize("page", ["home", "start", "ringing", "already", "mine", "find"])
def test_a_page_without_a_record_asks_at_most_twelve_times(
    cast: Cast, asker: Asker, page: str
) -> None:
    before = asker.counts("get", reverse(page))
    for _ in range(THRICE):
        full_record(cast.practitioner)
        full_draft(cast.practitioner)
    assert asker.counts("get", reverse(page)) == before


@pytest.mark.parametrize("way", ["by reference", "by person", "by date"])
def test_finding_asks_no_more_when_more_is_found(cast: Cast, asker: Asker, way: str) -> None:
    first = full_record(cast.practitioner)
    sought = found_by(first.reference)[way]
    before = asker.counts("post", reverse("find"), sought)
    for _ in range(THRICE):
        full_record(cast.practitioner)
    assert asker.counts("post", reverse("find"), sought) == before


def lines(number: int) -> str:
    return "\n".join(["A bruise of 1 cm on the cheek"] * number)


@pytest.mark.parametrize("page", ["ringing", "already"])
def test_the_two_minute_path_asks_no_more_for_more_lines(asker: Asker, page: str) -> None:
    now = timezone.localtime()
    day = {"shared_at-day": now.day, "shared_at-month": now.month, "shared_at-year": now.year}
    answers = {
        "who": "A", "why": "Four months old", "to_whom": "The hub", "method": "phone",
        "shared_at-time": "00:01", **day,
    }  # fmt: skip
    counted = [
        asker.counts(
            "post",
            reverse(page),
            {**answers, "what": lines(number), "key": str(uuid.uuid4())},
            status=302,
            at_most=TWO_MINUTES,
        )
        for number in (2, 6)
    ]
    assert counted[0] == counted[1]


def test_beginning_a_record_asks_at_most_twelve_times(asker: Asker) -> None:
    begun = {"direction": "share", "key": str(uuid.uuid4())}
    asker.counts("post", reverse("start"), begun, status=302)
    assert Decision.objects.count() == 0  # outside a block nothing can be seen


def test_what_opens_a_transaction_is_not_counted_and_the_rest_is(asker: Asker) -> None:
    number, answer = asked(asker.client, "get", reverse("mine"))
    assert answer.status_code == 200
    assert 0 < number <= AT_MOST
