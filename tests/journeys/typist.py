"""What does a person do who has no mouse? Only keys; and every answer and page is counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Locator

from accounts.ui.dates import UK, typed_time
from tests.journeys.visitor import Visitor

# More stops than any page has.
MOST_STOPS = 400
HERE = "e => e === document.activeElement"
IN_GROUP = "e => e.name === document.activeElement.name"
# How many stops it is from where one is to there. A group of radios is one stop.
STOPS = """target => {
    const here = document.activeElement, there = Node.DOCUMENT_POSITION_FOLLOWING;
    const first = one => document.querySelector(`input[name="${one.name}"]:checked`)
        || document.querySelector(`input[name="${one.name}"]`);
    const stop = one => one.type === "radio" ? first(one) : one;
    const end = stop(target);
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
        .filter(one => one.checkVisibility() && !one.disabled && one.tabIndex >= 0)
        .filter(one => one.type !== "hidden" && stop(one) === one)
        .filter(one => here.compareDocumentPosition(one) & there)
        .filter(one => one === end || one.compareDocumentPosition(end) & there).length;
}"""
IS_BEFORE = """e => !!(document.activeElement.compareDocumentPosition(e)
                       & Node.DOCUMENT_POSITION_PRECEDING)"""


@dataclass
class Counted:
    """How much somebody had to do."""

    inputs: int = 0
    pages: int = 0


@dataclass
class Typist(Visitor):
    """A visitor whose hands stay on the keyboard."""

    counted: Counted = field(default_factory=Counted)

    def writes(self, label: str, text: str) -> None:
        self._types(self._labelled(label), text)
        self.counted.inputs += 1

    def writes_source(self, text: str) -> None:
        self._types(self._here.locator("input[name$=-source]"), text)
        self.counted.inputs += 1

    def chooses(self, question: str, answer: str) -> None:
        radio = self._group(question).get_by_role("radio", name=answer, exact=True)
        self._reaches(radio, IN_GROUP)
        for _ in range(MOST_STOPS):
            if radio.evaluate(HERE):
                break
            self._key("ArrowDown")
        if not radio.is_checked():
            self._key("Space")
        assert radio.is_checked()
        self.counted.inputs += 1

    def ticks(self, answer: str, *, under: str = "") -> None:
        place = self._group(under) if under else self._here
        box = place.get_by_role("checkbox", name=answer, exact=True)
        self._reaches(box)
        self._key("Space")
        assert box.is_checked()
        self.counted.inputs += 1

    def picks(self, label: str, answer: str) -> None:
        self._reaches(self._labelled(label))
        self.page.keyboard.type(answer)
        self.counted.inputs += 1

    def dates(self, question: str, day: dt.date | dt.datetime) -> None:
        group = self._group(question)
        local = day.astimezone(UK) if isinstance(day, dt.datetime) else day
        parts = {"Day": str(local.day), "Month": str(local.month), "Year": str(local.year)}
        if isinstance(day, dt.datetime):
            parts["Time"] = typed_time(day)
        for label, text in parts.items():
            self._types(group.get_by_label(label, exact=True), text)
        self.counted.inputs += len(parts)

    def says_now(self, question: str) -> None:
        """One key for the day and the time."""
        self._reaches(self._group(question).get_by_role("button"))
        self._key("Enter")
        self.counted.inputs += 1

    def presses(self, button: str) -> None:
        self._goes_by(self._here.get_by_role("button", name=button, exact=True))

    def follows(self, link: str) -> None:
        self._goes_by(self._here.get_by_role("link", name=link, exact=True).first)

    def opens_up(self, summary: str) -> None:
        details = self._here.locator("details", has=self.page.get_by_text(summary, exact=True))
        if details.get_attribute("open") is None:
            self._reaches(details.locator("summary"))
            self._key("Enter")

    # How

    def _goes_by(self, what: Locator) -> None:
        self._reaches(what)
        with self._arriving():
            self._key("Enter")

    def _types(self, box: Locator, text: str) -> None:
        self._reaches(box)
        self._key("Control+A")
        self.page.keyboard.insert_text(text)

    def _reaches(self, target: Locator, there: str = HERE) -> None:
        """Tab to it, or back to it."""
        target.wait_for()
        key = "Shift+Tab" if target.evaluate(IS_BEFORE) else "Tab"
        # Most of the way without looking: to look takes longer than to press.
        for _ in range(target.evaluate(STOPS) - 1):
            self._key(key)
        for _ in range(MOST_STOPS):
            if target.evaluate(there):
                return
            self._key(key)
        raise AssertionError(f"No key leads to {target} on {self.path}")

    def _key(self, key: str) -> None:
        self.page.keyboard.press(key)

    @contextmanager
    def _arriving(self) -> Iterator[None]:
        with super()._arriving():
            yield
        self.counted.pages += 1
