"""Which pages does the step about information have: the list, one item, and what is done to it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.ui.forms import UiForm, errors_to_show
from decisions.arrangement import TOGETHER, Arrangement, at_odds, can_join, together, values_of
from decisions.lines import broken_at_sentences, joined, pieces_of
from decisions.marking.policies import takes_marks
from decisions.marking.words import lines
from decisions.merge import Answers
from decisions.models import InformationItem
from decisions.screens.base import HERE
from decisions.screens.information.forms import (
    IN,
    OUT,
    SOURCE_BY_NATURE,
    ItemForm,
    RemovalForm,
    SplitForm,
    may_not_leave_out,
)

if TYPE_CHECKING:
    from decisions.screens.information import InformationScreen

# What the button says that saves an item and leads to the drawing of a body.
MARKS = "marks"
IN_CODES: dict[bool | None, str] = {True: IN, False: OUT, None: ""}
COLUMNS = {"included": "is_included", "about": "about_id"}


class Page:
    """One page of the step."""

    body: ClassVar[str]
    # A page that asks before it does something has a button of its own, and a way out.
    button: ClassVar[str | Promise] = ""
    button_classes: ClassVar[str] = ""
    keep: ClassVar[str | Promise] = ""

    def __init__(self, screen: InformationScreen, item: InformationItem | None = None) -> None:
        self.screen = screen
        self.record = screen.record
        self.item = item

    def exists(self) -> bool:
        """Whether the address names something."""
        return self.item is not None

    def initial(self) -> Answers:
        return {}

    def build(self, initial: Answers) -> Iterable[tuple[str, UiForm]]:
        yield "", RemovalForm(self.screen.data, initial=initial)

    def write(self, answers: Answers, arrangement: Arrangement) -> str:
        """Change the arrangement; the part to go to, or NEXT."""
        raise NotImplementedError

    @property
    def heading(self) -> str | Promise:
        return ""

    @property
    def problems(self) -> list[dict[str, str]]:
        """Every error of every form, for the summary."""
        return errors_to_show(*self.screen.forms.values())

    @property
    def number(self) -> int:
        """The item's number; one more than the last for one that was taken away meanwhile."""
        keys = [item.pk for item in self.record.items]
        return (keys.index(self.item.pk) if self.item and self.item.pk in keys else len(keys)) + 1

    def context(self) -> dict[str, Any]:
        return {}


class ItemPage(Page):
    """One item in full, or some of it (``only``)."""

    body = "decisions/steps/information_item.html"
    only: tuple[str, ...] = ()

    @property
    def heading(self) -> str | Promise:
        return _("Item %(number)s") % {"number": self.number}

    def stored(self) -> InformationItem:
        """The item whose answers the form shows."""
        return self.item or InformationItem()

    def initial(self) -> Answers:
        return {n: v for n, v in answers_of(self.stored()).items() if n in (self.only or ALL)}

    def build(self, initial: Answers) -> Iterable[tuple[str, UiForm]]:
        people = [(str(person.pk), str(person)) for person in self.record.people]
        item = self.stored()
        is_out = item.is_included is False
        form = ItemForm(
            self.screen.data, initial=initial, people=people, only=self.only, is_out=is_out
        )
        has_words = item.text or self.record.marks_of(item)
        if has_words and not self.screen.decision.is_draft:
            may_not_leave_out(form)
        yield "", form

    def write(self, answers: Answers, arrangement: Arrangement) -> str:
        item = self.screen.line(arrangement).item
        arrangement.put(item, columns(answers))
        return on_the_body(item, arrangement) if self.screen.command == MARKS else at(item)

    def context(self) -> dict[str, Any]:
        marks = self.record.marks_of(self.item) if self.item else []
        return {"source_names": SOURCE_BY_NATURE, "marks": lines(marks), "mark_it": MARKS}


class SplitPage(Page):
    """Where one item is to become several."""

    body = "decisions/steps/information_split.html"
    button = _("Split it")
    keep = _("Keep it as it is")

    @property
    def heading(self) -> str | Promise:
        return _("Split item %(number)s") % {"number": self.number}

    def exists(self) -> bool:
        return bool(self.item and self.item.text and self.screen.decision.is_draft)

    def initial(self) -> Answers:
        return {"text": broken_at_sentences(self.item.text if self.item else "")}

    def build(self, initial: Answers) -> Iterable[tuple[str, UiForm]]:
        yield "", SplitForm(self.screen.data, initial=initial)

    def write(self, answers: Answers, arrangement: Arrangement) -> str:
        line = self.screen.line(arrangement)
        arrangement.split(line.item.pk, pieces_of(answers["text"]))
        return at(line.item)


