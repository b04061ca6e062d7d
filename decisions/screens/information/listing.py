"""The list of items: written freely at the top, then marked one by one, all in one form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from accounts.ui.forms import UiForm
from decisions.arrangement import Arrangement, at_odds, can_join
from decisions.choices import Category
from decisions.lines import MOST_ITEMS, lines_of
from decisions.marking.policies import takes_marks
from decisions.merge import Answers
from decisions.models import InformationItem
from decisions.record import load
from decisions.screens.base import HERE, NEXT, unprefixed
from decisions.screens.information.forms import (
    SOURCE_BY_NATURE,
    WORDS_GO,
    GoneForm,
    MarkingForm,
    WritingForm,
    may_not_leave_out,
    named,
)
from decisions.screens.information.pages import (
    MARKS,
    Page,
    answers_of,
    at,
    columns,
    on_the_body,
)

ITEM_NAME = re.compile(r"item-([0-9]{1,18})-[a-z_]+\Z")
ITEMS, REST = "items", "include-the-rest"
MARKED = tuple(MarkingForm.base_fields)
SAID = {
    "out": _("Left out. Its words are not in this record."),
    "empty": _("No words yet. Choose “Edit” to write them."),
    "own": _("Needed for another reason"),
    "words_go": WORDS_GO,
    "edit": _("Edit"),
    "marks": _("Marks on the body"),
    "split": _("Split"),
    "join": _("Join to the next"),
    "up": _("Move up"),
    "down": _("Move down"),
    "remove": _("Remove"),
}


# Buttons that only lead somewhere; the others change what is there.
LEADS_TO: dict[str, Callable[[InformationItem, Arrangement], str]] = {
    "edit": lambda item, _arrangement: str(item.pk),
    MARKS: on_the_body,
}


class ListPage(Page):
    """All items, each with its marks and what can be done to it."""

    body = "decisions/steps/information_list.html"

    def exists(self) -> bool:
        return True

    def initial(self) -> Answers:
        found: Answers = {
            "lines": "",
            "shared_why_necessary": self.screen.decision.shared_why_necessary,
        }
        for item in self.record.items:
            found |= marks_of(item)
        return found

    def build(self, initial: Answers) -> Iterable[tuple[str, UiForm]]:
        data = self.screen.data
        own, by_item = parted(data) if data is not None else (None, {})
        yield "", WritingForm(own, initial=initial)
        for number, item in enumerate(self.record.items, start=1):
            prefix = f"item-{item.pk}"
            posted = by_item.pop(item.pk, MultiValueDict()) if data is not None else None
            marks = unprefixed(initial, prefix)
            form = MarkingForm(posted, prefix=prefix, initial=marks, number=number)
            has_words = item.text or self.record.marks_of(item)
            if has_words and not self.screen.decision.is_draft:
                may_not_leave_out(form)
            yield prefix, form
        if by_item and (typed := self._typed_for_what_is_gone(by_item)):
            yield "gone", GoneForm(MultiValueDict(), typed=typed)

    def _typed_for_what_is_gone(
        self, by_item: dict[int, MultiValueDict[str, str]]
    ) -> list[tuple[str, str]]:
        """What was typed about items that are no longer there: shown once, never dropped."""
        found = []
        version = self.screen.drawn_from
        then = load(self.screen.decision, version=version) if version else None
        for number, item in enumerate(then.items if then else [], start=1):
            if item.pk in by_item:
                prefix, marks = f"item-{item.pk}", unprefixed(marks_of(item), f"item-{item.pk}")
                form = MarkingForm(by_item[item.pk], prefix=prefix, initial=marks, number=number)
                form.full_clean()
                found += [
                    (str(form.fields[name].label), str(form[name].value()))
                    for name in MARKED
                    if form[name].value() and form[name].value() != marks[name]
                ]
        return found

    def write(self, answers: Answers, arrangement: Arrangement) -> str:
        for item in self.record.items:
            marks = unprefixed(answers, f"item-{item.pk}")
            arrangement.put(item, columns(marks))
        room = max(MOST_ITEMS - len(arrangement.lines), 1)
        lines = lines_of(answers["lines"], most=room)
        if self.screen.is_late and already_there(lines, arrangement.items):
            lines = []
        added = arrangement.add({"text": line} for line in lines)
        pressed = self._pressed(arrangement)
        if pressed is None:
            return NEXT if not added else HERE
        return pressed

    def _pressed(self, arrangement: Arrangement) -> str | None:
        """Do what a button says and give the page to go to; None where Continue was pressed."""
        verb, *keys = self.screen.command.split(":")
        if verb == REST:
            return self._include_the_rest(arrangement)
        numbers = [int(key) for key in keys if key.isdecimal() and len(key) < 19]
        found = [line.item for key in numbers[:1] if (line := arrangement.line(key))]
        if verb not in {"add", *LEADS_TO, "split", "remove", "move", "join"}:
            return None
        if not found:
            return HERE
        item = found[0]
        if verb in LEADS_TO:
            return LEADS_TO[verb](item, arrangement)
        if not arrangement.decision.is_draft:
            return at(item)
        if verb in {"split", "remove"}:
            return f"{item.pk}-{verb}"
        if len(numbers) > 1:
            return self._move_or_join(verb, item, numbers[1], arrangement)
        return at(item)

    def _include_the_rest(self, arrangement: Arrangement) -> str:
        """What the page showed and nobody marked goes, for the one reason; new lines wait."""
        for item in filter(is_open, self.record.items):
            arrangement.put(item, {"is_included": True})
        return f"#{ITEMS}"

    def _move_or_join(
        self, verb: str, item: InformationItem, number: int, arrangement: Arrangement
    ) -> str:
        """The button says to which place, or with which item: pressed twice, it does no more."""
        other = arrangement.line(number)
        if verb == "move":
            arrangement.move(item.pk, number)
        elif other and other.item is not item and can_join(item, other.item):
            if at_odds(item, other.item):
                return f"{item.pk}-join-{number}"
            arrangement.join(item.pk, number)
        return at(item)

    def context(self) -> dict[str, Any]:
        pairs = pairwise([*self.record.items, None])
        return {
            "rows": [
                self._row(number, item, after)
                for number, (item, after) in enumerate(pairs, start=1)
                if item
            ],
            "can_arrange": self.screen.decision.is_draft,
            "rest": REST if sum(map(is_open, self.record.items)) > 1 else "",
            "place": ITEMS,
            "source_names": SOURCE_BY_NATURE,
            # Put into words once, not for every item.
            "say": {name: str(words) for name, words in SAID.items()},
        }

    def _row(
        self, number: int, item: InformationItem, after: InformationItem | None
    ) -> dict[str, Any]:
        form = self.screen.forms[f"item-{item.pk}"]
        own = form["why_necessary"]
        return {
            "key": str(item.pk),
            "named": named(number),
            "item": item,
            "form": form,
            "before": str(number - 1) if number > 1 else "",
            "after": str(number + 1) if after else "",
            "join": str(after.pk) if after and can_join(item, after) else "",
            "own_open": bool(own.value() or own.errors),
            "is_injury": item.category == Category.INJURY and takes_marks(item),
            "marks": len(self.record.marks_of(item)),
        }


def is_open(item: InformationItem) -> bool:
    """Whether an item has words and nobody said if it goes."""
    return bool(item.text) and item.is_included is None


def marks_of(item: InformationItem) -> Answers:
    """What the list asks of one item, by HTML name."""
    found = answers_of(item)
    return {f"item-{item.pk}-{name}": found[name] for name in MARKED}


def parted(
    data: MultiValueDict[str, str],
) -> tuple[MultiValueDict[str, str], dict[int, MultiValueDict[str, str]]]:
    """What was posted, cut up by item, so that each form reads only its own."""
    own: MultiValueDict[str, str] = MultiValueDict()
    by_item: dict[int, MultiValueDict[str, str]] = {}
    for name, values in data.lists():
        found = ITEM_NAME.match(name)
        place = by_item.setdefault(int(found[1]), MultiValueDict()) if found else own
        place.setlist(name, values)
    return own, by_item


def already_there(lines: list[str], items: list[InformationItem]) -> bool:
    """Whether these lines were added by an earlier press of the same button."""
    texts = [item.text for item in items]
    size = len(lines)
    return any(texts[at : at + size] == lines for at in range(len(texts) - size + 1))
