"""Does every text speak in the nation's own terms, and never in those of another?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from accounts.ui.forms import UiForm
from decisions import guidance
from decisions.guidance import NATIONS, STEP_SLUGS
from decisions.guidance.nation_words import asked_for, filled, strange_words
from decisions.guidance.shapes import MARKS
from decisions.guidance.tips import KINDS, WHENS, problems_of, tips, tips_for

NAMED = {nation: guidance.terms(nation) for nation in NATIONS}
# What is looked for by one name in code, and is no text.
NO_TEXT = {"source", "key", "code", "official", "verified", "steps", "nations", "url"}


def said_by(item: Any) -> str:
    """Everything that an item says to people."""
    said: list[str] = []
    for field in fields(item):
        value = getattr(item, field.name)
        if field.name in NO_TEXT:
            continue
        if isinstance(value, str):
            said.append(value)
        elif isinstance(value, tuple):
            said += [each for each in value if isinstance(each, str)]
    return "\n".join(said)


def items() -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Every item of the guidance, with the nations whose people read it."""
    of_some = (*tips(), *guidance.all_bases(), *guidance.glossary())
    yield from ((each, each.nations) for each in of_some)
    for nation in NATIONS:
        here = (*guidance.agencies(nation), *guidance.givers(nation))
        yield from ((each, (nation,)) for each in here)
    for edition in guidance.editions():
        yield from ((rule, edition.nations) for rule in edition.rules)
    of_all = (guidance.myths(), guidance.methods(), guidance.concerns(), guidance.breach_rules())
    yield from ((each, tuple(NATIONS)) for found in of_all for each in found)


def test_no_text_speaks_in_the_terms_of_another_nation() -> None:
    wrong = [
        f"{type(item).__name__} {item.code}, {nation}: {word}"
        for item, nations in items()
        for nation in nations
        for word in strange_words(filled(said_by(item), NAMED[nation]), nation, NAMED)
    ]
    assert not wrong


def test_why_we_ask_speaks_in_no_terms_of_another_nation() -> None:
    wrong = [
        (rule.code, slug, nation, words)
        for edition in guidance.editions()
        for rule in edition.rules
        for slug, sentence in rule.why_by_step
        for nation in edition.nations
        if (words := strange_words(sentence, nation, NAMED))
    ]
    assert not wrong


def forms() -> Iterator[type[UiForm]]:
    """Every form of the product that people of all four nations fill in."""
    base = Path(settings.BASE_DIR)
    for path in sorted((base / "decisions").rglob("*.py")):
        if "form" in path.stem or "screens" in path.parts:
            name = ".".join(path.relative_to(base).with_suffix("").parts)
            for each in vars(import_module(name)).values():
                if isinstance(each, type) and issubclass(each, UiForm):
                    yield each


def asked_by(form: type[UiForm]) -> Iterator[tuple[str, str]]:
    for name, field in form.base_fields.items():
        yield name, str(field.label or "")
        yield name, str(field.help_text or "")
        for hint in dict(getattr(field, "hints", {})).values():
            yield name, str(hint)
        for _value, label in getattr(field, "choices", ()):
            yield name, str(label)


def test_no_form_asks_in_the_terms_of_one_nation() -> None:
    found = set(forms())
    assert len(found) > 30
    wrong = {
        (form.__module__, form.__name__, name, word)
        for form in found
        for name, said in asked_by(form)
        for nation in NATIONS
        for word in strange_words(said, nation, NAMED)
    }
    assert not wrong


def test_no_page_of_the_journey_is_written_in_the_terms_of_one_nation() -> None:
    folders = ("decisions", "local", "components", "law", "marking", "wording", "schemes")
    pages = [
        path
        for name in folders
        for path in sorted((Path(settings.BASE_DIR) / "templates" / name).rglob("*.html"))
        # The foot of the page says it in the words of the nation.
        if path.name != "footer.html"
    ]
    assert pages
    wrong = {
        (path.name, word)
        for path in pages
        for nation in NATIONS
        for word in strange_words(path.read_text(), nation, NAMED)
    }
    assert not wrong


def test_every_nation_has_a_word_for_what_texts_ask_of_it() -> None:
    keys = {nation: {each.key for each in held.words} for nation, held in NAMED.items()}
    common = set.intersection(*keys.values())
    wanted = {
        "lead", "guardian", "referral", "adult_referral", "out_of_hours", "police",
        "staff_allegations", "board", "plan", "urgent_meeting", "referral_form",
        "missing_education", "procedures",
    }  # fmt: skip
    assert common == wanted
    assert keys["scotland"] - common == {"reporter", "named_person", "register"}
    used = {name for each in tips() for name in asked_for(each.title + each.text)}
    assert used >= {"referral", "lead", "guardian", "staff_allegations", "board", "plan"}
    assert used <= set.union(*keys.values())


@pytest.mark.parametrize(
    ("nation", "says", "never"),
    [
        ("england", ("MASH", "LADO", "strategy discussion"), ("Gateway", "Children's Reporter")),
        (
            "scotland",
            ("Children's Reporter", "IRD", "Police Scotland", "named person"),
            ("MASH", "LADO", "strategy discussion"),
        ),
        (
            "wales",
            ("Section 5", "designated safeguarding person", "regional safeguarding board"),
            ("MASH", "LADO", "Police Scotland"),
        ),
        (
            "northern-ireland",
            ("Gateway", "personal data guardian", "PSNI", "UNOCINI", "SBNI"),
            ("MASH", "LADO", "Caldicott Guardian"),
        ),
    ],
)
def test_tips_are_in_the_nations_own_terms(
    nation: str, says: tuple[str, ...], never: tuple[str, ...]
) -> None:
    found = [each for slug in STEP_SLUGS for each in tips_for(slug, nation)]
    text = " ".join(f"{each.title} {each.text}" for each in found)
    assert all(word in text for word in says)
    assert not any(word in text for word in never)


