"""What does each piece of guidance look like once it has been read?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Nation = Literal["england", "scotland", "wales", "northern-ireland"]
About = Literal["child", "adult", "both"]
Verified = Literal["primary", "secondary", "unverified"]
Layer = Literal["article_6", "article_9", "offence", "confidentiality", "gateway", "article_8"]

NATIONS: tuple[Nation, ...] = ("england", "scotland", "wales", "northern-ireland")
ABOUT: tuple[About, ...] = ("child", "adult", "both")
MARKS: tuple[Verified, ...] = ("primary", "secondary", "unverified")
LAYERS: tuple[Layer, ...] = (
    "article_6",
    "article_9",
    "offence",
    "confidentiality",
    "gateway",
    "article_8",
)
FAMILIES = ("golden_rules", "caldicott", "ico")
BODIES = ("any", "public", "non_public")
STATUSES = ("in_force", "commencement_unconfirmed")
STEP_SLUGS = (
    "what-has-happened",
    "who",
    "request",
    "concern",
    "safety",
    "information",
    "recipients",
    "telling",
    "consent",
    "basis",
    "advice",
    "decision",
    "check",
    "recorded",
)
EVIDENCE_WHEN = ("always", "sharing", "not_sharing", "asked", "urgent")

MARK_NOTES: dict[str, str] = {
    "primary": "Read on the publisher's own page.",
    "secondary": "Seen on another organisation's page, not the publisher's own.",
    "unverified": "Not confirmed on a published page. Check it before you rely on it.",
}


@dataclass(frozen=True, slots=True)
class Source:
    key: str
    title: str
    publisher: str
    url: str
    seen: str


class Marked:
    """What every sourced item can say about how far it was confirmed."""

    __slots__ = ()
    verified: Verified

    @property
    def is_unverified(self) -> bool:
        return self.verified == "unverified"

    @property
    def mark_note(self) -> str:
        return MARK_NOTES[self.verified]


@dataclass(frozen=True, slots=True, eq=False)
class Rule(Marked):
    code: str
    edition_key: str
    edition_title: str
    number: int
    title: str
    explanation: str
    do: str
    evidence: str
    evidence_from: tuple[str, ...]
    why_by_step: tuple[tuple[str, str], ...]
    not_by_step: str
    unconfirmed: str
    source: Source
    verified: Verified

    @property
    def steps(self) -> tuple[str, ...]:
        return tuple(slug for slug, _ in self.why_by_step)

    def why(self, slug: str) -> str:
        return dict(self.why_by_step).get(slug, "")


@dataclass(frozen=True, slots=True)
class Span:
    """One row of the table of what is in force: for whom and where, from which day to which."""

    family: str
    nations: tuple[str, ...]
    about: tuple[str, ...]
    since: date
    until: date | None
    edition_key: str
    note: str

    def covers(self, nation: str, about: str, on: date) -> bool:
        fits = nation in self.nations and about in self.about
        return fits and self.since <= on and (self.until is None or on < self.until)

    def meets(self, other: Span) -> bool:
        """Whether both speak of one family and have a nation and people in common."""
        return (
            self.family == other.family
            and not set(self.nations).isdisjoint(other.nations)
            and not set(self.about).isdisjoint(other.about)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Edition(Marked):
    key: str
    family: str
    title: str
    short: str
    publisher: str
    published: date
    published_shown: str
    nations: tuple[str, ...]
    written_for: tuple[str, ...]
    about: About
    title_note: str
    notes: tuple[tuple[str, str], ...]
    source: Source
    verified: Verified
    rules: tuple[Rule, ...]
    reading_only: str = ""
    # From the table of what is in force.
    spans: tuple[Span, ...] = ()
    followed_by: tuple[str, ...] = ()

    @property
    def in_force_from(self) -> date | None:
        """The first day on which anybody answers it; None if it is kept for reading only."""
        return min((span.since for span in self.spans), default=None)

    @property
    def in_force_until(self) -> date | None:
        """The first day on which nobody answers it any more; None while somebody does."""
        ends = [span.until for span in self.spans]
        return None if None in ends else max((day for day in ends if day), default=None)

    def is_superseded(self, about: str, on: date) -> bool:
        """Whether it answered about a child, an adult or both, and no longer does that day."""
        ended = [span for span in self.spans if about in span.about]
        return bool(ended) and all(span.until is not None and on >= span.until for span in ended)

    def notes_for(self, nation: str, about: str = "child") -> tuple[str, ...]:
        """Sentences that a reader in this nation, or one asking about an adult, needs to see."""
        return tuple(text for key, text in self.notes if key in (nation, about))

    def rule(self, number: int) -> Rule:
        return next(rule for rule in self.rules if rule.number == number)


class Editions(NamedTuple):
    """The three rule sets that one decision answers; `ico` is None before the ICO wrote its own."""

    golden_rules: Edition
    caldicott: Edition
    ico: Edition | None

    @property
    def each(self) -> tuple[Edition, ...]:
        return tuple(edition for edition in self if edition is not None)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(edition.key for edition in self.each)

    @property
    def by_family(self) -> dict[str, str]:
        """Keys by family, as a decision keeps them; without steps of the ICO, an empty text."""
        return {name: each.key if each else "" for name, each in self._asdict().items()}

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(rule for edition in self.each for rule in edition.rules)


class Change(NamedTuple):
    """What rules of one edition became in another; before or after is empty if new or gone."""

    before: tuple[Rule, ...]
    after: tuple[Rule, ...]
    sentence: str
    same: bool

    @property
    def kind(self) -> str:
        """ "new", "gone", "same" (other words, nothing else to do) or "changed"."""
        if not self.before or not self.after:
            return "gone" if self.before else "new"
        return "same" if self.same else "changed"

    @property
    def is_unverified(self) -> bool:
        return any(rule.is_unverified for rule in (*self.before, *self.after))


class Why(NamedTuple):
    rule: Rule
    sentence: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One question that the rule-by-rule table asks of a record."""

    name: str
    answered: str
    gap: str
    step: str
    when: str


@dataclass(frozen=True, slots=True)
class Limb:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Basis(Marked):
    code: str
    layer: Layer
    label: str
    official: str
    when: str
    consent_needed: bool
    evidence: str
    nations: tuple[str, ...]
    bodies: str
    bodies_note: str
    about: About
    limbs: tuple[Limb, ...]
    needs: tuple[str, ...]
    caution: str
    status: str
    status_note: str
    source: Source
    verified: Verified

    @property
    def is_in_force(self) -> bool:
        return self.status == "in_force"
