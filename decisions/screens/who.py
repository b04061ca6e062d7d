"""Step 2: who is it about?"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.door import Actor
from accounts.ui.fields import CheckboxField, DateField, LongTextField, RadiosField, TextField
from accounts.ui.forms import UiForm
from decisions.actions.editions import settle_editions
from decisions.choices import IdentifierKind, PersonRole
from decisions.merge import Answers
from decisions.models import PartOfDecision, PersonConcerned
from decisions.record import Record
from decisions.screens.base import Block, Gap
from decisions.screens.collection import CollectionScreen
from decisions.screens.rows import block
from decisions.words import day, label


class PersonForm(UiForm):
    """One person; initials and a local reference are enough."""

    reveals = {"is_protected": {"on": ["protected_from"]}}

    role = RadiosField(label=_("Who are they?"), choices=PersonRole.choices, required=False)
    name = TextField(
        label=_("Initials, or name"),
        help_text=_("Initials are enough."),
        width=20,
        max_length=200,
        required=False,
    )
    identifier = TextField(
        label=_("Reference"),
        help_text=_("One that your organisation already uses, so that records find each other."),
        width=20,
        max_length=60,
        required=False,
    )
    identifier_kind = RadiosField(
        label=_("What kind of reference is it?"),
        choices=IdentifierKind.choices,
        required=False,
        small=True,
    )
    age = TextField(
        label=_("Age"),
        help_text=_("For example: 4 months, or 74. Or give the date of birth."),
        width=10,
        max_length=40,
        required=False,
    )
    date_of_birth = DateField(label=_("Date of birth"), past=True, required=False)
    communication_needs = TextField(
        label=_("Communication needs"),
        help_text=_("For example: Welsh speaker, British Sign Language, does not read English."),
        max_length=300,
        required=False,
    )
    safe_contact = LongTextField(
        label=_("How to reach them safely"),
        help_text=_("And how not to: a number that somebody else answers, a shared address."),
        rows=2,
        required=False,
    )
    is_protected = CheckboxField(
        label=_("Their identity or whereabouts must be kept from somebody")
    )
    protected_from = LongTextField(
        label=_("From whom, and what must not be revealed?"), rows=2, required=False
    )


class WhoScreen(CollectionScreen):
    """The people whom the decision is about."""

    model = PersonConcerned
    source = "people"
    row_form = PersonForm
    noun = "person"
    add_label = "Add another person"
    none_column = "people_not_known"
    none_label = "Not known who it is about"

    def write_row(self, answers: Answers, actor: Actor) -> PartOfDecision:
        person = super().write_row(answers, actor)
        settle_editions(self.record, actor=actor)
        return person

    @classmethod
    def gaps(cls, record: Record) -> list[Gap]:
        if not record.people and not record.decision.people_not_known:
            return [Gap("Who it is about is not written yet.")]
        found = []
        for number, person in enumerate(record.people, start=1):
            part = str(person.pk)
            if not person.role:
                found.append(Gap(f"It does not say who person {number} is.", "role", part))
            if not (person.name or person.identifier) and person.role != PersonRole.UNBORN:
                text = f"There is no name, initials or reference for person {number}."
                found.append(Gap(text, "name", part))
        return found

    @classmethod
    def row_block(cls, record: Record, row: Any) -> Block:  # noqa: ARG003
        kind = label(IdentifierKind, row.identifier_kind)
        return block(
            row.name or row.identifier or "Person without a name",
            ("Who", label(PersonRole, row.role), "role"),
            (kind or "Reference", row.identifier, "identifier"),
            ("Age", row.age, "age"),
            ("Date of birth", day(row.date_of_birth), "date_of_birth"),
            ("Communication needs", row.communication_needs, "communication_needs"),
            ("How to reach them safely", row.safe_contact, "safe_contact"),
            (
                "Protected identity",
                ("Yes. " + row.protected_from).strip() if row.is_protected else "",
                "is_protected",
            ),
            part=str(row.pk),
            tag="Protected" if row.is_protected else "",
        )
