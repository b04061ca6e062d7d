"""Are the pages sound: for axe, for the validator, on a phone, on paper, without scripts?"""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.tools import ROOT, vnu
from tests.ui.conftest import OpenPage

pytestmark = pytest.mark.browser

ERRORS = ("400", "403", "403_csrf", "404", "405", "413", "500", "503")
PAGES = (
    "/form/",
    "/form/?out",
    "/one/",
    "/items/",
    "/parts/",
    *(f"/error/{one}/" for one in ERRORS),
)
WHOLE_PAGE = {"/form/", "/parts/"}
# The design system's own script puts aria-expanded on radios that reveal something.
REVEALS = {"aria-allowed-attr": "input.govuk-radios__input"}
# What the official macros write on purpose, for older browsers and for JAWS.
OFFICIAL_ON_PURPOSE = {
    "Attribute “aria-hidden” is unnecessary for elements that have attribute “hidden”.",
    "The “group” role is unnecessary for element “fieldset”.",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, source: str) -> list[str]:
    """What axe holds against a page, one line for each element."""
    page.evaluate(source)
    found: Any = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in found["violations"]
        for node in one["nodes"]
        if not (one["id"] in REVEALS and "aria-expanded" in node["html"])
    ]


def in_error(page: Page) -> Page:
    """The same page after an answer that cannot be taken."""
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_selector(".govuk-error-summary")
    return page


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(open_page: OpenPage, axe_source: str, path: str) -> None:
    page = open_page(path)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page, axe_source) == []


@pytest.mark.parametrize("path", ["/form/", "/one/"])
def test_axe_finds_nothing_in_error(open_page: OpenPage, axe_source: str, path: str) -> None:
    page = in_error(open_page(path))
    assert page.title().startswith("Error: ")
    assert violations(page, axe_source) == []


def test_every_page_is_valid_html(open_page: OpenPage, tmp_path: Path) -> None:
    """As the server sent it, and with errors in it."""
    erring = open_page("/form/", scripts=False)
    for path in PAGES:
        name = path.strip("/").replace("/", "-").replace("?", "-")
        (tmp_path / f"{name}.html").write_text(sent(erring, path))
    with erring.expect_response(lambda answer: answer.status == 422) as waited:
        erring.locator("main form button[type=submit]").first.click()
    (tmp_path / "erring.html").write_text(waited.value.text())
    checked = subprocess.run(
        [*vnu(), "--format", "json", *sorted(map(str, tmp_path.glob("*.html")))],
        capture_output=True,
        text=True,
        check=False,
    )
    found = [one["message"] for one in json.loads(checked.stderr)["messages"]]
    assert [text for text in found if text not in OFFICIAL_ON_PURPOSE] == []


def sent(page: Page, path: str) -> str:
    return page.request.get(path).text()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_screen(open_page: OpenPage, path: str, scripts: bool) -> None:
    """320 px is 1280 px at 400% zoom."""
    page = open_page(path, scripts=scripts)
    closed = page.locator("details:not([open]) > summary")
    while closed.count():
        closed.first.click()
    for width in (375, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
def test_what_can_be_tapped_is_large_enough(open_page: OpenPage, width: int) -> None:
    """24 px at least, links in a sentence apart (WCAG 2.2, 2.5.8)."""
    page = open_page("/parts/", width=width)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, input, .app-duty a")]
             .filter(e => e.checkVisibility())
             .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect().height])
             .filter(([, height]) => height > 0 && height < 24)"""
    )
    assert small == []


def test_a_first_visit_is_light(open_page: OpenPage) -> None:
    """At most 90 kB in all, compressed; later pages only send their HTML, at most 25 kB."""
    page = open_page("/form/")
    html = len(gzip.compress(sent(page, "/form/").encode()))
    built = ROOT / "static" / "build"
    files = sum(len(gzip.compress((built / name).read_bytes())) for name in ("app.css", "app.js"))
    assert html <= 25_000
    assert html + files <= 90_000


def test_the_style_sheet_and_script_name_no_other_place() -> None:
    for name in ("app.css", "app.js"):
        text = (ROOT / "static" / "build" / name).read_text()
        for foreign in ("GDS Transport", "crest", "crown", "url(http", "import("):
            assert foreign not in text


def test_on_paper_everything_is_open_and_nothing_is_a_button(open_page: OpenPage) -> None:
    page = open_page("/parts/")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".app-timeline ins").first.is_visible()
    for hidden in (".govuk-service-navigation", ".app-emergency", ".govuk-button", ".app-why"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".app-rules").is_visible()


# The frame


def test_titles_tell_tabs_apart_and_name_nobody(open_page: OpenPage) -> None:
    title = open_page("/form/").title()
    assert title == "A step with every kind of question · 4M2R · Sharing Decisions"


def test_who_to_ring_is_there_before_sign_in_and_when_all_else_fails(open_page: OpenPage) -> None:
    for path in ("/form/?out", "/error/500/", "/error/503/"):
        header = open_page(path).locator("header")
        assert header.get_by_role("link", name="999").get_attribute("href") == "tel:999"
    inside = open_page("/form/").locator("header")
    link = inside.get_by_role("link", name="01632 960 010")
    assert link.get_attribute("href") == "tel:01632960010"


def test_navigation_follows_the_roles(open_page: OpenPage) -> None:
    page = open_page("/form/")
    nav = page.get_by_role("navigation")
    assert nav.get_by_role("link").all_inner_texts() == [
        "Start a record",
        "My records",
        "Find",
        "People",
    ]
    assert nav.locator("[aria-current=page]").inner_text() == "Start a record"
    assert open_page("/form/?out").get_by_role("navigation").count() == 0


def test_signing_out_is_a_post(open_page: OpenPage) -> None:
    form = open_page("/form/").locator("form.app-signout")
    assert form.get_attribute("method") == "post"
    assert form.get_by_role("button", name="Sign out").is_visible()


def test_the_skip_link_leads_to_the_main_part(open_page: OpenPage) -> None:
    page = open_page("/form/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_lead_and_guardian_stand_on_every_page(open_page: OpenPage) -> None:
    footer = open_page("/parts/").locator("footer")
    assert "Rowan Quill, 01632 960 001" in footer.inner_text()
    assert "Dr Hazel Fern, 01632 960 002" in footer.inner_text()


def test_error_links_lead_to_their_inputs(open_page: OpenPage) -> None:
    page = in_error(open_page("/form/"))
    for link in page.locator(".govuk-error-summary a").all():
        link.click()
        target = (link.get_attribute("href") or "")[1:]
        assert page.evaluate("document.activeElement.id") == target


@pytest.mark.parametrize("scripts", [True, False])
def test_a_form_in_error_keeps_what_was_typed(open_page: OpenPage, scripts: bool) -> None:
    page = open_page("/form/", scripts=scripts)
    page.fill("[name=worrying]", "Line one\n  line <two>")
    page.fill("[name=shared_at-time]", "3:40")
    page.check("[name=outcome][value=not]")
    page.locator("main form button", has_text="Save and continue").click()
    page.wait_for_selector(".govuk-error-summary")
    assert page.input_value("[name=worrying]") == "Line one\n  line <two>"
    assert page.input_value("[name=shared_at-time]") == "3:40"
    assert page.is_checked("[name=outcome][value=not]")
