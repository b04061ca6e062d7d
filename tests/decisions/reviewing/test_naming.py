"""Does the check see who a question is about, and leave ordinary words alone?"""

from __future__ import annotations

import datetime as dt

import pytest

from decisions.models import Decision, PersonConcerned
from decisions.record import Record
from decisions.reviewing.naming import names_in

BORN = dt.date(2019, 3, 4)


def record(*people: PersonConcerned) -> Record:
    return Record(decision=Decision(), people=list(people))


KAI = PersonConcerned(name="Kai Brown", identifier="FCH 1001", date_of_birth=BORN)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kai came in with a bruise.", ["Kai"]),
        ("kai came in", ["Kai"]),
        ("KAI’s mother rang.", ["Kai"]),
        ("Mrs Brown rang.", ["Brown"]),
        ("A brown bruise on the arm.", []),
        ("The kaiser roll was eaten.", []),
        ("Reference FCH1001.", ["FCH 1001"]),
        ("Reference fch-1001.", ["FCH 1001"]),
        ("Reference FCH 1002.", []),
        ("Born 4 March 2019.", ["4 march 2019"]),
        ("Born on the 4th of March 2019.", ["4th of march 2019"]),
        ("dob 04/03/2019", ["04/03/2019"]),
        ("dob 4.3.19", ["4.3.19"]),
        ("dob 2019-03-04", ["2019-03-04"]),
        ("Seen on 14/03/2019.", []),
        ("A child of seven with a bruise.", []),
        ("", []),
    ],
)
def test_names_numbers_and_births(text: str, found: list[str]) -> None:
    assert names_in(text, record(KAI)) == found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("KM", "KM was seen.", ["KM"]),
        ("KM", "It was 3 km away.", []),
        ("Mother of KM", "The mother said so.", []),
        ("Mother of KM", "KM said so.", ["KM"]),
        ("A", "A child came in.", []),
        ("Zoë", "zoe came in", ["Zoë"]),
        ("Zoe\u0308", "Zoë came in", ["Zoë"]),
        ("May Hope", "She may hope for help.", []),
        ("May Hope", "May was seen.", ["May"]),
        ("Siân O’Brien", "o'brien", ["Brien"]),
        ("", "Nobody is named.", []),
    ],
)
def test_of_many_kinds(name: str, text: str, found: list[str]) -> None:
    assert names_in(text, record(PersonConcerned(name=name))) == found


def test_a_short_number_must_stand_alone() -> None:
    people = record(PersonConcerned(name="", identifier="12"))
    assert names_in("On 3/12/2025 there were 120.", people) == ["12"]
    assert names_in("There were 120 of them.", people) == []


def test_everybody_in_the_record_counts_and_each_once() -> None:
    people = record(KAI, PersonConcerned(name="Ines Okoro"), PersonConcerned(name="Kai Okoro"))
    assert names_in("Kai and Ines, and kai again", people) == ["Kai", "Ines"]
