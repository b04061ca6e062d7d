"""Are the myths, words, agencies, methods and concerns there, in each nation's own terms?"""

import pytest

from decisions import guidance
from decisions.guidance import NATIONS, STEP_SLUGS


def test_myths_stand_where_they_bite() -> None:
    assert [myth.code for myth in guidance.myths_for("consent")] == ["consent-always"]
    assert "data-protection-barrier" in [myth.code for myth in guidance.myths_for("basis")]
    assert "other-agency" in [myth.code for myth in guidance.myths_for("recipients")]
    assert guidance.myths_for("recorded") == ()
    assert all(myth.mark_note and myth.source.url for myth in guidance.myths())


@pytest.mark.parametrize(
    ("nation", "guardian", "police"),
    [
        ("england", "Caldicott Guardian", "Police"),
        ("scotland", "Caldicott Guardian", "Police Scotland"),
        ("wales", "Caldicott Guardian", "Police"),
        (
            "northern-ireland",
            "Personal Data Guardian",
            "Police Service of Northern Ireland (PSNI)",
        ),
    ],
)
def test_each_nation_has_its_own_words(nation: str, guardian: str, police: str) -> None:
    assert guidance.terms(nation).guardian == guardian
    assert guidance.agency("police", nation).label == police


def test_referral_goes_to_the_right_door_in_each_nation() -> None:
    doors = {nation: guidance.agency("childrens-social-care", nation).label for nation in NATIONS}
    assert "MASH" in doors["england"]
    assert "Gateway" in doors["northern-ireland"]
    assert len(set(doors.values())) == 4


def test_agencies_of_one_nation_are_not_offered_in_another() -> None:
    assert "childrens-reporter" in {each.code for each in guidance.agencies("scotland")}
    assert "childrens-reporter" not in {each.code for each in guidance.agencies("england")}
    assert "staff-allegations" not in {each.code for each in guidance.agencies("scotland")}


@pytest.mark.parametrize("nation", NATIONS)
def test_every_agency_says_why_and_what_to_record(nation: str) -> None:
    found = guidance.agencies(nation)
    assert all(each.need and each.record and each.mark_note for each in found)
    assert [each.number for each in found if each.kind == "emergency"] == ["999"]


def test_every_method_asks_for_its_check() -> None:
    assert all(method.check.endswith("?") and method.record for method in guidance.methods())
    assert "published number" in guidance.method("phone").check
    assert "not a second one" in guidance.method("phone").follow_up


def test_ways_to_avoid_stand_last_and_say_so() -> None:
    flags = [method.avoid for method in guidance.methods()]
    assert flags == sorted(flags)
    avoided = {method.code for method in guidance.methods() if method.avoid}
    assert {"ordinary-email", "fax", "shared-mailbox", "home-post"} == avoided
    assert all(method.caution for method in guidance.methods() if method.avoid)


def test_concerns_fit_a_child_or_an_adult() -> None:
    child = {concern.code for concern in guidance.concerns("child")}
    adult = {concern.code for concern in guidance.concerns("adult")}
    assert "unborn" in child - adult
    assert {"self-neglect", "financial"} <= adult - child
    assert {"neglect", "fgm", "domestic-abuse", "staff-allegation"} <= child & adult
    assert {concern.code for concern in guidance.concerns()} == child | adult


def test_the_glossary_spells_out_what_has_two_meanings() -> None:
    words = {term.short: term for term in guidance.glossary()}
    assert len(words) > 100
    assert "always write it out" in words["SAR"].caution
    assert words["LADO"].nations == ("england",)
    assert "england" not in words["PDG"].nations
    assert [*words] == sorted(words, key=str.casefold)


def test_gaps_are_put_right_at_a_step_that_exists() -> None:
    for each in guidance.evidence().values():
        assert each.step in STEP_SLUGS
        assert each.gap.endswith(".")


def test_choices_are_codes_and_labels_in_the_files_order() -> None:
    pairs = guidance.choices(guidance.concerns("child"))
    assert pairs[0] == ("neglect", "Neglect")
    assert pairs[-1][0] == "other"
    limbs = guidance.choices(guidance.basis("A9G+S1-18").limbs)
    assert [code for code, _ in limbs] == ["a", "b", "c"]


def test_codes_fit_the_columns_that_keep_them() -> None:
    codes = [each.code for each in guidance.concerns()]
    codes += [each.code for nation in NATIONS for each in guidance.agencies(nation)]
    codes += [each.code for each in guidance.methods()]
    assert max(map(len, codes)) <= 40
    assert max(len(each.key) for each in guidance.editions()) <= 40


def test_what_the_law_asks_after_a_breach_says_how_far_it_was_confirmed() -> None:
    rules = {rule.code: rule for rule in guidance.breach_rules()}
    assert "72 hours" in rules["seventy-two-hours"].text
    assert rules["seventy-two-hours"].article == "Article 33(1)"
    assert rules["tell-the-people"].source.key == "UKGDPR"
    own = {code for code, rule in rules.items() if rule.is_unverified}
    assert own == {"people-at-risk", "health-and-care"}
