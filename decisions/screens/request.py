"""Step 3: the request, kept as it was received; every field of the ICO's decision form."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from accounts.door import Actor
from accounts.ui.fields import DateField, LongTextField, RadiosField, TextField, WhenField
from accounts.ui.forms import UiForm
from decisions.actions.drafting import put_request
from decisions.choices import Relationship
from decisions.merge import Answers
from decisions.models import Request
from decisions.record import Record
from decisions.screens.base import NEXT, Block, Gap, Screen
from decisions.screens.rows import rows
from decisions.words import day, label, moment


class RequestForm(UiForm):
    """Who asked, for what, in what words, and by what power."""

    requester_name = TextField(label=_("Who asked?"), max_length=200, required=False)
    requester_role = TextField(label=_("Their role"), max_length=200, required=False)
    requester_organisation = TextField(
        label=_("Their organisation"), max_length=200, required=False
    )
    requester_contact = TextField(
        label=_("How to reach them"),
        help_text=_("A telephone number or address that you looked up yourself is safest."),
        max_length=200,
        required=False,
    )
    identity_checked = TextField(
        label=_("How did you make sure it was them?"),
        help_text=_("For example: I rang back on the number on the council’s website."),
        max_length=300,
        required=False,
    )
    received_at = WhenField(label=_("When did it arrive?"), past=True, required=False)
    words = LongTextField(
        label=_("The request, in the words that were used"),
        help_text=_("Copy it in just as it came. It is kept as it is."),
        rows=6,
        required=False,
    )
    purpose = LongTextField(label=_("What do they say they need it for?"), rows=3, required=False)
    legal_power = LongTextField(
        label=_("What law or power do they name?"),
        help_text=_("Leave it empty if they named none."),
        rows=2,
        required=False,
    )
    data_wanted = LongTextField(
        label=_("What information do they ask for?"), rows=3, required=False
    )
    needed_by = DateField(label=_("When do they need it by?"), required=False)
    relationship = RadiosField(
        label=_("Who decides how the information is used?"),
        choices=Relationship.choices,
        required=False,
    )
    agreement = TextField(
        label=_("Sharing agreement"),
        help_text=_("Its name or number, if there is one."),
        max_length=200,
        required=False,
    )
    why_necessary = LongTextField(label=_("Why do they say it is needed?"), rows=2, required=False)
    extra_conditions = LongTextField(
        label=_("If it is sensitive or about offences: the extra condition they rely on"),
        rows=2,
        required=False,
    )
    law_enforcement = LongTextField(
        label=_("If they are a law enforcement body: the provision they name"),
        rows=2,
        required=False,
    )
    impact_assessment = LongTextField(
        label=_("Was a data protection impact assessment considered? What came of it?"),
        rows=2,
        required=False,
    )
    officer_views = LongTextField(
        label=_("What did the data protection officer say, if asked?"), rows=2, required=False
    )
    retention = LongTextField(
        label=_("How long will they keep it, and how will they delete it?"), rows=2, required=False
    )
    security = LongTextField(label=_("How will they keep it safe?"), rows=2, required=False)
    rights = LongTextField(
        label=_("How will people be able to use their rights?"), rows=2, required=False
    )
    intervals = TextField(
        label=_("Once, or again and again? On which dates?"), max_length=200, required=False
    )


MAIN = (
    "requester_name", "requester_role", "requester_organisation", "requester_contact",
    "identity_checked", "received_at", "words", "purpose", "legal_power", "data_wanted",
    "needed_by",
)  # fmt: skip


class RequestScreen(Screen):
    """The request as it was received."""

    template = "decisions/steps/request.html"

    def initial(self) -> Answers:
        stored = self.record.request or Request()
        return {name: getattr(stored, name) for name in RequestForm.base_fields}

    def build(self, initial: Answers) -> Iterable[tuple[str, UiForm]]:
        yield "", RequestForm(self.data, initial=initial)

    def write(self, answers: Answers, actor: Actor) -> str:
        put_request(self.decision, actor=actor, values=answers)
        return NEXT

    def context(self) -> dict[str, object]:
        form = self.forms[""]
        more = [form[name] for name in form.fields if name not in MAIN]
        return {
            "main": [form[name] for name in MAIN],
            "more": more,
            "more_open": any(bound.errors or bound.value() for bound in more),
        }

    @classmethod
    def begun(cls, record: Record) -> bool:
        return record.request is not None

    @classmethod
    def gaps(cls, record: Record) -> list[Gap]:
        request = record.request or Request()
        wanted = {
            "words": "The words of the request are not here yet.",
            "requester_organisation": "It does not say which organisation asked.",
            "received_at": "It does not say when the request arrived.",
            "purpose": "It does not say what they need it for.",
        }
        return [Gap(text, name) for name, text in wanted.items() if not getattr(request, name)]

    @classmethod
    def blocks(cls, record: Record) -> list[Block]:
        request = record.request
        if request is None:
            return []
        said = {
            "received_at": moment(request.received_at),
            "needed_by": day(request.needed_by),
            "relationship": label(Relationship, request.relationship),
        }
        return rows(
            *(
                (str(field.label), said.get(name, getattr(request, name) or ""), name)
                for name, field in RequestForm.base_fields.items()
            )
        )
