"""Is every page of the guidance there for everybody, in each nation, with its marks?"""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.door import acting
from audit.models import Act
from decisions import guidance
from decisions.guidance import NATIONS
from decisions.guidance.charts import charts
from decisions.guidance.sharing_code import sharing_code
from decisions.guidance.tips import tips
from decisions.library.law import sources_in_use
from decisions.library.shelves import tips_of
from tests.cast import Cast, client_of
from tests.decisions.drafted import statements

pytestmark = pytest.mark.django_db
BUDGET = 12
PAGES = (
    "guidance", "in_force", "editions", "search_guidance", "flow_charts", "briefing", "glossary",
    "myths", "bases", "practice", "sharing_code", "who_is_who", "sources",
)  # fmt: skip
EDITIONS = [edition.key for edition in guidance.editions()]
PAIRS = [
    (one.key, other.key)
    for one in guidance.editions()
    for other in guidance.editions()
    if one.family == other.family and one.published < other.published
]
UNSURE = "Not confirmed"
ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")
# Some sources are known by an abbreviation of the field.
ABBREVIATIONS = {term.short for term in guidance.glossary()}
CODES = [
    *(rule.code for edition in guidance.editions() for rule in edition.rules),
    *(basis.code for basis in guidance.all_bases() if "-" in basis.code),
    *NATIONS[3:], "golden_rules", "key-questions-2018", "not-sure", "no-purpose",
    *({each.key for each in sources_in_use() if len(each.key) > 3} - ABBREVIATIONS),
]  # fmt: skip
NO_CODES = re.compile("|".join(rf"(?<![\w-]){re.escape(code)}(?![\w-])" for code in CODES))


