"""How far a concern in a disclosure scheme is, in words?"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.choices import SchemeRoute, SchemeStage
from decisions.schemes import policies

STATES: Mapping[str, Promise] = {
    policies.NOTED: _("The police do not have it yet"),
    policies.PASSED_ON: _("The police have it"),
    policies.CHECKED: _("The police have spoken to whoever asked"),
    policies.WILL_TELL: _("The police will tell somebody"),
    policies.WILL_NOT_TELL: _("The police will not tell"),
    policies.TOLD: _("Somebody was told"),
    policies.ENDED: _("Ended without a decision"),
}
COLOURS: Mapping[str, str] = {
    policies.NOTED: "red", policies.PASSED_ON: "yellow", policies.CHECKED: "yellow",
    policies.WILL_TELL: "blue", policies.WILL_NOT_TELL: "grey", policies.TOLD: "green",
    policies.ENDED: "grey",
}  # fmt: skip
# What the button says that leads to the page of each.
BUTTONS: Mapping[str, Promise] = {
    SchemeStage.PASSED_ON: _("Say which officer has it"),
    SchemeStage.CHECKED: _("They spoke to whoever asked"),
    SchemeStage.WILL_TELL: _("They decided to tell somebody"),
    SchemeStage.WILL_NOT_TELL: _("They decided not to tell"),
    SchemeStage.TOLD: _("They told somebody"),
    SchemeStage.TOLD_BY_US: _("Somebody here told them, without the police"),
    SchemeStage.ENDED: _("It ended without a decision"),
}
HEADINGS: Mapping[str, Promise] = {
    SchemeStage.PASSED_ON: _("Which officer has it?"),
    SchemeStage.CHECKED: _("The police spoke to whoever asked"),
    SchemeStage.WILL_TELL: _("The police decided to tell somebody"),
    SchemeStage.WILL_NOT_TELL: _("The police decided not to tell"),
    SchemeStage.TOLD: _("Who was told?"),
    SchemeStage.TOLD_BY_US: _("Somebody here told them"),
    SchemeStage.ENDED: _("It ended without a decision"),
}
# How it begins, in words that fit each nation: “right to know”, “power to tell”.
ROUTES: Mapping[str, Promise] = {
    SchemeRoute.ASK: _("Somebody asked to be told"),
    SchemeRoute.KNOW: _("Nobody asked: we pass on what we know"),
}
TOPICS: Mapping[str, Promise] = {
    "who-asks": _("Who may ask"),
    "who-decides": _("Who decides"),
    "who-is-told": _("Who may be told"),
    "undertaking": _("What they promise"),
    "time": _("How long it takes"),
}
# Which of what is known about a scheme stands beside each page.
BESIDE: Mapping[str, tuple[str, ...]] = {
    SchemeStage.PASSED_ON: ("who-decides", "time"),
    SchemeStage.CHECKED: ("who-decides", "time"),
    SchemeStage.WILL_TELL: ("who-decides", "who-is-told"),
    SchemeStage.WILL_NOT_TELL: ("who-decides", "who-is-told"),
    SchemeStage.TOLD: ("who-is-told", "undertaking"),
    SchemeStage.TOLD_BY_US: ("who-decides", "who-is-told"),
    SchemeStage.ENDED: ("who-decides", "time"),
}
