"""Do the pages of periods, holds and proposals do what they say, and only for whom they should?"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts import actions as accounts
from accounts.door import acting
from accounts.models import Role
from audit.models import Act
from decisions.choices import RecordKind
from decisions.models import Decision, Disposal, HoldRelease, LegalHold
from decisions.retention import views
from tests.cast import Cast, at_work, client_of, member
from tests.decisions.retention.records import due_now, kept, old, proposed

pytestmark = pytest.mark.django_db
PERIOD = {"years": "8", "counted_from": "recorded", "source": "Our schedule 2025"}


def text(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def kinds_of_acts(cast: Cast) -> list[str]:
    with acting(cast.guardian.actor()):
        acts = Act.objects.filter(kind__startswith="retention.").order_by("id")
        return [act.kind for act in acts if act.kind != "retention.viewed"]


def test_nothing_is_chosen_for_the_organisation(cast: Cast, guardian: Client) -> None:
    old(cast.practitioner, 90)
    page = text(guardian, "retention")
    assert "Nothing falls due until you enter how long records are kept" in page
    assert page.count("No time entered: kept") == len(RecordKind.values)
    for kind in RecordKind.values:
        form = guardian.get(reverse("retention_period", args=[kind])).content.decode()
        assert "checked" not in re.findall(r"<input[^>]*type=\"radio\"[^>]*>", form)
        assert not re.search(r'name="years"[^>]*value="[^"]', form)


def test_periods_of_others_are_shown_as_not_checked(guardian: Client, cast: Cast) -> None:
    page = text(guardian, "retention_period", "child")
    assert page.count("Not checked") == 4
    assert "25th birthday" in page


def test_a_period_is_saved_with_its_source_and_shown(cast: Cast, guardian: Client) -> None:
    answer = guardian.post(reverse("retention_period", args=["adult"]), PERIOD)
    assert answer.status_code == 302
    page = text(guardian, "retention")
    assert "8 years" in page
    assert "By: Our schedule 2025" in page
    assert kinds_of_acts(cast) == ["retention.schedule_changed"]


WRONG = {
    "no source": ({**PERIOD, "source": ""}, "Say which schedule says so"),
    "no day": ({**PERIOD, "counted_from": ""}, "Choose the day from which"),
    "too long": ({**PERIOD, "years": "400"}, "from 1 to 150"),
    "none at all": ({**PERIOD, "years": "0"}, "from 1 to 150"),
    "no number": ({**PERIOD, "years": "eight"}, "Enter a whole number"),
    "a birth of adults": ({**PERIOD, "counted_from": "birth"}, "Choose one of the answers"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_period_is_refused_with(name: str, cast: Cast, guardian: Client) -> None:
    posted, said = WRONG[name]
    answer = guardian.post(reverse("retention_period", args=["adult"]), posted)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert kinds_of_acts(cast) == []


def test_a_kind_that_is_none_is_not_there(guardian: Client) -> None:
    text(guardian, "retention_period", "anything", status=404)


def test_a_hold_is_put_and_lifted_and_both_stay(cast: Cast, guardian: Client) -> None:
    record = old(cast.practitioner)
    kept(cast.guardian)
    answer = guardian.post(reverse("holds"), {"reference": record.reference.lower()})
    assert answer["Location"] == reverse("hold", args=[record.reference])
    assert guardian.post(answer["Location"], {"reason": "An inquest"}).status_code == 302
    assert due_now(cast.guardian) == []
    assert "An inquest" in text(guardian, "holds")
    with acting(cast.guardian.actor()):
        held = LegalHold.objects.get()
    lifting = reverse("release_hold", args=[held.pk])
    assert guardian.post(lifting, {"reason": ""}).status_code == 422
    assert guardian.post(lifting, {"reason": "It is over"}).status_code == 302
    assert guardian.get(lifting).status_code == 404
    assert due_now(cast.guardian) == [record.reference]
    page = text(guardian, "hold", record.reference)
    assert "An inquest" in page
    assert "It is over" in page
    assert kinds_of_acts(cast)[1:] == ["retention.held", "retention.released"]
    with acting(cast.guardian.actor()):
        assert HoldRelease.objects.get().released_by == cast.guardian.person


def test_holding_asks_for_a_record_that_is_there(cast: Cast, guardian: Client) -> None:
    theirs = old(cast.stranger)
    for typed, said in (
        ("", "Enter a reference"),
        ("nonsense", "like 7K4MQ"),
        (theirs.reference, "no record"),
    ):
        answer = guardian.post(reverse("holds"), {"reference": typed})
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_a_proposal_waits_for_a_second_person(cast: Cast, guardian: Client, lead: Client) -> None:
    record = old(cast.practitioner)
    kept(cast.guardian)
    address = reverse("propose_disposal", args=[record.reference])
    assert "Our schedule 2025, item 4" in guardian.get(address).content.decode()
    assert guardian.post(address, {"authority": ""}).status_code == 422
    place = guardian.post(address, {"authority": "Item 4"})["Location"]
    page = guardian.get(place).content.decode()
    assert "You proposed this. Somebody else must agree to it." in page
    assert "Rowan Quill" in page
    assert "Destroy the record" not in page
    assert record.reference in text(lead, "retention")
    assert guardian.post(place, {"answer": "agree"}).status_code == 422
    assert lead.post(place, {}).status_code == 422
    assert lead.post(place, {"answer": "agree"}).status_code == 302
    assert "Destroy the record" in lead.get(place).content.decode()
    assert "Destroy the record" in guardian.get(place).content.decode()
    assert kinds_of_acts(cast)[1:] == ["retention.proposed", "retention.approved"]
    with acting(cast.guardian.actor()):
        made = Disposal.objects.get()
        assert (made.proposed_by_id, made.approved_by_id) == (
            cast.guardian.person_id,
            cast.lead.person_id,
        )


def test_what_is_agreed_but_not_signed_is_not_destroyed(cast: Cast, lead: Client) -> None:
    record = old(cast.practitioner)
    kept(cast.guardian)
    made = proposed(record, cast.guardian)
    lead.post(reverse("disposal", args=[made.pk]), {"answer": "agree"})
    answer = lead.post(reverse("destroy", args=[made.pk]), follow=True)
    assert "the newest entries of its history are not signed" in answer.content.decode()
    with acting(cast.guardian.actor()):
        assert Decision.objects.filter(pk=record.pk).exists()


def test_a_hold_that_came_later_stops_it(cast: Cast, lead: Client, guardian: Client) -> None:
    record = old(cast.practitioner)
    kept(cast.guardian)
    made = proposed(record, cast.guardian)
    lead.post(reverse("disposal", args=[made.pk]), {"answer": "agree"})
    guardian.post(reverse("hold", args=[record.reference]), {"reason": "A claim"})
    page = guardian.get(reverse("disposal", args=[made.pk])).content.decode()
    assert "A legal hold keeps this record" in page
    assert "Destroy the record" not in page
    answer = guardian.post(reverse("destroy", args=[made.pk]), follow=True)
    assert "the record is held" in answer.content.decode()


def test_the_second_person_may_refuse_with_a_reason(cast: Cast, lead: Client) -> None:
    record = old(cast.practitioner)
    kept(cast.guardian)
    place = reverse("disposal", args=[proposed(record, cast.guardian).pk])
    assert lead.post(place, {"answer": "refuse", "reason": ""}).status_code == 422
    assert lead.post(place, {"answer": "refuse", "reason": "A claim may come"}).status_code == 302
    assert "A claim may come" in lead.get(place).content.decode()
    assert lead.post(place, {"answer": "agree"}).status_code == 403
    assert due_now(cast.guardian) == [record.reference]
    assert kinds_of_acts(cast)[-1] == "retention.refused"


def test_who_proposed_may_take_it_back(cast: Cast, guardian: Client) -> None:
    record = old(cast.practitioner)
    kept(cast.guardian)
    place = reverse("disposal", args=[proposed(record, cast.guardian).pk])
    assert guardian.post(place, {"reason": "The wrong one"}).status_code == 302
    assert due_now(cast.guardian) == [record.reference]


def test_nobody_agrees_for_a_record_of_their_own(cast: Cast, lead: Client) -> None:
    record = old(cast.lead)
    kept(cast.guardian)
    place = reverse("disposal", args=[proposed(record, cast.guardian).pk])
    assert "You wrote this record." in lead.get(place).content.decode()
    assert lead.post(place, {"answer": "agree"}).status_code == 422


def test_a_second_guardian_may_agree_and_a_deputy_may_propose(cast: Cast) -> None:
    second = at_work(member(cast.fernbrook, "Sorrel Vane", "Director", Role.GUARDIAN))
    record = old(cast.practitioner)
    kept(cast.guardian)
    place = reverse("disposal", args=[proposed(record, second).pk])
    assert client_of(cast.guardian).post(place, {"answer": "agree"}).status_code == 302


def test_a_record_that_is_not_due_cannot_be_proposed(cast: Cast, guardian: Client) -> None:
    record = old(cast.practitioner, 3)
    kept(cast.guardian)
    address = reverse("propose_disposal", args=[record.reference])
    assert "This record is not due" in guardian.get(address).content.decode()
    assert guardian.post(address, {"authority": "Because"}).status_code == 422
    with acting(cast.guardian.actor()):
        assert not Disposal.objects.exists()


def test_a_lead_sees_what_waits_and_neither_schedule_nor_holds(cast: Cast, lead: Client) -> None:
    record = old(cast.practitioner, team_id=cast.team.pk)
    kept(cast.guardian)
    assert "Nothing waits for you" in text(lead, "retention")
    assert "Your schedule" not in text(lead, "retention")
    for name, args in (("holds", []), ("disposals", []), ("retention_period", ["adult"])):
        text(lead, name, *args, status=403)
    text(lead, "hold", record.reference, status=403)
    text(lead, "propose_disposal", record.reference, status=403)


def test_practitioners_administrators_and_strangers_get_nothing(cast: Cast) -> None:
    record = old(cast.practitioner)
    kept(cast.guardian)
    made = proposed(record, cast.guardian)
    for who in (cast.practitioner, cast.administrator):
        browser = client_of(who)
        text(browser, "retention", status=403)
        text(browser, "disposal", made.pk, status=403)
        assert browser.post(reverse("destroy", args=[made.pk])).status_code == 403
    stranger = client_of(cast.stranger)
    assert record.reference not in text(stranger, "retention")
    text(stranger, "disposal", made.pk, status=404)
    text(stranger, "hold", record.reference, status=404)
    text(stranger, "propose_disposal", record.reference, status=404)
    assert stranger.post(reverse("destroy", args=[made.pk])).status_code == 404


def test_lists_are_paged(cast: Cast, guardian: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    kept(cast.guardian)
    made = [old(cast.practitioner, 10 + number) for number in range(5)]
    pages, address = [], reverse("retention")
    while address:
        page = guardian.get(address).content.decode()
        pages.append({each.reference for each in made if each.reference in page})
        found = re.search(r'\?after=([^"]+)"', page)
        address = f"{reverse('retention')}?after={found[1]}" if found else ""
    assert [len(page) for page in pages] == [2, 2, 1]
    assert set.union(*pages) == {each.reference for each in made}
    assert guardian.get(reverse("retention") + "?after=forged").status_code == 200


def test_what_waits_is_paged_too(cast: Cast, lead: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    kept(cast.guardian)
    made = [proposed(old(cast.practitioner), cast.guardian) for _number in range(3)]
    first = lead.get(reverse("retention")).content.decode()
    second = re.search(r'href="([^"]+since=[^"]+)"', first)
    assert second is not None
    last = lead.get(second[1]).content.decode()
    assert [each.reference in first for each in made] == [True, True, False]
    assert [each.reference in last for each in made] == [False, False, True]


def test_the_words_of_a_hold_are_no_words_of_an_act(cast: Cast, guardian: Client) -> None:
    record = old(cast.practitioner)
    guardian.post(reverse("hold", args=[record.reference]), {"reason": "QUAGGA"})
    with acting(cast.guardian.actor()):
        assert not [act for act in Act.objects.all() if "QUAGGA" in str(vars(act))]


def test_an_administrator_can_make_somebody_the_second_person(cast: Cast) -> None:
    with acting(cast.administrator.actor()):
        accounts.change_roles(cast.colleague, roles=[Role.LEAD], actor=cast.administrator.actor())
    record = old(cast.practitioner)
    kept(cast.guardian)
    made = proposed(record, cast.guardian)
    browser = client_of(at_work(cast.colleague))
    assert "You may not open this record" in text(browser, "disposal", made.pk)
    place = reverse("disposal", args=[made.pk])
    assert browser.post(place, {"answer": "agree"}).status_code == 302
