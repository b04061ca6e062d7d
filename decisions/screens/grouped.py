"""How does one form hold details that only some answers call for?

The style sheet shows a group once an answer that calls for it is chosen; no script is
needed, and a browser that cannot do it shows all of them. Details of an answer that was
not chosen in the end are dropped on the server.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.forms.boundfield import BoundField
from django.utils.functional import Promise

from accounts.ui.forms import UiForm
from consent.policies import is_nothing


@dataclass(frozen=True)
class Group:
    """Fields that belong to some answers of a question; ``name`` is for the style sheet."""

    name: str
    answers: frozenset[str]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A question and its groups, as a template draws them."""

    question: BoundField
    groups: list[tuple[str, list[BoundField]]]


class GroupedForm(UiForm):
    """``groups``: by question, in the order of the page. ``unanswered``: what is said where
    there are details but no answer to the question that they belong to."""

    groups: ClassVar[Mapping[str, tuple[Group, ...]]] = {}
    unanswered: ClassVar[Mapping[str, str | Promise]] = {}

    def sections(self) -> Iterator[Section]:
        """Each question with its groups; of a kept answer, only the groups that it calls for."""
        for question, groups in self.groups.items():
            bound = self[question]
            shown = [g for g in groups if not bound.field.disabled or bound.value() in g.answers]
            yield Section(bound, [(g.name, [self[name] for name in g.fields]) for g in shown])

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for question, groups in self.groups.items():
            under = [name for group in groups for name in group.fields]
            answer = found.get(question)
            if answer:
                kept = {n for group in groups if answer in group.answers for n in group.fields}
                self._drop(found, [name for name in under if name not in kept])
            elif question not in self.errors and not all(is_nothing(found.get(n)) for n in under):
                self.add_error(question, str(self.unanswered[question]))
        return found

    def _drop(self, found: dict[str, Any], names: list[str]) -> None:
        for name in names:
            self.errors.pop(name, None)
            found[name] = self.fields[name].to_python(None)
