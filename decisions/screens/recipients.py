"""Step 7: who gets it, which items, how, and on what conditions?"""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any, TypeVar, cast

from django.db.models import Model
from django.forms import RadioSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.door import Actor
from accounts.ui.fields import (
    CheckboxesField,
    DateField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WhenField,
)
from accounts.ui.forms import UiForm
from decisions.actions.recipients import choose_items, note_told
from decisions.choices import Outcome, Status
from decisions.directory import queries as directory
from decisions.directory.choosing import NEAR, AgencyField, FromDirectory, find_field
from decisions.directory.forms import named
from decisions.directory.queries import MOST_FOUND
from decisions.directory.shown import agency_choices, agreement_choices, filled, lapsed, said_of
from decisions.guidance import agencies, agency, method, methods
from decisions.merge import Answers
from decisions.models import Agency, Recipient
from decisions.record import Record
from decisions.screens.base import Block, Gap
from decisions.screens.collection import CollectionScreen
from decisions.screens.rows import block
from decisions.words import day, moment

Row = TypeVar("Row", bound=Model)


class RecipientForm(FromDirectory):
    """One recipient: who, why they need to know, what they get, how, and when it went."""

    agency_find = find_field()
    agency = AgencyField(
        label=_("From the directory"),
        help_text=_("Its name, kind, and number or address are filled in when you save."),
        choices=[],
        required=False,
    )
    agency_type = RadiosField(
        label=_("What kind of service or person?"),
        choices=[],
        required=False,
        small=True,
        widget=RadioSelect(attrs={"class": "app-two-columns"}),
    )
    agency_name = TextField(
        label=_("Name of the service or organisation"), max_length=200, required=False
    )
    person_name = TextField(label=_("Person"), max_length=200, required=False)
    person_role = TextField(label=_("Their role"), max_length=200, required=False)
    need_to_know = LongTextField(label=_("Why do they need to know?"), rows=2, required=False)
    gets = CheckboxesField(
        label=_("What do they get?"),
        help_text=_("Not everyone needs everything. Only items that go are listed."),
        choices=[],
        required=False,
        small=True,
    )
    method = RadiosField(label=_("How does it reach them?"), choices=[], required=False, small=True)
    contact = TextField(
        label=_("The number or address that you used"),
        help_text=_("One that you looked up, not one that the caller gave."),
        max_length=200,
        required=False,
    )
    security_check = LongTextField(
        label=_("What did you check before it went?"), rows=2, required=False
    )
    conditions = LongTextField(
        label=_("What may they do with it, and may they pass it on?"), rows=2, required=False
    )
    under_agreement = SelectField(
        label=_("Under which sharing agreement?"),
        help_text=_(
            "An agreement is not itself a law that lets you share. You can share to protect "
            "somebody without one."
        ),
        choices=[],
        required=False,
    )
    agreement = TextField(
        label=_("Sharing agreement, if it is not listed"),
        help_text=_("Its reference, or “one-off”."),
        width=20,
        max_length=200,
        required=False,
    )
    sent_at = WhenField(
        label=_("When was it told or sent?"),
        help_text=_(
            "Leave it empty if it has not been yet. Nothing is sent from here: once the decision "
            "is recorded, you make a copy for them and note how it went."
        ),
        past=True,
        required=False,
    )
    sent_by_other = TextField(
        label=_("Who told or sent it, if it was not you?"), max_length=200, required=False
    )
    spoke_to = TextField(label=_("Who took it? Name and role"), max_length=200, required=False)
    reference_number = TextField(
        label=_("Their reference or incident number"), width=20, max_length=120, required=False
    )
    will_do = LongTextField(label=_("What will they do?"), rows=2, required=False)
    will_do_by = DateField(label=_("By when?"), required=False)
    written_follow_up_due_at = WhenField(
        label=_("Written follow-up due by"),
        help_text=_("After a telephone call the written form still has to follow."),
        now=False,
        required=False,
    )
    written_follow_up_sent_at = WhenField(
        label=_("Written follow-up sent"), past=True, required=False
    )


EVERYTHING = "everything"
# Answers that are chosen from the directory, with the columns that keep them.
CHOSEN = {"agency": "agency_id", "under_agreement": "under_agreement_id"}


