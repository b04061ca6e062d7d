"""What can every step's page do? Show stored answers, take new ones, say what is missing.

A *screen* is one visit to one step: it builds forms from the record, parses what was
posted, and writes it. All that other pages need of a step comes from the same class, read
off the stored rows: ``gaps`` (what is missing), ``begun``, ``blocks`` (the rows of
check-answers and of the recorded page). There is no second place that could disagree.

Answers travel as one flat dictionary, HTML name to Python value, so that two people's
changes can be merged field by field (``decisions.merge``).

A form never insists on an answer: what is missing is a gap, not an error. Errors are for
what cannot be understood or cannot be true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.http import QueryDict

from accounts.door import Actor
from accounts.ui.forms import UiForm
from decisions.actions.drafting import answer
from decisions.choices import Status
from decisions.merge import Answers
from decisions.models import Decision
from decisions.record import Record

NEXT = "next"
HERE = ""


@dataclass(frozen=True)
class Gap:
    """Something that the record does not hold yet; ``field`` names where it is asked.

    ``owner`` is the role that fills it, where that is not the author.
    """

    text: str
    field: str = ""
    part: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Row:
    """One line of check-answers: the question in short and the answer as text."""

    label: str
    value: str
    field: str = ""


@dataclass(frozen=True)
class Block:
    """The answers of one step, or of one person, item or recipient in it."""

    title: str
    rows: tuple[Row, ...]
    part: str = ""
    tag: str = ""
    # Said before the record began, and no answer of the step.
    is_fixed: bool = False


@dataclass
class Screen:
    """One visit to one step. Subclasses say which forms, how to write them, and what is missing.

    ``part`` is the rest of the address: "" for the step itself, "new", or the id of a row.
    ``data`` is what was posted; ``answers`` pre-fills the forms (a merged or restored visit).
    """

    record: Record
    part: str = ""
    data: QueryDict | None = None
    answers: Answers | None = None
    forms: dict[str, UiForm] = field(init=False)

    template: ClassVar[str] = "decisions/steps/form.html"

    def __post_init__(self) -> None:
        initial = self.initial() | (self.answers or {})
        self.forms = dict(self.build(initial))
        if self.decision.status == Status.INCOMPLETE:
            self.keep_what_is_recorded(initial)

    def keep_what_is_recorded(self, initial: Answers) -> None:
        """A recorded answer is not changed any more; only its gaps can be filled."""
        for form in self.forms.values():
            for name, asked in form.fields.items():
                if initial.get(form.add_prefix(name)) not in (None, "", [], False):
                    asked.disabled = True

    # What a subclass says

    def initial(self) -> Answers:
        """The stored answers, HTML name to Python value of the field's own type."""
        raise NotImplementedError

    def build(self, initial: Answers) -> Iterable[tuple[str, UiForm]]:
        """The forms by prefix, bound to ``self.data`` where something was posted."""
        raise NotImplementedError

    def write(self, answers: Answers, actor: Actor) -> str:
        """Store the answers (in ``acting``, the decision locked); NEXT, or the part to go to."""
        raise NotImplementedError

    @classmethod
    def gaps(cls, record: Record) -> list[Gap]:
        """What this step still lacks, read off the stored rows."""
        raise NotImplementedError

    @classmethod
    def begun(cls, record: Record) -> bool:
        """Whether anything at all was answered."""
        raise NotImplementedError

    @classmethod
    def blocks(cls, record: Record) -> list[Block]:
        """The stored answers for check-answers and the recorded page; empty answers left out."""
        raise NotImplementedError

    def exists(self) -> bool:
        """Whether ``part`` names something; the view answers 404 where it does not."""
        return self.part == ""

    # What every screen has

    @property
    def decision(self) -> Decision:
        return self.record.decision

    @property
    def command(self) -> str:
        """Which button was pressed, beyond Continue: "split:12", "up:3", "remove:7"."""
        return self.data.get("do", "") if self.data is not None else ""

    def is_valid(self) -> bool:
        # Every form is asked, so that every error is shown at once.
        return all([form.is_valid() for form in self.forms.values()])  # noqa: C419

    def posted(self) -> Answers:
        """What was understood, flat."""
        return {
            form.add_prefix(name): value
            for form in self.forms.values()
            for name, value in form.cleaned_data.items()
        }

    def labels(self) -> dict[str, str]:
        """HTML name to label, to tell people which answer a conflict is about."""
        return {
            form.add_prefix(name): str(form.fields[name].label or "")
            for form in self.forms.values()
            for name in form.fields
        }

    def context(self) -> dict[str, Any]:
        """What this screen's own template needs besides ``screen`` and ``forms``."""
        return {}


def unprefixed(answers: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """The answers of one prefixed form, without its prefix."""
    lead = f"{prefix}-"
    return {name[len(lead) :]: value for name, value in answers.items() if name.startswith(lead)}


class DecisionScreen(Screen):
    """A step whose one form writes columns of the decision itself."""

    form_class: ClassVar[type[UiForm]]
    title: ClassVar[str] = ""

    @classmethod
    def columns(cls) -> list[str]:
        return list(cls.form_class.base_fields)

    def initial(self) -> Answers:
        return {name: getattr(self.decision, name) for name in self.columns()}

    def build(self, initial: Answers) -> Iterable[tuple[str, UiForm]]:
        yield "", self.make_form(initial)

    def make_form(self, initial: Answers) -> UiForm:
        return self.form_class(self.data, initial=initial)

    def write(self, answers: Answers, actor: Actor) -> str:
        answer(self.decision, actor=actor, values=answers)
        return NEXT

    @classmethod
    def begun(cls, record: Record) -> bool:
        return any(
            getattr(record.decision, name) not in (None, "", [], False) for name in cls.columns()
        )
