"""Which edition answers for this nation, these people and this day, and is that table whole?"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from decisions.guidance import shapes
from decisions.guidance.files import read_items
from decisions.guidance.reading import Entry
from decisions.guidance.shapes import Edition, Span

FILE = "in_force.toml"


def read(folder: Path, problems: list[str]) -> tuple[Span, ...]:
    """Every row of the table, oldest first."""
    spans = read_items(folder, FILE, "rows", _span, problems)
    return tuple(sorted(spans, key=lambda each: each.since))


def _span(entry: Entry) -> Span:
    return Span(
        family=entry.one_of("family", shapes.FAMILIES),
        nations=entry.nations(),
        about=entry.some_of("about", shapes.ABOUT),
        since=entry.day("from"),
        until=entry.day_or_none("until"),
        edition_key=entry.text("edition"),
        note=entry.text("note"),
    )


def settled(editions: Iterable[Edition], spans: tuple[Span, ...]) -> tuple[Edition, ...]:
    """The editions, each with its rows and the keys of those that follow it."""
    return tuple(
        replace(
            each,
            spans=tuple(span for span in spans if span.edition_key == each.key),
            followed_by=tuple(dict.fromkeys(_followers(each.key, spans))),
        )
        for each in editions
    )


def _followers(key: str, spans: tuple[Span, ...]) -> Iterator[str]:
    for ended in (span for span in spans if span.edition_key == key and span.until):
        for each in spans:
            if each.since == ended.until and each.meets(ended) and each.edition_key != key:
                yield each.edition_key


def answering(spans: Iterable[Span], family: str, nation: str, about: str, on: date) -> str | None:
    """The key of the edition that answers, or None where no row fits that day."""
    for span in spans:
        if span.family == family and span.covers(nation, about, on):
            return span.edition_key
    return None


def problems_of(spans: Iterable[Span], editions: Iterable[Edition]) -> list[str]:
    """Rows that name what is not there, do not fit their edition, overlap or leave a hole."""
    spans, held = tuple(spans), {each.key: each for each in editions}
    found = [problem for span in spans for problem in _unfit(span, held.get(span.edition_key))]
    used = {span.edition_key for span in spans}
    found += [
        f"{each.key}.toml: give it a row in {FILE}, or say in “reading_only” why it has none; "
        "it cannot have both or neither"
        for each in held.values()
        if (each.key in used) == bool(each.reading_only)
    ]
    return found + _gaps(spans)


def _unfit(span: Span, edition: Edition | None) -> Iterator[str]:
    where = f"{FILE}, {span.edition_key} from {span.since}"
    if edition is None:
        yield f"{where}: there is no edition {span.edition_key!r}"
        return
    if edition.family != span.family:
        yield f"{where}: the edition belongs to {edition.family}, not {span.family}"
    if not set(span.nations) <= set(edition.nations):
        yield f"{where}: the edition is not for all of these nations"
    allowed = {"child": {"child", "both"}, "adult": {"adult"}}.get(edition.about)
    if allowed and not set(span.about) <= allowed:
        yield f"{where}: the edition is about {edition.about} alone"
    if span.until is not None and span.until <= span.since:
        yield f"{where}: “until” must be later than “from”"


def _gaps(spans: tuple[Span, ...]) -> list[str]:
    found = []
    for family in shapes.FAMILIES:
        first = min((each.since for each in spans if each.family == family), default=None)
        for nation in shapes.NATIONS:
            for about in shapes.ABOUT:
                rows = [
                    each
                    for each in spans
                    if each.family == family and nation in each.nations and about in each.about
                ]
                found += [
                    f"{FILE}, {family}, {nation}, {about}: {text}" for text in _broken(rows, first)
                ]
    return found


def _broken(rows: list[Span], first: date | None) -> Iterator[str]:
    if not rows:
        yield "no edition answers"
        return
    if first is not None and rows[0].since > first:
        yield f"no edition answers from {first} to {rows[0].since}"
    for one, other in pairwise(rows):
        if one.until is None or one.until > other.since:
            yield f"{one.edition_key} and {other.edition_key} both answer on {other.since}"
        elif one.until < other.since:
            yield f"no edition answers from {one.until} to {other.since}"
    if rows[-1].until is not None:
        yield f"no edition answers from {rows[-1].until} on"
