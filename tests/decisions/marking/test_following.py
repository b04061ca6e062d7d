"""Marks go with their item: through leaving out, removing, joining, copies and packs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from accounts import half_typed
from accounts.door import acting, reading
from decisions.actions.drafting import answer
from decisions.actions.information import arrange
from decisions.actions.recording import record_decision
from decisions.arrangement import Arrangement
from decisions.choices import Category
from decisions.evidence_pack import paper
from decisions.evidence_pack.shown import shown
from decisions.models import BodyMark, RecipientItem
from decisions.record import load
from decisions.sending import making
from decisions.sending.choosing import Ticks
from decisions.sending.document import Copying, Wanted
from tests.cast import Cast
from tests.decisions.form_reader import answers_on
from tests.decisions.marking.marks import IN_WORDS, Injury
from tests.decisions.sending.shares import DAY, SENDER

pytestmark = pytest.mark.django_db
SECOND = {"text": "A graze", "category": Category.INJURY, "is_included": True}


@pytest.fixture
def injury(cast: Cast) -> Injury:
    return Injury(cast.practitioner)


def rearranged(injury: Injury, change: Any) -> None:
    actor = injury.author.actor()
    with acting(actor):
        arrangement = Arrangement(injury.record())
        change(arrangement)
        arrange(arrangement, actor=actor)


def put_out(arrangement: Arrangement, key: int) -> None:
    line = arrangement.line(key)
    assert line
    arrangement.put(line.item, {"is_included": False, "left_out_kind": "third-party"})


def test_what_is_left_out_loses_its_marks_and_the_others_keep_theirs(injury):
    other = injury.adds(SECOND)
    injury.marked()
    injury.marked(other, region="nose")
    rearranged(injury, lambda found: put_out(found, injury.item.pk))
    assert [mark.item_id for mark in injury.marks()] == [other.pk]


def test_a_removed_item_takes_its_marks_with_it_and_the_history_keeps_them(injury):
    mark = injury.marked()
    rearranged(injury, lambda found: found.remove(injury.item.pk))
    assert not injury.marks()
    with reading(injury.author.actor()):
        kinds = BodyMark.history.filter(id=mark.pk).values_list("history_type", flat=True)
        assert sorted(kinds) == ["+", "-"]


def test_joined_items_have_all_marks_and_a_split_one_keeps_its_own(injury):
    other = injury.adds(SECOND)
    injury.marked()
    injury.marked(other, region="nose")
    rearranged(injury, lambda found: found.join(injury.item.pk, other.pk))
    assert [(m.item_id, m.region) for m in injury.marks()] == [
        (injury.item.pk, "left-cheek"),
        (injury.item.pk, "nose"),
    ]
    rearranged(injury, lambda found: found.split(injury.item.pk, ["A bruise", "A graze"]))
    assert {mark.item_id for mark in injury.marks()} == {injury.item.pk}


def test_a_mark_for_what_was_left_out_meanwhile_is_shown_again_and_not_saved(injury):
    url = injury.url("add_mark", "infant", 9)
    page = injury.page(url)
    rearranged(injury, lambda found: put_out(found, injury.item.pk))
    answer = injury.post(url, page=page, description="Like the sole of a shoe")
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "Somebody else left this item out" in said
    assert answers_on(said)["description"] == "Like the sole of a shoe"
    assert not injury.marks()
    assert injury.get(url).status_code == 403


def test_a_mark_for_what_was_removed_meanwhile_is_shown_again(injury):
    url = injury.url("add_mark", "infant", 9)
    page = injury.page(url)
    rearranged(injury, lambda found: found.remove(injury.item.pk))
    answer = injury.post(url, page=page, description="Like the sole of a shoe")
    assert answer.status_code == 409
    assert "Like the sole of a shoe" in answer.content.decode()


def test_two_who_change_different_answers_of_a_mark_both_have_theirs(injury):
    mark = injury.marked()
    url = injury.url("change_mark", mark.pk)
    page = injury.page(url)
    assert injury.post(url, page=page, size="2 cm").status_code == 302
    assert injury.post(url, page=page, colour="red").status_code == 302
    [mark] = injury.marks()
    assert (mark.size, mark.colour) == ("2 cm", "Red or pink")


def test_two_who_change_the_same_answer_are_told_and_nothing_is_lost(injury):
    mark = injury.marked()
    url = injury.url("change_mark", mark.pk)
    page = injury.page(url)
    injury.post(url, page=page, size="2 cm")
    answer = injury.post(url, page=page, size="3 cm")
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed the same answer" in said
    assert "2 cm" in said
    assert answers_on(said)["size"] == "3 cm"
    assert injury.marks()[0].size == "2 cm"
    assert injury.post(url, page=said).status_code == 302
    assert injury.marks()[0].size == "3 cm"


def test_a_mark_that_was_removed_while_it_was_changed_comes_back(injury):
    mark = injury.marked()
    url = injury.url("change_mark", mark.pk)
    page = injury.page(url)
    injury.post(injury.url("remove_mark", mark.pk), page="<p></p>")
    assert injury.post(url, page=page, size="3 cm").status_code == 302
    assert [mark.size for mark in injury.marks()] == ["3 cm"]


def test_half_typed_text_comes_back(injury):
    url = injury.url("add_mark", "infant", 9)
    data = {"region": "9", "description": "Half a"}
    half_typed.keep(injury.author.actor(), url, data)
    page = injury.page(url)
    assert "This is what you had typed" in page
    assert answers_on(page)["description"] == "Half a"


def copying(injury: Injury) -> Copying:
    record = injury.record()
    ticks = Ticks(frozenset(item.pk for item in record.items))
    wanted = Wanted(ticks, "en", SENDER, DAY)
    return Copying(record, record.recipients[0], wanted)


def test_a_copy_has_the_marks_of_what_goes_in_words_and_drawn(injury):
    injury.marked()
    injury.marked(region="nose", size="", colour="", description="")
    found = copying(injury)
    seen = making.preview(found.record, found.recipient, found.wanted)
    assert f"1. {IN_WORDS}" in seen.text
    assert "2. Nose" in seen.text
    drawn = [b for part in seen.document["parts"] for b in part["blocks"] if b["kind"] == "drawing"]
    assert [each["alt"] for each in drawn] == ["Baby, Front: 1 Left cheek; 2 Nose"]
    assert "Round" not in drawn[0]["svg"]
    assert paper.as_pdf(seen.document).startswith(b"%PDF")


def test_a_copy_has_no_mark_of_what_does_not_go(injury):
    other = injury.adds(SECOND)
    injury.marked()
    injury.marked(other, region="nose")
    actor = injury.author.actor()
    with acting(actor):
        recipient = injury.record().recipients[0]
        recipient.gets_everything = False
        recipient.save(update_fields=["gets_everything"])
        RecipientItem.objects.create(
            organisation_id=recipient.organisation_id,
            decision_id=recipient.decision_id,
            recipient=recipient,
            item=other,
        )
    said = json.dumps(copying(injury).document())
    assert "Nose" in said
    assert "cheek" not in said.casefold()


def test_a_pack_does_not_show_marks_that_left_the_record(injury):
    other = injury.adds(SECOND)
    gone = injury.marked(description="Bruise. Secret")
    kept = injury.marked(other, region="nose")
    rearranged(injury, lambda found: put_out(found, injury.item.pk))
    with reading(injury.author.actor()):
        found = shown(injury.decision)
        source = BodyMark.history.model._meta.db_table
        rows = {
            mark.pk: json.dumps(
                {
                    "id": mark.pk,
                    **{
                        name: getattr(mark, name)
                        for name in ("region", "across", "down", "size", "colour", "description")
                    },
                }
            )
            for mark in (gone, kept)
        }
        assert not found.holds(source, rows[gone.pk])
        assert found.holds(source, rows[kept.pk])


def test_the_record_as_it_stood_has_the_marks_of_then(injury):
    injury.marked()
    then = injury.record().decision.version
    rearranged(injury, lambda found: found.remove(injury.item.pk))
    with reading(injury.author.actor()):
        assert [mark.region for mark in load(injury.decision, version=then).marks] == ["left-cheek"]


def test_a_recorded_decision_keeps_its_marks(injury):
    injury.marked()
    actor = injury.author.actor()
    with acting(actor):
        decision = injury.record().decision
        values = {"outcome": "share-all", "reasons": "Not rolling.", "decided_at": timezone.now()}
        answer(decision, actor=actor, values=values)
        record_decision(load(decision), actor=actor)
    assert len(injury.marks()) == 1
