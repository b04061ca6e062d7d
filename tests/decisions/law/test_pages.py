"""The guide, the tool apart from any record and the judgement, as a browser gets them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.door import reading
from audit.models import Act
from decisions.choices import Outcome, PersonRole, YesNoNotSure
from decisions.guidance import all_bases
from decisions.law.duty import is_asked, judgement_gaps
from decisions.law.guide import guide
from decisions.law.reading import facts_of
from decisions.models import DetrimentJudgement
from decisions.screens.basis_forms import ASKED
from tests.cast import Cast, client_of
from tests.decisions.drafted import Drafted
from tests.decisions.form_reader import read

JUDGED: dict[str, str] = {
    "asked_by": "The hub",
    "their_function": "They look after children in need",
    "relevance": "They could plan a visit",
    "harm_if_disclosed": "She says that she would run away",
    "harm_if_not_disclosed": "They visit later",
    "less_considered": "The address was left out",
    "childs_view": "She asks us to wait until Friday",
    "discussed_with": "Rowan Quill, lead",
    "is_more_detrimental": "yes",
    "reasons": "Running away is the greater harm this week",
}


@pytest.fixture
def draft(cast: Cast) -> Drafted:
    return Drafted(cast, "decision", PersonRole.CHILD)


def address(draft: Drafted) -> str:
    return reverse("judge_detriment", args=[draft.reference])


def judge(draft: Drafted, **changed: str) -> Any:
    page = draft.client.get(address(draft)).content.decode()
    return draft.client.post(address(draft), read(page).answers | JUDGED | changed)


def kept(draft: Drafted) -> list[DetrimentJudgement]:
    return draft.record().judgements


@pytest.mark.django_db
def test_the_guide_tells_how_it_came_to_this(draft: Drafted) -> None:
    draft.set(concerns=["fgm"])
    with CaptureQueriesContext(connection) as asked:
        answer = draft.client.get(reverse("law_guide", args=[draft.reference]))
    page = answer.content.decode()
    assert "Public authorities cannot use this for their own public tasks." in page
    assert "Could fit" in page
    assert "Start not confirmed" in page
    assert "Not confirmed on a published page." in page
    assert "SSWBA" not in page
    assert "not-known" not in page
    reads = [
        q for q in asked.captured_queries if q["sql"].startswith("SELECT") and "FROM" in q["sql"]
    ]
    assert len(reads) <= 12
    with reading(draft.actor):
        assert Act.objects.filter(kind="law.viewed", target="guide").count() == 1


@pytest.mark.django_db
def test_the_tool_explains_without_a_record_and_keeps_nothing(cast: Cast) -> None:
    client = client_of(cast.practitioner)
    url = reverse("law_tool")
    assert "Could fit" not in client.get(url).content.decode()
    asked = {"nation": "scotland", "public": "no", "about": "child", "concerns": ["neglect"]}
    page = client.get(url, asked).content.decode()
    assert "Children’s Reporter" in page
    assert "You are not a public authority, and you share to protect" in page
    assert "Section 47, section 42 and the like are English or Welsh law." in page
    assert client.get(url, {"nation": "atlantis"}).status_code == 422
    assert client.get(url, {"nation": "wales", "consent": "perhaps"}).status_code == 422
    assert client.post(url, asked).status_code == 405


@pytest.mark.django_db
def test_a_judgement_is_kept_in_full_on_a_draft(draft: Drafted) -> None:
    draft.set(outcome=Outcome.NOT_SHARE)
    assert "Record the judgement" in draft.get()
    assert judge(draft)["Location"] == reverse("decision", args=[draft.reference])
    (row,) = kept(draft)
    assert {name: getattr(row, name) for name in JUDGED} == JUDGED
    assert row.judged_by_id == draft.member.person_id == row.noted_by_id
    assert row.judged_at is not None
    check = draft.client.get(reverse("check", args=[draft.reference])).content.decode()
    assert "sharing would do the child more harm" in check
    assert "Judge it again" in check


@pytest.mark.django_db
def test_sending_it_twice_keeps_one_and_a_change_of_mind_adds_another(draft: Drafted) -> None:
    judge(draft)
    judge(draft)
    assert len(kept(draft)) == 1
    judge(draft, is_more_detrimental="no", reasons="She is with her aunt now")
    assert [row.is_more_detrimental for row in kept(draft)] == ["yes", "no"]
    judge(draft, judged_by_other="Dr Alder Finch, Guardian", reasons="Agreed with him")
    assert kept(draft)[-1].judged_by_id is None


@pytest.mark.django_db
def test_what_was_typed_comes_back_where_the_answer_is_missing(draft: Drafted) -> None:
    answer = judge(draft, is_more_detrimental="", reasons="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "She asks us to wait until Friday" in page
    assert "Choose an answer" in page
    assert kept(draft) == []


@pytest.mark.django_db
def test_a_judgement_that_is_not_written_is_a_gap_and_no_block(draft: Drafted) -> None:
    gap = "It does not say whether sharing would do the child more harm."
    draft.set(outcome=Outcome.NOT_SHARE, reasons="She would run away", decided_at=timezone.now())
    assert gap in draft.gaps()
    recorded = draft.client.get(record(draft)).content.decode()
    assert "Record the judgement" in recorded
    assert judge(draft).status_code == 302
    assert gap not in draft.gaps()
    printed = draft.client.get(reverse("print", args=[draft.reference])).content.decode()
    assert "She says that she would run away" in printed
    with reading(draft.actor):
        assert Act.objects.filter(kind="law.detriment_judged").count() == 1


def record(draft: Drafted) -> str:
    """Where the record is, once it is recorded."""
    url = reverse("check", args=[draft.reference])
    done = draft.client.post(url, read(draft.client.get(url).content.decode()).answers)
    assert done["Location"] == reverse("recorded", args=[draft.reference])
    return str(done["Location"])


@pytest.mark.django_db
def test_whatever_is_chosen_it_can_be_recorded(draft: Drafted) -> None:
    draft.person(PersonRole.ADULT)
    draft.set(outcome=Outcome.SHARE_ALL, reasons="To keep her safe", decided_at=timezone.now())
    draft.slug = "basis"
    laws: dict[str, Any] = {
        layer: [
            each.code for each in all_bases() if each.layer == layer and "england" in each.nations
        ]
        for layer in ASKED
    }
    assert draft.post(**laws).status_code == 302
    assert {row.code for row in draft.record().bases} == {
        code for codes in laws.values() for code in codes
    }
    assert any("may not fit" in gap for gap in draft.gaps())
    assert "It may not fit" not in draft.client.get(record(draft)).content.decode()


@pytest.mark.django_db
def test_nothing_is_ticked_that_is_not_stored(draft: Drafted) -> None:
    draft.slug = "basis"
    draft.set(concerns=["fgm"], danger_now="yes", significant_harm=YesNoNotSure.YES)
    told: dict[str, Any] = {
        "fact_court_order": "yes",
        "fact_offence": "yes",
        "fact_regulated": "yes",
    }
    draft.post(**told, fact_how_known="told")
    assert set(read(draft.get()).answers) & {*ASKED, "limb"} == set()
    assert draft.record().bases == []


@pytest.mark.django_db
def test_the_duty_is_asked_about_for_children_in_england_alone(draft: Drafted) -> None:
    record = draft.record()
    for outcome, direction, asks, gap in (
        ("not-share", "share", True, True),
        ("share-part", "share", True, False),
        ("share-part", "asked", True, True),
        ("not-yet", "asked", True, False),
        ("share-all", "asked", False, False),
        ("not-yet", "share", False, False),
    ):
        record.decision.outcome, record.decision.direction = outcome, direction
        assert (is_asked(record), bool(judgement_gaps(record))) == (asks, gap), (outcome, direction)
    record.decision.outcome = Outcome.NOT_SHARE
    for nation in ("scotland", "wales", "northern-ireland"):
        record.decision.nation = nation
        assert not is_asked(record)
    record.decision.nation = "england"
    record.people[0].role = PersonRole.ADULT
    assert not is_asked(record)


@pytest.mark.django_db
def test_facts_are_read_from_what_the_record_says(draft: Drafted) -> None:
    draft.set(
        concerns=["sexual"], danger_now="yes", significant_harm=YesNoNotSure.YES,
        outcome=Outcome.SHARE_PART,
    )  # fmt: skip
    facts = facts_of(draft.record())
    assert (facts.nation, facts.organisation, facts.public) == ("england", "nhs", "yes")
    assert (facts.about, facts.life, facts.significant) == ("child", "danger", "yes")
    assert (facts.outcome, facts.direction, facts.recipients) == ("part", "share", None)
    assert facts.table()["risk"] == facts.table()["sexual"] == "yes"
    told = facts_of(draft.record(), {**dict.fromkeys(TOLD, ""), "regulated": "not-sure"})
    assert told.regulated == ""
    answer = guide(facts).of("A6D")
    assert answer is not None
    assert answer.depends


TOLD = (
    "sensitive", "offence", "in_confidence", "court_order", "would_share_anyway", "how_known",
    "regulated",
)  # fmt: skip
