"""How is a list of decisions, or what the charts count, written as a file for spreadsheets?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from accounts.door import Actor, reading
from accounts.ui.dates import day_in_words, when_in_words
from decisions.dashboard import drawing, listing
from decisions.dashboard.figures import Figures
from decisions.dashboard.listing import Line
from decisions.dashboard.permissions import Scope
from decisions.dashboard.words import reasons_in_words
from decisions.guardian.export import BYTE_ORDER_MARK, safe

# A file is whole or is not made: whoever needs more takes it by days.
MOST_ROWS = 10_000
PIECE = 500
# Fewer than this could point to somebody; so it is not said in a file of counts.
SMALL = 5


def decisions(ids: Sequence[int], scope: Scope, actor: Actor) -> Iterator[str]:
    """The list, piece by piece; each piece is read in a block of its own."""
    heads = [
        _("Reference"), _("Recorded (UK time)"), _("Decision"), _("State"), _("Team"),
        _("Who wrote it"), _("Why it needs somebody"),
    ]  # fmt: skip
    yield BYTE_ORDER_MARK + rows([heads])
    for start in range(0, len(ids), PIECE):
        with reading(actor):
            found = listing.lines(scope, ids[start : start + PIECE])
        yield rows(_cells(line) for line in found)


def _cells(line: Line) -> list[str]:
    decision = line.decision
    recorded = when_in_words(decision.recorded_at) if decision.recorded_at else ""
    return [
        decision.reference, recorded, decision.outcome_in_words, decision.status_in_words,
        line.team, line.author, reasons_in_words(line.reasons),
    ]  # fmt: skip


def rows(cells: Iterable[Sequence[str]]) -> str:
    """Lines in which no cell is worked out by a spreadsheet."""
    made = io.StringIO()
    csv.writer(made).writerows([safe(str(cell)) for cell in row] for row in cells)
    return made.getvalue()


def counted(number: int) -> str:
    """A count for a file; nought says nothing about anybody, a small one may."""
    return _("fewer than %d") % SMALL if 0 < number < SMALL else str(number)


def of_figures(found: Figures, nation: str) -> Iterator[list[str]]:
    """Every table of the charts, one under another; times only where there are enough of them."""
    outcomes = drawing.outcomes()
    yield [_("Week that begins on"), *(words for _code, words in outcomes)]
    for monday, counts in found.weeks.items():
        yield [day_in_words(monday), *(counted(counts.get(code, 0)) for code, _w in outcomes)]
    tables = (
        (_("What came of asking for consent"), drawing.consents(found)),
        (_("Recipients by kind of service"), drawing.services(found, nation)),
        (_("Rules that records do not answer"), drawing.rules(found)),
    )
    for title, lines in tables:
        yield []
        yield [title, _("How often")]
        yield from ([words, counted(number)] for words, number in lines)
    yield []
    yield [_("How long it took"), _("How often"), _("Median"), _("Middle half from"), _("to")]
    for _said, span, bar in drawing.ranges(found.spans):
        quarters = [drawing.hours(each) for each in (span.median, span.lower, span.upper)]
        enough = span.number >= SMALL
        yield [bar.words, counted(span.number), *(quarters if enough else ["", "", ""])]
