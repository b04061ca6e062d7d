"""One form with every kind of field."""

from __future__ import annotations

from accounts.ui import (
    CheckboxesField,
    CheckboxField,
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    PhoneField,
    RadiosField,
    SelectField,
    TextField,
    UiForm,
    WhenField,
    YesNoField,
)


class Sample(UiForm):
    """Everything that a step could ask."""

    worrying = LongTextField(
        label="What are you worried about?",
        help_text="A few plain sentences.",
        rows=4,
        count=500,
    )
    outcome = RadiosField(
        label="What have you decided?",
        choices=[("all", "Share all of it"), ("part", "Share part of it"), ("not", "Do not share")],
        hints={"not": "A full answer too. Say why, and when you will look again."},
        dividers={"not": "or"},
    )
    harm = YesNoField(label="Is there significant harm?", not_sure=True)
    kinds = CheckboxesField(
        label="What kind of worry is it?",
        help_text="Choose any that fit.",
        choices=[("neglect", "Neglect"), ("physical", "Physical harm"), ("none", "None of these")],
        exclusive="none",
        hints={"neglect": "Needs that are not met."},
    )
    told = RadiosField(
        label="Have you told them?", choices=[("told", "Yes"), ("not-told", "No, not yet")]
    )
    why_not = LongTextField(label="Why not?", rows=2)
    shared_at = WhenField(label="When was it shared?", past=True)
    review_on = DateField(label="When will you look again?", future=True, today=True)
    who = TextField(label="Who took the call?", width="two-thirds")
    age = NumberField(label="Age", suffix="years")
    phone = PhoneField(label="Number you rang", required=False)
    email = EmailField(label="Email address", required=False)
    agency = SelectField(
        label="Agency", choices=[("", "Choose one"), ("school", "School"), ("police", "Police")]
    )
    sure = CheckboxField(
        label="I have read back two identifiers", help_text="Name and date of birth."
    )

    reveals = {"told": {"not-told": ["why_not"]}}


class OneQuestion(UiForm):
    """A page whose only question is its heading."""

    outcome = RadiosField(
        label="What has happened?",
        choices=[("share", "We want to share"), ("asked", "We were asked")],
        heading=True,
    )
