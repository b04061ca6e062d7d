"""Is a copy kept exactly as it was looked at, proved by its hashes, and never made again?"""

from __future__ import annotations

import hashlib
import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.door import acting, reading
from audit.models import Act
from decisions.choices import CopyLanguage, PersonRole
from decisions.models import Copy
from decisions.sending import making
from tests.cast import Cast, client_of
from tests.decisions.evidence_pack.test_paper import objects
from tests.decisions.sending.shares import BRUISE, CHILD, Shared

pytestmark = pytest.mark.django_db
SISTER = {"role": PersonRole.CHILD, "name": "Lark Bramble", "identifier": "FCH 1002"}
HIDDEN = {
    "role": PersonRole.OTHER_ADULT,
    "name": "Dunnock Hedge",
    "is_protected": True,
    "protected_from": "The father",
}
SEEN = re.compile(r'name="seen" value="([0-9a-f]{64})"')


def kinds(share: Shared) -> list[str]:
    with reading(share.actor):
        found = Act.objects.filter(decision_id=share.decision.pk, kind__startswith="sending.")
        return [act.kind for act in found.order_by("id") if act.kind != "sending.viewed"]


def copies(share: Shared) -> list[Copy]:
    with reading(share.actor):
        return list(Copy.objects.filter(decision=share.decision).order_by("id"))


def make(client: Client, share: Shared, **answers: object) -> object:
    """Look, then make what was looked at."""
    url = reverse("make_copy", args=share.address)
    data = {"language": "en", "number": "01632 960199", **answers}
    shown = client.post(url, {**data, "do": "show"}).content.decode()
    [seen] = SEEN.findall(shown)
    return client.post(url, {**data, "do": "make", "seen": seen})


def test_the_copy_says_what_whose_when_about_whom_why_and_from_whom(cast: Cast) -> None:
    opinion = {
        "text": "It does not fit the explanation",
        "nature": "opinion",
        "source": "Dr Heron",
        "is_included": True,
        "of": 0,
    }
    told = {"text": "She cried at night", "nature": "reported", "source": "her teacher"}
    share = Shared(
        cast.practitioner,
        items=[BRUISE, opinion, {**told, "is_included": True}],
        conditions="Only the duty team",
        need_to_know="To decide on an enquiry",
    )
    text = share.preview().text
    for words in (
        "To: The hub",
        "From: Posy Thimble, Health visitor, Fernbrook",
        "Number to ring: 01632 960199",
        f"Our reference: {share.reference}",
        "Date: 4 March 2026",
        "To decide on an enquiry",
        "1. Fact: seen, heard or measured. Source: Posy Thimble",
        "A bruise of 1 cm on the left cheek",
        "When observed: Tuesday, at the clinic",
        "2. Professional opinion of Dr Heron",
        "About: Wren Bramble",
        "3. Reported by her teacher",
        "It is not written when this was last checked",
        "Only the duty team",
        "Reference number: FCH 1001",
    ):
        assert words in text


def test_what_is_made_is_what_was_looked_at(cast: Cast, practitioner: Client) -> None:
    share = Shared(cast.practitioner)
    url = reverse("make_copy", args=share.address)
    first = practitioner.get(url).content.decode()
    assert "A bruise of 1 cm on the left cheek" in first
    [seen] = SEEN.findall(first)
    # With another number than the one that was shown, it is shown again.
    changed = {"language": "en", "number": "01632 960111", "do": "make", "seen": seen}
    again = practitioner.post(url, changed)
    assert again.status_code == 200
    assert "It has changed since you looked at it" in again.content.decode()
    assert copies(share) == []
    [seen] = SEEN.findall(again.content.decode())
    assert practitioner.post(url, {**changed, "seen": seen}).status_code == 302
    [copy] = copies(share)
    assert "01632 960111" in copy.text
    assert copy.text_sha256 == seen
    assert copy.item_ids == [share.items[0].pk]