def test_a_tip_is_as_sure_as_the_least_sure_word_in_it() -> None:
    [wales] = [each for each in tips_for("advice", "wales") if each.key == "ask-your-lead"]
    [england] = [each for each in tips_for("advice", "england") if each.key == "ask-your-lead"]
    assert (wales.verified, england.verified) == ("unverified", "secondary")
    assert "designated safeguarding person" in wales.text


@given(
    slug=st.sampled_from(STEP_SLUGS),
    nation=st.sampled_from(NATIONS),
    about=st.sampled_from(["child", "adult", "both"]),
    when=st.sampled_from(WHENS),
)
@examples(max_examples=200, deadline=None)
def test_whatever_is_asked_tips_fit(slug: str, nation: str, about: str, when: str) -> None:
    found = tips_for(slug, nation, about, when)
    assert len({each.key for each in found}) == len(found)
    for each in found:
        assert "{" not in each.title + each.text + each.replaces
        assert each.kind in KINDS
        assert each.about in ("both", about) or about == "both"
        assert each.when in ("always", when) or when == "always"
        assert each.verified in MARKS
        assert nation in each.nations
        assert not strange_words(each.text, nation, NAMED)
    firsts = [each.steps[0] == slug for each in found]
    assert firsts == sorted(firsts, reverse=True)


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("about", ["child", "adult"])
def test_every_question_has_tips_and_none_is_long(nation: str, about: str) -> None:
    for slug in STEP_SLUGS[:-2]:
        assert tips_for(slug, nation, about)
    for each in tips():
        assert len(each.title) <= 60
        assert len(each.text.split()) <= 40
        assert len(each.replaces.split()) <= 40


def test_a_child_and_an_adult_get_their_own() -> None:
    child = {each.key for each in tips_for("consent", "england", "child")}
    adult = {each.key for each in tips_for("consent", "england", "adult")}
    assert "adult-says-no" in adult - child
    assert "if-they-say-no" in child - adult
    both = {each.key for each in tips_for("consent", "england", "both")}
    assert both == child | adult


def test_not_sharing_and_sharing_get_their_own() -> None:
    no = {each.key for each in tips_for("decision", "wales", "child", "not-sharing")}
    yes = {each.key for each in tips_for("decision", "wales", "child", "sharing")}
    assert "look-again" in no - yes
    assert "seven-checks" in yes - no
    assert "record-either-way" in no & yes


def test_what_was_superseded_says_so() -> None:
    old = {each.key: each.replaces for each in tips() if each.replaces}
    assert "1998" in old["law-helps"]
    assert "2018" in old["law-helps"]
    assert "2015" in old["when-not-to-ask"]
    assert all("1998" not in f"{each.title} {each.text}" for each in tips())


def test_every_kind_and_every_source_is_there() -> None:
    found = tips()
    assert {each.kind for each in found} == set(KINDS)
    assert {each.when for each in found} == set(WHENS)
    named = {each.source.key for each in found}
    assert named >= {"TIPS23", "KNOW15", "BRIEF", "HB18", "OWN"}
    assert all(each.verified == "unverified" for each in found if each.source.key == "OWN")


def test_a_word_of_another_nation_is_a_problem_that_names_the_tip() -> None:
    [one] = [each for each in tips() if each.key == "ask-your-lead"]
    spoilt = replace(one, text="Ask the LADO.")
    lacking = replace(one, text="Ask {reporter}.")
    wrong = problems_of([*NAMED.values(), spoilt])
    assert "tips.toml, ask-your-lead: “LADO” is no word of Scotland" in wrong
    assert not any("England" in each for each in wrong)
    assert problems_of([*NAMED.values(), replace(lacking, nations=("wales",))]) == [
        "tips.toml, ask-your-lead: Wales has no word for “reporter”"
    ]


@pytest.mark.parametrize(
    ("text", "nation", "strange"),
    [
        ("Ring the MASH.", "england", ()),
        ("Ring the MASH.", "wales", ("MASH",)),
        ("Ring the MASHs.", "wales", ("MASH",)),
        ("A mash of words, and a gateway in law.", "scotland", ()),
        ("The named person service, or the named person.", "england", ("the named person",)),
        ("Write to a named person.", "england", ()),
        ("In Scotland: the Children’s Reporter.", "england", ()),
        ("The Children’s Reporter decides.", "england", ("Children's Reporter",)),
        ("Cafcass Cymru writes.", "wales", ()),
        ("Ask the Caldicott Guardian.", "northern-ireland", ("Caldicott Guardian",)),
        ("Ask the Personal Data Guardian.", "england", ("personal data guardian",)),
        (
            "The Caldicott Guardian (in Northern Ireland, the personal data guardian).",
            "northern-ireland",
            (),
        ),
    ],
)
def test_which_words_are_strange(text: str, nation: str, strange: tuple[str, ...]) -> None:
    assert strange_words(text, nation, NAMED) == strange


def test_a_place_at_the_beginning_takes_a_capital() -> None:
    held = NAMED["scotland"]
    assert filled("{Police} and {police}.", held) == "Police Scotland and Police Scotland."
    assert filled("{Referral} first.", held) == "Children and families social work first."
