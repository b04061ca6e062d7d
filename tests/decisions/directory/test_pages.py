"""Is the directory read by everybody, kept by some, and told of what is there twice?"""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.door import acting
from audit.models import Act
from decisions.directory.views import agencies, agreements
from decisions.models import Agency, AgencyContact, Agreement, AgreementParty
from tests.cast import Cast, client_of
from tests.decisions.directory.listed import agency, agreement, listed
from tests.decisions.drafted import statements

pytestmark = pytest.mark.django_db
BUDGET = 12
NEW = {
    "name": "Fernshire hub",
    "kind": "childrens-social-care",
    "area": "North",
    "phone": "01632 960201",
    "is_active": "on",
}


def text(client: Client, name: str, *args: object, status: int = 200, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def known(cast: Cast) -> list[Agency]:
    with acting(cast.lead.actor()):
        return list(Agency.objects.order_by("pk"))


def test_a_service_is_added_once_and_read_by_everybody(cast: Cast, lead: Client) -> None:
    place = lead.post(reverse("add_agency"), NEW)["Location"]
    assert lead.post(reverse("add_agency"), NEW)["Location"] == place
    [made] = known(cast)
    for who in ("practitioner", "guardian", "administrator"):
        browser = client_of(getattr(cast, who))
        page = text(browser, "agency", made.pk)
        assert "01632 960201" in page
        assert "Children's social care (the front door or MASH)" in page.replace("&#x27;", "'")
        assert "Fernshire hub" in text(browser, "directory")


def test_kinds_are_in_the_words_of_the_nation(cast: Cast, stranger: Client) -> None:
    page = html.unescape(stranger.get(reverse("add_agency")).content.decode())
    assert "Children's services (duty team" in page
    assert "MASH" not in page


WRONG = {
    "no name": ({"name": ""}, "Enter a name"),
    "a strange kind": ({"kind": "wizards"}, "Select a valid choice"),
    "no address": ({"email": "hub"}, "Enter an email address in the right form"),
    "no portal": ({"portal": "javascript:alert(1)"}, "Enter an address like https://"),
    "too long": ({"phone": "0" * 41}, "Shorten this to 40"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_service_is_refused_with(name: str, cast: Cast, lead: Client) -> None:
    changed, said = WRONG[name]
    answer = lead.post(reverse("add_agency"), {**NEW, **changed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "North" in answer.content.decode()
    assert known(cast) == []


def test_one_that_is_there_already_is_told(cast: Cast, lead: Client) -> None:
    hub = agency(cast.lead, name="Fernshire hub", area="North")
    answer = lead.post(reverse("add_agency"), {**NEW, "name": "FERNSHIRE HUB"})
    assert answer.status_code == 422
    assert "There is one of this name in this area already" in answer.content.decode()
    other = agency(cast.lead, name="Fernshire hub", area="South")
    changed = lead.post(reverse("change_agency", args=[other.pk]), NEW)
    assert changed.status_code == 422
    assert lead.post(reverse("change_agency", args=[hub.pk]), NEW).status_code == 302
    assert [each.phone for each in known(cast)] == ["01632 960201", ""]


def test_what_is_no_longer_used_stays_and_is_not_listed(cast: Cast, lead: Client) -> None:
    hub = agency(cast.lead, name="Fernshire hub", area="North")
    lead.post(reverse("change_agency", args=[hub.pk]), {**NEW, "is_active": ""})
    assert "The directory is empty" in text(lead, "directory")
    assert "Fernshire hub" in text(lead, "directory", query="?show=old")
    assert "No longer used" in text(lead, "agency", hub.pk)


def test_people_are_kept_with_their_agency(cast: Cast, lead: Client) -> None:
    hub = agency(cast.lead, name="Fernshire hub")
    posted = {"name": "Bryony Latch", "role": "Duty manager", "is_active": "on"}
    for _twice in range(2):
        assert lead.post(reverse("add_contact", args=[hub.pk]), posted).status_code == 302
    with acting(cast.lead.actor()):
        [person] = AgencyContact.objects.all()
    address = reverse("change_contact", args=[hub.pk, person.pk])
    assert lead.post(address, {"name": ""}).status_code == 422
    assert lead.post(address, {"name": "Bryony Latch", "is_active": ""}).status_code == 302
    assert "Has left" in text(lead, "agency", hub.pk)
    other = agency(cast.lead, name="Other hub")
    text(lead, "change_contact", other.pk, person.pk, status=404)


def test_it_is_found_by_words_that_stand_in_no_address(cast: Cast, practitioner: Client) -> None:
    listed(cast.lead)
    agency(cast.lead, name="Fernshire police")
    for words, hub, police in (("hub", True, False), ("latch", True, False), ("fern", True, True)):
        page = practitioner.post(reverse("directory"), {"words": words}).content.decode()
        assert ("Fernshire hub" in page, "Fernshire police" in page) == (hub, police)
    assert practitioner.post(reverse("directory"), {"words": ""}).status_code == 422


def test_it_is_listed_by_kind_and_in_pages(
    cast: Cast, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agencies, "PAGE", 2)
    for number in range(5):
        agency(cast.lead, name=f"Hub {number}", kind="police" if number % 2 else "housing")
    pages, address = [], reverse("directory")
    while address:
        page = lead.get(address).content.decode()
        pages.append(re.findall(r">(Hub \d)<", page))
        found = re.search(r'href="([^"]+after=\d+)"', page)
        address = found[1].replace("&amp;", "&") if found else ""
    assert pages == [["Hub 0", "Hub 1"], ["Hub 2", "Hub 3"], ["Hub 4"]]
    page = lead.get(reverse("directory") + "?kind=police").content.decode()
    assert re.findall(r">(Hub \d)<", page) == ["Hub 1", "Hub 3"]
    text(lead, "directory", query="?kind=wizards&after=nonsense&show=all")


def test_only_leads_and_administrators_keep_it(cast: Cast) -> None:
    hub, person, deal = listed(cast.lead)
    pages = {
        "add_agency": [],
        "change_agency": [hub.pk],
        "add_contact": [hub.pk],
        "change_contact": [hub.pk, person.pk],
        "add_agreement": [],
        "change_agreement": [deal.pk],
        "import_directory": [],
    }
    for who in ("practitioner", "guardian"):
        browser = client_of(getattr(cast, who))
        for name, args in pages.items():
            answer = browser.post(reverse(name, args=args), NEW)
            assert answer.status_code == 403
            assert "Only administrators and safeguarding leads" in answer.content.decode()
    stranger = client_of(cast.stranger)
    for name, args in pages.items():
        if args:
            assert stranger.post(reverse(name, args=args), NEW).status_code == 404
    assert "Fernshire hub" not in text(stranger, "directory")


def post_of(**changed: Any) -> dict[str, Any]:
    return {
        "title": "Hub agreement",
        "is_active": "on",
        "ends_on-day": "1",
        "ends_on-month": "3",
        "ends_on-year": "2030",
        **changed,
    }


def test_an_agreement_is_kept_with_its_parties(cast: Cast, lead: Client) -> None:
    hub, police = agency(cast.lead, name="Hub"), agency(cast.lead, name="Police")
    posted = post_of(parties=[str(hub.pk)])
    place = lead.post(reverse("add_agreement"), posted)["Location"]
    assert lead.post(reverse("add_agreement"), posted)["Location"] == place
    page = lead.get(place).content.decode()
    assert "1 March 2030" in page
    assert "It is not itself a law that lets you share" in page
    with acting(cast.lead.actor()):
        [made] = Agreement.objects.all()
    change = reverse("change_agreement", args=[made.pk])
    assert lead.post(change, post_of(parties=[str(police.pk)])).status_code == 302
    with acting(cast.lead.actor()):
        parties = AgreementParty.objects.values_list("agency__name", "is_active").order_by("pk")
        assert list(parties) == [("Hub", False), ("Police", True)]
    assert lead.post(change, post_of(parties=[str(hub.pk)])).status_code == 302
    with acting(cast.lead.actor()):
        assert AgreementParty.objects.count() == 2
    starts = {"starts_on-day": "2", "starts_on-month": "3", "starts_on-year": "2030"}
    answer = lead.post(change, post_of(**starts))
    assert answer.status_code == 422
    assert "It cannot end before it starts" in answer.content.decode()
    answer = lead.post(reverse("add_agreement"), post_of(title="HUB AGREEMENT", scope="Other"))
    assert "There is an agreement of this name already" in answer.content.decode()


def test_what_needs_a_look_stands_on_the_page(cast: Cast, practitioner: Client) -> None:
    hub = agency(cast.lead, name="Hub")
    agreement(cast.lead, hub, ends_in=90, title="Sound")
    agreement(cast.lead, hub, ends_in=-3, title="Old one")
    agreement(cast.lead, hub, ends_in=-3, title="Ended one", is_active=False)
    page = text(practitioner, "directory")
    assert "Old one" in page
    assert "Run out" in page
    assert "Sound" not in page
    assert "Ended one" not in page
    page = text(practitioner, "agreements")
    for said in ("Sound", "In force", "Old one", "Run out", "Ended one", "No longer used"):
        assert said in page


def test_agreements_come_in_pages(
    cast: Cast, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agreements, "PAGE", 2)
    for number in range(3):
        agreement(cast.lead, title=f"Deal {number}")
    first = lead.get(reverse("agreements")).content.decode()
    found = re.search(r'href="([^"]+after=\d+)"', first)
    assert found is not None
    assert re.findall(r">(Deal \d)<", first) == ["Deal 0", "Deal 1"]
    assert re.findall(r">(Deal \d)<", lead.get(found[1]).content.decode()) == ["Deal 2"]


def test_pages_ask_the_database_little(cast: Cast, lead: Client) -> None:
    hub, _person, deal = listed(cast.lead)
    for number in range(4):
        agreement(cast.lead, agency(cast.lead, name=f"Hub {number}"), title=f"Deal {number}")
    pages = {
        "directory": [],
        "agency": [hub.pk],
        "change_agency": [hub.pk],
        "agreements": [],
        "agreement": [deal.pk],
        "change_agreement": [deal.pk],
        "export_directory": [],
    }
    for name, args in pages.items():
        with CaptureQueriesContext(connection) as asked:
            assert lead.get(reverse(name, args=args)).status_code == 200
        assert statements(asked) <= BUDGET, (name, statements(asked))


def test_acts_hold_no_words(cast: Cast, lead: Client) -> None:
    lead.post(reverse("add_agency"), {**NEW, "name": "QUAGGA", "notes": "QUAGGA"})
    with acting(cast.guardian.actor()):
        acts = list(Act.objects.filter(kind__startswith="directory."))
    assert [act.kind for act in acts] == ["directory.agency_added"]
    assert not [act for act in acts if "QUAGGA" in str(vars(act))]
