"""What do the pages show of the guide: its answers in layers, its facts in words, the duty?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choices import Nation, OrganisationKind
from accounts.models import Membership
from decisions.after import After
from decisions.choices import Direction, HowKnown
from decisions.guidance import basis
from decisions.guidance.law_rules import NOT_KNOWN, law_rules
from decisions.law import permissions
from decisions.law.duty import Duty, to_judge
from decisions.law.forms import ASKERS, STATUSES
from decisions.law.guide import Answer, Guidance
from decisions.record import Record
from decisions.screens.basis_forms import LAYER_WORDS

DUTY = "CA04-16LA"
LAST = "article_8"


@dataclass(frozen=True)
class LayerShown:
    """One layer of the law with what the guide says of each law in it."""

    key: str
    title: str | Promise
    answers: tuple[Answer, ...]
    needed: str
    is_missing: bool

    @property
    def candidates(self) -> list[Answer]:
        return [answer for answer in self.answers if not answer.may_not_fit]

    @property
    def doubted(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.may_not_fit]


@dataclass(frozen=True)
class FactShown:
    """What the guide was told, in words."""

    asked: str
    answer: str


def layers(guidance: Guidance) -> list[LayerShown]:
    """Every layer in the order of the law."""
    titles = {**{key: words.title for key, words in LAYER_WORDS.items()}, LAST: _("Private life")}
    return [
        LayerShown(key, title, guidance.layer(key), guidance.needed[key], key in guidance.missing)
        for key, title in titles.items()
    ]


def facts(guidance: Guidance) -> list[FactShown]:
    """The facts that are known, each as an answer in words."""
    asked = law_rules().asked
    return [
        FactShown(asked[name].ask[:1].upper() + asked[name].ask[1:], in_words(name, value))
        for name, value in guidance.facts.items()
        if value != NOT_KNOWN
    ]


def unknown(guidance: Guidance) -> list[str]:
    """What is not known, in words."""
    asked = law_rules().asked
    return [asked[name].ask for name, value in guidance.facts.items() if value == NOT_KNOWN]


def in_words(name: str, value: str) -> str:
    """An answer as people read it."""
    return str({**_COMMON, **_OF.get(name, {})}[value])


def law_of_duty() -> dict[str, Any]:
    """The new duty to share information about a child, as it is known."""
    return {"law": basis(DUTY), "words": law_rules().duty}


def on_record(after: After, membership: Membership) -> dict[str, Any]:
    """What the record’s page says of the duty."""
    return {"duty": duty_of(after.record, membership)}


def duty_of(record: Record, membership: Membership) -> Duty | None:
    """Whether the duty is asked about here, and what was judged."""
    return to_judge(record, may=bool(permissions.may_judge(membership, record.decision)))


_COMMON: Mapping[str, str | Promise] = {"yes": _("Yes"), "no": _("No")}
_OF: Mapping[str, Mapping[str, str | Promise]] = {
    "nation": dict(Nation.choices),
    "organisation": dict(OrganisationKind.choices),
    "about": {
        "child": _("A child"),
        "adult": _("An adult at risk"),
        "both": _("A child and an adult at risk"),
    },
    "consent": dict(STATUSES),
    "agreement": dict(STATUSES),
    "direction": dict(Direction.choices),
    "asker": {"nobody": _("Nobody"), **dict(ASKERS)},
    "life": {"danger": _("Somebody is in danger; whether of their life is not said")},
    "known": dict(HowKnown.choices),
    "outcome": {
        "share": _("Share all of it"),
        "part": _("Share part of it"),
        "not-share": _("Do not share"),
        "not-yet": _("Not yet"),
    },
}
