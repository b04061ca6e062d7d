"""How is every item of one guidance file made, and refused if anything is wrong with it?"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from decisions.guidance import parsing
from decisions.guidance.reading import HERE, Entry, GuidanceError, open_file
from decisions.guidance.shapes import Edition, Source

Item = TypeVar("Item")


def read_items(
    folder: Path, name: str, table: str, make: Callable[[Entry], Item], problems: list[str]
) -> tuple[Item, ...]:
    """Every [[table]] of one file, made into shapes; what is wrong is added to `problems`."""
    file = open_file(folder / name, problems)
    if not file.data:
        return ()
    items = tuple(parsing.finished(entry, make) for entry in file.entries(table))
    file.done()
    return items


def read_sources(folder: Path, problems: list[str]) -> dict[str, Source]:
    """Where the items come from, by key; our own file is read once for all who ask."""
    if folder == HERE:
        problems += _our_sources()[1]
        return dict(_our_sources()[0])
    return _sources(folder, problems)


@cache
def _our_sources() -> tuple[dict[str, Source], tuple[str, ...]]:
    problems: list[str] = []
    return _sources(HERE, problems), tuple(problems)


def _sources(folder: Path, problems: list[str]) -> dict[str, Source]:
    found = read_items(folder, "sources.toml", "sources", parsing.source, problems)
    return {each.key: each for each in found}


def read_editions(
    folder: Path, sources: dict[str, Source], problems: list[str]
) -> tuple[Edition, ...]:
    """One edition from each file of the folder "editions", in the order of their names."""
    made = []
    for path in sorted((folder / "editions").glob("*.toml")):
        file = open_file(path, problems)
        if file.data:
            made.append(parsing.finished(file, lambda each: parsing.edition(each, sources)))
    return tuple(made)


def refuse(problems: Sequence[str]) -> None:
    """Raise every problem at once, if there is any."""
    if problems:
        raise GuidanceError(problems)
