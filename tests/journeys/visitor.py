"""What does a person do in a browser? Write, choose, press, and see; in words, not selectors.

Every page that a visitor comes to is looked at in passing: its title, its heading, its width,
and where the focus is when something was wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from playwright.sync_api import ConsoleMessage, Locator, Page, Response, expect

from accounts.ui.dates import UK, typed_time

# The step, the last four characters of the reference where there is one, and who we are.
TITLE = re.compile(r"(Error: )?[A-Z][^·]*( · [0-9A-Z]{4})? · Sharing Decisions")
SUMMARY = ".govuk-error-summary[data-module]"
AT_A_GLANCE = f"""() => ({{
    title: document.title,
    headings: [...document.querySelectorAll("h1")].map(one => one.innerText),
    width: document.scrollingElement.scrollWidth,
    wrong: document.querySelector("{SUMMARY}") !== null,
}})"""
# What the pages answer on purpose; anything above is a fault.
FORESEEN = {200, 204, 302, 304, 400, 401, 403, 404, 405, 409, 410, 422}


@dataclass
class Visitor:
    """A person at a browser; ``part`` is where on the page they look."""

    page: Page
    scripts: bool = True
    complaints: list[str] = field(default_factory=list)
    part: Locator | None = None

    # What they do

    def opens(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status < 500, f"{path}: {answer.status}"
        self._looks_round()

    def writes(self, label: str, text: str) -> None:
        self._labelled(label).fill(text)

    def chooses(self, question: str, answer: str) -> None:
        self._group(question).get_by_role("radio", name=answer, exact=True).check()

    def ticks(self, answer: str, *, under: str = "") -> None:
        place = self._group(under) if under else self._here
        place.get_by_role("checkbox", name=answer, exact=True).check()

    def unticks(self, answer: str, *, under: str = "") -> None:
        place = self._group(under) if under else self._here
        place.get_by_role("checkbox", name=answer, exact=True).uncheck()

    def picks(self, label: str, answer: str) -> None:
        """From a list that drops down."""
        self._labelled(label).select_option(label=answer)

    def dates(self, question: str, day: dt.date | dt.datetime) -> None:
        """Fill in a day, and the time where the question asks for one."""
        group = self._group(question)
        local = day.astimezone(UK) if isinstance(day, dt.datetime) else day
        parts = {"Day": str(local.day), "Month": str(local.month), "Year": str(local.year)}
        if isinstance(day, dt.datetime):
            parts["Time"] = typed_time(day)
        for label, text in parts.items():
            group.get_by_label(label, exact=True).fill(text)

    def presses(self, button: str) -> None:
        """Press a button that leads to a page."""
        with self._arriving():
            self._here.get_by_role("button", name=button, exact=True).click()

    def clicks_twice(self, button: str) -> None:
        """As impatient people do; the page that follows is waited for."""
        self._here.get_by_role("button", name=button, exact=True).dblclick()
        self.page.wait_for_url(lambda address: "/recorded/" in address)

    def follows(self, link: str) -> None:
        with self._arriving():
            self._here.get_by_role("link", name=link, exact=True).first.click()

    def opens_up(self, summary: str) -> None:
        """Open a part of the page that is folded away."""
        details = self._here.locator("details", has=self.page.get_by_text(summary, exact=True))
        if details.get_attribute("open") is None:
            details.locator("summary").click()

    def goes_back(self) -> None:
        self.page.go_back()
        self._looks_round()

    def at(self, name: str) -> Visitor:
        """The same visitor, looking at one group of questions or one region of the page."""
        return self._within(self._here.get_by_role("group", name=name))

    def writes_source(self, text: str) -> None:
        """Whose it is; the name of the question follows what the item was marked as."""
        self._here.locator("input[name$=-source]").fill(text)

    def person(self, name: str) -> Visitor:
        """Looking at the questions about one person."""
        return self._within(self.page.locator("fieldset.app-person").filter(has_text=name))

    def card(self, title: str) -> Visitor:
        """Looking at one card of the page."""
        heading = self.page.get_by_role("heading", name=title)
        return self._within(self.page.locator(".app-card", has=heading))

    # What they see

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.main).to_contain_text(text)

    def does_not_see(self, *texts: str) -> None:
        for text in texts:
            expect(self.main).not_to_contain_text(text)

    def is_at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def is_told_of(self, *mistakes: str) -> None:
        """The summary of what is wrong names each mistake."""
        summary = self.page.locator(".govuk-error-summary")
        for mistake in mistakes:
            expect(summary).to_contain_text(mistake)

    def holds(self, label: str, text: str) -> None:
        expect(self._labelled(label)).to_have_value(text)

    def section(self, heading: str) -> Locator:
        """One section of check-answers or of the record."""
        title = self.page.get_by_role("heading", level=2, name=heading, exact=True)
        return self.page.locator("section", has=title)

    @property
    def main(self) -> Locator:
        return self.part or self.page.locator("main")

    @property
    def path(self) -> str:
        return re.sub(r"^https?://[^/]+", "", self.page.url)

    @property
    def reference(self) -> str:
        """Of the decision whose page this is."""
        return self.path.split("/")[2]

    # How

    def _within(self, part: Locator) -> Visitor:
        return replace(self, part=part)

    @property
    def _here(self) -> Page | Locator:
        return self.part or self.page

    def _labelled(self, label: str) -> Locator:
        return self._here.get_by_label(label, exact=True)

    def _group(self, question: str) -> Locator:
        return self._here.get_by_role("group", name=question, exact=True)

    @contextmanager
    def _arriving(self) -> Iterator[None]:
        with self.page.expect_navigation(wait_until="load") as waited:
            yield
        answer = waited.value
        assert answer is None or answer.status < 500, f"{self.path}: {answer.status}"
        self._looks_round()

    def _looks_round(self) -> None:
        seen = self.page.evaluate(AT_A_GLANCE)
        assert TITLE.fullmatch(seen["title"]), seen["title"]
        assert len(seen["headings"]) == 1, (self.path, seen["headings"])
        width = self.page.viewport_size["width"]  # type: ignore[index]
        assert seen["width"] <= width, f"{self.path} is {seen['width']} px wide"
        if self.scripts and seen["wrong"]:
            expect(self.page.locator(SUMMARY).first).to_be_focused()

    def _width(self) -> int:
        return int(self.page.evaluate("document.scrollingElement.scrollWidth"))


def watch(visitor: Visitor) -> None:
    """Note whatever the browser complains of: errors, broken rules of the policy, faults."""
    page, said = visitor.page, visitor.complaints

    def heard(message: ConsoleMessage) -> None:
        # That an answer was no success stands in the answers themselves, below.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            said.append(f"{visitor.path}: {message.text}")

    def answered(answer: Response) -> None:
        is_page = answer.request.is_navigation_request()
        if answer.status not in FORESEEN or (answer.status >= 400 and not is_page):
            said.append(f"{answer.request.method} {answer.url}: {answer.status}")

    page.on("console", heard)
    page.on("pageerror", lambda problem: said.append(f"{visitor.path}: {problem}"))
    page.on("response", answered)
