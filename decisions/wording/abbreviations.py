"""Which short forms may those who get a text not know, and what do they stand for?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from decisions.guidance import Term, glossary
from decisions.guidance.phrasing import EVERYBODY, phrasing
from decisions.wording.reading import Text, whole
from decisions.wording.shapes import ABBREVIATION, Context, Hint, Reader, Said

# Short forms that are words too: in a sentence of capitals they are those words.
WORDS = frozenset(
    {"ACE", "ASP", "CAG", "CIN", "DASH", "DOS", "LA", "LAC", "MASH", "SEND", "TAC", "TAF"}
)
OWN = "own-organisation"
OR = ", or "
TWO_MEANINGS = _("It has two meanings: {meanings}. Write out which one you mean.")
NOT_KNOWN = _("{who} may not know it. It stands for: {meaning}.")
SOMEBODY, AND = _("Whoever gets it"), _(" and ")


def found(place: str, text: Text, context: Context) -> Iterator[Hint]:
    """Each short form once: spelt out where it stands first, it is known afterwards."""
    settled: set[str] = set()
    for start, end, term in terms_in(text):
        if term.short in settled:
            continue
        # What it stands for where it stands first, it stands for everywhere.
        settled.add(term.short)
        if term.short in context.spelt_out or _is_somebody(term, context):
            continue
        if _stands_for_other(text, start, term) or is_spelt_out(text, term):
            continue
        unsure = [reader for reader in context.readers if not is_known(term, reader, context)]
        if unsure or term.caution:
            yield _hint(place, text, (start, end), term, unsure)


def unknown_in(texts: Iterable[str], context: Context) -> list[Term]:
    """The short forms in these texts that those who get them may not know, by the alphabet."""
    shorts = {
        hint.about for typed in texts for hint in found("", Text(typed), context) if hint.about
    }
    return [term for term in glossary() if term.short in shorts]


def terms_in(text: Text) -> list[tuple[int, int, Term]]:
    """Every short form of the glossary, one or several of it, with its place; looked for once."""
    if text.terms is None:
        text.terms = list(_each_term(text))
    return text.terms


def _each_term(text: Text) -> Iterator[tuple[int, int, Term]]:
    known = _terms()
    for match in _shorts().finditer(text.typed):
        term = known.get(match[0]) or known[match[0][:-1]]
        if not (term.short in WORDS and text.is_shouted(match.start())):
            yield *match.span(), term


def is_known(term: Term, reader: Reader, context: Context) -> bool:
    """Whether this kind of agency in this nation knows it; what has two meanings, nobody does."""
    if term.caution:
        return False
    if reader.kind == OWN or not reader.kind:
        return True
    if context.nation not in term.nations:
        return False
    known = _known_by(term)
    return EVERYBODY in known or reader.kind in known


def is_spelt_out(text: Text, term: Term) -> bool:
    """Whether the text itself says what it stands for."""
    return any(meant.casefold() in text.folded for meant in meanings(term))


@cache
def meanings(term: Term) -> tuple[str, ...]:
    """What it can stand for, as it would be written in a sentence."""
    return tuple(_in_a_sentence(each) for each in term.expansion.split(OR))


def _in_a_sentence(expansion: str) -> str:
    """A name keeps its capitals; other words begin with a small letter."""
    is_a_name = any(word[:1].isupper() for word in expansion.split()[1:])
    return expansion if is_a_name else expansion[:1].lower() + expansion[1:]


def _is_somebody(term: Term, context: Context) -> bool:
    """Whether somebody who is concerned is called, or has the initials of, the short form."""
    return any(term.short in initials_of(person.name) for person in context.people)


@lru_cache(maxsize=64)
def initials_of(name: str) -> frozenset[str]:
    """The letters by which somebody may be called, without points, and the name itself."""
    parts = [part for part in re.split(r"[\s.]+", name) if part]
    letters = "".join(part[0] for part in parts if part[0].isupper())
    return frozenset({letters, name.strip()}) - {""}


def _stands_for_other(text: Text, start: int, term: Term) -> bool:
    if not term.unless:
        return False
    begin, end = text.sentence(start)
    words = text.typed[max(begin, start - 300) : min(end, start + 300)].casefold()
    return any(_stands_in(each, words) for each in term.unless)


def _stands_in(word: str, words: str) -> bool:
    """As a whole word; a sign such as “£” counts wherever it stands."""
    if not word.replace(" ", "").isalnum():
        return word in words
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words))


def _hint(
    place: str, text: Text, span: tuple[int, int], term: Term, unsure: Iterable[Reader]
) -> Hint:
    start, end = span
    words = text.typed[start:end]
    readers = list(unsure)
    at_start = not text.typed[text.sentence(start)[0] : start].strip()
    return Hint(
        kind=ABBREVIATION,
        place=place,
        start=start,
        end=end,
        words=words,
        why=_why(term, readers),
        instead=tuple(_instead(words, meant, at_start) for meant in meanings(term)),
        about=term.short,
        readers=tuple(reader.key for reader in readers if reader.key is not None),
        is_unverified=term.is_unverified,
    )


def _instead(words: str, meant: str, at_start: bool) -> str:
    """The meaning with the short form behind it; of several, the short form comes first."""
    if words.endswith("s") and len(words) > 2 and words[-2].isupper():
        return f"{words} ({meant})"
    return f"{meant[:1].upper() + meant[1:] if at_start else meant} ({words})"


def _why(term: Term, readers: list[Reader]) -> Said:
    if term.caution:
        return format_lazy(TWO_MEANINGS, meanings=term.expansion)
    return format_lazy(NOT_KNOWN, who=together(readers), meaning=term.expansion)


def together(readers: Iterable[Reader]) -> str:
    """The names of those who get it, in a sentence."""
    names = dict.fromkeys(reader.called or str(SOMEBODY) for reader in readers)
    return str(AND).join(names) if len(names) > 1 else "".join(names)


@cache
def _terms() -> dict[str, Term]:
    return {short: term for term in glossary() for short in (term.short, *term.also)}


@cache
def _shorts() -> re.Pattern[str]:
    return whole(word for short in _terms() for word in (short, f"{short}s"))


@cache
def _known_by(term: Term) -> frozenset[str]:
    return phrasing().agencies_in(term.known_by)
