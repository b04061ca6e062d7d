"""Where does a text say what somebody said, although it is marked as a fact or an opinion?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from decisions.guidance.phrasing import Speech, phrasing
from decisions.wording.reading import HIDDEN, Text, any_of
from decisions.wording.shapes import ITEM, NATURE, Context, Hint

BECOMES = "reported"
# One or two capitals stand for somebody.
LONGEST_SIGN = 2
ADVERBS = "also|then|later|now|has|have|had|since|just|both"
# The last word before the verb, adverbs apart: looked for in so many letters.
BEFORE = re.compile(
    rf"(?<!\w)(?!(?:{ADVERBS})\b)(\w+)(?:[ \t]{{1,3}}(?:{ADVERBS})){{0,2}}[ \t]{{1,3}}$"
)
FAR = 60
# “Mum said: ‘…’” is word for word, and was heard.
EXACT = re.compile(rf"(?:[ \t]to (?:me|us))?[,:]?[ \t]*{HIDDEN}")


def found(place: str, text: Text, context: Context) -> Iterator[Hint]:
    """The first one: marked as reported, the item says so for all of it."""
    if place.split(":", maxsplit=1)[0] != ITEM or context.nature not in {"fact", "opinion"}:
        return
    speech = phrasing().speech
    if context.nature == "opinion" and (context.source or text.holds(_mixing())):
        return
    names = _names(context)
    for verb in _said().finditer(text.lower):
        speaker = BEFORE.search(text.lower, max(0, verb.start() - FAR), verb.start())
        if speaker is None or not _counts(text, verb.end()):
            continue
        start, word = speaker.start(1), speaker[1]
        is_own = word in speech.pronouns or _is_name(text, start, speaker.end(1), word, names)
        if not is_own and word not in speech.speakers:
            continue
        if _is_exact(text, verb.end()) or (is_own and _in_their_words(text, start, verb.end())):
            continue
        words, why = text.typed[start : verb.end()], speech.why
        yield Hint(NATURE, place, start, verb.end(), words, why, becomes=BECOMES, about="speech")
        return


def _counts(text: Text, end: int) -> bool:
    """“Said nothing” reports nothing."""
    after = _unless().match(text.lower, end)
    return after is None


def _is_exact(text: Text, end: int) -> bool:
    return EXACT.match(text.own, end) is not None


def _in_their_words(text: Text, start: int, end: int) -> bool:
    """Word for word, in quotation marks, after the verb or right before the speaker."""
    _begin, close = text.sentence(start)
    before = text.own[max(0, start - 3) : start].rstrip(" ,")
    return before.endswith(HIDDEN) or HIDDEN in text.own[end : max(close, end) + 1]


def _names(context: Context) -> frozenset[str]:
    return frozenset(part.lower() for person in context.people for part in person.name.split())


def _is_name(text: Text, start: int, end: int, word: str, names: frozenset[str]) -> bool:
    """Somebody who is concerned, or one or two capitals that stand for somebody."""
    typed = text.typed[start:end]
    if word in names and typed[:1].isupper():
        return True
    return (
        len(typed) <= LONGEST_SIGN
        and typed.isupper()
        and typed != "I"
        and not text.is_shouted(start)
    )


@cache
def _said() -> re.Pattern[str]:
    """A verb of saying."""
    speech: Speech = phrasing().speech
    plain, to_me = "|".join(speech.verbs), "|".join(speech.needs_me)
    return re.compile(rf"(?<!\w)(?:(?:{plain})|(?:{to_me})[ \t]{{1,3}}(?:me|us))(?!\w)")


@cache
def _unless() -> re.Pattern[str]:
    found = any_of(phrasing().speech.unless_next)
    assert found is not None  # noqa: S101
    return re.compile(rf"[ \t]{{1,3}}{found.pattern}")


@cache
def _mixing() -> re.Pattern[str]:
    found = any_of(phrasing().speech.unless_with)
    assert found is not None  # noqa: S101
    return re.compile(rf"(?<!\w){found.pattern}")
