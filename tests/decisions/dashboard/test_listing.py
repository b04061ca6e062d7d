"""Does each filter find what it should, for whom it should, and do files disarm what is in them?"""

from __future__ import annotations

import csv
import datetime as dt
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from accounts.door import SYSTEM, acting, reading
from audit.models import Act
from decisions.actions.drafting import add_part
from decisions.choices import Outcome
from decisions.dashboard import export, listing
from decisions.dashboard.asked import Asked
from decisions.dashboard.permissions import Scope
from decisions.models import Decision, LawfulBasis, Recipient, SavedView
from tests.cast import Cast, client_of
from tests.decisions.dashboard.made import settle_again, settled
from tests.factories import draft, recorded

pytestmark = pytest.mark.django_db
LIST = "decisions_of_team"


def found(cast: Cast, **codes: str) -> list[int]:
    with reading(cast.guardian.actor()):
        page = listing.page(Scope(cast.fernbrook.pk), Asked.from_codes(codes), 50)
        return [pk for _at, pk in page.rows]


def whole(cast: Cast) -> Decision:
    """A record that every filter can find."""
    author = cast.practitioner
    made = recorded(
        author, team_id=cast.team.pk, concerns=["neglect"], outcome=Outcome.SHARE_PART,
        danger_now="yes",
    )  # fmt: skip
    with acting(author.actor()):
        values = {"agency_type": "police", "position": 2}
        add_part(made, Recipient, actor=author.actor(), values=values)
        values = {"layer": "article_6", "code": "A6E"}
        add_part(made, LawfulBasis, actor=author.actor(), values=values)
    settle_again(made, author)
    return made


def test_each_filter_finds_it_and_leaves_out_the_other(cast: Cast) -> None:
    made = whole(cast)
    other = settled(cast.colleague, team_id=cast.other_team.pk, outcome=Outcome.NOT_SHARE)
    draft(cast.practitioner, team_id=cast.team.pk)
    assert found(cast) == [other.pk, made.pk]
    codes = {
        "team": str(cast.team.pk), "author": str(cast.practitioner.pk), "agency": "police",
        "concern": "neglect", "outcome": "share-part", "basis": "A6E", "reason": "danger",
    }  # fmt: skip
    for name, code in codes.items():
        assert found(cast, **{name: code}) == [made.pk], name
    assert found(cast, **codes) == [made.pk]
    assert found(cast, **codes | {"outcome": "not-share"}) == []
    assert found(cast, outcome="not-share") == [other.pk]


def test_the_rules_that_a_record_leaves_open_find_it(cast: Cast) -> None:
    made = settled(cast.practitioner)
    from decisions.models import Facet

    with reading(cast.guardian.actor()):
        gaps = Facet.objects.filter(decision=made.pk, kind="gap").values_list("value", flat=True)
        assert gaps
    assert found(cast, gap=gaps[0]) == [made.pk]
    assert found(cast, gap="G1900-1") == []


def test_days_are_whole_days_of_recording(cast: Cast) -> None:
    made = settled(cast.practitioner)
    today = timezone.localdate()
    day = dt.timedelta(days=1)
    assert found(cast, since=today.isoformat(), until=today.isoformat()) == [made.pk]
    assert found(cast, since=(today + day).isoformat()) == []
    assert found(cast, until=(today - day).isoformat()) == []


def test_a_reason_that_is_to_come_does_not_find_it_yet(cast: Cast) -> None:
    settled(cast.practitioner)
    assert found(cast, reason="incomplete") == []


def test_pages_with_the_same_moment_lose_nothing(cast: Cast) -> None:
    from decisions.models import Facet

    made = [settled(cast.practitioner, team_id=cast.team.pk) for _number in range(5)]
    at = made[0].recorded_at
    with acting(SYSTEM("tests", cast.fernbrook.pk)):
        Facet.objects.update(recorded_at=at)
    teams = (cast.team.pk, cast.other_team.pk)
    for scope in (Scope(cast.fernbrook.pk), Scope(cast.fernbrook.pk, teams)):
        seen, place = [], None
        with reading(cast.guardian.actor()):
            for _number in range(3):
                page = listing.page(scope, Asked(), 2, older=place)
                seen += [pk for _at, pk in page.rows]
                place = page.rows[-1]
            back = listing.page(scope, Asked(), 2, newer=page.rows[0])
        assert seen == sorted((each.pk for each in made), reverse=True)
        assert [pk for _at, pk in back.rows] == seen[2:4]
        assert back.has_newer