class RecipientsScreen(CollectionScreen):
    """Who gets it."""

    model = Recipient
    source = "recipients"
    row_form = RecipientForm
    template = "directory/recipients.html"
    noun = "recipient"
    add_label = "Add another recipient"

    def context(self) -> dict[str, Any]:
        near = [named(each) for each in self._near[:MOST_FOUND]] if self._is_long else []
        found = {"near": near, "near_id": NEAR, "lapsed": lapsed(self.record)}
        return {**super().context(), **found}

    @cached_property
    def _near(self) -> list[Agency]:
        """What is in use, those of the row's kind first; one more than a page holds."""
        if not self.asks_row:
            return []
        kind = self.row.agency_type if self.row else ""
        return directory.offered(self.decision.organisation_id, kind)

    @property
    def _is_long(self) -> bool:
        return len(self._near) > MOST_FOUND

    def row_answers(self, row: Any) -> Answers:
        apart = {"gets", "agency_find", *CHOSEN}
        names = [name for name in RecipientForm.base_fields if name not in apart]
        answers: Answers = {name: getattr(row, name) for name in names}
        answers |= {name: str(getattr(row, held) or "") for name, held in CHOSEN.items()}
        chosen = {c.item_id for c in self.record.choices if c.recipient_id == row.pk}
        answers["gets"] = [EVERYTHING] if row.gets_everything else sorted(map(str, chosen))
        return answers

    def make_form(self, initial: Answers) -> UiForm:
        form = cast("FromDirectory", super().make_form(initial))
        fields: dict[str, Any] = form.fields
        nation = self.decision.nation
        fields["agency_type"].choices = [
            (each.code, each.label_in(nation)) for each in agencies(nation)
        ]
        # What should be avoided stands last, with its caution: what was done must be recordable.
        ways = sorted(methods(), key=lambda way: way.avoid)
        fields["method"].choices = [(way.code, way.label) for way in ways]
        fields["method"].hints = {way.code: way.caution or way.check for way in ways}
        self._offer_the_directory(form, fields)
        fields["gets"].choices = self._items()
        fields["gets"].exclusive = EVERYTHING
        return form

    def _offer_the_directory(self, form: FromDirectory, fields: dict[str, Any]) -> None:
        """What is in use; and what the row names already, though it may be used no longer."""
        held = self.decision.organisation_id
        kept = self.row.agency_id if self.row else None
        if self._is_long:
            form.looks_up = partial(directory.nearest, held, kinds=self._kinds_called)
            fields["agency"].knows = lambda pk: directory.is_in_use(held, pk)
            mine = [each for each in self.record.agencies if each.pk == kept]
            fields["agency"].choices = agency_choices(mine)
        else:
            del fields["agency_find"]
            fields["agency"].choices = agency_choices(_with(self._near, self.record.agencies))
        if not self._near and kept is None:
            del fields["agency"]
        known = directory.agreements_in_use(held, kept)
        if not known and not self.record.agreements:
            del fields["under_agreement"]
        else:
            fields["under_agreement"].choices = agreement_choices(
                _with(known, self.record.agreements), kept, timezone.localdate()
            )

    def _kinds_called(self, word: str) -> list[str]:
        """The kinds of service whose names hold a word."""
        nation, folded = self.decision.nation, word.casefold()
        kinds = agencies(nation)
        return [each.code for each in kinds if folded in each.label_in(nation).casefold()]

    def _items(self) -> list[tuple[str, str]]:
        items = [
            (str(item.pk), _shortened(item.text))
            for item in self.record.items
            if item.is_included is not False
        ]
        return [(EVERYTHING, str(_("Everything that goes"))), *items]

    def write_row(self, answers: Answers, actor: Actor) -> Recipient:
        answers = self._from_directory(answers)
        chosen = [str(code) for code in answers.pop("gets", [])]
        answers["gets_everything"] = EVERYTHING in chosen
        if answers.get("sent_at") and not answers.get("sent_by_other"):
            answers["sent_by_id"] = self.row.sent_by_id if self.row else actor.person_id
            answers["sent_by_id"] = answers["sent_by_id"] or actor.person_id
        went = answers.get("sent_at") and not (self.row and self.row.sent_at)
        recipient = cast("Recipient", super().write_row(answers, actor))
        if went:
            note_told(recipient)
        ids = {int(code) for code in chosen if code != EVERYTHING}
        choose_items(recipient, self.record, actor=actor, item_ids=ids)
        return recipient

    def _from_directory(self, answers: Answers) -> Answers:
        """The chosen agency fills in what was left empty."""
        found = dict(answers)
        for name, held in CHOSEN.items():
            if name in found:
                found[held] = int(found.pop(name) or 0) or None
        chosen = found.get("agency_id")
        # What is recorded is not written over.
        may_replace = self.row is not None and self.decision.status == Status.DRAFT
        before = self.record.agency_of(self.row) if may_replace else None
        if chosen and (agency := directory.agency_of(self.decision.organisation_id, chosen)):
            found |= filled(found, agency, before)
        return found

    @classmethod
    def begun(cls, record: Record) -> bool:
        return bool(record.recipients)

    @classmethod
    def gaps(cls, record: Record) -> list[Gap]:
        if record.decision.outcome in {Outcome.NOT_SHARE, Outcome.NOT_YET}:
            return []
        if not record.recipients:
            return [Gap("Who gets it is not written yet.")]
        return [gap for row in record.recipients for gap in recipient_gaps(record, row)]

    @classmethod
    def row_block(cls, record: Record, row: Any) -> Block:
        return recipient_block(record, row)


