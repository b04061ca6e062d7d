"""The rows of check-answers and of the recorded page: every step's own blocks, in order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from decisions.record import Record
from decisions.screens.base import Block, Gap
from decisions.steps import Step, applicable


@dataclass(frozen=True)
class Section:
    """One step with its stored answers and what it lacks."""

    step: Step
    blocks: tuple[Block, ...]
    record: Record

    # A record that is only read asks for neither.
    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(self.step.asks.gaps(self.record))

    @cached_property
    def url(self) -> str:
        return reverse("step", args=[self.record.decision.reference, self.step.slug])

    def change(self, part: str = "") -> str:
        """Where to change an answer, coming back here afterwards."""
        return f"{self.url}{part}/?change" if part else f"{self.url}?change"

    def with_links(self) -> list[tuple[Block, str]]:
        """Each block with its change link."""
        return [(block, "" if block.is_fixed else self.change(block.part)) for block in self.blocks]


# A record is read for what was decided first; it was written in the order of the journey.
READING_ORDER = (
    "decision", "who", "information", "recipients", "consent", "telling", "basis", "concern",
    "safety", "request", "advice", "what-has-happened",
)  # fmt: skip


def sections_to_read(record: Record) -> list[Section]:
    """The answered steps, the decision first."""
    answered = [section for section in sections(record) if section.blocks]
    return sorted(answered, key=lambda section: READING_ORDER.index(section.step.slug))


def sections(record: Record) -> list[Section]:
    """All steps that apply, whether or not they were answered."""
    return [Section(step, tuple(step.asks.blocks(record)), record) for step in applicable(record)]
