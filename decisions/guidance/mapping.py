"""Which rule of one edition became which of the next, and what changed in it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from decisions.guidance.files import read_items
from decisions.guidance.parsing import finished
from decisions.guidance.reading import Entry
from decisions.guidance.shapes import Change, Edition, Rule

FILE = "mapping.toml"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: codes of rules before and after, and the sentence between them."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    sentence: str
    same: bool


@dataclass(frozen=True, slots=True)
class Between:
    """One edition, the one that followed it, and what became of each rule."""

    old: str
    new: str
    rows: tuple[Row, ...]


def read(folder: Path, problems: list[str]) -> tuple[Between, ...]:
    """Every pair of editions that the file compares."""
    return read_items(folder, FILE, "between", _between, problems)


def _between(entry: Entry) -> Between:
    old, new = entry.text("old"), entry.text("new")
    entry.where = f"{FILE}, {old} to {new}"
    rows = tuple(finished(each, _row) for each in entry.entries("rules"))
    return Between(old, new, rows)


def _row(entry: Entry) -> Row:
    row = Row(
        before=entry.texts("from", []),
        after=entry.texts("to", []),
        sentence=entry.text("changed"),
        same=entry.flag("same", False),
    )
    if not row.before and not row.after:
        entry.complain("give “from”, “to” or both")
    if row.same and not (row.before and row.after):
        entry.complain("“same” needs a rule on both sides")
    return row


def changes(
    pairs: Iterable[Between], editions: Iterable[Edition], old: Edition, new: Edition
) -> tuple[Change, ...]:
    """What became of each rule on the way from `old` to `new`, in the order of the new rules.

    Editions between the two are walked through. Where nobody has written down a part of the way,
    there is one change that holds all rules of both and says so in an empty sentence.
    """
    rows = _way(tuple(pairs), old.key, new.key)
    rules = {rule.code: rule for each in editions for rule in each.rules}
    if rows is None:
        return (Change(old.rules, new.rules, "", same=False),)
    found = [
        Change(_rules(row.before, rules), _rules(row.after, rules), row.sentence, row.same)
        for row in rows
    ]
    return tuple(sorted(found, key=_place))


def _rules(codes: Iterable[str], rules: dict[str, Rule]) -> tuple[Rule, ...]:
    return tuple(rules[code] for code in codes)


def _place(change: Change) -> tuple[int, int]:
    """By the newer rule, then the older one; what is gone stands last."""
    first = [rules[0].number if rules else 99 for rules in (change.after, change.before)]
    return first[0], first[1]


def _way(pairs: Sequence[Between], old: str, new: str) -> tuple[Row, ...] | None:
    """The rows from one edition to another, joined over the editions between them."""
    for pair in pairs:
        if pair.old != old:
            continue
        if pair.new == new:
            return pair.rows
        rest = _way([each for each in pairs if each is not pair], pair.new, new)
        if rest is not None:
            return tuple(_joined(pair.rows, rest))
    return None


def _joined(first: Iterable[Row], then: Iterable[Row]) -> Iterator[Row]:
    """Two steps as one: a rule and what its successors became."""
    then = tuple(then)
    passed: set[str] = set()
    for row in first:
        after = [each for each in then if set(each.before) & set(row.after)]
        passed |= {code for each in after for code in each.before}
        told = [each for each in (row, *after) if not each.same] or (row, *after)
        yield Row(
            row.before,
            tuple(dict.fromkeys(code for each in after for code in each.after)),
            " ".join(dict.fromkeys(each.sentence for each in told)),
            row.same and all(each.same for each in after),
        )
    yield from (each for each in then if not set(each.before) & passed)


def problems_of(pairs: Iterable[Between], editions: Iterable[Edition]) -> list[str]:
    """Pairs that name what is not there, and rules that are left out or named twice."""
    held = {each.key: each for each in editions}
    found = []
    for pair in pairs:
        where = f"{FILE}, {pair.old} to {pair.new}"
        for key, codes in (
            (pair.old, [code for row in pair.rows for code in row.before]),
            (pair.new, [code for row in pair.rows for code in row.after]),
        ):
            if key not in held:
                found.append(f"{where}: there is no edition {key!r}")
                continue
            found += [f"{where}: {text}" for text in _unmatched(held[key], codes)]
        found += [f"{where}: {text}" for text in _named_twice(pair)]
    return found


def _unmatched(edition: Edition, codes: Sequence[str]) -> Iterator[str]:
    rules = [rule.code for rule in edition.rules]
    yield from (f"{code!r} is no rule of {edition.key}" for code in codes if code not in rules)
    yield from (f"nothing is said of {code}" for code in rules if code not in codes)


def _named_twice(pair: Between) -> Iterator[str]:
    """An older rule stands in one line; a newer one may have come from several."""
    times = Counter(code for row in pair.rows for code in row.before)
    yield from (f"{code} stands in “from” {n} times" for code, n in times.items() if n > 1)
