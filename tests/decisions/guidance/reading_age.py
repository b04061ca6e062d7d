"""How hard is a text to read? The grade of Flesch and Kincaid, with words of the law set aside.

A grade of 6 is read with ease at eleven years. Syllables are counted by rule: of the words of the
guidance, as often as they stand there, 0.6% come out otherwise than in the CMU Pronouncing
Dictionary, and all together 0.1% too low. Libraries do worse or bring a lot: counting by hyphens
(Pyphen) is 5% too low, and textstat brings eleven packages and fetches its words when it runs.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?(?:-[a-z0-9]+)*", re.IGNORECASE)
END = re.compile(r"[.!?:;]+[”’\"')]*(?:\s|$)")
SILENT = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy])le$|(?<=[^aeiouytd])ed$|(?<=[^aeiouysxzcgh])es$"
    r"|(?<=some)(?=one|body|thing|times|where)|(?<=[a-z])e(?=ly$|less|ful|ment|guard|ty$)"
)
SPLIT = re.compile(
    r"i(?=a[^lnm]|a$|ou?[^nus]|ent|et)|(?<=[^qg])u(?=o|a[lt])|e(?=o)|s(?=m$)|[aeiouy](?=ing)"
)
# Other people's words, such as a title or a myth, are theirs to choose: one word each.
QUOTED = re.compile(r"“[^”]*”")
DATA = Path(__file__).with_name("easy_words.toml")


class Easy(NamedTuple):
    """Words counted as one easy word, and syllables where the rule counts wrong."""

    words: frozenset[str]
    syllables: dict[str, int]


@cache
def easy() -> Easy:
    data = tomllib.loads(DATA.read_text("utf-8"))
    words = (word.lower() for each in data["easy"] for word in each["words"])
    return Easy(frozenset(words), data["syllables"])


def syllables(word: str) -> int:
    """Of one word, in lower case; what the law calls a thing counts as one."""
    if word in easy().words or word.removesuffix("s") in easy().words or word.isdigit():
        return 1
    if "-" in word:
        return sum(syllables(part) for part in word.split("-"))
    plain = word.replace("’", "'").removesuffix("'s").replace("'", "")
    if plain in easy().syllables:
        return easy().syllables[plain]
    groups = len(re.findall("[aeiouy]+", plain))
    return max(1, groups - len(SILENT.findall(plain)) + len(SPLIT.findall(plain)))


def grade(text: str) -> float:
    """0.39 words a sentence + 11.8 syllables a word - 15.59."""
    for phrase in sorted((each for each in easy().words if " " in each), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(phrase)}\b", "law", text, flags=re.IGNORECASE)
    words = WORD.findall(QUOTED.sub("it", text))
    sentences = max(1, len(END.findall(text)))
    spoken = sum(syllables(word.lower()) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59


def age(text: str) -> float:
    """Years at which a text is read with ease: the grade and five."""
    return grade(text) + 5


def texts_of(data: Any, fields: frozenset[str], where: str) -> list[tuple[str, str]]:
    """(place, text) of every named field, however deep it lies."""
    found: list[tuple[str, str]] = []
    if isinstance(data, list):
        for place, each in enumerate(data, start=1):
            found += texts_of(each, fields, f"{where} {_name(each, place)}")
    elif isinstance(data, dict):
        for name, each in data.items():
            if isinstance(each, str) and name in fields:
                found.append((f"{where}, {name}", each))
            elif name == "why" and isinstance(each, dict):
                found += [(f"{where}, why {step}", text) for step, text in each.items()]
            else:
                found += texts_of(each, fields, where)
    return found


def _name(item: Any, place: int) -> str:
    names = ("code", "key", "short", "name")
    if isinstance(item, dict):
        return next((str(item[name]) for name in names if name in item), str(place))
    return str(place)
