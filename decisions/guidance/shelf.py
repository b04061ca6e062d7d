"""Which editions does a folder hold, which is in force when, and what became of each rule?"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path

from decisions.guidance import files, in_force, mapping, parsing
from decisions.guidance.mapping import Between
from decisions.guidance.reading import HERE
from decisions.guidance.shapes import Change, Edition, Editions, Evidence, Rule, Source, Span


class Shelf:
    """The rule sets of one folder, each file read when it is first asked for and then kept."""

    def __init__(self, folder: Path = HERE) -> None:
        self.folder = folder

    @cached_property
    def sources(self) -> dict[str, Source]:
        problems: list[str] = []
        found = files.read_sources(self.folder, problems)
        files.refuse(problems)
        return found

    @cached_property
    def evidence(self) -> dict[str, Evidence]:
        problems: list[str] = []
        found = files.read_items(
            self.folder, "evidence.toml", "evidence", parsing.evidence, problems
        )
        files.refuse(problems)
        return {each.name: each for each in found}

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        problems: list[str] = []
        found = in_force.read(self.folder, problems)
        files.refuse(problems)
        return found

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """Every edition, oldest first within its family."""
        problems: list[str] = []
        found = files.read_editions(self.folder, self.sources, problems)
        files.refuse(problems)
        ordered = sorted(found, key=lambda each: (each.family, each.published))
        return in_force.settled(ordered, self.spans)

    @cached_property
    def pairs(self) -> tuple[Between, ...]:
        problems: list[str] = []
        found = mapping.read(self.folder, problems)
        files.refuse(problems)
        return found

    @cached_property
    def by_key(self) -> dict[str, Edition]:
        return {each.key: each for each in self.editions}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        return {rule.code: rule for each in self.editions for rule in each.rules}

    def in_force(self, nation: str, about: str, on: date) -> Editions:
        """The editions that a decision of that day answers."""
        golden, caldicott, ico = (
            self.answering(family, nation, about, on)
            for family in ("golden_rules", "caldicott", "ico")
        )
        return Editions(
            golden or self._oldest("golden_rules"), caldicott or self._oldest("caldicott"), ico
        )

    def answering(self, family: str, nation: str, about: str, on: date) -> Edition | None:
        key = in_force.answering(self.spans, family, nation, about, on)
        return self.by_key[key] if key else None

    def _oldest(self, family: str) -> Edition:
        return self.by_key[next(span.edition_key for span in self.spans if span.family == family)]

    def named(self, keys: Iterable[str], on: date | None = None) -> Editions:
        """The editions that a record names; where it names no ICO steps, those of the day `on`."""
        held = {each.family: each for each in (self.by_key[key] for key in keys if key)}
        golden, ico = held["golden_rules"], held.get("ico")
        if ico is None and on is not None:
            ico = self.answering("ico", golden.nations[0], _whom(golden), on)
        return Editions(golden, held["caldicott"], ico)

    def changes(self, old: Edition, new: Edition) -> tuple[Change, ...]:
        """What became of each rule on the way from one edition to another."""
        return mapping.changes(self.pairs, self.editions, old, new)

    def before(self, edition: Edition) -> Edition | None:
        """The edition that this one is compared with, if there is any."""
        return next((self.by_key[pair.old] for pair in self.pairs if pair.new == edition.key), None)

    def successors(self, rule: Rule) -> tuple[Rule, ...]:
        """What this rule became in the next edition; nothing if it is gone or the newest."""
        return self._along(rule, forward=True)

    def predecessors(self, rule: Rule) -> tuple[Rule, ...]:
        """What this rule was in the edition before; nothing if it is new or the oldest."""
        return self._along(rule, forward=False)

    def _along(self, rule: Rule, *, forward: bool) -> tuple[Rule, ...]:
        found: dict[str, None] = {}
        for row in (row for pair in self.pairs for row in pair.rows):
            here, there = (row.before, row.after) if forward else (row.after, row.before)
            if rule.code in here:
                found |= dict.fromkeys(there)
        return tuple(self.rules[code] for code in found)


def _whom(edition: Edition) -> str:
    return "child" if edition.about == "both" else edition.about
