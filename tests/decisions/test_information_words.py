"""Do words stay as they were typed, however items are made, split, joined and moved?"""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule

from decisions.arrangement import Arrangement, at_odds
from decisions.choices import LeftOutKind, Nature
from decisions.lines import broken_at_sentences, joined, lines_of, pieces_of
from decisions.models import Decision, InformationItem, RecipientItem
from decisions.record import Record

AWKWARD = [
    "Mae’r plentyn yn dweud ei fod yn iawn.",
    "👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "قالت إنها خائفة",
    "<script>alert(1)</script>",
    "=1+1",
]
words = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60),
    st.sampled_from(AWKWARD),
    st.text("ab .!?\n\r-•1)”’", max_size=40),
)


def signs(text: str) -> str:
    """A text without white space: what nobody may lose or alter."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("One\n\n  Two  \r\nThree", ["One", "Two", "Three"]),
        (
            "- one\n• two\n•three\n1. four\n2) five\n* six\n– seven",
            ["one", "two", "three", "four", "five", "six", "seven"],
        ),
        ("-5 degrees\n1.5 cm across\n12 March", ["-5 degrees", "1.5 cm across", "12 March"]),
        ("- - twice", ["- twice"]),
        ("-\n•\n\n", []),
        ("“He snaps”, she said.", ["“He snaps”, she said."]),
        ("a\u2028b\x0bc", ["a\u2028b\x0bc"]),
    ],
)
def test_each_line_becomes_an_item_without_its_bullet(typed, found):
    assert lines_of(typed) == found


def test_what_is_past_the_most_stays_together():
    typed = "\n".join(f"- line {n}" for n in range(10))
    found = lines_of(typed, most=4)
    assert len(found) == 4
    assert found[:3] == ["line 0", "line 1", "line 2"]
    assert signs(found[3]) == signs("\n".join(f"- line {n}" for n in range(3, 10)))


@given(words, st.integers(1, 6))
def test_lines_lose_nothing_but_their_bullets(typed, most):
    lines = [line.strip() for line in re.split("\r\n|\r|\n", typed)]
    lines = [line for line in lines if line and line not in "-–*·•"]
    found = lines_of(typed, most=most)
    if len(lines) > most:
        lines[most - 1 :] = ["\n".join(lines[most - 1 :])]
        assert found[-1] == lines[-1]
    assert len(found) == len(lines)
    for item, line in zip(found, lines, strict=True):
        assert line.endswith(item)
        assert re.fullmatch(r"[-–*·•\s]*|[0-9]{1,2}[.)]\s+", line.removesuffix(item))


@given(words)
def test_a_proposal_to_split_only_adds_new_lines(text):
    assert broken_at_sentences(text).replace("\n", "") == text.replace("\n", "")


@given(words)
def test_splitting_loses_no_sign(text):
    assert signs("".join(pieces_of(broken_at_sentences(text)))) == signs(text)


@given(words, words)
def test_joining_keeps_both_texts_whole(first, second):
    found = joined(first, second)
    assert found.startswith(first)
    assert found.endswith(second)
    assert signs(found) == signs(first + second)


def test_sentences_are_found_where_they_end():
    text = "He fell at 3.40 pm. “I am fine.” Dr. Quill saw him! Twice… Why?"
    assert pieces_of(broken_at_sentences(text)) == [
        "He fell at 3.40 pm.",
        "“I am fine.”",
        "Dr. Quill saw him!",
        "Twice…",
        "Why?",
    ]


def test_what_was_split_at_sentences_joins_to_the_same():
    text = "He fell. She said “no.” Then it was quiet."
    first, *rest = pieces_of(broken_at_sentences(text))
    for piece in rest:
        first = joined(first, piece)
    assert first == text


@pytest.mark.parametrize(
    "awkward", ["." * 100_000, ". " * 50_000, ".”" * 50_000, " " * 100_000, ".\n" * 50_000]
)
def test_no_text_is_slow_to_take_apart(awkward):
    began = time.perf_counter()
    broken_at_sentences(awkward)
    lines_of(awkward)
    joined(awkward, awkward)
    assert time.perf_counter() - began < 0.5


class Pressing(RuleBasedStateMachine):
    """Any order of buttons: every word and every mark is still there."""

    items = Bundle("items")

    @initialize()
    def begin(self):
        decision = Decision(pk=1, organisation_id=1)
        self.record = Record(decision)
        self.arrangement = Arrangement(self.record)
        self.next = 0
        self.typed = ""

    def stored(self):
        """What a save gives: a row, and so a key, for every item."""
        for item in self.arrangement.items:
            if item.pk is None:
                self.next += 1
                item.pk = self.next

    @rule(text=words, nature=st.sampled_from(["", *Nature.values]), source=words)
    def add(self, text, nature, source):
        lines = lines_of(text)
        self.typed += "".join(lines)
        self.arrangement.add(
            {"text": line, "nature": nature, "source": source.strip()[:20]} for line in lines
        )
        self.stored()

    @rule(data=st.data())
    def split(self, data):
        if line := self.some(data):
            before = line.item.nature, line.item.source, set(line.recipients)
            texts = pieces_of(broken_at_sentences(line.item.text))
            place = self.arrangement.lines.index(line)
            self.arrangement.split(line.item.pk, texts)
            self.stored()
            for half in self.arrangement.lines[place : place + max(len(texts), 1)]:
                assert (half.item.nature, half.item.source, half.recipients) == before

    @rule(data=st.data())
    def join(self, data):
        place = data.draw(st.integers(0, 5))
        if place + 1 < len(self.arrangement.lines):
            first, second = self.arrangement.lines[place : place + 2]
            if "nature" in at_odds(first.item, second.item):
                return
            union = first.recipients | second.recipients
            sources = {first.item.source, second.item.source}
            self.arrangement.join(first.item.pk, second.item.pk)
            assert first.recipients == union
            assert all(source in first.item.source for source in sources)

    @rule(data=st.data(), place=st.integers(-1, 9))
    def move(self, data, place):
        if line := self.some(data):
            texts = sorted(item.text for item in self.arrangement.items)
            self.arrangement.move(line.item.pk, place)
            assert sorted(item.text for item in self.arrangement.items) == texts

    @rule(data=st.data(), recipient=st.integers(1, 3))
    def choose(self, data, recipient):
        if line := self.some(data):
            line.recipients.add(recipient)

    def some(self, data):
        if not self.arrangement.lines:
            return None
        return data.draw(st.sampled_from(self.arrangement.lines))

    def teardown(self):
        if hasattr(self, "arrangement"):
            there = sorted(signs("".join(item.text for item in self.arrangement.items)))
            assert there == sorted(signs(self.typed))


TestPressing = Pressing.TestCase


def arranged(*items: InformationItem, going: dict[int, list[int]] | None = None) -> Arrangement:
    """Stored items 1, 2, 3 … of a draft, and who gets them."""
    decision = Decision(pk=1, organisation_id=1)
    for key, item in enumerate(items, start=1):
        item.pk = key
    choices = [
        RecipientItem(pk=n, recipient_id=recipient, item_id=key)
        for n, (recipient, key) in enumerate(
            (r, key) for r, keys in (going or {}).items() for key in keys
        )
    ]
    return Arrangement(Record(decision, items=list(items), choices=choices))


def test_both_halves_go_where_the_whole_went():
    arrangement = arranged(InformationItem(text="One. Two."), going={7: [1], 8: [1]})
    arrangement.split(1, ["One.", "Two."])
    assert [line.recipients for line in arrangement.lines] == [{7, 8}, {7, 8}]


def test_a_joined_item_goes_to_everybody_who_got_either():
    arrangement = arranged(
        InformationItem(text="a"), InformationItem(text="b"), going={7: [1], 8: [2]}
    )
    arrangement.join(1, 2)
    assert [line.recipients for line in arrangement.lines] == [{7, 8}]


def test_hearsay_never_becomes_fact_by_joining():
    fact = InformationItem(text="1 cm bruise.", nature=Nature.FACT)
    told = InformationItem(text="Gran says he snaps.", nature=Nature.REPORTED)
    unmarked = InformationItem(text="He snaps.")
    assert at_odds(fact, told) == ["nature"]
    assert at_odds(fact, unmarked) == ["nature"]


def test_what_is_undecided_is_not_let_in_by_joining():
    included = InformationItem(text="a", is_included=True)
    assert at_odds(included, InformationItem(text="b")) == ["is_included"]


def test_sources_that_are_too_long_together_are_settled_by_a_person():
    first, second = InformationItem(source="a" * 120), InformationItem(source="b" * 120)
    assert at_odds(first, second) == ["source"]


def test_what_is_left_out_keeps_its_kind_and_reason_alone():
    item = InformationItem(
        text="Where she lives", nature=Nature.FACT, source="Ada", observed_at="today",
        category="contacts", why_necessary="x", about_id=4,
    )  # fmt: skip
    arrangement = arranged(item, going={7: [1]})
    values = {
        "is_included": False,
        "left_out_kind": LeftOutKind.PROTECTED,
        "left_out_reason": "risk",
    }
    arrangement.put(item, values)
    assert (item.text, item.nature, item.source, item.observed_at) == ("", "", "", "")
    assert (item.why_necessary, item.about_id) == ("", None)
    assert (item.category, item.left_out_kind, item.left_out_reason) == (
        "contacts",
        "protected",
        "risk",
    )
    assert arrangement.lines[0].recipients == set()


def test_removing_one_leaves_the_others():
    arrangement = arranged(*(InformationItem(text=text) for text in "abc"))
    arrangement.remove(2)
    assert [item.text for item in arrangement.items] == ["a", "c"]
