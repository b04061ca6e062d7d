"""Does the directory fill in a recipient, and is an agreement that has run out told of?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.door import SYSTEM, acting
from decisions.actions.drafting import add_part, answer
from decisions.choices import NoticeKind
from decisions.directory import actions, choosing
from decisions.directory import queries as directory
from decisions.directory.lapsing import tell_of_lapsed
from decisions.directory.policies import Standing, standing
from decisions.directory.shown import lapsed
from decisions.models import Agreement, Notice, Recipient
from decisions.screens import recipients
from decisions.tasks.shown import told
from tests.cast import Cast
from tests.decisions.directory.listed import HUB, agency, agreement
from tests.decisions.drafted import Drafted

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 4)
DAYS = {
    "before it starts": ({"starts_on": TODAY + dt.timedelta(days=1)}, Standing.NOT_YET),
    "on its first day": ({"starts_on": TODAY}, Standing.IN_FORCE),
    "on its last day": ({"ends_on": TODAY}, Standing.IN_FORCE),
    "the day after": ({"ends_on": TODAY - dt.timedelta(days=1)}, Standing.LAPSED),
    "on the day of its review": ({"review_on": TODAY}, Standing.REVIEW_DUE),
    "lapsed before the review": (
        {"review_on": TODAY, "ends_on": TODAY - dt.timedelta(days=1)},
        Standing.LAPSED,
    ),
    "ended": ({"is_active": False}, Standing.ENDED),
    "without any day": ({}, Standing.IN_FORCE),
}


@pytest.mark.parametrize("name", DAYS)
def test_how_an_agreement_stands(name: str) -> None:
    days, expected = DAYS[name]
    assert standing(Agreement(title="Hub agreement", **days), TODAY) == expected


@pytest.fixture
def step(cast: Cast) -> Drafted:
    return Drafted(cast, "recipients")


def only(step: Drafted) -> Recipient:
    [row] = step.record().recipients
    return row


def test_without_a_directory_nothing_is_offered(step: Drafted) -> None:
    page = step.get()
    assert "From the directory" not in page
    assert "Under which sharing agreement?" not in page


def test_choosing_an_agency_fills_in_what_was_left_empty(cast: Cast, step: Drafted) -> None:
    hub = agency(cast.lead, **HUB)
    assert step.post(agency=str(hub.pk)).status_code == 302
    row = only(step)
    assert (row.agency_id, row.agency_name, row.agency_type, row.contact) == (
        hub.pk,
        "Fernshire hub",
        "childrens-social-care",
        "01632 960201",
    )
    assert step.record().agency_of(row) == hub


@pytest.mark.parametrize(
    ("method", "contact"),
    [
        ("phone", "01632 960201"),
        ("portal", "https://hub.fernshire.example/refer"),
        ("secure-email", "hub@fernshire.example"),
        ("meeting", ""),
    ],
)
def test_the_number_or_address_fits_the_way(
    method: str, contact: str, cast: Cast, step: Drafted
) -> None:
    hub = agency(cast.lead, **HUB)
    step.post(agency=str(hub.pk), method=method)
    assert only(step).contact == contact


def test_what_was_typed_stays(cast: Cast, step: Drafted) -> None:
    hub = agency(cast.lead, **HUB)
    step.post(agency=str(hub.pk), agency_name="The front door", contact="01632 960777")
    row = only(step)
    assert (row.agency_name, row.contact) == ("The front door", "01632 960777")
    step.post(str(row.pk), agency="", need_to_know="To decide")
    row = only(step)
    assert (row.agency_id, row.agency_name) == (None, "The front door")


def test_another_agency_replaces_what_the_first_filled_in(cast: Cast, step: Drafted) -> None:
    hub = agency(cast.lead, **HUB)
    police = agency(cast.lead, name="Fernshire police", kind="police", phone="101")
    step.post(agency=str(hub.pk))
    step.post(str(only(step).pk), agency=str(police.pk))
    row = only(step)
    assert (row.agency_name, row.agency_type, row.contact) == ("Fernshire police", "police", "101")


@pytest.fixture
def long(cast: Cast, step: Drafted, monkeypatch: pytest.MonkeyPatch) -> Drafted:
    """A directory with more than a page of the step holds."""
    for module in (recipients, directory, choosing):
        monkeypatch.setattr(module, "MOST_FOUND", 3)
    for area in ("north", "south", "east"):
        agency(cast.lead, name="Fernshire police", kind="police", area=area, phone="101")
    agency(cast.lead, **HUB)
    agency(cast.lead, name="Old surgery", kind="gp", area="north", is_active=False)
    return step


def test_a_long_directory_is_not_a_long_list(long: Drafted) -> None:
    page = long.get()
    assert "Find it in the directory" in page
    suggested = page.partition("<datalist")[2].partition("</datalist>")[0]
    assert suggested.count("<option") == 3
    assert page.count("<option") == 3 + 1
    assert "Old surgery" not in page


@pytest.mark.parametrize(
    "words", ["Fernshire police, north", "police north", "NORTH", " fernshire  north "]
)
def test_words_that_fit_one_agency_choose_it(long: Drafted, words: str) -> None:
    assert long.post(agency_find=words, need_to_know="To visit").status_code == 302
    row = only(long)
    assert (row.agency_name, row.contact) == ("Fernshire police", "101")


def test_of_several_somebody_chooses_and_nothing_typed_is_lost(long: Drafted) -> None:
    answer = long.post(agency_find="police", need_to_know="To visit")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Several fit. Choose one of these" in page
    assert "To visit" in page
    offered = dict(answer.context["form"].fields["agency"].choices)
    [south] = [key for key, name in offered.items() if name == "Fernshire police, south"]
    assert long.post(agency_find="police", agency=south).status_code == 302
    assert only(long).agency_id == int(south)


def test_what_fits_nothing_says_so(long: Drafted) -> None:
    assert "Nothing in the directory fits" in long.post(agency_find="zebra").content.decode()
    assert "Nothing in the directory fits" in long.post(agency_find="surgery").content.decode()
    assert long.record().recipients == []


def test_a_kind_that_was_ticked_decides_between_several(long: Drafted) -> None:
    long.post(agency_find="fernshire", agency_type="childrens-social-care")
    assert only(long).agency_name == "Fernshire hub"


def test_an_agency_of_others_cannot_be_chosen(cast: Cast, step: Drafted) -> None:
    agency(cast.lead, **HUB)
    theirs = agency(cast.stranger, name="Their hub")
    answer = step.post(agency=str(theirs.pk))
    assert answer.status_code == 422
    assert step.record().recipients == []


def test_agreements_with_the_agency_come_first_and_say_that_they_ran_out(
    cast: Cast, step: Drafted
) -> None:
    hub, police = agency(cast.lead, **HUB), agency(cast.lead, name="Fernshire police")
    agreement(cast.lead, police, title="A deal with the police")
    old = agreement(cast.lead, hub, title="Hub deal", ends_in=-3)
    step.post(agency=str(hub.pk))
    row = only(step)
    page = step.get(str(row.pk))
    assert page.index("Hub deal: ran out on") < page.index("A deal with the police")
    assert "not itself a law that lets you share" in page
    step.post(str(row.pk), under_agreement=str(old.pk))
    listed = step.get()
    assert "A sharing agreement has run out" in listed
    assert "has not been told yet" in listed
    assert "Hub deal" in listed
    check = step.client.get(reverse("check", args=[step.reference])).content.decode()
    assert "A sharing agreement has run out" in check


def test_the_record_says_whether_it_ran_out_before_or_after(cast: Cast, step: Drafted) -> None:
    hub = agency(cast.lead, **HUB)
    sound, old = agreement(cast.lead, hub, title="Sound"), agreement(cast.lead, hub, title="Old")
    with acting(cast.practitioner.actor()):
        for deal, days_ago in ((old, 10), (old, 1), (sound, 1)):
            values = {
                "agency_name": "The hub",
                "under_agreement_id": deal.pk,
                "sent_at": timezone.now() - dt.timedelta(days=days_ago),
            }
            add_part(step.decision(), Recipient, actor=cast.practitioner.actor(), values=values)
    assert lapsed(step.record()) == []
    with acting(cast.lead.actor()):
        ended = {"ends_on": timezone.localdate() - dt.timedelta(days=5)}
        actions.change_agreement(
            old, actor=cast.lead.actor(), values={"title": "Old", **ended}, parties=[hub.pk]
        )
    assert [each.was_before for each in lapsed(step.record())] == [False, True]
    with acting(cast.practitioner.actor()):
        values = {"outcome": "share-all", "reasons": "To keep her safe"}
        answer(step.decision(), actor=cast.practitioner.actor(), values=values)
    step.as_incomplete()
    page = step.client.get(reverse("recorded", args=[step.reference])).content.decode()
    assert "it was in force when The hub was told, and ran out on" in page
    assert "before The hub was told" in page


def test_what_is_recorded_is_not_filled_in_again(cast: Cast, step: Drafted) -> None:
    hub = agency(cast.lead, **HUB)
    step.post(agency=str(hub.pk), agency_name="The front door")
    step.as_incomplete()
    row = only(step)
    step.post(str(row.pk), method="portal")
    row = only(step)
    assert (row.agency_name, row.contact, row.method) == (
        "The front door",
        "01632 960201",
        "portal",
    )


def test_leads_and_administrators_hear_of_each_end_once(cast: Cast) -> None:
    agreement(cast.lead, title="Sound")
    agreement(cast.lead, title="Ended", ends_in=-3, is_active=False)
    old = agreement(cast.lead, title="Old", ends_in=-3)
    actor = SYSTEM("tests", cast.fernbrook.pk)
    today = timezone.localdate()

    def newly_told() -> list[str]:
        with acting(actor):
            before = set(Notice.objects.values_list("pk", flat=True))
            tell_of_lapsed(cast.fernbrook.pk, actor=actor, today=today)
            new = Notice.objects.exclude(pk__in=before)
            assert all(each.kind == NoticeKind.AGREEMENT for each in new)
            return sorted(each.person.name for each in new.select_related("person"))

    assert newly_told() == ["Hazel Tumble", "Rowan Quill"]
    assert newly_told() == []
    with acting(cast.lead.actor()):
        later = {"title": "Old", "ends_on": today - dt.timedelta(days=1)}
        actions.change_agreement(old, actor=cast.lead.actor(), values=later, parties=[])
    assert newly_told() == ["Hazel Tumble", "Rowan Quill"]


def test_the_notice_leads_to_the_agreement(cast: Cast) -> None:
    old = agreement(cast.lead, title="Old", ends_in=-3)
    actor = SYSTEM("tests", cast.fernbrook.pk)
    with acting(actor):
        tell_of_lapsed(cast.fernbrook.pk, actor=actor, today=timezone.localdate())
        notices = list(Notice.objects.filter(person=cast.administrator.person_id))
    with acting(cast.administrator.actor()):
        [shown] = told(cast.administrator, notices)
    assert shown.url == reverse("agreement", args=[old.pk])
