"""How many inputs and pages does a record take, and how long does the machine take?

A real browser, worked by keyboard alone: Tab to what is wanted, then keys. Counted are answers
(a date with its time is one), buttons and links, and pages; timed is what passes between a key
that leads to a page and that page standing there loaded. Typing is not timed.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

from django.utils import timezone
from playwright.sync_api import Browser, Locator, sync_playwright

from accounts.ui.dates import UK, typed_time
from tests.cast import PASSWORD
from tests.journeys import steps, test_case_01
from tests.journeys.visitor import Visitor
from tests.tools import BROWSER_FLAGS, chromium

MOST_TABS, REPEATS = 400, 5
MOST_INPUTS, MOST_PAGES = 8, 3


@dataclass
class Tally:
    """What a journey took."""

    inputs: int = 0
    presses: int = 0
    keys: int = 0
    waits: list[float] = field(default_factory=list)

    @property
    def pages(self) -> int:
        return len(self.waits)


@dataclass
class ByKeyboard(Visitor):
    """A visitor who never touches a mouse."""

    tally: Tally = field(default_factory=Tally)

    def opens(self, path: str) -> None:
        began = perf_counter()
        self.page.goto(path)
        self.tally.waits.append(perf_counter() - began)
        self._looks_round()

    def writes(self, label: str, text: str) -> None:
        self._types(self._labelled(label), text)
        self.tally.inputs += 1

    def writes_source(self, text: str) -> None:
        self._types(self._here.locator("input[name$=-source]"), text)
        self.tally.inputs += 1

    def dates(self, question: str, day: dt.date | dt.datetime) -> None:
        group = self._group(question)
        local = day.astimezone(UK) if isinstance(day, dt.datetime) else day
        parts = {"Day": str(local.day), "Month": str(local.month), "Year": str(local.year)}
        if isinstance(day, dt.datetime):
            parts["Time"] = typed_time(day)
        for label, text in parts.items():
            self._types(group.get_by_label(label, exact=True), text)
        self.tally.inputs += 1

    def chooses(self, question: str, answer: str) -> None:
        group = self._group(question)
        wanted = group.get_by_role("radio", name=answer, exact=True)
        self.tally.inputs += 1
        if wanted.is_checked():
            return
        self._tabs_into(wanted.get_attribute("name") or "")
        if _is_focused(wanted):
            self._key("Space")
        while not wanted.is_checked():
            self._key("ArrowDown")

    def ticks(self, answer: str, *, under: str = "") -> None:
        place = self._group(under) if under else self._here
        box = place.get_by_role("checkbox", name=answer, exact=True)
        self.tally.inputs += 1
        if not box.is_checked():
            self._tabs_to(box)
            self._key("Space")

    def picks(self, label: str, answer: str) -> None:
        box = self._labelled(label)
        self._tabs_to(box)
        while box.evaluate("e => e.selectedOptions[0].label") != answer:
            self._key("ArrowDown")
        self.tally.inputs += 1

    def opens_up(self, summary: str) -> None:
        details = self._here.locator("details", has=self.page.get_by_text(summary, exact=True))
        if details.get_attribute("open") is None:
            self._tabs_to(details.locator("summary"))
            self._key("Enter")
            self.tally.presses += 1

    def presses(self, button: str) -> None:
        self._leads_on(self._here.get_by_role("button", name=button, exact=True))

    def follows(self, link: str) -> None:
        self._leads_on(self._here.get_by_role("link", name=link, exact=True).first)

    def _leads_on(self, target: Locator) -> None:
        self._tabs_to(target)
        self.tally.presses += 1
        began = perf_counter()
        with self.page.expect_navigation(wait_until="load"):
            self._key("Enter")
        self.tally.waits.append(perf_counter() - began)
        self._looks_round()

    def _types(self, box: Locator, text: str) -> None:
        self._tabs_to(box)
        self._key("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def _tabs_to(self, target: Locator) -> None:
        for _ in range(MOST_TABS):
            if _is_focused(target):
                return
            self._key("Tab")
        raise AssertionError(f"{self.path}: {target} cannot be reached by keyboard")

    def _tabs_into(self, name: str) -> None:
        """Radios are one stop, on the chosen one or the first."""
        for _ in range(MOST_TABS):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self._key("Tab")
        raise AssertionError(f"{self.path}: {name} cannot be reached by keyboard")

    def _key(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.tally.keys += 1


def _is_focused(target: Locator) -> bool:
    return bool(target.evaluate("e => e === document.activeElement"))


def shares_in_two_minutes(who: Visitor) -> None:
    """The eight answers of a share that has happened."""
    who.opens("/decisions/start/")
    who.follows("I have already shared it")
    who.writes("Whom is it about?", "FB-10417")
    who.writes("What did you share?", "Round bruise on the left cheek, 1 cm across")
    who.writes("Why?", "A baby who cannot roll.")
    who.writes("Whom did you tell?", "Fernshire hub, Ivy Plum, duty social worker")
    who.chooses("How?", "Telephone")
    who.dates("When?", timezone.now() - dt.timedelta(hours=1))
    who.writes("What will they do, and by when?", "Ring back today.")
    who.writes("Their reference or incident number", "FSH-22871")
    who.presses("Record it now")
    who.is_at("Saved. Nothing has been sent from here.")


def tells_case_1(who: Visitor) -> None:
    """A bruise on a baby who cannot roll, from the first page to the record."""
    test_case_01.tells_the_story(who)
    steps.records(who)


JOURNEYS: dict[str, tuple[Callable[[Visitor], None], int]] = {
    "two-minute path": (shares_in_two_minutes, REPEATS),
    "case 1 in full": (tells_case_1, 1),
}
HEAD = (
    "\n| Journey | Answers | Buttons and links | Pages | Keys | Machine, s, median "
    "| Least to most |\n|---|---|---|---|---|---|---|"
)


def measure(address: str) -> list[str]:
    """Print what each journey took; what missed an aim."""
    missed = []
    print(HEAD, flush=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=list(BROWSER_FLAGS))
        for name, (journey, times) in JOURNEYS.items():
            found = [_took(browser, address, journey) for _ in range(times)]
            one, waits = found[0], [sum(each.waits) for each in found]
            print(
                f"| {name} | {one.inputs} | {one.presses} | {one.pages} | {one.keys} "
                f"| {statistics.median(waits):.1f} | {min(waits):.1f} to {max(waits):.1f} |",
                flush=True,
            )
            if times > 1 and (one.inputs > MOST_INPUTS or one.pages > MOST_PAGES):
                missed.append(f"{name}: {one.inputs} inputs on {one.pages} pages")
        browser.close()
    return missed


def _took(browser: Browser, address: str, journey: Callable[[Visitor], None]) -> Tally:
    context = browser.new_context(base_url=address, locale="en-GB", timezone_id="Europe/London")
    who = ByKeyboard(context.new_page())
    _signs_in(who)
    who.tally = Tally()
    journey(who)
    context.close()
    return who.tally


def _signs_in(who: Visitor) -> None:
    who.opens("/sign-in/")
    who.writes("Email address", "posy.thimble@fernbrook.example")
    who.writes("Password", PASSWORD)
    who.presses("Sign in")
