"""Which tips, checklists and things to avoid help with a question, in this nation and this case?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from decisions.guidance import library, nation_words
from decisions.guidance.files import read_items, refuse
from decisions.guidance.reading import HERE, Entry
from decisions.guidance.shapes import ABOUT, About, Marked, Source, Verified
from decisions.guidance.vocabulary import Myth, NationTerms

Kind = Literal["tip", "checklist", "avoid"]
When = Literal["always", "sharing", "not-sharing"]
KINDS: tuple[Kind, ...] = ("tip", "checklist", "avoid")
WHENS: tuple[When, ...] = ("always", "sharing", "not-sharing")
# What may be known of a myth in one edition of “Working together”.
MYTH_KNOWN = ("seen", "kept", "not-seen", "not-confirmed")


@dataclass(frozen=True, slots=True)
class Tip(Marked):
    """One piece of advice; ``replaces`` is what an older page said instead."""

    key: str
    kind: Kind
    title: str
    text: str
    steps: tuple[str, ...]
    nations: tuple[str, ...]
    about: About
    when: When
    replaces: str
    source: Source
    verified: Verified

    @property
    def code(self) -> str:
        return self.key

    def fits(self, slug: str, nation: str, about: str, when: str) -> bool:
        """Whether it helps with this question; “both” and “always” leave nothing out."""
        return (
            slug in self.steps
            and nation in self.nations
            and ("both" in (self.about, about) or self.about == about)
            and ("always" in (self.when, when) or self.when == when)
        )


def tip(entry: Entry, sources: dict[str, Source]) -> Tip:
    """One [[tips]] of tips.toml."""
    entry.data.setdefault("nations", "all")
    return Tip(
        key=entry.text("key"),
        kind=entry.one_of("kind", KINDS),
        title=entry.text("title"),
        text=entry.text("text"),
        steps=entry.steps(),
        nations=entry.nations(),
        about=entry.one_of("about", ABOUT, "both"),
        when=entry.one_of("when", WHENS, "always"),
        replaces=entry.text("replaces", ""),
        source=entry.source(sources),
        verified=entry.mark(),
    )


@cache
def tips() -> tuple[Tip, ...]:
    """Every tip as it is written, with its words left to the nation."""
    problems: list[str] = []
    sources = library.shelf().sources
    found = read_items(HERE, "tips.toml", "tips", lambda each: tip(each, sources), problems)
    refuse(problems)
    return found


@lru_cache(maxsize=1024)
def tips_for(slug: str, nation: str, about: str = "both", when: str = "always") -> tuple[Tip, ...]:
    """What helps with a question, in the nation's own terms; what is most about it comes first."""
    held = library.terms(nation)
    found = [each for each in tips() if each.fits(slug, nation, about, when)]
    found.sort(key=lambda each: each.steps[0] != slug)
    return tuple(in_terms_of(each, held) for each in found)


def in_terms_of(each: Tip, nation: NationTerms) -> Tip:
    """The tip in the words of a nation, no surer than the least sure of them."""
    return replace(
        each,
        title=nation_words.filled(each.title, nation),
        text=nation_words.filled(each.text, nation),
        verified=nation_words.mark_of(each.title + each.text, each.verified, nation),
    )


def problems_of(items: Iterable[object]) -> list[str]:
    """What is wrong between the files: words that a nation has not got, or that are not its own."""
    nations = {each.key: each for each in items if isinstance(each, NationTerms)}
    problems = [found for each in items if isinstance(each, Myth) for found in _standing(each)]
    for each in items:
        if isinstance(each, Tip):
            said = f"{each.title} {each.text} {each.replaces}"
            for nation in set(each.nations) & set(nations):
                problems += problems_with_words(f"tips.toml, {each.key}", said, nation, nations)
    return problems


def problems_with_words(
    where: str, said: str, nation: str, nations: Mapping[str, NationTerms]
) -> list[str]:
    """What a text asks of a nation that it has not got, and what it says that is not its own."""
    held = nations[nation]
    lacking = set(nation_words.asked_for(said)) - {each.key for each in held.words}
    if lacking:
        return [f"{where}: {held.name} has no word for “{name}”" for name in sorted(lacking)]
    strange = nation_words.strange_words(nation_words.filled(said, held), nation, nations)
    return [f"{where}: “{each}” is no word of {held.name}" for each in strange]


def _standing(each: Myth) -> list[str]:
    return [
        f"myths.toml, {each.code}, stands_in: {known!r} is none of {', '.join(MYTH_KNOWN)}"
        for _edition, known in each.stands_in
        if known not in MYTH_KNOWN
    ]
