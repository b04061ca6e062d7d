"""The step about the law that lets us share, as a browser without scripts uses it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.door import acting
from consent.choices import ConsentStatus, Thing
from decisions.actions.basis import put_bases
from decisions.actions.consent import put_consents
from decisions.choices import Outcome, PersonRole
from decisions.guidance import all_bases
from decisions.law.facts import Facts
from decisions.law.guide import guide
from decisions.models import LawfulBasis
from decisions.screens.basis import BasisScreen
from decisions.screens.basis_forms import ASKED, LAYER_WORDS, BasisForm, hint
from tests.cast import Cast
from tests.decisions.drafted import Drafted, statements
from tests.decisions.form_reader import read

LEGAL = "Legal obligation: the law says we must"
LAWS: dict[str, Any] = {
    "article_6": ["A6E"],
    "article_6_evidence": "Children Act 2004, section 11",
    "article_9": ["A9G+S1-18"],
    "limb": "b",
    "article_9_evidence": "Baby of four months; parents refused",
    "confidentiality": ["CL-PUB"],
    "confidentiality_evidence": "The bruise outweighs it. Decided by R. Quill",
    "gateway": ["CA89-47", "CA04-10/11"],
    "gateway_evidence": "The council confirmed section 47",
    "article_8": "Lawful, to protect a baby, and no more than needed",
}


@pytest.fixture
def draft(cast: Cast) -> Drafted:
    return Drafted(cast, "basis", PersonRole.CHILD)


def stored(draft: Drafted) -> dict[str, LawfulBasis]:
    return {row.code: row for row in draft.record().bases}


def rely_on(draft: Drafted, **bases: dict[str, str]) -> None:
    """Laws as another way of recording would store them."""
    with acting(draft.actor):
        put_bases(draft.record(), actor=draft.actor, bases=bases)


@pytest.mark.django_db
def test_nothing_is_chosen_for_anybody(draft: Drafted) -> None:
    chosen = read(draft.get()).answers
    assert not set(ASKED) & set(chosen)
    assert "basis_left_to_lead" not in chosen
    assert "limb" not in chosen


@pytest.mark.django_db
def test_every_layer_is_kept_with_its_evidence(draft: Drafted) -> None:
    assert draft.post(**LAWS).status_code == 302
    rows = stored(draft)
    assert set(rows) == {"A6E", "A9G+S1-18", "CL-PUB", "CA89-47", "CA04-10/11"}
    assert rows["A9G+S1-18"].limb == "b"
    assert rows["A6E"].evidence == "Children Act 2004, section 11"
    assert {row.layer for row in rows.values()} == set(ASKED) - {"offence"}
    assert draft.record().decision.article_8 == LAWS["article_8"]
    assert draft.gaps() == []
    before = draft.record().decision.version
    draft.post()
    assert draft.record().decision.version == before


@pytest.mark.django_db
def test_a_law_that_is_unticked_goes_and_its_history_stays(draft: Drafted) -> None:
    draft.post(**LAWS)
    draft.post(gateway=["CA89-47"], limb="c")
    rows = stored(draft)
    assert "CA04-10/11" not in rows
    assert rows["A9G+S1-18"].limb == "c"
    assert rows["CA89-47"].evidence == "The council confirmed section 47"


@pytest.mark.django_db
def test_left_to_the_lead_is_an_answer_whose_gap_the_lead_owns(draft: Drafted) -> None:
    assert draft.gaps() == [
        "No reason in data protection law is chosen, and it is not left to your lead."
    ]
    assert draft.post(basis_left_to_lead="on").status_code == 302
    (gap,) = BasisScreen.gaps(draft.record())
    assert gap.owner == "lead"
    draft.as_incomplete()
    draft.post(article_6=["A6E"], article_6_evidence="Children Act 2004")
    assert stored(draft)["A6E"].evidence == "Children Act 2004"
    assert draft.record().decision.basis_left_to_lead
    assert draft.gaps() == []


@pytest.mark.django_db
def test_nothing_is_missing_where_nothing_goes(draft: Drafted) -> None:
    draft.set(outcome=Outcome.NOT_SHARE)
    assert draft.gaps() == []


@pytest.mark.django_db
def test_what_a_law_needs_is_a_gap(draft: Drafted) -> None:
    draft.post(article_6=["A6C"], article_9=["A9G+S1-18"])
    assert draft.gaps() == [
        f"It does not say what makes “{LEGAL}” fit.",
        "It does not say what makes “Safeguarding a child or an adult at risk” fit.",
        "It does not say which of (a), (b) or (c) of paragraph 18 fits.",
        f"“{LEGAL}” needs an answer under “The power or duty to share” as well.",
    ]


@pytest.mark.django_db
def test_relying_on_consent_that_nobody_gave_is_pointed_out(draft: Drafted) -> None:
    laws: dict[str, Any] = {"article_6": ["A6A"], "article_6_evidence": "x"}
    confidence: dict[str, Any] = {"confidentiality": ["CL-CON"], "confidentiality_evidence": "x"}
    draft.post(**laws, **confidence)
    warned = "is chosen, but no consent of that kind is recorded as given."
    assert [warned in gap for gap in draft.gaps()] == [True, True]
    assert draft.get().count(warned) == 2
    child = draft.people[0]
    with acting(draft.actor):
        given = {(child.pk, str(Thing.CONFIDENCE)): {"status": ConsentStatus.GIVEN}}
        put_consents(draft.record(), actor=draft.actor, answers=given)
    assert [gap[:24] for gap in draft.gaps()] == ["“Consent: a real choice”"]


@pytest.mark.django_db
def test_another_nations_law_is_not_offered_but_one_that_is_stored_shows(draft: Drafted) -> None:
    assert "SSWBA-130" not in draft.get()
    rely_on(draft, **{"SSWBA-130": {"layer": "gateway", "evidence": "x"}})
    rely_on(
        draft,
        **{
            "SSWBA-130": {},
            "GONE-1": {"layer": "gateway", "evidence": "y"},
            "HRA-8": {"layer": "article_8", "evidence": "z"},
        },
    )
    page = draft.get()
    assert 'value="SSWBA-130" checked' in page
    assert "GONE-1" in page
    assert draft.post().status_code == 302
    rows = stored(draft)
    assert {code: row.evidence for code, row in rows.items()} == {
        "SSWBA-130": "x", "GONE-1": "y", "HRA-8": "z",
    }  # fmt: skip
    draft.post(article_8="Fair")
    assert set(stored(draft)) == {"SSWBA-130", "GONE-1", "HRA-8"}


@pytest.mark.django_db
def test_what_may_not_fit_stands_last_and_can_be_ticked(draft: Drafted) -> None:
    page = draft.get()
    assert "May not fit. Public authorities cannot use this" in page
    assert page.index('value="A6E"') < page.index("These may not fit:") < page.index('value="A6EA"')
    assert 'value="CARE-42"' not in page
    draft.person(PersonRole.ADULT)
    assert 'value="CARE-42"' in draft.get()
    assert draft.post(article_6=["A6EA"], article_6_evidence="x").status_code == 302
    assert set(stored(draft)) == {"A6EA"}


@pytest.mark.django_db
def test_relying_on_what_may_not_fit_asks_for_the_reason(draft: Drafted) -> None:
    draft.post(article_6=["A6E", "A6EA"], article_6_evidence="x", article_9=["A9H+S1-2"])
    label = "Recognised legitimate interest: safeguarding"
    asked = f"“{label}” may not fit. It does not say why it is relied on all the same."
    assert asked in draft.gaps()
    assert "Public task" not in " ".join(gap for gap in draft.gaps() if "may not fit" in gap)
    draft.post(article_6_despite="We run a shelter of our own, beside our public job")
    assert asked not in draft.gaps()
    rows = stored(draft)
    assert rows["A6EA"].despite == "We run a shelter of our own, beside our public job"
    assert rows["A6E"].despite == ""
    (shown,) = BasisScreen.blocks(draft.record())
    assert "We run a shelter of our own" in " ".join(row.value for row in shown.rows)


@pytest.mark.django_db
def test_a_reason_without_doubt_is_not_lost(draft: Drafted) -> None:
    draft.post(article_6=["A6E"], article_6_evidence="x", article_6_despite="To be safe")
    assert stored(draft)["A6E"].despite == "To be safe"
    alone = draft.post(article_9_despite="Because")
    assert alone.status_code == 422
    assert "Because" in alone.content.decode()


@pytest.mark.django_db
def test_what_the_guide_asks_is_kept_and_changes_what_it_says(draft: Drafted) -> None:
    assert "It depends on whether a court has ordered it." in draft.get()
    draft.post(fact_court_order="yes", fact_sensitive="not-sure", fact_how_known="suspected")
    kept = draft.record().facts
    assert kept is not None
    assert (kept.court_order, kept.sensitive, kept.how_known) == ("yes", "not-sure", "suspected")
    page = draft.get()
    assert "Could fit. A court has ordered it." in page
    (shown,) = BasisScreen.blocks(draft.record())
    told = {row.label: row.value for row in shown.rows}
    assert told["Has a court ordered it?"] == "Yes"
    assert "Not sure" in told.values()
    before = draft.record().decision.version
    draft.post()
    assert draft.record().decision.version == before


@pytest.mark.django_db
def test_lead_who_completes_it_sees_the_same_and_fills_the_gaps(draft: Drafted) -> None:
    draft.post(fact_offence="no", basis_left_to_lead="on")
    draft.as_incomplete()
    page = draft.get()
    assert "You said that it is about no offence" in page
    assert 'name="fact_offence"' not in page
    changed: dict[str, Any] = {"article_6": ["A6EA"], "article_6_despite": "Said to the lead"}
    assert draft.post(fact_court_order="no", **changed).status_code == 302
    kept = draft.record().facts
    assert kept is not None
    assert (kept.offence, kept.court_order) == ("no", "no")
    assert stored(draft)["A6EA"].despite == "Said to the lead"


@pytest.mark.django_db
def test_a_record_of_before_takes_a_reason_afterwards(draft: Drafted) -> None:
    draft.post(article_6=["A6EA"], article_6_evidence="x")
    draft.as_incomplete()
    assert draft.post(article_6_despite="It was said later").status_code == 302
    assert stored(draft)["A6EA"].despite == "It was said later"


@pytest.mark.django_db
def test_words_without_a_law_are_asked_about_and_kept(draft: Drafted) -> None:
    answer = draft.post(article_9_evidence="Health visitor’s notes")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tick which of these your words below are about" in page
    assert "Health visitor’s notes" in page


@pytest.mark.django_db
def test_a_recorded_law_stays_and_empty_layers_can_be_filled(draft: Drafted) -> None:
    draft.post(article_6=["A6E"], article_6_evidence="Section 11")
    draft.as_incomplete()
    page = draft.get()
    assert 'name="article_6"' not in page
    assert 'name="confidentiality"' in page
    changed: dict[str, Any] = {"article_6": ["A6D"], "confidentiality": ["CL-PUB"]}
    assert draft.post(**changed).status_code == 302
    assert set(stored(draft)) == {"A6E", "CL-PUB"}


@pytest.mark.django_db
def test_the_record_says_each_law_in_plain_words_and_by_its_name(draft: Drafted) -> None:
    draft.post(**LAWS | {"gateway": ["CA04-16LA"]})
    (shown,) = BasisScreen.blocks(draft.record())
    values = " ".join(row.value for row in shown.rows)
    assert (
        "Public task: it is part of our public job (UK GDPR Article 6(1)(e), public task)."
        in values
    )
    assert "(b) In these circumstances, we cannot reasonably be expected" in values
    assert "we have not been able to confirm that it is in force" in values
    assert LAWS["article_8"] in values


@pytest.mark.django_db
def test_queries_of_a_save_do_not_grow_with_the_laws(draft: Drafted) -> None:
    counts = []
    for codes in (["CA89-47"], ["EDU", "COURT", "CDA-115", "CA89-17", "HSC-251B"], ["MAPPA"]):
        record = draft.record()
        laws = {code: {"layer": "gateway"} for code in codes}
        with CaptureQueriesContext(connection) as asked, acting(draft.actor):
            put_bases(record, actor=draft.actor, bases=laws, values={"article_8": codes[0]})
        counts.append(statements(asked))
    assert max(counts) <= 6
    assert counts[1] == counts[2]


def test_law_that_is_not_known_to_be_in_force_says_so_in_its_hint() -> None:
    for found in all_bases():
        said = hint(found)
        assert found.when in said
        assert (found.status_note in said) or found.is_in_force
        assert found.evidence in said
        assert ("(not confirmed)" in said) == found.is_unverified


def test_every_layer_of_the_guidance_is_asked_about() -> None:
    assert {found.layer for found in all_bases()} == {*ASKED, "article_8"}
    form = BasisForm(offered=dict.fromkeys(ASKED, ()), guidance=guide(Facts("wales")))
    assert set(LAYER_WORDS) == set(ASKED)
    assert next(iter(form.fields)) == "basis_left_to_lead"


@pytest.mark.django_db
def test_what_a_chosen_law_needs_is_said_where_it_is_written(draft: Drafted) -> None:
    draft.post(article_6=["A6E"], basis_left_to_lead="on")
    draft.as_incomplete()
    assert "Which job or power, and where in the law it comes from?" in draft.get()
