"""Which words of a text guess, or are not what the item is marked as?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from decisions.guidance.phrasing import REASONS as IN_REASONS
from decisions.guidance.phrasing import Pattern, phrasing
from decisions.wording.reading import Text, any_of, whole
from decisions.wording.shapes import ITEM, REASONS, Context, Hint

LONGEST = 60
GAP = re.compile(r"[ \t,]{1,3}")


@dataclass(frozen=True)
class Rule:
    """One pattern, ready to be looked for."""

    pattern: Pattern
    words: re.Pattern[str]
    next: re.Pattern[str] | None
    unless_next: re.Pattern[str] | None
    unless_before: frozenset[str]
    unless_with: re.Pattern[str] | None

    def fits(self, text: Text, start: int, end: int) -> bool:
        """Whether what stands around the words lets them count."""
        found = GAP.match(text.lower, end)
        after = found.end() if found else -1
        if self.next and (after < 0 or "," in found[0] or not self.next.match(text.lower, after)):  # type: ignore[index]
            return False
        if self.unless_next and after >= 0 and self.unless_next.match(text.lower, after):
            return False
        if self.unless_before and _word_before(text.lower, start) in self.unless_before:
            return False
        return not (self.unless_with and text.holds(self.unless_with))


def found(place: str, text: Text, context: Context) -> Iterator[Hint]:
    """One hint for each guess; for what it is marked as, one for each nature is enough."""
    marked = _marked(place, context)
    rules = _rules().get(marked)
    if not rules or (context.source and marked in {"reported", "opinion"}):
        return
    said: set[str] = set()
    until = 0
    for match in _firsts(marked).finditer(text.lower):
        start, word = match.start(), match[0]
        found_here = _first_that_fits(rules[word], text, start, word) if start >= until else None
        if found_here is None:
            continue
        pattern, until = found_here
        if pattern.becomes not in said:
            yield _hint(pattern, place, text, start, until)
        if pattern.becomes:
            said.add(pattern.becomes)
        else:
            # A sentence that guesses is looked at once.
            until = text.sentence(start)[1]


def _first_that_fits(
    rules: list[Rule], text: Text, start: int, word: str
) -> tuple[Pattern, int] | None:
    if _is_a_name(text, start, word):
        return None
    for rule in rules:
        match = rule.words.match(text.lower, start)
        if match and rule.fits(text, start, match.end()):
            return rule.pattern, match.end()
    return None


def _marked(place: str, context: Context) -> str:
    if place == REASONS:
        return IN_REASONS
    return context.nature if place.split(":", maxsplit=1)[0] == ITEM else ""


def _is_a_name(text: Text, start: int, word: str) -> bool:
    """“May” in a sentence that is not in capitals is a month, or somebody."""
    return word == "may" and text.typed[start].isupper() and not text.is_shouted(start)


def _word_before(text: str, start: int) -> str:
    words = text[max(0, start - LONGEST) : start].split()
    return words[-1] if words else ""


def _hint(pattern: Pattern, place: str, text: Text, start: int, end: int) -> Hint:
    return Hint(
        kind=pattern.kind,
        place=place,
        start=start,
        end=end,
        words=text.typed[start:end],
        why=pattern.why,
        becomes=pattern.becomes,
        about=pattern.code,
    )


@cache
def _rules() -> dict[str, dict[str, list[Rule]]]:
    """For each mark, the rules by the first word of their phrases; the longest words first."""
    found: dict[str, dict[str, list[Rule]]] = {}
    for pattern in phrasing().patterns:
        for first in dict.fromkeys(_first(phrase) for phrase in pattern.phrases):
            phrases = [phrase for phrase in pattern.phrases if _first(phrase) == first]
            rule = _rule(pattern, phrases)
            for mark in pattern.marked:
                found.setdefault(mark, {}).setdefault(first, []).append(rule)
    return found


@cache
def _firsts(marked: str) -> re.Pattern[str]:
    return whole(_rules()[marked])


def _rule(pattern: Pattern, phrases: list[str]) -> Rule:
    words = any_of(phrases)
    assert words is not None  # noqa: S101
    return Rule(
        pattern=pattern,
        words=words,
        next=_following(pattern.next),
        unless_next=any_of(pattern.unless_next),
        unless_before=frozenset(pattern.unless_before),
        unless_with=_anywhere(pattern.unless_with),
    )


def _following(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """What must follow; a star alone stands for any word."""
    return re.compile(r"\w") if "*" in phrases else any_of(phrases)


def _anywhere(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    found = any_of(phrases)
    return re.compile(rf"(?<!\w){found.pattern}") if found else None


def _first(phrase: str) -> str:
    """The word that the text is looked up by: “i'm” is read as two."""
    return re.split(r"\W", phrase, maxsplit=1)[0]