class JoinPage(ItemPage):
    """Two items that differ in something which only a person can settle."""

    body = "decisions/steps/information_join.html"
    button = _("Join them")
    keep = _("Keep them apart")

    def __init__(
        self,
        screen: InformationScreen,
        item: InformationItem | None = None,
        other: InformationItem | None = None,
    ) -> None:
        super().__init__(screen, item)
        self.other = other
        if item and other:
            names = {column: name for name, column in COLUMNS.items()}
            self.only = tuple(names.get(name, name) for name in at_odds(item, other))

    @property
    def heading(self) -> str | Promise:
        return _("Join two items")

    def exists(self) -> bool:
        item, other = self.item, self.other
        # Joined already: a second press of the button has nothing left to do.
        if item is None or not self.screen.decision.is_draft:
            return False
        if other is None:
            return self.screen.data is not None
        return item is not other and can_join(item, other)

    def stored(self) -> InformationItem:
        if self.item is None or self.other is None:
            return InformationItem()
        found = InformationItem(**together(self.item, self.other))
        for name in at_odds(self.item, self.other):
            if name not in TOGETHER:
                setattr(found, name, None if name in NOTHING_IS_NONE else "")
        return found

    def initial(self) -> Answers:
        return {n: v for n, v in answers_of(self.stored()).items() if n in self.only}

    def build(self, initial: Answers) -> Iterable[tuple[str, UiForm]]:
        if self.only:
            yield from super().build(initial)
        else:
            yield from Page.build(self, initial)

    def write(self, answers: Answers, arrangement: Arrangement) -> str:
        if self.item is None or self.other is None:
            return HERE
        settled = columns({name: answers[name] for name in self.only if name in answers})
        arrangement.join(self.item.pk, self.other.pk, settled)
        return at(self.item)

    def context(self) -> dict[str, Any]:
        text = joined(self.item.text, self.other.text) if self.item and self.other else ""
        return {"joined_text": text, "other": self.other}


class RemovalPage(Page):
    """Asks once, and removes this item alone."""

    body = "decisions/steps/information_remove.html"
    button = _("Remove it")
    button_classes = "govuk-button--warning"
    keep = _("Keep it")

    @property
    def heading(self) -> str | Promise:
        return _("Remove item %(number)s?") % {"number": self.number}

    def exists(self) -> bool:
        # Removed already: a second press of the button has nothing left to do.
        gone = self.item is None and self.screen.data is not None
        return self.screen.decision.is_draft and (gone or self.item is not None)

    def write(self, answers: Answers, arrangement: Arrangement) -> str:  # noqa: ARG002
        if self.item is not None:
            arrangement.remove(self.item.pk)
        return HERE


ALL = (
    "text", "category", "nature", "source", "observed_at", "about", "checked_on", "body_place",
    "size", "included", "why_necessary", "left_out_kind", "left_out_reason",
)  # fmt: skip
NOTHING_IS_NONE = frozenset({"about_id", "checked_on", "is_included"})


def answers_of(item: InformationItem) -> Answers:
    """An item's answers as a form has them."""
    found = values_of(item)
    found["included"] = IN_CODES[found.pop("is_included")]
    found["about"] = str(found.pop("about_id") or "")
    return found


def columns(answers: Mapping[str, Any]) -> dict[str, Any]:
    """A form's answers as an item has them."""
    found = {COLUMNS.get(name, name): value for name, value in answers.items()}
    if "is_included" in found:
        found["is_included"] = {IN: True, OUT: False}.get(found["is_included"])
    if "about_id" in found:
        found["about_id"] = int(found["about_id"]) if found["about_id"] else None
    return found


def on_the_body(item: InformationItem, arrangement: Arrangement) -> str:
    """The drawing for an injury; what is left out, or has no row yet, has none."""
    if item.pk is None or not takes_marks(item):
        return at(item)
    return reverse("body_map", args=[arrangement.decision.reference, item.pk])


def at(item: InformationItem) -> str:
    """The list, at this item."""
    return f"{HERE}#item-{item.pk}" if item.pk else HERE
