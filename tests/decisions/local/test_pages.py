"""Is our own guidance read by everybody, kept by some, and is it known who has read it?"""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from accounts.door import acting, reading
from accounts.models import Membership
from audit.models import Act
from decisions.local import permissions
from decisions.models import GuidanceRead, LocalGuidance
from tests.cast import Cast, client_of
from tests.decisions.drafted import statements
from tests.decisions.local.kept import kept, read

pytestmark = pytest.mark.django_db
LIST = reverse("local_guidance")
FORM = {
    "kind": "policy",
    "title": "Sharing in a hurry",
    "link": "https://fernbrook.example/sharing",
    "note": "Whom to ring.",
    "steps": ["safety"],
}


def page(client: Client, name: str = "local_guidance", *args: Any) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def rows(by: Membership) -> list[LocalGuidance]:
    with reading(by.actor()):
        return list(LocalGuidance.objects.filter(organisation=by.organisation_id))


def reads(by: Membership) -> list[GuidanceRead]:
    with reading(by.actor()):
        return list(GuidanceRead.objects.filter(organisation=by.organisation_id))


def change(guidance: LocalGuidance, by: Membership, **changed: Any) -> Any:
    data = {**FORM, "edition": guidance.edition, **changed}
    return client_of(by).post(reverse("change_local_guidance", args=[guidance.pk]), data)


def say(guidance: LocalGuidance, by: Membership, edition: int = 1) -> Any:
    url = reverse("read_local_guidance", args=[guidance.pk])
    return client_of(by).post(url, {"edition": edition}, follow=True)


@pytest.mark.parametrize("who", ["lead", "guardian", "administrator"])
def test_leads_guardians_and_administrators_keep_it(who: str, cast: Cast) -> None:
    member = cast.everybody()[who]
    assert permissions.may_keep(member)
    answer = client_of(member).post(reverse("add_local_guidance"), FORM)
    assert answer["Location"] == LIST
    [row] = rows(member)
    assert (row.title, row.steps, row.edition) == ("Sharing in a hurry", ["safety"], 1)
    assert "Sharing in a hurry" in page(client_of(cast.practitioner))


def test_practitioners_read_it_and_no_more(cast: Cast, practitioner: Client) -> None:
    found = kept(cast.lead)
    shown = page(practitioner)
    assert "I have read this" in shown
    assert "Add a page" not in shown
    assert "Read by" not in shown
    assert permissions.may_keep(cast.practitioner).code == "no-keeper"
    assert permissions.may_see_readers(cast.practitioner).code == "no-keeper"
    for name, args in (
        ("add_local_guidance", []),
        ("change_local_guidance", [found.pk]),
        ("local_guidance_readers", [found.pk]),
        ("export_local_guidance_readers", [found.pk]),
    ):
        assert practitioner.get(reverse(name, args=args)).status_code == 403


def test_another_organisation_sees_nothing_of_it(cast: Cast, stranger: Client) -> None:
    found = kept(cast.lead)
    assert "Sharing in a hurry" not in page(stranger)
    for name in ("change_local_guidance", "local_guidance_readers"):
        assert stranger.get(reverse(name, args=[found.pk])).status_code == 404
    for name in ("read_local_guidance", "take_off_local_guidance", "change_local_guidance"):
        assert stranger.post(reverse(name, args=[found.pk]), FORM).status_code == 404
    assert reads(cast.practitioner) == []


def test_the_same_post_twice_adds_one_page(cast: Cast, lead: Client) -> None:
    answers = [lead.post(reverse("add_local_guidance"), FORM) for _ in range(2)]
    assert {each["Location"] for each in answers} == {LIST}
    assert len(rows(cast.lead)) == 1
    other = lead.post(reverse("add_local_guidance"), {**FORM, "note": "Another thing"})
    assert other.status_code == 422
    assert "something of this title in the list already" in other.content.decode()
    assert "Another thing" in other.content.decode()


@pytest.mark.parametrize(
    "link",
    [
        "http://fernbrook.example/sharing",
        "javascript:alert(1)",
        "fernbrook.example",
        "//fernbrook.example/a",
        "https://",
        "https://rowan:secret@fernbrook.example/",
        "data:text/html,x",
        "https:fernbrook.example",
    ],
)
def test_only_pages_over_https_are_linked(link: str, cast: Cast, lead: Client) -> None:
    answer = lead.post(reverse("add_local_guidance"), {**FORM, "link": link})
    assert answer.status_code == 422
    assert "It begins with https://" in answer.content.decode()
    assert rows(cast.lead) == []


def test_links_lead_away_plainly(cast: Cast, practitioner: Client) -> None:
    kept(cast.lead)
    shown = page(practitioner)
    link = shown[shown.index('href="https://fernbrook.example/sharing"') :][:120]
    assert 'rel="noopener noreferrer"' in link
    assert "target=" not in link


def test_somebody_says_that_they_have_read_it_once(cast: Cast) -> None:
    found = kept(cast.lead)
    for _ in range(2):
        assert say(found, cast.practitioner).redirect_chain == [(LIST, 302)]
    [told] = reads(cast.practitioner)
    assert (told.person_id, told.edition) == (cast.practitioner.person_id, 1)
    assert "You read it on" in page(client_of(cast.practitioner))
    assert "You read it on" not in page(client_of(cast.colleague))
    with reading(cast.guardian.actor()):
        assert Act.objects.filter(kind="local.read").count() == 1


