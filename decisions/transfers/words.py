"""How far a record is on its way, in words?"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.choices import TransferStage
from decisions.transfers import policies

STATES: Mapping[str, Promise] = {
    policies.PREPARED: _("Not sent yet"),
    policies.ON_THE_WAY: _("Sent. Nobody has confirmed it yet"),
    policies.RECEIVED: _("They have it"),
    policies.INCOMPLETE: _("Something is missing"),
    policies.RETURNED: _("It came back"),
}
COLOURS: Mapping[str, str] = {
    policies.PREPARED: "yellow", policies.ON_THE_WAY: "yellow", policies.RECEIVED: "green",
    policies.INCOMPLETE: "orange", policies.RETURNED: "red",
}  # fmt: skip
# What the button says that leads to the page of each, and the heading of that page.
BUTTONS: Mapping[str, Promise] = {
    TransferStage.SENT: _("It was sent"),
    TransferStage.CHASED: _("We asked if it arrived"),
    TransferStage.RECEIVED: _("They confirmed that they have it"),
    TransferStage.INCOMPLETE: _("Something is missing"),
    TransferStage.RETURNED: _("It came back"),
}
