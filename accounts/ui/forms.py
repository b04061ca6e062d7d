"""What does every form of the project have in common?

``UiForm`` and ``UiModelForm`` keep what was typed, take out what cannot be stored and say
so, clear the answers of fields that nobody can see, and draw themselves with the design
system. See ``accounts.ui`` for how to write one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.utils.text import format_lazy

from accounts.ui.answers import first_id
from accounts.ui.fields import UNNAMED
from accounts.ui.text import as_multi_value, unstorable_error, without_unstorable
from accounts.ui.widgets import PartsWidget

if TYPE_CHECKING:
    AnyForm = forms.BaseForm
    AnyModelForm = forms.ModelForm[Any]
else:
    AnyForm = object
    AnyModelForm = forms.ModelForm


class UiHelper(FormHelper):  # type: ignore[misc]
    """Draws the fields alone; the template writes the form element."""

    form_tag = False
    form_action = ""
    disable_csrf = True
    include_media = False
    render_hidden_fields = True


class UiFormMixin(AnyForm):
    """Shared by ``UiForm`` and ``UiModelForm``."""

    use_required_attribute = False
    _errors: Any
    # By field, then by choice: the fields that stand under that choice.
    reveals: ClassVar[Mapping[str, Mapping[str, Sequence[str]]]] = {}

    def __init__(self, data: Any = None, files: Any = None, *args: Any, **kwargs: Any) -> None:
        self._taken_out: dict[str, list[str]] = {}
        if data is not None:
            data, self._taken_out = without_unstorable(as_multi_value(data))
        kwargs.setdefault("label_suffix", "")
        super().__init__(data, files, *args, **kwargs)
        self._name_the_missing()

    def _name_the_missing(self) -> None:
        """“Enter an answer” names its question, since a summary may list several."""
        for field in self.fields.values():
            said = field.error_messages.get("required")
            if named := next((named for plain, named in UNNAMED if said is plain), None):
                field.error_messages["required"] = format_lazy(named, label=field.label or "")

    @property
    def helper(self) -> FormHelper:
        """For ``{% crispy form %}``."""
        return UiHelper()

    def top_fields(self) -> list[BoundField]:
        """The visible fields that do not stand under another field's choice."""
        under = {name for choices in self.reveals.values() for n in choices.values() for name in n}
        return [bound for bound in self.visible_fields() if bound.name not in under]

    def errors_to_show(self) -> list[dict[str, str]]:
        """Every error as ``{"text", "href"}`` for an error summary, in the order of the page.

        A sentence that two questions share stands there with the question.
        """
        found = [{"text": str(text)} for text in self.non_field_errors()]
        asked = [(bound, str(text)) for bound in self for text in bound.errors]
        times = Counter(text for _bound, text in asked)
        for bound, text in asked:
            said = text if times[text] == 1 else named(bound, text)
            found.append({"text": said, "href": f"#{first_id(bound)}"})
        return found

    def under_other_choices(self) -> tuple[set[str], set[str]]:
        """Fields under a choice that was not taken: where another was, and where none was."""
        hidden: set[str] = set()
        waiting: set[str] = set()
        for name in self.reveals.keys() & self.fields.keys():
            taken = self._taken(name)
            for choice, under in self.reveals[name].items():
                if choice not in taken:
                    (hidden if taken else waiting).update(under)
        return hidden & self.fields.keys(), waiting & self.fields.keys()

    def _taken(self, name: str) -> set[str]:
        """The choices taken in a field; a single box is always answered, with "on" or without."""
        answer = self[name].value()
        if isinstance(self.fields[name].widget, forms.CheckboxInput):
            return {"on" if answer and answer not in ("False", "false") else "off"}
        several = answer if isinstance(answer, list | tuple) else [answer]
        return {str(one) for one in several} - {"", "None"}

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        hidden, waiting = self.under_other_choices()
        for name in hidden:
            self._errors.pop(name, None)
            self.cleaned_data[name] = no_answer(self.fields[name])
        for name in waiting & self._errors.keys():
            # Nobody was asked yet, so no answer is missing; what was typed stays.
            if self._errors[name].as_data()[0].code == "required":
                del self._errors[name]
                self.cleaned_data[name] = no_answer(self.fields[name])
        self._say_what_was_taken_out()

    def _say_what_was_taken_out(self) -> None:
        for bound in self:
            names = [n for key in posted_names(bound) for n in self._taken_out.get(key, ())]
            if names:
                self.add_error(bound.name, unstorable_error(list(dict.fromkeys(names))))


def named(bound: BoundField, text: str) -> str:
    """An error after the question that it is about."""
    question = str(bound.label)
    return f"{question} {text}" if question.endswith("?") else f"{question}: {text}"


def no_answer(field: forms.Field) -> Any:
    """What a field gives when it was left empty."""
    empty = getattr(field, "empty_value", None)
    return field.to_python(None) if empty is None else empty


def posted_names(bound: BoundField) -> list[str]:
    """The names under which a field's answer is posted."""
    widget = bound.field.widget
    if isinstance(widget, PartsWidget):
        return [f"{bound.html_name}-{part}" for part in widget.parts]
    return [bound.html_name]


class UiForm(UiFormMixin, forms.Form):
    """The base of every form that does not belong to one model."""


class UiModelForm(UiFormMixin, AnyModelForm):
    """The base of every form that belongs to one model; declare its fields, do not derive them."""


def each_form(shown: Iterable[Any]) -> Iterator[Any]:
    """Every form among forms and formsets; what is empty or missing is passed over."""
    for item in shown:
        if isinstance(item, BaseFormSet):
            yield from item
        elif item is not None and item != "":
            yield item


def errors_to_show(*shown: Any) -> list[dict[str, str]]:
    """The errors of several forms and formsets, for one error summary."""
    found: list[dict[str, str]] = []
    for item in shown:
        if isinstance(item, BaseFormSet):
            found += [{"text": str(text)} for text in item.non_form_errors()]
    for form in each_form(shown):
        found += form.errors_to_show() if hasattr(form, "errors_to_show") else _of_stock(form)
    return found


def _of_stock(form: forms.BaseForm) -> list[dict[str, str]]:
    """The same for a form that another package made, such as the sign-in form."""
    return UiFormMixin.errors_to_show(form)  # type: ignore[arg-type]
