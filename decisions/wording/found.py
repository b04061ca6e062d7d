"""What in a record is worth a second look, and has not been put away?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from decisions.wording.abbreviations import is_spelt_out, terms_in
from decisions.wording.hints import hints_in
from decisions.wording.reading import Text
from decisions.wording.shapes import NATURE, Hint
from decisions.wording.spots import Spot

# So much of the sentence is shown on either side.
AROUND = 160
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Found:
    """One hint in its place, as the page shows it."""

    spot: Spot
    hint: Hint

    @property
    def mark(self) -> str:
        """What a button says of it: it holds no words, and is another once the text is."""
        return self.hint.mark(self.spot.text)

    @property
    def keys(self) -> list[Key]:
        """What is kept where it is put away: for each of those who get the words."""
        place, words = self.hint.place, self.hint.words_sha256
        ends = [f">{key}" for key in self.hint.readers] or [""]
        return [(self.hint.kind, f"{place}{end}", words) for end in ends]

    @property
    def before(self) -> str:
        start = max(self._sentence[0], self.hint.start - AROUND)
        cut = "…" if start > self._sentence[0] else ""
        return cut + self.spot.text[start : self.hint.start].lstrip()

    @property
    def after(self) -> str:
        end = min(self._sentence[1], self.hint.end + AROUND)
        cut = "…" if end < self._sentence[1] else ""
        return self.spot.text[self.hint.end : end].rstrip() + cut

    @property
    def _sentence(self) -> tuple[int, int]:
        return Text(self.spot.text).sentence(self.hint.start)

    @property
    def is_about_nature(self) -> bool:
        return self.hint.kind == NATURE

    def written_out(self, number: int) -> str:
        """The whole text with one of the meanings in place of the words."""
        text, hint = self.spot.text, self.hint
        return f"{text[: hint.start]}{hint.instead[number]}{text[hint.end :]}"


@dataclass(frozen=True)
class Group:
    """Everything that was found in one text."""

    spot: Spot
    found: tuple[Found, ...]


def look(spots: Iterable[Spot], away: Collection[Key] = ()) -> list[Group]:
    """The texts in which something is worth a second look, in their order."""
    groups = []
    spelt: dict[int | None, set[str]] = {}
    for spot in spots:
        text, known = Text(spot.text), _spelt_before(spot, spelt)
        given = hints_in(spot.place, text, replace(spot.context, spelt_out=known))
        found = tuple(Found(spot, hint) for hint in given)
        left = tuple(each for each in found if not all(key in away for key in each.keys))
        if left:
            groups.append(Group(spot, left))
        _remember(spot, text, spelt)
    return groups


def each_of(groups: Iterable[Group]) -> Iterator[Found]:
    for group in groups:
        yield from group.found


def _spelt_before(spot: Spot, spelt: dict[int | None, set[str]]) -> frozenset[str]:
    """What everybody who gets these words has read spelt out before."""
    each = [spelt.get(reader.key, set()) for reader in spot.context.readers]
    return frozenset(set.intersection(*each)) if each else frozenset()


def _remember(spot: Spot, text: Text, spelt: dict[int | None, set[str]]) -> None:
    said = {term.short for *_span, term in terms_in(text) if is_spelt_out(text, term)}
    for reader in spot.context.readers:
        spelt.setdefault(reader.key, set()).update(said)
