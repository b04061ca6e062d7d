"""How is a form written in this project?

Every form derives from ``UiForm`` (or ``UiModelForm``) and declares what people read::

    class ConcernForm(UiForm):
        worrying = LongTextField(label=_("What is worrying you?"), rows=6, required=False)
        harm = YesNoField(label=_("Is there significant harm?"), not_sure=True, required=False)
        noticed_at = WhenField(label=_("When did you notice?"), past=True, required=False)
        kind = CheckboxesField(label=_("What kind of worry is it?"), choices=…, hints={…})
        told = RadiosField(label=_("Have you told them?"), choices=TOLD)
        why_not = LongTextField(label=_("Why not?"), required=False)
        reveals = {"told": {"not-told": ["why_not"]}}

In the template (``{% load ui %}``; write the ``<form>`` yourself)::

    {% block before_content %}{% ui_error_summary form %}{% endblock %}
    <form method="post" novalidate>{% csrf_token %}
      {% crispy form %}            all fields, or {% ui_field form.worrying %} one by one
      {% ui "button" text=_("Continue") %}
    </form>

Answer an invalid post with 422; ``base.html`` puts "Error: " before the title when
``form.errors`` or ``has_errors`` is in the context.

Fields (``accounts.ui.fields``): TextField, LongTextField, EmailField, PhoneField,
NumberField, RadiosField, YesNoField, CheckboxesField, CheckboxField, SelectField,
ModelRadiosField, ModelCheckboxesField, DateField, WhenField. All take ``heading=True``
(the label is the page's h1; leave the page's own heading block empty) and ``size``.
Change choices in ``__init__``: ``self.fields["kind"].choices = pairs``, ``.hints = {…}``.

Fields under a choice (``reveals``) are drawn inside it and left out of the rest of the
form. The server clears them when another choice was taken; where none was, it keeps them
and does not ask for them. Prefer a follow-up page.

A form with ``data-autosave-url="…"`` posts itself there while somebody types and as they
leave; any 2xx is "kept". No form is sent twice by a double click. ``<fieldset data-item>``
takes f, o and r for the radio with the value fact, opinion or reported inside it, and j and
k (include ``components/item_hint.html``).

Names in a post: a date ``on`` is ``on-day``, ``on-month``, ``on-year``; a WhenField adds
``on-time``. Initial values are ``date`` and aware ``datetime`` objects.
"""

from accounts.ui.fields import (
    CheckboxesField,
    CheckboxField,
    DateField,
    EmailField,
    LongTextField,
    ModelCheckboxesField,
    ModelRadiosField,
    NumberField,
    PhoneField,
    RadiosField,
    SelectField,
    TextField,
    WhenField,
    YesNoField,
)
from accounts.ui.forms import UiForm, UiModelForm, errors_to_show

__all__ = [
    "CheckboxField",
    "CheckboxesField",
    "DateField",
    "EmailField",
    "LongTextField",
    "ModelCheckboxesField",
    "ModelRadiosField",
    "NumberField",
    "PhoneField",
    "RadiosField",
    "SelectField",
    "TextField",
    "UiForm",
    "UiModelForm",
    "WhenField",
    "YesNoField",
    "errors_to_show",
]
