"""Does a copy ever hold a word that was not chosen for it, whatever was written and ticked?"""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.choices import CopyLanguage, LeftOutKind, Nature, PersonRole
from decisions.models import (
    Decision,
    InformationItem,
    PersonConcerned,
    Recipient,
    RecipientItem,
)
from decisions.record import Record
from decisions.sending.choosing import (
    CHILDREN,
    Ticks,
    chosen,
    is_protected,
    keeps_children_apart,
    mentions,
    named_unless_changed,
    to_be_ticked,
)
from decisions.sending.document import Copying, Wanted, as_text
from tests.decisions.sending.shares import DAY, SENDER

ROLES = list(PersonRole.values)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Anything somebody could write, each text with a word that stands nowhere else."""
    record = Record(Decision(pk=1, reference="7K4MQ-2XPW9", conditions="zqdecision"))
    record.people = [_person(draw, number) for number in range(1, draw(st.integers(1, 4)) + 1)]
    record.items = [_item(draw, record, number) for number in range(1, draw(st.integers(1, 5)) + 1)]
    named = draw(st.sampled_from([None, *record.people]))
    told = f"zqneed {named.name if named else ''} zqend"
    record.recipients = [
        Recipient(
            pk=1,
            agency_name="zqhub",
            agency_type=draw(st.sampled_from(["education", "police", ""])),
            gets_everything=draw(st.booleans()),
            need_to_know=told,
            conditions=told,
        )
    ]
    picked = draw(st.sets(st.sampled_from([item.pk for item in record.items])))
    record.choices = [RecipientItem(recipient_id=1, item_id=pk) for pk in sorted(picked)]
    return record


def _person(draw: st.DrawFn, number: int) -> PersonConcerned:
    return PersonConcerned(
        pk=number,
        role=draw(st.sampled_from(ROLES)),
        name=f"Given{number}q Family{number}q",
        identifier=f"ID-{number}q",
        is_protected=draw(st.booleans()),
        protected_from=draw(st.sampled_from(["", f"zqfrom{number}"])),
        safe_contact=f"zqsafe{number}",
        communication_needs=f"zqneeds{number}",
    )


def _item(draw: st.DrawFn, record: Record, number: int) -> InformationItem:
    is_included = draw(st.sampled_from([True, True, False, None]))
    named = draw(st.sampled_from([None, *record.people]))
    parts = [named.name, named.identifier, named.name.split()[0]] if named else [""]
    said = f"zqitem{number} {draw(st.sampled_from(parts))}"
    return InformationItem(
        pk=number,
        text="" if is_included is False else said,
        nature=draw(st.sampled_from(["", *Nature.values])),
        source=draw(st.sampled_from(["", f"zqsource{number}", said])),
        observed_at=f"zqseen{number}",
        about=draw(st.sampled_from([None, *record.people])),
        is_included=is_included,
        why_necessary=f"zqwhy{number}",
        left_out_kind=draw(st.sampled_from(LeftOutKind.values)),
        left_out_reason=f"zqleft{number}",
        position=number,
    )


ticks = st.builds(
    Ticks,
    items=st.frozensets(st.integers(1, 5)),
    named=st.frozensets(st.integers(1, 4)),
)


def told(record: Record, given: Ticks, language: str) -> list[str]:
    """All that the recipient reads, in both forms."""
    copying = Copying(record, record.recipients[0], Wanted(given, language, SENDER, DAY))
    document = copying.document()
    return [as_text(document), json.dumps(document, ensure_ascii=False)]


@settings(max_examples=300, deadline=None)
@given(record=records(), given=ticks, language=st.sampled_from(CopyLanguage.values))
def test_a_copy_holds_nothing_that_was_not_chosen(
    record: Record, given: Ticks, language: str
) -> None:
    recipient = record.recipients[0]
    goes = {item.pk for item in chosen(record, recipient, given).items}
    assert goes <= {item.pk for item in record.items_for(recipient)}
    for text in told(record, given, language):
        for item in record.items:
            if item.pk not in goes:
                assert not re.search(rf"zq(item|source|seen){item.pk}\b", text)
            else:
                assert item.text in text
            assert f"zqwhy{item.pk}" not in text
            assert f"zqleft{item.pk}" not in text
        assert not any(str(label) in text for label in LeftOutKind.labels)
        assert not re.search(r"zq(safe|needs|from)\d", text)


@settings(max_examples=300, deadline=None)
@given(record=records(), given=ticks, language=st.sampled_from(CopyLanguage.values))
def test_nobody_protected_is_named_without_a_tick(
    record: Record, given: Ticks, language: str
) -> None:
    for text in told(record, given, language):
        for person in record.people:
            if is_protected(person) and person.pk not in given.named:
                assert not re.search(rf"(Given|Family|ID-){person.pk}q", text)
    usual = named_unless_changed(record, record.recipients[0])
    assert not any(is_protected(record.person(pk)) for pk in usual)


@settings(max_examples=300, deadline=None)
@given(record=records(), given=ticks)
def test_one_childs_items_do_not_go_to_anothers_school_unticked(
    record: Record, given: Ticks
) -> None:
    recipient = record.recipients[0]
    children = {person.pk for person in record.people if person.role in CHILDREN}
    one_by_one = {each.item_id for each in record.choices}
    if recipient.agency_type != "education" or len(children) < 2:
        assert not keeps_children_apart(record, recipient)
        assert to_be_ticked(record, recipient) == []
        return
    for item in chosen(record, recipient, given).items:
        if item.about_id in children or item.about_id is None:
            assert item.pk in given.items | one_by_one
    # Nor is any of the children named unless ticked.
    assert not named_unless_changed(record, recipient) & children
    for text in told(record, given, CopyLanguage.ENGLISH):
        for pk in children - given.named:
            around = re.sub(r"zqitem\d[^\n\"]*", "", text)
            assert not re.search(rf"(Given|Family|ID-){pk}q", around)


@pytest.mark.parametrize(
    ("name", "agency_type", "is_one"),
    [
        ("Oakfield Primary School", "", True),
        ("Ysgol Glan-yr-Afon", "", True),
        ("Schooling Ltd", "", False),
        ("The school nurse team", "health-visitor", False),
        ("Anything", "education", True),
        ("The hub", "", False),
    ],
)
def test_a_school_is_known_by_its_kind_else_by_its_name(
    name: str, agency_type: str, is_one: bool
) -> None:
    record = Record(Decision(pk=1))
    record.people = [PersonConcerned(pk=n, role=PersonRole.CHILD) for n in (1, 2)]
    row = Recipient(pk=1, agency_name=name, agency_type=agency_type)
    assert keeps_children_apart(record, row) is is_one


@pytest.mark.parametrize(
    ("name", "text", "is_named"),
    [
        ("KM", "Seen with KM today", True),
        ("KM", "Seen with km’s sister", True),
        ("KM", "The KMP unit", False),
        ("A", "A bruise", False),
        ("Wren Bramble", "wren said so", True),
        ("Wren Bramble", "Wren   Bramble said so", True),
        ("Mother of KM", "The mother was there", False),
        ("Mother of KM", "The mother of KM was there", True),
        ("Siân", "Sia\u0302n oedd yno", True),
        ("", "Anybody", False),
        ("D'Arcy (senior)", "d'arcy (SENIOR) came", True),
    ],
)
def test_names_are_found_as_whole_words(name: str, text: str, is_named: bool) -> None:
    assert mentions(text, PersonConcerned(name=name)) is is_named
