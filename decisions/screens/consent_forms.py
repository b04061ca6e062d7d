"""What is asked about consent: once for everybody, or in full for one person?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.ui.fields import (
    CheckboxesField,
    CheckboxField,
    DateField,
    LongTextField,
    RadiosField,
    TextField,
    WhenField,
)
from accounts.ui.forms import UiForm
from consent.choices import Capacity, ConsentStatus, How, NotSoughtReason, ToldWhat
from consent.models import Consent
from consent.policies import AGAINST, AGREED, ANSWERED, ANSWERS, answers_of, nothing
from decisions.screens.grouped import Group, GroupedForm

NOBODY, CANNOT, DIFFERS = "nobody", "cannot", "differs"
SAME, DIFFERENT = "same", "different"
BOX = "best_interests"
# Statuses that one answer for everybody can have.
TOGETHER = {NOBODY: ConsentStatus.NOT_SOUGHT, CANNOT: ConsentStatus.CANNOT}


# The order of the page, which the error summary follows.
ORDER = (
    "status", "not_sought_reason", "not_sought_note", "capacity", "giver_name", "assessed_by",
    "assessment", BOX, "told", "how", "given_on", "evidence", "what_exactly",
    "to_whom", "for_what", "limits", "is_explicit", "review_on", "weighing", "discussed_with",
    "overridden", "override_reason",
)  # fmt: skip
WHY_NOT = ("not_sought_reason", "not_sought_note")
ABILITY = ("assessed_by", "assessment", BOX)
SCOPE = ("what_exactly", "to_whom", "for_what", "limits", "is_explicit", "review_on")
AFTER_A_NO = ("weighing", "discussed_with", "overridden", "override_reason")


class NotAskedForm(GroupedForm):
    """Why nobody was asked, or how it was found that somebody cannot decide."""

    not_sought_reason = RadiosField(
        label=_("Why were they not asked?"), choices=NotSoughtReason.choices, required=False
    )
    not_sought_note = LongTextField(label=_("What makes you think so?"), rows=2, required=False)
    assessed_by = TextField(
        label=_("Who decided whether they can make this choice? Name and role"),
        max_length=200,
        required=False,
    )
    assessment = LongTextField(
        label=_("How did they decide that?"),
        help_text=_("About this choice, on that day: what the person understood and could weigh."),
        rows=3,
        required=False,
    )
    best_interests = CheckboxField(label=_("It was decided in their best interests"))


class TogetherForm(NotAskedForm):
    """One answer, where it does not matter who is who."""

    everybody = RadiosField(
        label=_("Did you ask anybody for consent?"),
        choices=[
            (NOBODY, _("No: nobody was asked")),
            (CANNOT, _("No: the person cannot consent")),
            (DIFFERS, _("Yes, or it differs from person to person")),
        ],
        required=False,
    )
    field_order = ("everybody",)
    groups = {
        "everybody": (
            Group("not-sought", frozenset({NOBODY}), WHY_NOT),
            Group("cannot", frozenset({CANNOT}), ABILITY),
        )
    }
    unanswered = {"everybody": _("Say whether anybody was asked")}


class AnswerForm(NotAskedForm):
    """One person's answer about one of the two things, in full."""

    field_order = ORDER
    groups = {
        "status": (
            Group("not-sought", frozenset({ConsentStatus.NOT_SOUGHT}), WHY_NOT),
            Group("answered", ANSWERED, ("capacity", "giver_name")),
            Group("assessed", ANSWERED | {ConsentStatus.CANNOT}, ABILITY[:2]),
            Group("cannot", frozenset({ConsentStatus.CANNOT}), (BOX,)),
            Group("answered", ANSWERED, ("told", "how", "given_on", "evidence")),
            Group("agreed", AGREED, SCOPE),
            Group("against", AGAINST, AFTER_A_NO),
        )
    }
    unanswered = {"status": _("Say what they answered, or that they were not asked")}

    status = RadiosField(
        label=_("What did they say?"), choices=ConsentStatus.choices, required=False
    )
    capacity = RadiosField(
        label=_("Who answered?"),
        help_text=_("Somebody who may have caused the harm should not answer for another person."),
        choices=[pair for pair in Capacity.choices if pair[0] != Capacity.BEST_INTERESTS],
        required=False,
    )
    giver_name = TextField(
        label=_("Their name or initials, and how they belong to the person"),
        max_length=200,
        required=False,
    )
    told = CheckboxesField(
        label=_("What were they told before they answered?"),
        choices=ToldWhat.choices,
        small=True,
        required=False,
    )
    how = RadiosField(
        label=_("How did they answer?"),
        help_text=_("A spoken answer is valid. A written one is easier to show later."),
        choices=How.choices,
        small=True,
        required=False,
    )
    given_on = DateField(label=_("On which day?"), past=True, required=False)
    evidence = LongTextField(
        label=_("Their words, or where it is written down"),
        help_text=_("If they changed their mind: when, how, and to whom they said so."),
        rows=3,
        required=False,
    )
    what_exactly = LongTextField(label=_("What exactly may be shared?"), rows=2, required=False)
    to_whom = LongTextField(label=_("With whom?"), rows=2, required=False)
    for_what = LongTextField(label=_("For what?"), rows=2, required=False)
    limits = LongTextField(
        label=_("What did they not agree to?"),
        help_text=_("Limits go with the information: whoever gets it must be told them."),
        rows=2,
        required=False,
    )
    is_explicit = CheckboxField(
        label=_("They said a clear yes"),
        help_text=_("Not a nod, and not silence. The law calls this explicit."),
    )
    review_on = DateField(label=_("When will you ask again if it still holds?"), required=False)
    weighing = LongTextField(
        label=_("How did you weigh the harm of sharing against the harm of not sharing?"),
        rows=3,
        required=False,
    )
    discussed_with = TextField(
        label=_("With whom did you talk it over? Name and role"), max_length=300, required=False
    )
    overridden = CheckboxField(
        label=_("We are going ahead although they said no"),
        help_text=_("It stays recorded as a no. It is never turned into consent."),
    )
    override_reason = LongTextField(
        label=_("Why are you going ahead although they said no?"), rows=3, required=False
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        self._check_override(found)
        return found

    def _check_override(self, found: dict[str, Any]) -> None:
        """Going ahead against a refusal needs its reason, and says so plainly."""
        reason = found.get("override_reason")
        if found.get("overridden") and not reason and "override_reason" not in self.errors:
            text = _("Say why you are going ahead although they said no")
            self.add_error("override_reason", text)
        if reason and not found.get("overridden") and found.get("status"):
            text = _("Tick this if you are going ahead although they said no")
            self.add_error("overridden", text)


class PersonAnswerForm(AnswerForm):
    """The answer about data protection, and whether it counts for confidence too."""

    both = RadiosField(
        label=_("Does this answer also count under the duty of confidence?"),
        help_text=_("What people tell us in confidence is protected by a second law."),
        choices=[
            (SAME, _("Yes, the same answer")),
            (DIFFERENT, _("No, they answered differently")),
        ],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("both") == SAME and not found.get("status"):
            self.add_error("status", str(self.unanswered["status"]))
        return found


class WithdrawalForm(UiForm):
    """Somebody takes their consent back."""

    by_whom = TextField(
        label=_("Who took it back? Name or initials"),
        max_length=200,
        error_messages={"required": _("Say who took it back")},
    )
    withdrawn_at = WhenField(
        label=_("When?"), help_text=_("Leave it empty if it is now."), past=True, required=False
    )
    how = RadiosField(label=_("How?"), choices=How.choices, small=True, required=False)
    words = LongTextField(label=_("Their words"), rows=3, required=False)
    both = CheckboxField(label=_("They take back both kinds of consent"))


def as_answers(found: Mapping[str, Any]) -> dict[str, Any]:
    """What a form gives, as a consent holds it."""
    values = {name: found.get(name, nothing(name)) for name in ANSWERS}
    if found.get(BOX):
        values["capacity"] = Capacity.BEST_INTERESTS.value
    return values


def as_initial(consent: Consent | None) -> dict[str, Any]:
    """What a consent holds, as a form shows it."""
    if consent is None:
        return {name: nothing(name) for name in ANSWERS} | {BOX: False}
    found = answers_of(consent)
    best = found["capacity"] == Capacity.BEST_INTERESTS
    return found | {BOX: best, "capacity": "" if best else found["capacity"]}
