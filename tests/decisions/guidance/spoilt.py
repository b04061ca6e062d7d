"""A copy of the guidance, to be spoilt or added to."""

import shutil
from pathlib import Path

from decisions.guidance import files, in_force, mapping
from decisions.guidance.reading import HERE


def copied(to: Path) -> Path:
    """All data files in a folder of their own, with what is kept of them."""
    shutil.copytree(HERE, to / "guidance", ignore=shutil.ignore_patterns("*.py", "*.pyc*"))
    return to / "guidance"


def said_of_editions(folder: Path) -> list[str]:
    """What is wrong with the editions, their table and their mapping; quicker than all."""
    problems: list[str] = []
    sources = files.read_sources(folder, problems)
    held = files.read_editions(folder, sources, problems)
    problems += in_force.problems_of(in_force.read(folder, problems), held)
    problems += mapping.problems_of(mapping.read(folder, problems), held)
    return problems


def spoil(file: Path, old: str, new: str) -> None:
    """Put one text in place of another, once."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