def read(client: Client, name: str, *args: object, **asked: str) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def words(page: str) -> str:
    """What people read, without what stands in tags."""
    body = re.sub(r"(?s)<(script|style|title).*?</\1>", " ", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def is_plain(page: str) -> None:
    said = words(page)
    assert not ISO.search(said)
    assert not NO_CODES.findall(said)
    assert "{" not in said


@pytest.mark.parametrize("nation", NATIONS)
def test_every_page_is_there_for_strangers_in_every_nation(nation: str) -> None:
    stranger = Client()
    named = guidance.terms(nation).name
    for name in PAGES:
        page = read(stranger, name, nation=nation)
        is_plain(page)
        assert f'aria-current="true">{named}</a>' in page, name
        assert "Sign out" not in page


@pytest.mark.parametrize("nation", NATIONS)
def test_every_edition_is_there_with_its_rules_and_marks(nation: str) -> None:
    stranger = Client()
    for edition in guidance.editions():
        page = read(stranger, "edition", edition.key, nation=nation)
        is_plain(page)
        said = words(page)
        for rule in edition.rules:
            assert f'id="{rule.code}"' in page
            for text in (rule.title, rule.explanation, rule.do, rule.evidence, rule.mark_note):
                assert text in said
        assert said.count(UNSURE) >= sum(rule.is_unverified for rule in edition.rules)
        assert edition.source.url in html.unescape(page)


@pytest.mark.parametrize(("older", "newer"), PAIRS)
def test_any_two_editions_of_a_family_stand_side_by_side(older: str, newer: str) -> None:
    page = read(Client(), "compare", older, newer)
    is_plain(page)
    said = words(page)
    old, new = guidance.edition(older), guidance.edition(newer)
    for rule in (*old.rules, *new.rules):
        assert f"{rule.number}. {rule.title}" in said
    for change in guidance.changes(old, new):
        assert change.sentence in said
    kinds = [change.kind for change in guidance.changes(old, new)]
    assert said.count("There was none: it is new.") == kinds.count("new")
    assert said.count("It is gone.") == kinds.count("gone")
    marked = [rule for change in guidance.changes(old, new) for rule in (*change[0], *change[1])]
    assert said.count(UNSURE) >= sum(rule.is_unverified for rule in marked)


def test_editions_are_compared_from_the_older_to_the_newer() -> None:
    turned = reverse("compare", args=["golden-rules-2024", "golden-rules-2018"])
    answer = Client().get(turned, {"nation": "wales"})
    assert answer["Location"].startswith(
        reverse("compare", args=["golden-rules-2018", "golden-rules-2024"])
    )
    assert "nation=wales" in answer["Location"]
    for older, newer in (
        ("golden-rules-2018", "golden-rules-2018"),
        ("golden-rules-2018", "caldicott-2020"),
        ("golden-rules-2018", "golden-rules-2042"),
    ):
        assert Client().get(reverse("compare", args=[older, newer])).status_code == 404


def test_what_was_replaced_says_so_and_leads_to_what_followed() -> None:
    page = read(Client(), "edition", "golden-rules-2018")
    assert "Superseded" in words(page)
    assert "About children, this was replaced on 1 May 2024 by" in words(page)
    assert reverse("edition", args=["golden-rules-2024"]) in page
    assert "Adults: from 1 July 2018 until now" in words(page)
    assert "Superseded" not in words(read(Client(), "edition", "golden-rules-2024"))


def unsure(items: Any) -> int:
    return sum(each.is_unverified for each in items)


@pytest.mark.parametrize("nation", NATIONS)
def test_nothing_unconfirmed_stands_without_its_mark(nation: str) -> None:
    stranger = Client()
    glossary = [term for term in guidance.glossary() if nation in term.nations]
    held = {
        "glossary": glossary,
        "bases": guidance.bases(nation),
        "myths": guidance.myths(),
        "practice": [
            *guidance.concerns(), *guidance.givers(nation), *guidance.agencies(nation),
            *guidance.methods(), *guidance.breach_rules(), *tips_of(nation),
        ],
        "sharing_code": sharing_code().items,
        "in_force": guidance.editions_in_force(nation, "child", timezone.localdate()).rules,
    }  # fmt: skip
    assert unsure(glossary) > 50
    for name, items in held.items():
        assert words(read(stranger, name, nation=nation)).count(UNSURE) >= unsure(items), name
    unread = sum(each.seen == "unverified" for each in sources_in_use())
    assert words(read(stranger, "sources")).count(UNSURE) == unread
    for chart in charts(nation):
        page = words(read(stranger, "flow_chart", chart.key, nation=nation))
        assert "Arrows not confirmed" in page
        marked = unsure(chart.own_questions) + unsure(chart.ends)
        assert page.count(UNSURE) >= marked


def test_what_is_not_in_force_says_so() -> None:
    said = words(read(Client(), "bases"))
    pending = [each for each in guidance.bases("england") if not each.is_in_force]
    assert pending
    assert said.count("Start not confirmed") == len(pending)
    for each in pending:
        assert each.status_note in said


def test_the_nation_is_kept_by_every_link() -> None:
    page = read(Client(), "guidance", nation="wales")
    own = re.findall(r'href="(/guidance/[^"#]*)"', page.split("app-quick")[1].split("<footer")[0])
    assert len(own) >= 11
    assert all("nation=wales" in href for href in own)
    plain = read(Client(), "guidance")
    own = re.findall(r'href="(/guidance/[^"#]*)"', plain.split("app-quick")[1].split("<footer")[0])
    assert not any("nation" in href for href in own)


def test_whoever_is_signed_in_begins_with_their_own_nation(cast: Cast) -> None:
    assert "What the rules say in Wales" in words(read(client_of(cast.stranger), "guidance"))
    administrator = client_of(cast.administrator)
    for name in ("in_force", "flow_charts"):
        assert "Sign out" in read(administrator, name)


def test_the_numbers_of_an_organisation_are_its_own(cast: Cast, practitioner: Client) -> None:
    number = cast.practitioner.duty_numbers[0].number
    for name in ("briefing", "who_is_who"):
        assert number not in read(Client(), name).split("<main")[1]
        assert number in read(practitioner, name).split("<main")[1]
    assert number not in read(practitioner, "briefing", nation="wales").split("<main")[1]


def test_strangers_find_the_way_and_nobody_is_shown_more() -> None:
    assert 'href="/guidance/"' in Client().get("/sign-in/").content.decode()
    assert "Our own guidance" not in words(read(Client(), "guidance"))


def test_a_search_marks_the_words_and_keeps_them_nowhere(cast: Cast, practitioner: Client) -> None:
    page = read(practitioner, "search_guidance", q="sharing FCH10417")
    assert re.search(r"<mark>[Ss]har(e|ing|ed)</mark>", page)
    assert "Nothing holds all the words" in words(page)
    assert words(page).count("Superseded about children") >= 1
    assert "FCH10417" not in page.split("<title>")[1].split("</title>")[0]
    with acting(cast.guardian.actor()):
        acts = list(Act.objects.filter(kind__startswith="guidance."))
    assert {act.kind for act in acts} == {"guidance.searched", "guidance.viewed"}
    assert "10417" not in repr([(act.target, act.detail) for act in acts])
    [searched] = [act for act in acts if act.kind == "guidance.searched"]
    assert set(searched.detail) == {"nation", "found"}


def test_what_is_typed_is_only_text() -> None:
    page = read(Client(), "search_guidance", q="<script>alert(1)</script> consent")
    assert "<script>alert" not in page
    assert "<mark>consent</mark>" in page.lower()


def test_the_glossary_is_searched_by_letters_and_by_meaning() -> None:
    said = words(read(Client(), "glossary", q="hubs"))
    assert "MASH: Multi-agency safeguarding hub" in said
    assert "FGM" not in said
    assert "Nothing was found." in words(read(Client(), "glossary", q="xylophone"))
    cautions = [each.caution for each in guidance.glossary() if each.caution]
    assert any(each in words(read(Client(), "glossary")) for each in cautions)


def test_the_briefing_has_seven_parts_in_the_nations_words() -> None:
    for nation in NATIONS:
        page = read(Client(), "briefing", nation=nation)
        assert page.count('class="app-briefing__part"') == 8
        assert guidance.terms(nation).referral in words(page)
    assert "Caldicott Guardian" not in words(read(Client(), "briefing", nation=NATIONS[3]))


def test_every_tip_is_read_somewhere() -> None:
    shown = {tip.key for nation in NATIONS for tip in tips_of(nation)}
    assert shown == {tip.key for tip in tips()}


@pytest.mark.parametrize("name", ["guidance", "bases", "search_guidance", "in_force", "glossary"])
def test_a_page_asks_the_database_little(name: str, practitioner: Client) -> None:
    read(practitioner, "guidance")
    with CaptureQueriesContext(connection) as asked:
        read(practitioner, name)
    assert statements(asked) <= BUDGET


def test_what_is_not_there_is_not_found() -> None:
    for name in ("edition", "flow_chart", "walk_chart"):
        assert Client().get(reverse(name, args=["wizards"])).status_code == 404
    assert Client().get(reverse("guidance"), {"nation": "narnia"}).status_code == 200
