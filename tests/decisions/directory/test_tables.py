"""Does a table of agencies come in whole or not at all, and go out harmless?"""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.door import acting
from decisions.directory import lines
from decisions.models import Agency, AgencyContact
from tests.cast import Cast
from tests.decisions.directory.listed import agency, listed

pytestmark = pytest.mark.django_db
SOUND = """Name,Kind,Area,Telephone,Email,Shared inbox,Checked on,Person,Person’s role
Fernshire hub,Children's social care (the front door or MASH),North,01632 960201,hub@fernshire.example,yes,4/3/2026,Bryony Latch,Duty manager
Fernshire hub,,North,,,,,Moss Tarn,Social worker
Fernshire police,police,,101,,no,2026-03-04,,
"""  # noqa: E501


def counts(cast: Cast) -> tuple[int, int]:
    with acting(cast.lead.actor()):
        return Agency.objects.count(), AgencyContact.objects.count()


def looks(lead: Client, text: str, status: int = 200, do: str = "look") -> str:
    answer = lead.post(reverse("import_directory"), {"text": text, "do": do})
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_nothing_is_saved_until_it_was_looked_through(cast: Cast, lead: Client) -> None:
    page = looks(lead, SOUND)
    assert "2 new services" in page
    assert "2 new people" in page
    assert "Add it all to the directory" in page
    assert counts(cast) == (0, 0)
    answer = lead.post(reverse("import_directory"), {"text": SOUND, "do": "add"}, follow=True)
    assert "New services: 2. New people: 2." in answer.content.decode()
    with acting(cast.lead.actor()):
        hub = Agency.objects.get(name="Fernshire hub")
        assert (hub.kind, hub.area, hub.is_shared_inbox) == ("childrens-social-care", "North", True)
        assert str(hub.checked_on) == "2026-03-04"
        assert Agency.objects.get(name="Fernshire police").kind == "police"
        names = AgencyContact.objects.filter(agency=hub).values_list("name", flat=True)
        assert sorted(names) == ["Bryony Latch", "Moss Tarn"]


def test_the_same_table_twice_adds_nothing(cast: Cast, lead: Client) -> None:
    looks(lead, SOUND, 302, "add")
    page = looks(lead, SOUND)
    assert "0 new services" in page
    assert "It is there already, in the directory. Nothing is added." in page
    looks(lead, SOUND, 302, "add")
    assert counts(cast) == (2, 2)


def test_what_is_known_stays_as_it_is(cast: Cast, lead: Client) -> None:
    agency(cast.lead, name="FERNSHIRE HUB", area="north", phone="01632 960999")
    page = looks(lead, SOUND)
    assert "Only the person is added" in page
    looks(lead, SOUND, 302, "add")
    with acting(cast.lead.actor()):
        hub = Agency.objects.get(name__iexact="Fernshire hub")
        assert (hub.phone, hub.contacts.count()) == ("01632 960999", 2)


WRONG_LINES = {
    "no name": ("Name,Area\nHub,North\n,South", "Line 3:", "Name: Enter a name"),
    "a strange kind": ("Name,Kind\nHub,Wizards", "Line 2:", "“Kind” is none of the kinds"),
    "a wrong address": ("Name,Email\nHub,hub", "Line 2:", "Email address: Enter an email"),
    "a wrong day": ("Name,Checked on\nHub,soon", "Line 2:", "must be a date like 4/3/2026"),
    "a day to come": ("Name,Checked on\nHub,1/1/2099", "Line 2:", "today or in the past"),
    "no such day": ("Name,Checked on\nHub,31/2/2026", "Line 2:", "last check"),
    "a strange inbox": ("Name,Shared inbox\nHub,maybe", "Line 2:", "must be yes or no"),
    "a person without a name": ("Name,Person’s role\nHub,Boss", "Line 2:", "Person: Name:"),
    "too many cells": ("Name\nHub,North", "Line 2:", "more cells than"),
    "a strange sign": ("Name\nHub\0", "Line 2:", ""),
    "a dangerous portal": ("Name,Portal\nHub,javascript:x", "Line 2:", "like https://"),
}