def test_a_double_click_makes_one_copy(cast: Cast, practitioner: Client) -> None:
    share = Shared(cast.practitioner)
    places = {make(practitioner, share, named=str(share.people[0].pk))["Location"] for _ in "ab"}
    assert len(places) == 1
    assert len(copies(share)) == 1
    assert kinds(share) == ["sending.copy_made"]


def test_the_files_come_from_the_row_and_are_never_made_again(
    cast: Cast, practitioner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = Shared(cast.practitioner)
    copy = share.copy()

    def fail(*_args: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(making, "preview", fail)
    monkeypatch.setattr("decisions.evidence_pack.paper.as_pdf", fail)
    page = practitioner.get(reverse("kept_copy", args=[*share.address, copy.pk])).content.decode()
    assert copy.pdf_sha256 in page
    assert copy.text_sha256 in page
    pdf = practitioner.get(reverse("copy_pdf", args=[*share.address, copy.pk]))
    assert hashlib.sha256(pdf.content).hexdigest() == copy.pdf_sha256
    assert pdf["Content-Type"] == "application/pdf"
    plain = practitioner.get(reverse("copy_text", args=[*share.address, copy.pk]))
    assert hashlib.sha256(plain.content).hexdigest() == copy.text_sha256
    assert "Wren" not in plain["Content-Disposition"] + pdf["Content-Disposition"]
    assert kinds(share) == ["sending.copy_made", "sending.copy_read", "sending.copy_read"]


@pytest.mark.parametrize("wrong", ["pdf", "text"])
def test_the_database_refuses_a_copy_that_is_not_what_its_hash_says(cast: Cast, wrong: str) -> None:
    share = Shared(cast.practitioner)
    kept = share.copy()
    row = {
        "organisation_id": share.decision.organisation_id, "decision_id": share.decision.pk,
        "recipient_id": share.recipient.pk, "made_by_id": kept.made_by_id, "text": kept.text,
        "text_sha256": kept.text_sha256, "pdf": bytes(kept.pdf), "pdf_sha256": kept.pdf_sha256,
    }  # fmt: skip
    row[wrong] = b"%PDF other" if wrong == "pdf" else "Other words"
    with acting(share.actor), pytest.raises(DatabaseError, match="hash_says"), transaction.atomic():
        Copy(**row).save(force_insert=True)


def test_a_kept_copy_cannot_be_changed_or_removed(cast: Cast) -> None:
    share = Shared(cast.practitioner)
    copy = share.copy()
    with acting(share.actor):
        for statement in (
            "UPDATE decisions_copy SET language = 'cy' WHERE id = %s",
            "DELETE FROM decisions_copy WHERE id = %s",
        ):
            with (
                pytest.raises(DatabaseError),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement, [copy.pk])


@pytest.mark.parametrize("language", CopyLanguage.values)
def test_the_pdf_is_for_everybody_in_each_language(cast: Cast, language: str) -> None:
    awkward = "Mae’r plentyn â ŵyl yng Nghŷd-fan 😀 #let x = 1 */ {who}"
    share = Shared(cast.practitioner, items=[{**BRUISE, "text": awkward, "source": awkward}])
    inside = objects(making.made(share.preview(language)).pdf)
    assert "pdfuaid:part" in inside
    assert "/MarkInfo" in inside
    assert re.search(r"/Lang\s*\(en-GB\)", inside)
    assert bool(re.search(r"/Lang\s*\(cy", inside)) is (language == CopyLanguage.WELSH)


def test_a_megabyte_of_welsh_is_kept_whole(cast: Cast) -> None:
    line = "Gwelodd yr ymwelydd iechyd gleisiau ar foch chwith y plentyn; ni wyddai’r tŷ pam.\n"
    long = line * 12_000
    assert len(long.encode()) > 1_000_000
    share = Shared(cast.practitioner, items=[{**BRUISE, "text": long.strip()}])
    copy = share.copy(CopyLanguage.WELSH)
    assert long.strip() in copy.text
    assert bytes(copy.pdf).startswith(b"%PDF-1.7")


def test_a_sisters_items_wait_for_a_tick_at_a_school(cast: Cast, practitioner: Client) -> None:
    hers = {**BRUISE, "text": "Lark wet the bed", "of": 1}
    share = Shared(
        cast.practitioner,
        people=[CHILD, SISTER],
        items=[{**BRUISE, "of": 0}, hers],
        agency_name="Oakfield Primary School",
        agency_type="education",
    )
    page = practitioner.get(reverse("make_copy", args=share.address)).content.decode()
    assert "Nothing about a child goes there unless you tick it" in page
    bruise, _bed = share.items
    answer = make(
        practitioner, share, items=str(bruise.pk), named=str(share.people[0].pk), language="cy"
    )
    assert answer.status_code == 302
    [copy] = copies(share)
    assert copy.item_ids == [bruise.pk]
    assert "Lark" not in copy.text
    assert "Dyddiad" in copy.text
    with reading(share.actor):
        [act] = Act.objects.filter(kind="sending.copy_made")
    assert act.detail["ticked"] == [bruise.pk]
    assert act.detail["named"] == [share.people[0].pk]


def test_an_item_that_was_chosen_one_by_one_needs_no_second_tick(cast: Cast) -> None:
    share = Shared(
        cast.practitioner,
        people=[CHILD, SISTER],
        items=[{**BRUISE, "of": 0}, {**BRUISE, "text": "Lark wet the bed", "of": 1}],
        agency_type="education",
        gets_everything=False,
        is_recorded=False,
    )
    share.choose(share.items[1])
    share.record()
    assert share.preview().item_ids == (share.items[1].pk,)


def test_whoever_is_protected_is_named_only_by_a_tick_and_with_a_warning(
    cast: Cast, practitioner: Client
) -> None:
    share = Shared(
        cast.practitioner,
        people=[CHILD, HIDDEN],
        items=[BRUISE, {**BRUISE, "text": "Seen by Dunnock Hedge too", "of": 1}],
        need_to_know="Dunnock is afraid",
    )
    page = practitioner.get(reverse("make_copy", args=share.address)).content.decode()
    assert "Warning: their identity is protected. Hidden from: The father" in page
    assert "1 item stays out: it names somebody whose identity is protected." in page
    before = share.preview().text
    assert "Dunnock" not in before
    assert "[a name was left out] is afraid" in before
    everybody = frozenset(person.pk for person in share.people)
    assert "Seen by Dunnock Hedge too" in share.preview(named=everybody).text
    answer = make(practitioner, share, named=[str(pk) for pk in everybody])
    assert answer.status_code == 302
    assert "Dunnock" in copies(share)[0].text


def test_too_long_a_copy_says_so(
    cast: Cast, practitioner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("decisions.evidence_pack.paper.MOST_CHARACTERS", 100)
    share = Shared(cast.practitioner)
    answer = make(practitioner, share)
    assert answer.status_code == 422
    assert "This is too long for one copy" in answer.content.decode()
    assert copies(share) == []


def test_who_sees_the_record_reads_but_does_not_make(cast: Cast) -> None:
    share = Shared(cast.lead, team_id=cast.other_team.pk)
    copy = share.copy()
    author, other = client_of(cast.lead), client_of(cast.practitioner)
    for name in ("kept_copy", "copy_pdf", "copy_text"):
        url = reverse(name, args=[*share.address, copy.pk])
        assert author.get(url).status_code == 200
        assert other.get(url).status_code == 404
    # A copy of one recipient is not found under another.
    elsewhere = Shared(cast.lead)
    url = reverse("copy_pdf", args=[*elsewhere.address, copy.pk])
    assert author.get(url).status_code == 404