def test_leads_find_their_teams_alone_whatever_they_ask(cast: Cast) -> None:
    ours = settled(cast.practitioner, team_id=cast.team.pk)
    others = settled(cast.practitioner, team_id=cast.other_team.pk)
    lead = client_of(cast.lead)
    for query in ("", f"?team={cast.other_team.pk}", f"?author={cast.practitioner.pk}"):
        page = lead.get(reverse(LIST) + query).content.decode()
        assert others.reference not in page
        assert (ours.reference in page) is ("team=" not in query)
    theirs = lead.post(reverse("export_decisions"))
    assert others.reference not in said(theirs)


def said(answer: object) -> str:
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def test_filters_are_answered_by_an_address_of_codes(cast: Cast, guardian: Client) -> None:
    sent = {
        "author": str(cast.practitioner.pk), "concern": "neglect", "since-day": "4",
        "since-month": "March", "since-year": "2026", "person": "FCH 1001",
    }  # fmt: skip
    answer = guardian.post(reverse(LIST), sent)
    assert answer.status_code == 302
    codes = parse_qs(urlsplit(answer["Location"]).query)
    expected = {"author": [str(cast.practitioner.pk)], "concern": ["neglect"]}
    assert codes == {**expected, "since": ["2026-03-04"]}
    page = guardian.get(answer["Location"]).content.decode()
    assert "You see:" in page
    assert "Posy Thimble" in page
    assert "from 4 March 2026" in page


@pytest.mark.parametrize("text", ["Anna Smith", "a b", "FCH 1001", "x" * 61, "ä", "a@b"])
def test_no_words_of_anybody_come_into_an_address(text: str) -> None:
    asked = Asked.from_codes({"concern": text, "team": text, "author": text, "since": text})
    assert asked.query() == ""


def test_days_in_the_wrong_order_are_refused(guardian: Client) -> None:
    sent = {"since-day": "4", "since-month": "3", "since-year": "2026"}
    sent |= {"until-day": "3", "until-month": "3", "until-year": "2026"}
    assert guardian.post(reverse(LIST), sent).status_code == 422


def test_the_file_holds_what_is_shown_and_no_formula(cast: Cast, guardian: Client) -> None:
    actor = SYSTEM("tests", cast.fernbrook.pk)
    with acting(actor):
        team = accounts.add_team(cast.fernbrook, name='=HYPERLINK("http://x","y")', actor=actor)
    made = settled(cast.practitioner, team_id=team.pk, danger_now="yes")
    settled(cast.practitioner, team_id=cast.team.pk)
    answer = guardian.post(reverse("export_decisions") + f"?team={team.pk}")
    head, row = csv.reader(io.StringIO(said(answer).lstrip("\ufeff")))
    assert head[0] == "Reference"
    assert row[0] == made.reference
    assert row[4] == '\'=HYPERLINK("http://x","y")'
    assert "Somebody was in danger" in row[6]
    with reading(cast.guardian.actor()):
        act = Act.objects.get(kind="dashboard.exported")
        assert act.detail == {"team": str(team.pk), "rows": 1}


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_is_worked_out(cell: str) -> None:
    assert export.rows([[cell]]).lstrip('"').startswith("'")


def test_too_many_rows_make_no_file(
    cast: Cast, guardian: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(cast.practitioner)
    settled(cast.practitioner)
    monkeypatch.setattr(export, "MOST_ROWS", 1)
    answer = guardian.post(reverse("export_decisions"), follow=True)
    assert "Choose fewer days" in answer.content.decode()
    with reading(cast.guardian.actor()):
        assert not Act.objects.filter(kind="dashboard.exported").exists()


def test_a_view_is_kept_by_its_codes_shown_to_its_owner_and_removed(cast: Cast) -> None:
    guardian, lead = client_of(cast.guardian), client_of(cast.lead)
    sent = {"name": "Neglect", "query": "?concern=neglect&person=Anna+Smith"}
    for _click in range(2):
        answer = guardian.post(reverse("save_view"), sent)
        assert answer["Location"] == reverse(LIST) + "?concern=neglect"
    with reading(cast.guardian.actor()):
        view = SavedView.objects.get()
        assert (view.query, view.person_id) == ("?concern=neglect", cast.guardian.person_id)
    assert 'href="/dashboard/decisions/?concern=neglect"' in (
        guardian.get(reverse(LIST)).content.decode()
    )
    assert "Neglect</a>" not in lead.get(reverse(LIST)).content.decode()
    assert lead.post(reverse("remove_view", args=[view.pk])).status_code == 404
    assert guardian.post(reverse("remove_view", args=[view.pk])).status_code == 302
    assert "Neglect</a>" not in guardian.get(reverse(LIST)).content.decode()


def test_a_view_without_a_name_is_refused(guardian: Client) -> None:
    answer = guardian.post(reverse("save_view"), {"name": "", "query": "?concern=neglect"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Give the view a name" in page
    assert "concern=neglect" in page
