"""Which lawful bases are offered to whom, and does unsettled law say so?"""

import pytest

from decisions import guidance
from decisions.guidance import NATIONS, Basis

BASES = guidance.all_bases()


def offered(nation: str, public_authority: bool | None = None, about: str = "both") -> set[str]:
    return {basis.code for basis in guidance.bases(nation, public_authority, about=about)}


@pytest.mark.parametrize("basis", BASES, ids=lambda basis: basis.code)
def test_every_basis_is_sourced_marked_and_asks_for_evidence(basis: Basis) -> None:
    assert basis.label
    assert basis.official
    assert basis.when
    assert basis.evidence.endswith("?") or "?" in basis.evidence or basis.evidence.endswith(".")
    assert basis.source.publisher == "This product" or basis.source.url.startswith("https://")
    assert basis.mark_note
    assert len(basis.code) <= 30
    assert len(basis.layer) <= 20


@pytest.mark.parametrize(
    ("code", "nations"),
    [
        ("FGM-5B", {"england", "wales"}),
        ("CSA-REP", {"england"}),
        ("CA04-16H", {"england"}),
        ("CA04-16LA", {"england"}),
        ("CA04-16LC", {"england"}),
        ("CARE-42", {"england"}),
        ("CA89-17", {"england"}),
        ("CA89-47", {"england", "wales"}),
        ("SSWBA-128", {"wales"}),
        ("SSWBA-130", {"wales"}),
        ("CHSA-60", {"scotland"}),
        ("ASP-5", {"scotland"}),
        ("CONI-66", {"northern-ireland"}),
        ("CLANI-5", {"northern-ireland"}),
        ("A6E", set(NATIONS)),
    ],
)
def test_a_basis_is_offered_only_where_it_is_law(code: str, nations: set[str]) -> None:
    assert {nation for nation in NATIONS if code in offered(nation)} == nations


def test_repealed_law_is_not_offered() -> None:
    assert not [basis.code for basis in BASES if "14B" in basis.code]


@pytest.mark.parametrize("code", ["A6EA", "A6EA-R", "A6F"])
def test_public_authorities_are_not_offered_legitimate_interests(code: str) -> None:
    assert code not in offered("england", public_authority=True)
    assert code in offered("england", public_authority=False)
    assert code in offered("england")
    assert "Public authorities cannot" in guidance.basis(code).bodies_note


def test_law_enforcement_is_for_public_bodies() -> None:
    assert "LE3" in offered("wales", public_authority=True)
    assert "LE3" not in offered("wales", public_authority=False)


def test_a_childs_law_is_not_offered_for_an_adult_nor_the_other_way() -> None:
    assert "CARE-42" not in offered("england", about="child")
    assert "CA89-47" not in offered("england", about="adult")
    assert {"CARE-42", "CA89-47"} <= offered("england", about="both")


def test_one_layer_at_a_time() -> None:
    found = guidance.bases("england", layer="article_6")
    assert {basis.code for basis in found} >= {"A6A", "A6C", "A6D", "A6E", "A6EA", "A6F"}
    assert {basis.layer for basis in found} == {"article_6"}
    assert guidance.bases("england", layer="article_8")


def test_safeguarding_condition_offers_three_limbs_and_none_for_a_refusal() -> None:
    basis = guidance.basis("A9G+S1-18")
    assert [limb.code for limb in basis.limbs] == ["a", "b", "c"]
    assert "refus" in basis.caution
    assert not any("refus" in limb.label for limb in basis.limbs)


@pytest.mark.parametrize("code", ["CA04-16LA", "CA04-16LC", "CSA-REP"])
def test_law_whose_start_is_not_known_says_so(code: str) -> None:
    basis = guidance.basis(code)
    assert not basis.is_in_force
    assert "confirm" in basis.status_note


def test_consent_is_needed_only_where_consent_is_the_basis() -> None:
    assert {basis.code for basis in BASES if basis.consent_needed} == {"A6A", "A9A", "CL-CON"}


def test_the_reporting_duty_on_genital_mutilation_is_personal_and_for_known_cases() -> None:
    caution = guidance.basis("FGM-5B").caution
    assert "nobody can report for you" in caution
    assert "under 18" in caution
    assert "suspect" in caution


def test_an_unverified_basis_never_reads_as_settled() -> None:
    assert guidance.basis("EDU").is_unverified
    assert "Not confirmed" in guidance.basis("EDU").mark_note
    assert not guidance.basis("A6EA").is_unverified


def test_unknown_codes_are_refused() -> None:
    with pytest.raises(KeyError, match="CA04-14B"):
        guidance.basis("CA04-14B")
