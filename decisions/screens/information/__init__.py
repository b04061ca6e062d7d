"""Step 6: the information, line by line: fact, opinion or reported; in or out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from accounts.door import Actor
from accounts.ui.forms import UiForm
from decisions import merge
from decisions.actions.information import arrange
from decisions.arrangement import Arrangement, Line, values_of
from decisions.merge import Answers
from decisions.models import InformationItem
from decisions.record import Record, load
from decisions.screens.base import HERE, Block, Gap, Screen
from decisions.screens.information import summary
from decisions.screens.information.listing import ListPage
from decisions.screens.information.pages import (
    ItemPage,
    JoinPage,
    Page,
    RemovalPage,
    SplitPage,
    at,
)
from decisions.screens.information.summary import nature_tag

__all__ = ["InformationScreen", "nature_tag"]

PART = re.compile(
    r"(?P<key>[0-9]{1,18})(?:-(?P<what>split|remove|join)(?:-(?P<other>[0-9]{1,18}))?)?"
)
PAGES: dict[str | None, type[Page]] = {
    None: ItemPage,
    "split": SplitPage,
    "remove": RemovalPage,
}
KEEP_WHAT_WAS_TYPED = (None, "split")
OF_THE_DECISION = ("shared_why_necessary",)


@dataclass
class InformationScreen(Screen):
    """The step's list and its pages: "12", "12-split", "12-join-13", "12-remove"."""

    page: Page | None = field(init=False)
    template = "decisions/steps/information.html"

    def __post_init__(self) -> None:
        self.page = self._page()
        super().__post_init__()

    def _page(self) -> Page | None:
        if self.part == "":
            return ListPage(self)
        found = PART.fullmatch(self.part)
        if found is None or (found["what"] == "join") != bool(found["other"]):
            return None
        item = self._item(int(found["key"]))
        if found["what"] == "join":
            return JoinPage(self, item, self._item(int(found["other"])))
        if item is None and found["what"] in KEEP_WHAT_WAS_TYPED:
            item = self._taken_away(int(found["key"]))
        return PAGES[found["what"]](self, item)

    def _item(self, key: int) -> InformationItem | None:
        return next((item for item in self.record.items if item.pk == key), None)

    def _taken_away(self, key: int) -> InformationItem | None:
        """An item that somebody removed while its form was open: what was typed comes back."""
        if self.data is None or not self.drawn_from or not self.decision.is_draft:
            return None
        then = load(self.decision, version=self.drawn_from)
        found = next((item for item in then.items if item.pk == key), None)
        if found is None:
            return None
        values = values_of(found)
        if self.record.person(found.about_id) is None:
            values["about_id"] = None
        return InformationItem(
            organisation_id=self.decision.organisation_id, decision_id=self.decision.pk, **values
        )

    @cached_property
    def drawn_from(self) -> int | None:
        """The version that the posted form was drawn from."""
        return merge.drawn_from(self.data)

    @property
    def is_late(self) -> bool:
        """Whether something was saved since the posted form was drawn."""
        return self.drawn_from is not None and self.drawn_from < self.decision.version

    def exists(self) -> bool:
        return self.page is not None and self.page.exists()

    def initial(self) -> Answers:
        return self.page.initial() if self.page else {}

    def build(self, initial: Answers) -> Iterable[tuple[str, UiForm]]:
        return self.page.build(initial) if self.page else []

    def write(self, answers: Answers, actor: Actor) -> str:
        if self.page is None:
            raise LookupError("There is no such page to save.")
        arrangement = Arrangement(self.record)
        item = self.page.item
        if item is not None and arrangement.is_new(item):
            as_it_was = self.page.initial()
            if all(value == as_it_was.get(name) for name, value in answers.items()):
                return HERE
            arrangement.lines.append(Line(item))
        go = self.page.write(answers, arrangement)
        own = {name: answers[name] for name in OF_THE_DECISION if name in answers}
        arrange(arrangement, actor=actor, values=own)
        self.record.items = arrangement.items
        added = [found for found in arrangement.items if arrangement.is_new(found)]
        return at(added[0]) if go == HERE and added else go

    def line(self, arrangement: Arrangement) -> Line:
        """The line of the item that the address names, even one that comes back."""
        found = arrangement.line(self.page.item.pk if self.page and self.page.item else None)
        if found is None:
            raise LookupError("The item is not there.")
        return found

    def context(self) -> dict[str, Any]:
        if self.page is None:
            return {}
        # What may be a myth is said once, on the step's own page.
        said_before = {"myths": ()} if self.part else {}
        return {**said_before, "page": self.page, "item": self.page.item, **self.page.context()}

    @classmethod
    def gaps(cls, record: Record) -> list[Gap]:
        return summary.gaps(record)

    @classmethod
    def begun(cls, record: Record) -> bool:
        return bool(record.items or record.decision.shared_why_necessary)

    @classmethod
    def blocks(cls, record: Record) -> list[Block]:
        return summary.blocks(record)
