"""Is that step still done? A stamp keeps the digest of what the step was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from places import ROOT


def digest(*parts: Path | str) -> str:
    """A digest of texts, files and whole folders (paths and contents)."""
    total = hashlib.sha256()
    for part in parts:
        for name, content in _contents(part):
            total.update(f"{name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def _contents(part: Path | str) -> Iterable[tuple[str, bytes]]:
    if isinstance(part, str):
        yield "", part.encode()
    elif part.is_dir():
        for path in sorted(part.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield str(path.relative_to(ROOT)), path.read_bytes()
    elif part.exists():
        yield str(part.relative_to(ROOT)), part.read_bytes()


class Stamp:
    """One step's stamp; written last, so that a half-finished step is done again."""

    def __init__(self, path: Path, *parts: Path | str) -> None:
        self.path = path
        self.wanted = digest(*parts)

    @property
    def fresh(self) -> bool:
        try:
            return self.path.read_text() == self.wanted
        except OSError:
            return False

    def clear(self) -> None:
        self.path.unlink(missing_ok=True)

    def write(self) -> None:
        self.path.write_text(self.wanted)
