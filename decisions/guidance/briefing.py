"""What does the seven-minute briefing say in each nation?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from decisions.guidance.files import read_items, refuse
from decisions.guidance.library import shelf
from decisions.guidance.reading import HERE, Entry
from decisions.guidance.shapes import NATIONS, Marked, Source, Verified
from decisions.guidance.tips import problems_with_words
from decisions.guidance.vocabulary import NationTerms


@dataclass(frozen=True, slots=True)
class Part(Marked):
    """One of the seven parts."""

    code: str
    title: str
    text: str
    points: tuple[str, ...]
    in_nation: tuple[tuple[str, str], ...]
    source: Source
    verified: Verified

    def said_in(self, nation: str) -> str:
        """What is added in one nation."""
        return dict(self.in_nation).get(nation, "")


def part(entry: Entry, sources: dict[str, Source]) -> Part:
    return Part(
        code=entry.text("code"),
        title=entry.text("title"),
        text=entry.text("text"),
        points=entry.texts("points", []),
        in_nation=entry.pairs("in_nation", NATIONS),
        source=entry.source(sources),
        verified=entry.mark(),
    )


def problems_of(items: Iterable[object]) -> list[str]:
    """Words that a nation has not got, or that are not its own."""
    items = tuple(items)
    nations = {each.key: each for each in items if isinstance(each, NationTerms)}
    return [
        problem
        for each in items
        if isinstance(each, Part)
        for nation in nations
        for problem in problems_with_words(
            f"briefing.toml, {each.code}",
            " ".join([each.text, *each.points, each.said_in(nation)]),
            nation,
            nations,
        )
    ]


@cache
def briefing() -> tuple[Part, ...]:
    """The seven parts, in the order in which they are read."""
    problems: list[str] = []
    sources = shelf().sources
    parts = read_items(HERE, "briefing.toml", "parts", lambda each: part(each, sources), problems)
    refuse(problems)
    return parts
