"""What did a check of the history find? Its findings, and the code that it ends with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

# The codes that a command ends with; findings of one kind that are told, the others are counted.
UNALTERED, ALTERED, NOT_CHECKED, WARNED = 0, 1, 2, 3
WRONG, WARNING, SHOWN = "wrong", "warning", 20


class CouldNotCheck(Exception):
    """There is nothing to check, or no means to; the sentence says why."""


@dataclass
class Report:
    """What was found. ``organisations`` counts the entries of each; ``first`` was signed first."""

    findings: list[dict[str, Any]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    organisations: Counter[int] = field(default_factory=Counter)
    size: int = 0
    first: str = ""
    signed: str = ""
    begun: int = 0
    has_copies: bool = False

    def add(self, level: str, kind: str, what: str, **where: object) -> None:
        self.counts[kind] += 1
        if self.counts[kind] <= SHOWN:
            self.findings.append({"level": level, "kind": kind, "what": what, **where})

    @property
    def code(self) -> int:
        levels = {each["level"] for each in self.findings}
        return ALTERED if WRONG in levels else WARNED if levels else UNALTERED

    def to_json(self) -> dict[str, Any]:
        """What is kept, and shown on the page."""
        return {**vars(self), "code": self.code, "ok": self.code != ALTERED}
