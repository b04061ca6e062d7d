"""Step 1: what has happened?"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.ui.fields import CheckboxField, RadiosField, WhenField, YesNoField
from accounts.ui.forms import UiForm
from decisions.choices import Direction, YesNoNotSure
from decisions.library.walks import walks
from decisions.record import Record
from decisions.screens.base import Block, DecisionScreen, Gap
from decisions.screens.rows import rows
from decisions.words import label, moment


class OpeningForm(UiForm):
    """What has happened, whether anybody is in danger now, and when."""

    direction = RadiosField(
        label=_("What has happened?"),
        choices=Direction.choices,
        required=False,
        hints={
            Direction.SHARE: _("You have a worry and want to pass on what you know."),
            Direction.ASKED: _("A person or an organisation has asked you for information."),
            Direction.SHARED: _("For example by telephone. Recording it afterwards is fine."),
            Direction.ASKING: _("You need to know something that somebody else holds."),
        },
    )
    danger_now = YesNoField(
        label=_("Is anybody in danger right now?"),
        help_text=_("If so, ring first and record afterwards. Ring 999 in an emergency."),
        not_sure=True,
        required=False,
    )
    happened_at = WhenField(
        label=_("When did it happen?"),
        help_text=_("The event, the call or the request. For example 4 3 2026 and 3:40pm."),
        past=True,
        required=False,
    )
    is_urgent = CheckboxField(label=_("This is urgent"))


class OpeningScreen(DecisionScreen):
    """What has happened."""

    form_class = OpeningForm
    template = "decisions/steps/opening.html"

    @classmethod
    def begun(cls, record: Record) -> bool:
        return bool(record.decision.direction)

    @classmethod
    def gaps(cls, record: Record) -> list[Gap]:
        decision = record.decision
        found = []
        if not decision.direction:
            found.append(Gap("It does not say what has happened.", "direction"))
        if not decision.danger_now:
            found.append(Gap("It does not say whether anybody was in danger.", "danger_now"))
        return found

    @classmethod
    def blocks(cls, record: Record) -> list[Block]:
        decision = record.decision
        asked = rows(
            ("What happened", label(Direction, decision.direction), "direction"),
            ("In danger at the time", label(YesNoNotSure, decision.danger_now), "danger_now"),
            ("When it happened", moment(decision.happened_at), "happened_at"),
            ("Urgent", "Yes" if decision.is_urgent else "", "is_urgent"),
        )
        return [*asked, *walks(record.walks)]