def recipient_gaps(record: Record, row: Recipient) -> list[Gap]:
    """What the record still lacks about one recipient."""
    wanted = {
        "agency_name": (row.agency_name or row.person_name, "It does not say who gets it."),
        "need_to_know": (row.need_to_know, f"It does not say why {row} needs to know."),
        "gets": (record.items_for(row), f"Nothing is ticked for {row}."),
        "method": (row.method, f"How it reaches {row} is not written yet."),
        "conditions": (
            row.conditions,
            f"It does not say what {row} may do with it or pass on.",
        ),
        "sent_at": (row.sent_at, f"{row} has not been told yet, or the time is missing."),
    }
    found = [Gap(text, name, str(row.pk)) for name, (held, text) in wanted.items() if not held]
    if row.sent_at and row.method and not row.security_check:
        found.append(Gap("The check before it went is missing.", "security_check", str(row.pk)))
    return found


def recipient_block(record: Record, row: Recipient) -> Block:
    """All that is held about one recipient."""
    nation = record.decision.nation
    under = record.agreement_of(row)
    kind = agency(row.agency_type, nation).label_in(nation) if row.agency_type else ""
    gets = record.items_for(row)
    what = "Everything that goes" if row.gets_everything else "\n".join(i.text for i in gets)
    return block(
        str(row),
        ("Kind", kind, "agency_type"),
        ("Person", ", ".join(filter(None, [row.person_name, row.person_role])), "person_name"),
        ("Why they need to know", row.need_to_know, "need_to_know"),
        ("Gets", what, "gets"),
        ("How", method(row.method).label if row.method else "", "method"),
        ("Number or address used", row.contact, "contact"),
        ("Checked before it went", row.security_check, "security_check"),
        ("Conditions and limits", row.conditions, "conditions"),
        ("Under the agreement", said_of(under), "under_agreement"),
        ("Sharing agreement", row.agreement, "agreement"),
        ("Told or sent", moment(row.sent_at), "sent_at"),
        ("Told or sent by", row.sent_by_other, "sent_by_other"),
        ("Taken by", row.spoke_to, "spoke_to"),
        ("Reference number", row.reference_number, "reference_number"),
        ("What they will do", row.will_do, "will_do"),
        ("By", day(row.will_do_by), "will_do_by"),
        ("Written follow-up due", moment(row.written_follow_up_due_at), "written_follow_up_due_at"),
        (
            "Written follow-up sent",
            moment(row.written_follow_up_sent_at),
            "written_follow_up_sent_at",
        ),
        part=str(row.pk),
        tag="Told" if row.sent_at else "Not told yet",
    )


def _with(known: list[Row], kept: list[Row]) -> list[Row]:
    ids = {each.pk for each in known}
    return known + [each for each in kept if each.pk not in ids]


def _shortened(text: str, limit: int = 120) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
