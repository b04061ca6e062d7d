"""Where in the guidance of one nation do these words stand? In memory, and always alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from decisions.guidance import glossary
from decisions.library.shelves import Page, pages
from decisions.library.words import WORD, stem, stems, telling

LONGEST = 100
MOST = 40
# A word in a title says more than one in the text; the abbreviation itself says most.
TITLE, KIND, EXACT, OFTEN = 6.0, 2.0, 12.0, 3
EXCERPT = 220
Group = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Hit:
    """One page of the guidance that holds the words."""

    page: Page
    excerpt: str


@dataclass(frozen=True)
class Found:
    """What was found, best first; ``marked`` are the words to mark, cut to their stems."""

    hits: tuple[Hit, ...]
    marked: frozenset[str]
    total: int
    # Nothing held all the words, so these hold some.
    is_partial: bool = False


Sentence = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class Index:
    pages: tuple[Page, ...]
    # Of each page, with the stems of each sentence.
    sentences: tuple[tuple[Sentence, ...], ...]
    # By stem: the weight of the word in each page that holds it.
    weights: dict[str, dict[int, float]]
    # By abbreviation: the words that it stands for.
    expansions: dict[str, tuple[str, ...]]


@cache
def index(nation: str) -> Index:
    """Every page that somebody may find in this nation, by its words."""
    found = pages(nation)
    weights: dict[str, dict[int, float]] = {}
    for place, page in enumerate(found):
        for word, weight in _weights(page):
            held = weights.setdefault(word, {})
            held[place] = held.get(place, 0.0) + weight
    sentences = tuple(
        tuple((each, frozenset(stems(each))) for each in _sentences(page.text)) for page in found
    )
    return Index(found, sentences, weights, _expansions(nation))


def _weights(page: Page) -> Iterator[tuple[str, float]]:
    for word in set(stems(page.title)):
        yield word, TITLE * page.worth
    for word in set(stems(page.kind)):
        yield word, KIND * page.worth
    for word, times in Counter(stems(page.text)).items():
        yield word, min(times, OFTEN) * page.worth
    if page.short:
        yield stem(page.short), EXACT


def _expansions(nation: str) -> dict[str, tuple[str, ...]]:
    return {
        stem(term.short): tuple(telling(term.expansion))
        for term in glossary()
        if nation in term.nations and len(WORD.findall(term.short)) == 1
    }


def find(nation: str, asked: str) -> Found:
    """The pages that hold all the words, in one form or another; else those that hold some."""
    held = index(nation)
    groups = _groups(telling(asked[:LONGEST]), held.expansions)
    scores: dict[int, tuple[int, float]] = {}
    for group in groups:
        for place, score in _best(group, held).items():
            times, sum_ = scores.get(place, (0, 0.0))
            scores[place] = times + 1, sum_ + score
    whole = {place: each for place, each in scores.items() if each[0] == len(groups)}
    ranked = sorted((whole or scores).items(), key=lambda each: (-each[1][0], -each[1][1], each[0]))
    marked = frozenset(word for group in groups for words in group for word in words)
    hits = tuple(
        Hit(held.pages[place], excerpt(held.sentences[place], marked))
        for place, _score in ranked[:MOST]
    )
    return Found(hits, marked, len(ranked), is_partial=bool(scores) and not whole)


def _groups(words: list[str], expansions: dict[str, tuple[str, ...]]) -> list[Group]:
    """Each word that was asked for, with what it stands for; words in a row, with what is short."""
    shorts = sorted(expansions.items(), key=lambda each: -len(each[1]))
    groups: list[Group] = []
    place = 0
    while place < len(words):
        for short, phrase in shorts:
            if len(phrase) > 1 and tuple(words[place : place + len(phrase)]) == phrase:
                groups.append((phrase, (short,)))
                place += len(phrase)
                break
        else:
            word = words[place]
            groups.append(((word,), *([expansions[word]] if word in expansions else [])))
            place += 1
    return list(dict.fromkeys(groups))


def _best(group: Group, held: Index) -> dict[int, float]:
    """By page: how well it holds one word or what it stands for."""
    found: dict[int, float] = {}
    for words in group:
        weights = [held.weights.get(word, {}) for word in words]
        for place in set(weights[0]).intersection(*weights[1:]) if weights else ():
            score = sum(each[place] for each in weights) / len(words)
            found[place] = max(found.get(place, 0.0), score)
    return found


def excerpt(sentences: Sequence[Sentence], marked: frozenset[str]) -> str:
    """The first sentence that holds most of the words, and what follows as far as there is room."""
    if not sentences:
        return ""
    best = max(range(len(sentences)), key=lambda place: (len(marked & sentences[place][1]), -place))
    chosen = sentences[best][0]
    for following, _stems in sentences[best + 1 :]:
        if len(chosen) + len(following) >= EXCERPT:
            break
        chosen = f"{chosen} {following}"
    return chosen


def _sentences(text: str) -> Iterator[str]:
    ends = [0]
    for one, other in pairwise(WORD.finditer(text)):
        between = text[one.end() : other.start()]
        if any(mark in between for mark in ".?!") and other[0][0].isupper():
            ends.append(other.start())
    for begin, end in pairwise([*ends, len(text)]):
        yield text[begin:end].strip()
