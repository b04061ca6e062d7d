"""Where does each bar of a chart stand? Per cent and pixels, for a drawing without scripts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.ui.dates import day_in_words
from consent.choices import ConsentStatus
from decisions.choices import Outcome
from decisions.dashboard.figures import RECEIPT, SHARE, VERIFIED, Figures, Span
from decisions.guidance import agencies, rule
from decisions.guidance.reading import GuidanceError
from decisions.words import label

# Of the drawing, in pixels: the tallest column, and the place of its number above it.
TALLEST, TOP = 150, 20
MOST_BARS = 12
LABELS_OF_WEEKS = 3


@dataclass(frozen=True)
class Bar:
    """One horizontal bar with its words; where it begins, its width and its middle in per cent."""

    words: str
    number: int
    width: str
    begins: str = "0"
    middle: str = ""


@dataclass(frozen=True)
class Piece:
    """One part of a column."""

    code: str
    y: int
    height: int


@dataclass(frozen=True)
class Column:
    """One week: its pieces from the foot up, and its total above them."""

    words: str
    short: str
    total: int
    x: str
    width: str
    centre: str
    pieces: tuple[Piece, ...]
    top: int
    is_labelled: bool
    counts: tuple[int, ...]


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.2f}%" if whole else "0"


def bars(counts: Iterable[tuple[str, int]]) -> list[Bar]:
    """The greatest bar is as wide as the drawing."""
    found = list(counts)
    most = max((number for _words, number in found), default=0)
    return [Bar(words, number, _percent(number, most)) for words, number in found]


def columns(weeks: Mapping[dt.date, Mapping[str, int]]) -> list[Column]:
    """One for each week, its outcomes one upon the other."""
    most = max((sum(counts.values()) for counts in weeks.values()), default=0) or 1
    step = max(1, len(weeks) // LABELS_OF_WEEKS)
    found = []
    for place, (monday, counts) in enumerate(weeks.items()):
        y, pieces = TOP + TALLEST, []
        for code in Outcome.values:
            height = round(TALLEST * counts.get(code, 0) / most)
            y -= height
            if height:
                pieces.append(Piece(code, y, height))
        found.append(
            Column(
                words=day_in_words(monday),
                short=day_in_words(monday).rpartition(" ")[0],
                total=sum(counts.values()),
                x=_percent(place + 0.1, len(weeks)),
                width=_percent(0.8, len(weeks)),
                centre=_percent(place + 0.5, len(weeks)),
                pieces=tuple(pieces),
                top=y - 5,
                is_labelled=place % step == 0 and place + step / 2 < len(weeks),
                counts=tuple(counts.get(code, 0) for code in Outcome.values),
            )
        )
    return found


SPANS = {
    SHARE: gettext_lazy("From what happened to sharing"),
    RECEIPT: gettext_lazy("From sharing to the receipt"),
    VERIFIED: gettext_lazy("From sharing to an action that was checked"),
}


def ranges(spans: Mapping[str, Span]) -> list[tuple[str, Span, Bar]]:
    """The middle half of each as a bar, the median as a line in it."""
    most = max((span.upper for span in spans.values()), default=0)
    found = []
    for name, words in SPANS.items():
        if (span := spans.get(name)) is None:
            continue
        bar = Bar(
            words=str(words),
            number=span.number,
            begins=_percent(span.lower, most),
            width=_percent(span.upper - span.lower, most),
            middle=_percent(span.median, most),
        )
        found.append((said(span), span, bar))
    return found


def said(span: Span) -> str:
    """“median 3 hours, the middle half 1 to 9 hours, 120 times”."""
    times = ngettext("once", "%(number)d times", span.number) % {"number": span.number}
    return _("median %(median)s, the middle half %(lower)s to %(upper)s, %(times)s") % {
        "median": hours(span.median),
        "lower": hours(span.lower),
        "upper": hours(span.upper),
        "times": times,
    }


def hours(number: float) -> str:
    """Minutes under an hour, days over two, else hours."""
    if number < 1:
        minutes = round(number * 60)
        return ngettext("%d minute", "%d minutes", minutes) % minutes
    if number >= 48:
        days = round(number / 24)
        return ngettext("%d day", "%d days", days) % days
    whole = round(number)
    return ngettext("%d hour", "%d hours", whole) % whole


def consents(found: Figures) -> list[tuple[str, int]]:
    """Every answer, in the order of the form."""
    return [(str(said), found.consents.get(code, 0)) for code, said in ConsentStatus.choices]


def services(found: Figures, nation: str) -> list[tuple[str, int]]:
    """Kinds of service in words, the most frequent; the rest together."""
    names = {each.code: each.label_in(nation) for each in agencies(nation)}
    return _most([(names.get(code, code), number) for code, number in found.agencies.items()])


def rules(found: Figures) -> list[tuple[str, int]]:
    """Rules in words, those that most records leave open first."""
    return [(_title(code), number) for code, number in list(found.gaps.items())[:MOST_BARS]]


def _title(code: str) -> str:
    try:
        found = rule(code)
    except (GuidanceError, LookupError):
        return code
    return f"{found.title} ({found.edition_title})"


def _most(counts: list[tuple[str, int]]) -> list[tuple[str, int]]:
    if len(counts) <= MOST_BARS:
        return counts
    rest = sum(number for _words, number in counts[MOST_BARS - 1 :])
    return [*counts[: MOST_BARS - 1], (_("All others"), rest)]


def outcomes() -> list[tuple[str, str]]:
    """The legend: code and words."""
    return [(code, label(Outcome, code)) for code in Outcome.values]
