"""Which edition answers, which step answers each rule, and is every rule sourced?"""

from datetime import date

import pytest

from decisions import guidance
from decisions.guidance import STEP_SLUGS, Edition, Rule
from decisions.guidance.shapes import MARK_NOTES

EDITIONS = guidance.editions()
RULES = [rule for edition in EDITIONS for rule in edition.rules]
TODAY = date(2026, 11, 22)


def codes(slug: str, about: str = "child") -> list[str]:
    now = guidance.editions_in_force("england", about, TODAY)
    return [rule.code for rule in guidance.rules_for_step(slug, now)]


def test_the_editions_held() -> None:
    assert {edition.key: len(edition.rules) for edition in EDITIONS} == {
        "golden-rules-2015": 7,
        "golden-rules-2018": 7,
        "golden-rules-2024": 7,
        "caldicott-1997": 6,
        "caldicott-2013": 7,
        "caldicott-2020": 8,
        "ico-2023": 10,
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_answered_by_a_step_or_says_why_not(rule: Rule) -> None:
    assert rule.steps or rule.not_by_step
    assert set(rule.steps) <= set(STEP_SLUGS)
    assert rule.evidence_from
    assert set(rule.evidence_from) <= set(guidance.evidence())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_source_a_link_and_a_mark(rule: Rule) -> None:
    assert rule.source.title
    assert rule.source.publisher
    assert rule.source.url.startswith("https://")
    assert rule.mark_note in MARK_NOTES.values()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_why_we_ask_is_one_or_two_short_sentences(rule: Rule) -> None:
    for slug in rule.steps:
        sentences = [part for part in rule.why(slug).replace("?", ".").split(".") if part.strip()]
        assert 1 <= len(sentences) <= 3, rule.why(slug)
        assert len(rule.why(slug).split()) <= 45, rule.why(slug)


@pytest.mark.parametrize("about", ["child", "adult", "both"])
@pytest.mark.parametrize("on", [date(2016, 3, 1), date(2021, 1, 1), date(2024, 6, 1), TODAY])
@pytest.mark.parametrize("slug", STEP_SLUGS)
def test_every_step_answers_a_rule_whenever_it_was_decided(slug: str, about: str, on: date) -> None:
    then = guidance.editions_in_force("wales", about, on)
    assert guidance.rules_for_step(slug, then)
    assert all(why.sentence for why in guidance.why_we_ask(slug, then))


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("what-has-happened", {"G2024-1"}),
        ("who", {"G2024-1", "G2024-5", "C2020-2"}),
        ("request", {"C2020-1"}),
        ("concern", {"G2024-1", "C2020-1"}),
        ("safety", {"G2024-1", "C2020-7"}),
        ("information", {"G2024-6", "C2020-2", "C2020-3"}),
        ("recipients", {"G2024-5", "G2024-6", "C2020-3", "C2020-4", "C2020-5"}),
        ("telling", {"G2024-2", "C2020-8"}),
        ("consent", {"G2024-3"}),
        ("basis", {"G2024-3", "C2020-6"}),
        ("advice", {"G2024-4"}),
        ("decision", {"G2024-7", "C2020-1", "C2020-7"}),
        ("check", {"G2024-7"}),
        ("recorded", {"G2024-7"}),
    ],
)
def test_each_step_serves_the_rules_that_the_product_promises(
    slug: str, expected: set[str]
) -> None:
    assert {code for code in codes(slug) if not code.startswith("ICO")} == expected


def test_rules_three_and_four_swap_subject_between_2018_and_2024() -> None:
    assert "G2024-4" in codes("advice")
    assert "G2018-3" in codes("advice", about="adult")
    assert "G2024-3" in codes("consent")
    assert "G2018-4" in codes("consent", about="adult")
    assert guidance.rule("G2018-3").evidence_from == guidance.rule("G2024-4").evidence_from
    assert "consent_or_why_not" in guidance.rule("G2018-4").evidence_from
    assert "consent_or_why_not" in guidance.rule("G2024-3").evidence_from


def test_there_is_no_eighth_principle_in_2013() -> None:
    assert [rule.number for rule in guidance.edition("caldicott-2013").rules] == [*range(1, 8)]
    then = guidance.editions_in_force("england", "child", date(2020, 12, 7))
    telling = [rule.code for rule in guidance.rules_for_step("telling", then)]
    assert telling == ["G2018-2"]


@pytest.mark.parametrize(
    ("about", "on", "expected"),
    [
        ("child", date(2024, 4, 30), "golden-rules-2018"),
        ("child", date(2024, 5, 1), "golden-rules-2024"),
        ("both", date(2024, 5, 1), "golden-rules-2024"),
        ("adult", date(2024, 4, 30), "golden-rules-2018"),
        ("adult", TODAY, "golden-rules-2018"),
        ("child", date(2018, 7, 1), "golden-rules-2018"),
        ("child", date(2018, 6, 30), "golden-rules-2015"),
        ("child", date(2010, 1, 1), "golden-rules-2015"),
    ],
)
def test_adults_keep_the_rules_of_2018(about: str, on: date, expected: str) -> None:
    found = guidance.editions_in_force("scotland", about, on)
    assert found.golden_rules.key == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2020, 12, 7), "caldicott-2013"), (date(2020, 12, 8), "caldicott-2020")],
)
def test_the_eight_principles_begin_on_the_day_of_publication(on: date, expected: str) -> None:
    assert guidance.editions_in_force("england", "adult", on).caldicott.key == expected


def test_the_ico_steps_are_absent_before_they_were_written() -> None:
    before = guidance.editions_in_force("england", "child", date(2023, 9, 13))
    assert before.ico is None
    assert len(before.each) == 2
    after = guidance.editions_in_force("england", "child", date(2023, 9, 14))
    assert after.ico is guidance.edition("ico-2023")


def test_what_was_superseded_says_so_for_whom() -> None:
    rules = guidance.edition("golden-rules-2018")
    assert rules.is_superseded("child", TODAY)
    assert rules.is_superseded("both", TODAY)
    assert not rules.is_superseded("adult", TODAY)
    assert not rules.is_superseded("child", date(2024, 4, 30))
    assert guidance.edition("caldicott-2013").is_superseded("adult", TODAY)


def test_a_decision_keeps_the_editions_that_it_names() -> None:
    kept = guidance.editions_from(["golden-rules-2018", "caldicott-2013"])
    assert kept.keys == ("golden-rules-2018", "caldicott-2013")
    with_steps = guidance.editions_from(["golden-rules-2024", "caldicott-2020"], on=TODAY)
    assert with_steps.keys == ("golden-rules-2024", "caldicott-2020", "ico-2023")


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.key)
def test_an_edition_written_for_one_nation_says_so_in_the_others(edition: Edition) -> None:
    for nation in edition.nations:
        if nation not in edition.written_for:
            assert edition.notes_for(nation), nation


def test_a_stranger_is_named_as_such() -> None:
    with pytest.raises(KeyError, match="golden-rules-1999"):
        guidance.edition("golden-rules-1999")
