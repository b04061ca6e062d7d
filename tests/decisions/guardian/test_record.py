"""Does a record's history tell everything, and is the past drawn as it was seen then?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.door import acting, reading
from accounts.models import Membership
from decisions.actions.consent import answer_for
from decisions.actions.correcting import add_addendum
from decisions.actions.drafting import add_part, answer, change_part
from decisions.actions.information import add_items
from decisions.actions.removing import remove_part
from decisions.choices import Nature, Status
from decisions.evidence import rule_tables
from decisions.models import Decision, Recipient
from decisions.record import load
from decisions.summary import sections_to_read
from tests.bench.pages import FRAME
from tests.bench.written import full_record
from tests.cast import Cast, client_of
from tests.decisions.guardian.seen import acts_of_kind, text_of
from tests.factories import decision_at, draft, record_of

pytestmark = pytest.mark.django_db


def history(decision: Decision) -> str:
    return f"/decisions/{decision.reference}/history/"


def stood(decision: Decision, version: int) -> str:
    return f"/decisions/{decision.reference}/as-it-stood/{version}/"


def page_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("address", [history, lambda decision: stood(decision, 1)])
def test_who_may_see(address, cast: Cast, guardian: Client, stranger: Client) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner, team_id=cast.team.pk)
    where = address(decision)
    assert guardian.get(where).status_code == 200
    for member in (cast.practitioner, cast.lead):
        refused = client_of(member).get(where)
        assert refused.status_code == 403
        assert "Only the Guardian and their deputies" in refused.content.decode()
    for member in (cast.colleague, cast.administrator):
        assert client_of(member).get(where).status_code == 404
    assert stranger.get(where).status_code == 404


def test_everything_stands_there_in_its_order(
    cast: Cast, practitioner: Client, lead: Client, guardian: Client
) -> None:
    who = cast.practitioner
    decision = decision_at(Status.INCOMPLETE, who, team_id=cast.team.pk)
    practitioner.get(f"/decisions/{decision.reference}/recorded/")
    lead.get(f"/decisions/{decision.reference}/print/")
    with acting(who.actor(), reason="It was heard late."):
        add_addendum(decision, actor=who.actor(), text="He said more.", reason="It was heard late.")
    shown = text_of(page_of(guardian, history(decision)))
    shown = shown[shown.index("What happened, from the beginning") :]
    places = [
        shown.index(said)
        for said in (
            "Posy Thimble began the record",
            "Posy Thimble changed answers",
            "Posy Thimble recorded the decision in the record",
            "Posy Thimble opened the record",
            "Rowan Quill printed the record",
            "It was heard late.",
            "Posy Thimble added an addendum to the record",
        )
    ]
    assert places == sorted(places)
    assert "It became: He said more." in shown


def test_who_has_looked_is_a_list_of_its_own(
    cast: Cast, practitioner: Client, lead: Client, guardian: Client, second: Client
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner, team_id=cast.team.pk)
    for _ in range(2):
        practitioner.get(f"/decisions/{decision.reference}/recorded/")
    lead.get(f"/decisions/{decision.reference}/print/")
    assert lookers(page_of(guardian, history(decision))) == {
        "Rowan Quill Practitioner, Safeguarding lead": "Printed 1 time",
        "Posy Thimble Practitioner": "Opened 2 times",
    }
    seen = lookers(page_of(second, history(decision)))
    assert seen["Alder Finch Caldicott Guardian"] == "Opened 1 time"


def lookers(page: str) -> dict[str, str]:
    rows = re.findall(r'<th scope="row"[^>]*>(.*?)</th>\s*<td[^>]*>(.*?)</td>', page, re.DOTALL)
    return {text_of(who): text_of(how) for who, how in rows}


def test_nobody_has_looked_yet(cast: Cast, guardian: Client) -> None:
    decision = draft(cast.practitioner)
    page = text_of(page_of(guardian, history(decision)))
    assert "Nobody yet, before you." in page
    assert "Who was refused" not in page


def test_whoever_was_refused_stands_there_too(
    cast: Cast, colleague: Client, guardian: Client
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    colleague.get(f"/decisions/{decision.reference}/print/")
    page = text_of(page_of(guardian, history(decision)))
    assert "Linnet Marlow was refused (Practitioner)" in page
    assert "Asked for: the record for printing" in page


def test_many_looks_are_counted_and_the_newest_shown(
    cast: Cast, guardian: Client, monkeypatch: pytest.MonkeyPatch, practitioner: Client
) -> None:
    monkeypatch.setattr("decisions.guardian.story.LOOKS_SHOWN", 2)
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    for _ in range(5):
        practitioner.get(f"/decisions/{decision.reference}/recorded/")
    page = text_of(page_of(guardian, history(decision)))
    assert "Opened 5 times" in page
    assert "3 earlier looks are left out here." in page
    assert page.count("Posy Thimble opened the record") == 2


def body(page: str) -> str:
    """The record itself, as the recorded page, the print and the past draw it."""
    found = re.search(r'<section class="app-section.*Rule by rule.*?</section>', page, re.DOTALL)
    assert found
    return text_of(found[0])


def read_again(decision: Decision, who: Membership) -> None:
    with reading(who.actor()):
        decision.refresh_from_db()


def changed_in_many_ways(who: Membership, decision: Decision) -> Iterator[None]:
    """A part added and changed, items, consent, and the part removed; after each, a look."""
    actor = who.actor()
    with acting(actor):
        values = {"agency_name": "The ward", "position": 2}
        told = add_part(decision, Recipient, actor=actor, values=values)
    yield
    with acting(actor):
        change_part(told, decision, actor=actor, values={"need_to_know": "To keep watch."})
    yield
    with acting(actor):
        add_items(decision, actor=actor, lines=[{"text": "He cried", "nature": Nature.FACT}])
    yield
    with acting(actor):
        record = record_of(decision, who)
        answer_for(record, record.people[0], actor=actor, values={"status": "refused"})
    yield
    with acting(actor):
        remove_part(told, record_of(decision, who), actor=actor)
    yield


def drawn_now(decision: Decision, who: Membership) -> str:
    """The record as its rows of today give it, whichever page shows it."""
    with reading(who.actor()):
        record = load(Decision.objects.select_related("organisation").get(pk=decision.pk))
        context = {
            "decision": record.decision,
            "record": record,
            "sections": sections_to_read(record),
            "tables": rule_tables(record, contact_known=True),
        }
        return body(render_to_string("decisions/record_body.html", context))


def test_a_draft_stands_as_its_rows_were_at_each_moment(cast: Cast, guardian: Client) -> None:
    """Each version is drawn from the rows of the day, and from the history at the end."""
    decision = draft(cast.practitioner)
    actor = cast.practitioner.actor()
    then: dict[int, str] = {}

    def drawn() -> None:
        read_again(decision, cast.practitioner)
        then[decision.version] = drawn_now(decision, cast.practitioner)

    drawn()
    for concern in ("A bruise.", "Two bruises.", "Three bruises."):
        with acting(actor):
            answer(decision, actor=actor, values={"concern": concern})
        drawn()
    for _ in changed_in_many_ways(cast.practitioner, decision):
        drawn()
    for version, seen in then.items():
        assert body(page_of(guardian, stood(decision, version))) == seen, version
    assert len(set(then.values())) == len(then)


def test_a_recorded_page_is_drawn_again_as_it_was(cast: Cast, guardian: Client) -> None:
    decision = full_record(cast.practitioner)
    page = f"/decisions/{decision.reference}/print/"
    read_again(decision, cast.practitioner)
    before, version = body(page_of(guardian, page)), decision.version
    actor = cast.practitioner.actor()
    with acting(actor):
        add_addendum(decision, actor=actor, text="He said more.", reason="It was heard late.")
    after = body(page_of(guardian, page))
    assert "He said more." in after
    assert before != after
    assert body(page_of(guardian, stood(decision, version))) == before
    assert body(page_of(guardian, stood(decision, version + 1))) == after


def test_the_banner_says_which_moment_it_is(cast: Cast, guardian: Client) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    early = text_of(page_of(guardian, stood(decision, 1)))
    assert re.search(r"This is how the record stood on \d+ \w+ 20\d\d, \d+:\d\d[ap]m", early)
    assert "It is not today’s record." in early
    assert "Right after change 1, by Posy Thimble." in early
    assert "One change earlier" not in early
    last = text_of(page_of(guardian, stood(decision, decision.version)))
    assert "It has not changed again." in last
    assert "One change later" not in last


def test_the_past_of_a_sealed_record_stays_sealed(cast: Cast, guardian: Client) -> None:
    decision = decision_at(Status.IN_ERROR, cast.practitioner)
    for version in range(1, decision.version + 1):
        page = page_of(guardian, stood(decision, version))
        assert "A bruise of 1 cm" not in page
        assert "The content is about the wrong person" in page
    told = page_of(guardian, history(decision))
    assert "A bruise of 1 cm" not in told
    assert "marked the record as made in error" in told


@pytest.mark.parametrize("version", [0, 999, 99999999999999999999])
def test_a_moment_that_never_was_is_not_there(version: int, cast: Cast, guardian: Client) -> None:
    decision = draft(cast.practitioner)
    assert guardian.get(stood(decision, version)).status_code == 404


def test_each_look_is_an_act(cast: Cast, guardian: Client) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    guardian.get(history(decision))
    guardian.get(stood(decision, 2))
    [looked] = acts_of_kind(cast.guardian, "history.record_viewed")
    [back] = acts_of_kind(cast.guardian, "history.version_viewed")
    assert looked.decision_id == back.decision_id == decision.pk
    assert back.detail == {"version": 2}
    assert looked.person_id == cast.guardian.person_id


def test_the_recorded_page_leads_the_guardian_there(
    cast: Cast, guardian: Client, practitioner: Client
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    recorded = f"/decisions/{decision.reference}/recorded/"
    assert history(decision) in page_of(guardian, recorded)
    assert history(decision) not in page_of(practitioner, recorded)
    assert 'href="/history/"' in page_of(guardian, "/")
    assert 'href="/history/"' not in page_of(practitioner, "/")


def test_a_long_history_takes_as_few_queries(cast: Cast, guardian: Client) -> None:
    decision = draft(cast.practitioner)
    short = counted(guardian, history(decision))
    actor = cast.practitioner.actor()
    for number in range(30):
        with acting(actor):
            answer(decision, actor=actor, values={"concern": f"Bruise {number}"})
    assert counted(guardian, history(decision)) == short <= 12
    assert counted(guardian, stood(decision, 10)) <= 12


def counted(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    return len([query for query in seen if not FRAME.match(query["sql"])])