def test_a_new_edition_asks_everybody_to_read_it_again(cast: Cast) -> None:
    found = kept(cast.lead, note="Whom to ring.", steps=["safety"])
    read(found, cast.practitioner)
    for _ in range(2):
        assert change(found, cast.lead, read_again="on").status_code == 302
    [row] = rows(cast.lead)
    assert row.edition == 2
    assert "I have read this" in page(client_of(cast.practitioner))
    assert "Read by 0 of 5" in page(client_of(cast.lead))
    late = say(found, cast.colleague, edition=1)
    assert "Please read it again first" in late.content.decode()
    say(found, cast.practitioner, edition=2)
    assert [each.edition for each in reads(cast.practitioner)] == [1, 2]
    assert "Read by 1 of 5" in page(client_of(cast.lead))


def test_a_change_of_words_asks_nobody_to_read_it_again(cast: Cast) -> None:
    found = kept(cast.lead)
    read(found, cast.practitioner)
    change(found, cast.lead, title="Sharing when there is no time")
    assert "You read it on" in page(client_of(cast.practitioner))
    other = kept(cast.lead)
    refused = change(other, cast.lead, title="SHARING when there is no time")
    assert refused.status_code == 422


def test_it_is_taken_off_and_the_title_is_free_again(cast: Cast, lead: Client) -> None:
    found = kept(cast.lead)
    read(found, cast.practitioner)
    for _ in range(2):
        answer = lead.post(reverse("take_off_local_guidance", args=[found.pk]))
        assert answer["Location"] == LIST
    assert "Sharing in a hurry" not in page(lead)
    assert lead.get(reverse("change_local_guidance", args=[found.pk])).status_code == 404
    assert say(found, cast.colleague).status_code == 404
    kept(cast.lead)
    assert [each.is_active for each in rows(cast.lead)].count(True) == 1
    assert len(reads(cast.practitioner)) == 1


def test_those_who_keep_it_see_what_should_be_looked_at(cast: Cast) -> None:
    today = timezone.localdate()
    kept(cast.lead, title="Due", review_on=today)
    kept(cast.lead, title="To come", review_on=today + dt.timedelta(days=1))
    kept(cast.lead, title="Never")
    shown = page(client_of(cast.guardian))
    due = shown[shown.index("To be looked at again") : shown.index("You have not read")]
    assert "Due" in due
    assert "To come" not in due
    assert "To be looked at again" not in page(client_of(cast.practitioner))


def test_who_has_read_it_by_team(cast: Cast) -> None:
    found = kept(cast.lead)
    read(found, cast.practitioner)
    shown = page(client_of(cast.lead), "local_guidance_readers", found.pk)
    north = shown[shown.index("Health visitors, north") : shown.index("In no team")]
    assert "1 of 3 have read it" in north
    assert north.index("Linnet Marlow") < north.index("Posy Thimble")
    rest = shown[shown.index("In no team") :]
    assert "0 of 2 have read it" in rest
    assert "Hazel Tumble" in rest


def test_the_table_of_readers_is_safe_to_open(cast: Cast) -> None:
    found = kept(cast.lead, title="=HYPERLINK(1)")
    read(found, cast.practitioner)
    answer = client_of(cast.lead).get(reverse("export_local_guidance_readers", args=[found.pk]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0] == ["Guidance", "Edition", "Team", "Name", "Job title", "Read"]
    assert len(lines) == 6
    assert all(line[0] == "'=HYPERLINK(1)" for line in lines[1:])
    read_at = {line[3]: line[5] for line in lines[1:]}
    assert read_at["Linnet Marlow"] == "not yet"
    assert read_at["Posy Thimble"] != "not yet"


def test_who_left_counts_no_more(cast: Cast, lead: Client) -> None:
    found = kept(cast.lead)
    read(found, cast.colleague)
    assert "Read by 1 of 5" in page(lead)
    administrator = cast.administrator.actor()
    with acting(administrator):
        accounts.deactivate_person(cast.colleague, actor=administrator)
    assert "Read by 0 of 4" in page(lead)
    assert "Linnet Marlow" not in page(lead, "local_guidance_readers", found.pk)


@pytest.mark.parametrize("number", [1, 12])
def test_how_much_a_page_asks(number: int, cast: Cast, lead: Client) -> None:
    made = [kept(cast.lead, title=f"Page {each}") for each in range(number)]
    for name, args in (("local_guidance", []), ("local_guidance_readers", [made[0].pk])):
        with CaptureQueriesContext(connection) as asked:
            page(lead, name, *args)
        assert statements(asked) <= 8


@pytest.mark.parametrize("ending", ["change_local_guidance", "local_guidance_readers"])
def test_what_is_not_there(ending: str, lead: Client) -> None:
    assert lead.get(reverse(ending, args=[999_999])).status_code == 404


def test_no_typed_word_goes_into_the_log(cast: Cast) -> None:
    found = kept(cast.lead, title="Secret title")
    change(found, cast.lead, title="Another title")
    read(found, cast.practitioner)
    with reading(cast.guardian.actor()):
        told = str([each.detail for each in Act.objects.filter(kind__startswith="local.")])
    assert "title" in told
    assert "Secret" not in told
    assert "Another" not in told
