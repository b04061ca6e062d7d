"""Steps that hold several of a kind: people, recipients, advice. One page each, one list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from accounts.door import Actor
from accounts.ui.forms import UiForm
from decisions.actions.drafting import add_part, answer, change_part
from decisions.actions.removing import remove_part
from decisions.choices import Status
from decisions.merge import Answers
from decisions.models import PartOfDecision
from decisions.record import Record
from decisions.screens.base import HERE, NEXT, Block, Screen

NEW, REMOVE = "new", "-remove"


class NothingAsked(UiForm):
    """The list page of a collection that asks nothing of its own."""


@dataclass
class CollectionScreen(Screen):
    """A list with a page for each row.

    part "" is the list (and, while it is empty, the page for the first row); "new" adds one;
    "12" changes row 12; "12-remove" asks once and removes it.
    """

    model: ClassVar[type[PartOfDecision]]
    source: ClassVar[str]  # the attribute of Record that holds the rows
    row_form: ClassVar[type[UiForm]]
    noun: ClassVar[str]
    add_label: ClassVar[str]
    none_column: ClassVar[str] = ""
    none_label: ClassVar[str] = ""
    template = "decisions/steps/collection.html"

    @property
    def rows(self) -> list[Any]:
        return list(getattr(self.record, self.source))

    @property
    def row(self) -> Any:
        """The row that the address names, if there is one."""
        key = self.part.removesuffix(REMOVE)
        return next((row for row in self.rows if str(row.pk) == key), None)

    @property
    def is_removal(self) -> bool:
        return self.part.endswith(REMOVE)

    @property
    def asks_row(self) -> bool:
        """Whether this page shows the form of one row."""
        if self.is_removal:
            return False
        return bool(self.part) or not (self.rows or self.none_given)

    @property
    def none_given(self) -> bool:
        return bool(self.none_column and getattr(self.decision, self.none_column))

    @property
    def can_remove(self) -> bool:
        return self.decision.status == Status.DRAFT

    def is_fixed(self, row: Any) -> bool:  # noqa: ARG002
        """Whether a row came about elsewhere and stays; none does unless a step says so."""
        return False

    @property
    def fixed(self) -> set[str]:
        return {str(row.pk) for row in self.rows if self.is_fixed(row)}

    def exists(self) -> bool:
        if self.is_removal and (not self.can_remove or self.is_fixed(self.row)):
            return False
        return self.part in ("", NEW) or self.row is not None

    def initial(self) -> Answers:
        if not self.asks_row:
            return {}
        return self.row_answers(self.row) if self.row else {}

    def row_answers(self, row: Any) -> Answers:
        return {name: getattr(row, name) for name in self.row_form.base_fields}

    def build(self, initial: Answers) -> Iterable[tuple[str, UiForm]]:
        if self.asks_row:
            yield "", self.make_form(initial)
        else:
            yield "", NothingAsked(self.data)

    def make_form(self, initial: Answers) -> UiForm:
        return self.row_form(self.data, initial=initial)

    def write(self, answers: Answers, actor: Actor) -> str:
        if self.command == "none" and self.none_column:
            answer(self.decision, actor=actor, values={self.none_column: True})
            return NEXT
        if self.is_removal:
            remove_part(self.row, self.record, actor=actor)
            return HERE
        if not self.asks_row or self._nothing_typed(answers):
            return NEXT if self.part == "" else HERE
        self.write_row(answers, actor)
        return HERE

    def _nothing_typed(self, answers: Answers) -> bool:
        """An untouched page for a new row adds nothing."""
        return self.row is None and not any(answers.values())

    def write_row(self, answers: Answers, actor: Actor) -> PartOfDecision:
        kept: PartOfDecision | None = self.row
        if kept is not None:
            change_part(kept, self.decision, actor=actor, values=answers)
            return kept
        values = {**answers, **self.place_of_new()}
        row = add_part(self.decision, self.model, actor=actor, values=values)
        getattr(self.record, self.source).append(row)
        if self.none_given:
            answer(self.decision, actor=actor, values={self.none_column: False})
        return row

    def place_of_new(self) -> dict[str, Any]:
        return {"position": len(self.rows) + 1}

    def context(self) -> dict[str, Any]:
        return {"list_blocks": type(self).blocks(self.record), "row": self.row}

    @classmethod
    def begun(cls, record: Record) -> bool:
        given = bool(cls.none_column and getattr(record.decision, cls.none_column))
        return given or bool(getattr(record, cls.source))

    @classmethod
    def blocks(cls, record: Record) -> list[Block]:
        found = [cls.row_block(record, row) for row in getattr(record, cls.source)]
        if not found and cls.none_column and getattr(record.decision, cls.none_column):
            return [Block(cls.none_label, ())]
        return found

    @classmethod
    def row_block(cls, record: Record, row: Any) -> Block:
        """The rows of one person, recipient or piece of advice."""
        raise NotImplementedError
