"""Who looks closely at a page: axe, all folds open, on a desk and on a phone nothing too wide."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.journeys.soundness import faults
from tests.journeys.visitor import Visitor

WIDTHS = (1280, 375, 320)
# Axe reads what is there, not how wide it is: the smallest screen shows all of it, one below the
# other. What a desk shows in another way is the frame, the same on every page.
READ_BY_AXE, FRAME_READ_AT = 320, 1280
UNFOLD = "document.querySelectorAll('main details').forEach(one => { one.open = true; })"
DEAD_LINKS = """() => [...document.querySelectorAll(".govuk-error-summary a")]
    .map(one => one.hash.slice(1)).filter(id => id && !document.getElementById(id))"""
TOO_SMALL = """() => [...document.querySelectorAll("main button, main summary, main input")]
    .filter(one => one.checkVisibility() && one.type !== "hidden")
    .filter(one => one.getBoundingClientRect().height < 24)
    .map(one => one.outerHTML.slice(0, 120))"""
# Spoils what can be spoilt: dates that are none, lines that are too long.
SPOIL = """() => document.querySelectorAll("main form :is(input[type=text], input[type=email])")
    .forEach(one => { one.value = "9".repeat(one.name.match(/-(day|month|year)$/) ? 3 : 400); })"""


@dataclass
class Inspector(Visitor):
    """Finds all that is wrong on the way; the end of the journey tells it."""

    read: set[str] = field(default_factory=set)

    def _looks_round(self) -> None:
        super()._looks_round()
        kind = self._kind()
        if kind not in self.read:
            self.read.add(kind)
            self._inspects()

    def _kind(self) -> str:
        """Which page it is, whoever it is about; a list and the form of its first row are two."""
        words = [part for part in self.path.split("?")[0].split("/") if part.islower()]
        title = self.page.title().split(":")[0]
        listed = "listed" if self.page.locator("section.app-card").count() else ""
        return " ".join([*words, title, listed])

    def passes(self, path: str) -> None:
        """Open a page that another journey looks at closely."""
        self.page.goto(path)

    def _inspects(self) -> None:
        self.page.evaluate(UNFOLD)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            if self._width() > width:
                self._notes(f"{self._width()} px wide at {width} px")
            if width == READ_BY_AXE or (width == FRAME_READ_AT and len(self.read) == 1):
                self.complaints += faults(self)
        for what in self.page.evaluate(DEAD_LINKS):
            self._notes(f"an error leads to {what}, which is not there")
        for what in self.page.evaluate(TOO_SMALL):
            self._notes(f"too small to tap: {what}")
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 900})

    def _notes(self, what: str) -> None:
        self.complaints.append(f"{self.path}: {what}")

    def sends(self) -> None:
        """Press the button that matters on the page, as the page stands."""
        button = "form button[type=submit]:not(.govuk-button--secondary)"
        with self._arriving():
            self.main.locator(button).first.click()

    def sends_in_error(self, *, spoilt: bool = False) -> None:
        """Send a form that cannot be taken: as it stands, or with answers that nobody can take."""
        if spoilt:
            self.page.evaluate(SPOIL)
        self.sends()
        title = self.page.title()
        assert title.startswith("Error: "), f"{self.path}: {title}"
