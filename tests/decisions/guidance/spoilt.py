"""A copy of the guidance, to be spoilt or added to."""

import shutil
from pathlib import Path

from decisions.guidance.reading import HERE


def copied(to: Path) -> Path:
    """All data files in a folder of their own."""
    shutil.copytree(HERE, to / "guidance", ignore=shutil.ignore_patterns("*.py*", "__pycache__"))
    return to / "guidance"


def spoil(file: Path, old: str, new: str) -> None:
    """Put one text in place of another, once."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
