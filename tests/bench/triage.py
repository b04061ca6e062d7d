"""How many pages and keys does a lead need to look at ten records, by keyboard alone?

Against a demonstration that runs (``make run``); it leaves ten reviews there for each way. Keys
are all that is pressed; the letters of a comment are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from playwright.sync_api import Browser, Page, sync_playwright

from tests.cast import PASSWORD
from tests.tools import BROWSER_FLAGS, chromium

WHO = "rowan.quill@fernbrook.example"
RECORDS, MOST_KEYS = 10, 60
COMMENT = "Was the family told?"
IN_QUEUE = "Boolean(document.activeElement.closest('[data-queue]'))"
AT_FINDING = "document.activeElement.name === 'finding'"
AT_COMMENT = "document.activeElement.name === 'comment'"
AT_BUTTON = "document.activeElement.matches('#open form button')"
HEAD = (
    "\n| Ten records | Reviews | Pages | Keys | Keys for each | Machine, s |"
    "\n|---|---|---|---|---|---|"
)


@dataclass
class Lead:
    """Somebody who only presses keys."""

    page: Page
    keys: int = 0
    pages: int = 0
    waited: float = 0.0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def goes_to(self, where: str) -> None:
        """Tab, as often as it takes."""
        for _ in range(MOST_KEYS):
            if self.page.evaluate(where):
                return
            self.press("Tab")
        raise AssertionError(f"{where} cannot be reached by keyboard")

    def leads_on(self, key: str) -> None:
        began = perf_counter()
        with self.page.expect_navigation(wait_until="load"):
            self.press(key)
        self.waited += perf_counter() - began
        self.pages += 1


def satisfied(lead: Lead) -> None:
    lead.goes_to(AT_FINDING)
    lead.press("Space")
    lead.leads_on("Enter")


def question(lead: Lead) -> None:
    lead.goes_to(AT_FINDING)
    lead.press("Space")
    lead.press("ArrowDown")
    lead.goes_to(AT_COMMENT)
    lead.page.keyboard.insert_text(COMMENT)
    lead.goes_to(AT_BUTTON)
    lead.leads_on("Enter")


WAYS: dict[str, Callable[[Lead], None]] = {
    "satisfied": satisfied,
    "a question, with a comment": question,
}


def measure(address: str) -> list[str]:
    """Print what each way took."""
    print(HEAD, flush=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=list(BROWSER_FLAGS))
        for name, way in WAYS.items():
            lead, done = _looks_at_ten(browser, address, way)
            print(
                f"| {name} | {done} | {lead.pages} | {lead.keys} | {lead.keys / done:.1f} "
                f"| {lead.waited:.1f} |",
                flush=True,
            )
        browser.close()
    return []


def _looks_at_ten(browser: Browser, address: str, way: Callable[[Lead], None]) -> tuple[Lead, int]:
    page = browser.new_page(base_url=address)
    _signs_in(page)
    page.goto("/dashboard/")
    lead, done = Lead(page, pages=1), 0
    lead.goes_to(IN_QUEUE)
    lead.leads_on("o")
    while done < RECORDS:
        if page.locator("#open form").count():
            way(lead)
            done += 1
        else:
            # Their own, which somebody else looks at.
            lead.press("j")
            lead.leads_on("o")
    page.close()
    return lead, done


def _signs_in(page: Page) -> None:
    page.goto("/sign-in/")
    page.locator("input[type=email]").fill(WHO)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()
