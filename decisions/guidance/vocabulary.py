"""What do the words of the field look like once read: myths, terms, agencies, ways of sending?"""

from collections.abc import Iterable
from dataclasses import dataclass

from decisions.guidance.nation_words import Word
from decisions.guidance.shapes import About, Basis, Limb, Marked, Source, Verified

MYTH_EDITIONS = ("2015", "2018", "2023", "2026")


@dataclass(frozen=True, slots=True)
class Myth(Marked):
    code: str
    myth: str
    truth: str
    evidence: str
    steps: tuple[str, ...]
    # Edition of “Working together”, and what is known of the myth there.
    stands_in: tuple[tuple[str, str], ...]
    source: Source
    verified: Verified

    @property
    def label(self) -> str:
        return self.myth


@dataclass(frozen=True, slots=True)
class BreachRule(Marked):
    """What the law asks after a personal data breach."""

    code: str
    text: str
    article: str
    source: Source
    verified: Verified

    @property
    def label(self) -> str:
        return self.article


@dataclass(frozen=True, slots=True)
class Term(Marked):
    """An abbreviation of the field; `caution` where one abbreviation has two meanings.

    `known_by` names the kinds of agency (or groups of them, see wording.toml) that know it; `also`
    are other spellings; beside a word of `unless` it stands for something else.
    """

    short: str
    expansion: str
    meaning: str
    nations: tuple[str, ...]
    caution: str
    known_by: tuple[str, ...]
    also: tuple[str, ...]
    unless: tuple[str, ...]
    source: Source
    verified: Verified

    @property
    def code(self) -> str:
        return self.short

    @property
    def label(self) -> str:
        return f"{self.short}: {self.expansion}"


@dataclass(frozen=True, slots=True)
class Agency(Marked):
    code: str
    label: str
    kind: str
    about: About
    need: str
    record: str
    number: str
    caution: str
    nations: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    source: Source
    verified: Verified

    def label_in(self, nation: str) -> str:
        return dict(self.labels).get(nation, self.label)


@dataclass(frozen=True, slots=True)
class Giver(Marked):
    """Who can answer about consent, and for whom; `capacity` is the answer it belongs to."""

    code: str
    capacity: str
    who: str
    text: str
    nations: tuple[str, ...]
    source: Source
    verified: Verified


@dataclass(frozen=True, slots=True)
class Method(Marked):
    code: str
    label: str
    kind: str
    check: str
    record: tuple[str, ...]
    follow_up: str
    avoid: bool
    caution: str
    source: Source
    verified: Verified


@dataclass(frozen=True, slots=True)
class Concern(Marked):
    code: str
    label: str
    hint: str
    about: About
    ask: str
    see_bases: tuple[str, ...]
    source: Source
    verified: Verified


@dataclass(frozen=True, slots=True)
class NationTerms(Marked):
    """The words that people in one nation use for the same thing."""

    key: str
    name: str
    guardian: str
    lead: str
    referral: str
    adult_referral: str
    police: str
    staff_allegations: str
    board: str
    plan: str
    urgent_meeting: str
    core_guidance: tuple[str, ...]
    confidentiality: str
    reporting: str
    pending: str
    # Words that readers elsewhere would not know, or would take wrongly.
    own_words: tuple[str, ...]
    words: tuple[Word, ...]
    source: Source
    verified: Verified


def choices(
    items: Iterable[Basis | Agency | Method | Concern | Limb | Myth | Term],
) -> list[tuple[str, str]]:
    """(code, label) pairs in the files' order, for a form field."""
    return [(item.code, item.label) for item in items]