@pytest.mark.parametrize("name", WRONG_LINES)
def test_one_wrong_line_and_nothing_comes_in(name: str, cast: Cast, lead: Client) -> None:
    text, where, said = WRONG_LINES[name]
    if name == "a strange sign":
        table = lines.read(text, "england")
        assert "cannot be stored" in table.lines[0].problems[0]
        return
    for do in ("look", "add"):
        page = looks(lead, text, 422, do)
        assert where in page
        assert said in page
        assert "so nothing was added" in page
        assert "Add it all" not in page
    assert counts(cast) == (0, 0)


WRONG_TABLES = {
    "nothing": ("  ", "Choose a file, or paste a table"),
    "no heads": ("Hub,North", "one of them must be “Name”"),
    "strange heads": ("Name,Shoe size\nHub,9", "These columns are not known: “Shoe size”."),
    "a head twice": ("Name,Name\nHub,Hub", "Two columns have the same name"),
    "heads alone": ("Name,Area", "no line below the names"),
    "open quotes": ('Name\n"Hub', "cannot be read"),
    "too many": ("Name\n" + "Hub\n" * (lines.MOST_LINES + 1), "too many lines"),
}


@pytest.mark.parametrize("name", WRONG_TABLES)
def test_a_table_is_refused_with(name: str, cast: Cast, lead: Client) -> None:
    text, said = WRONG_TABLES[name]
    assert said in looks(lead, text, 422)
    assert counts(cast) == (0, 0)


def test_a_file_is_read_and_stands_on_the_page(cast: Cast, lead: Client) -> None:
    for coding in ("utf-8", "utf-8-sig", "cp1252"):
        text = SOUND.replace("hub,", "hüb,")
        file = SimpleUploadedFile("agencies.csv", text.encode(coding))
        answer = lead.post(reverse("import_directory"), {"file": file, "do": "add"})
        assert answer.status_code == 200
        assert "Fernshire hüb" in answer.content.decode()
        assert "2 new people" in answer.content.decode()
    assert counts(cast) == (0, 0)


def test_a_file_that_is_none_is_refused(cast: Cast, lead: Client) -> None:
    for content, status, said in (
        (b"PK\x03\x04\x00\x00", 422, "This is not a CSV file"),
        (b"x" * (1024 * 1024 + 1), 422, "1 MB at most"),
        (b"x" * (5 * 1024 * 1024), 413, ""),
    ):
        file = SimpleUploadedFile("agencies.csv", content)
        answer = lead.post(reverse("import_directory"), {"file": file})
        assert answer.status_code == status
        assert said in answer.content.decode()


def test_separators_of_other_spreadsheets_are_read(cast: Cast) -> None:
    for mark in ",;\t":
        table = lines.read(f"Name{mark}Area\nHub{mark}North\n", "england")
        assert table.is_sound
        assert table.lines[0].agency["area"] == "North"


EVIL = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)")


def test_formulas_stay_text_and_are_harmless_in_a_file(cast: Cast, lead: Client) -> None:
    text = "Name,Notes\n" + "".join(f"Hub {n},{cell}\n" for n, cell in enumerate(EVIL))
    looks(lead, text, 302, "add")
    with acting(cast.lead.actor()):
        assert tuple(each.notes for each in Agency.objects.order_by("pk")) == EVIL
    answer = lead.get(reverse("export_directory"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="directory-')
    written = answer.content.decode()
    rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"))))
    assert [row[8] for row in rows[1:]] == [f"'{cell}" for cell in EVIL]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_what_goes_out_comes_in_again_as_it_was(cast: Cast, lead: Client) -> None:
    listed(cast.lead)
    agency(cast.lead, name="Other hub", phone="+44 1632 960001", notes="=1+1")
    written = lead.get(reverse("export_directory")).content.decode()
    table = lines.read(written, "england")
    assert table.is_sound, [line.problems for line in table.lines]
    known = table.lines[1].agency
    assert (known["phone"], known["notes"]) == ("+44 1632 960001", "=1+1")
    assert table.lines[0].person["name"] == "Bryony Latch"
    page = looks(lead, written)
    assert "0 new services" in page
    assert "0 new people" in page
