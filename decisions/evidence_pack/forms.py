"""Why is an evidence pack made?"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.ui.fields import LongTextField
from accounts.ui.forms import UiForm


class PackForm(UiForm):
    """The kind of file is chosen by the button that is pressed."""

    reason = LongTextField(
        label=_("Why do you need it, and who is it for?"),
        help_text=_(
            "It is kept with your name and the time, and stands in the PDF. Name nobody whom the "
            "record is about."
        ),
        rows=3,
        max_length=2000,
        error_messages={"required": _("Say why you need it and who it is for, in a few words")},
    )
