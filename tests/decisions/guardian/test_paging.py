"""Is the log the same whichever page one comes from, and as quick with many acts as with few?

Acts get their time from the database's clock, which hardly ever strikes twice; on a copy of the
database the owner stops it, so that many acts bear the same time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.door import reading
from accounts.models import Membership
from audit.models import Act
from decisions.choices import Status
from decisions.guardian import queries
from decisions.guardian.asked import Asked
from decisions.guardian.groups import LABELS
from decisions.guardian.views.log import PAGE
from tests.bench.pages import FRAME
from tests.cast import Cast, client_of, settle
from tests.copies import owner_of
from tests.decisions.guardian.seen import lead_on, lines_of, notes, pages_from
from tests.factories import decision_at

LOG = "/history/"
AT = dt.datetime(2026, 3, 4, 10, tzinfo=dt.UTC)
MOST_QUERIES = 12
LISTS = ("decision.listed", "decision.searched")


@contextmanager
def the_clock_stands_still() -> Iterator[None]:
    """Meanwhile an act bears the time that it is given."""
    _as_owner("DISABLE")
    yield
    _as_owner("ENABLE ALWAYS")


def _as_owner(what: str) -> None:
    connection.close()
    with owner_of(str(connection.settings_dict["NAME"])) as owner:
        owner.execute(f"ALTER TABLE audit_act {what} TRIGGER ledger_attribute")


def happened(who: Membership, times: list[dt.datetime]) -> None:
    """Two acts of different kinds at each of the times."""
    with reading(who.actor()):
        Act.objects.bulk_create(
            Act(
                kind=kind,
                at=at,
                organisation_id=who.organisation_id,
                actor_kind="person",
                person_id=who.person_id,
                role="practitioner",
                detail={"count": number},
            )
            for number, at in enumerate(times)
            for kind in LISTS
        )


@pytest.fixture
def tied(transactional_db: None) -> SimpleNamespace:
    """170 acts, of which 120 bear one time."""
    cast = settle()
    earlier = [AT - dt.timedelta(minutes=number) for number in range(1, 26)]
    with the_clock_stands_still():
        happened(cast.practitioner, [*earlier, *[AT] * 60])
    return SimpleNamespace(cast=cast, who=cast.practitioner.person_id)


def asked_for(tied: SimpleNamespace) -> dict[str, Asked]:
    """By one kind, by several, by person, by both: each is read in another way."""
    return {
        "kind": Asked(kind=LISTS[0]),
        "group": Asked(kind="looks"),
        "person": Asked(person=str(tied.who)),
        "both": Asked(kind="looks", person=str(tied.who)),
        "days": Asked(kind="looks", since=AT.date(), until=AT.date()),
    }


def test_no_page_skips_or_repeats_an_act(tied: SimpleNamespace) -> None:
    reader, place = tied.cast.guardian, tied.cast.fernbrook
    with reading(reader.actor()):
        for name, asked in asked_for(tied).items():
            whole = [act.pk for act in queries.page(place, asked, 1000).acts]
            assert whole == sorted(whole, key=order, reverse=True), name
            assert len(whole) == (85 if name == "kind" else 170), name
            for size in (7, 50):
                assert list(chain(*down(place, asked, size))) == whole, (name, size)
                assert up(place, asked, size) == whole, (name, size)


def order(pk: int) -> tuple[dt.datetime, int]:
    return (Act.objects.get(pk=pk).at, pk)


def down(place, asked: Asked, size: int):
    """Page after page, from the newest."""
    page = queries.page(place, asked, size)
    while page.acts:
        yield [act.pk for act in page.acts]
        last = page.acts[-1]
        if not page.has_older:
            return
        page = queries.page(place, asked, size, older=(last.at, last.pk))


def up(place, asked: Asked, size: int) -> list[int]:
    """Page before page, from the oldest; the newest page is a full one, and overlaps."""
    last = queries.page(place, asked, 1000).acts[-1]
    found = [last.pk]
    page = queries.page(place, asked, size, newer=(last.at, last.pk))
    while True:
        new = [act.pk for act in page.acts if act.pk not in found]
        found = [*new, *found]
        if not page.has_newer:
            return found
        first = page.acts[0]
        page = queries.page(place, asked, size, newer=(first.at, first.pk))


def test_the_pages_of_the_browser_hold_every_act_once(tied: SimpleNamespace) -> None:
    browser = client_of(tied.cast.guardian)
    address = f"{LOG}?kind={LISTS[0]}"
    pages = list(pages_from(browser, address))
    assert [len(page) for page in pages] == [PAGE, 85 - PAGE]
    second = browser.get(lead_on(browser.get(address))["Older"])
    assert lines_of(browser.get(lead_on(second)["Newer"])) == pages[0]
    assert "Newer" not in lead_on(browser.get(address))
    assert "Older" not in lead_on(second)


def test_a_position_that_was_made_up_is_the_first_page(tied: SimpleNamespace) -> None:
    browser = client_of(tied.cast.guardian)
    address = f"{LOG}?kind={LISTS[0]}"
    assert lines_of(browser.get(f"{address}&older=made-up")) == lines_of(browser.get(address))


@pytest.mark.django_db
def test_a_page_costs_the_same_with_many_acts_as_with_few(cast: Cast, guardian: Client) -> None:
    decisions = [decision_at(Status.INCOMPLETE, cast.practitioner) for _ in range(3)]
    for decision in decisions:
        notes(cast.practitioner, "decision.viewed", 17, decision_id=decision.pk)
    few = asked_of(guardian, cast, decisions[0].reference)
    for decision in decisions:
        notes(cast.colleague, "decision.viewed", 400, decision_id=decision.pk)
    assert asked_of(guardian, cast, decisions[0].reference) == few
    assert max(few.values()) <= MOST_QUERIES, few


def asked_of(browser: Client, cast: Cast, reference: str) -> dict[str, int]:
    """How many queries each way of asking takes, the second page among them."""
    addresses = [
        LOG,
        *(f"{LOG}?kind={code}" for code in (*LABELS, "late", "overrides", "public-interest")),
        f"{LOG}?person={cast.practitioner.person_id}",
        f"{LOG}?record={reference}",
        lead_on(browser.get(LOG))["Older"],
    ]
    return {address.split("older=")[0][:30]: counted(browser, address) for address in addresses}


def counted(browser: Client, address: str) -> int:
    """What opens a transaction asks nothing of a table; a sign-in is prolonged now and then."""
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    asked = [query["sql"] for query in seen if not FRAME.match(query["sql"])]
    return len([query for query in asked if "django_session" not in query])
