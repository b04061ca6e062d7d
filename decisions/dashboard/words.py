"""How are the filters of the list said, and what can be chosen?"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.ui.dates import day_in_words
from decisions.choices import Outcome
from decisions.dashboard.asked import Asked
from decisions.dashboard.reasons import REASONS, words_of
from decisions.guidance import agencies, all_bases, concerns, editions
from decisions.words import label

Choices = list[tuple[str, str]]


def choices_of(name: str, nation: str) -> Choices:
    """What a filter can be, in words."""
    match name:
        case "agency":
            return [(each.code, each.label_in(nation)) for each in agencies(nation)]
        case "concern":
            return [(each.code, each.label) for each in concerns()]
        case "outcome":
            return [(code, str(said)) for code, said in Outcome.choices]
        case "basis":
            return [(each.code, each.label) for each in all_bases()]
        case "gap":
            return [
                (rule.code, f"{edition.short}: {rule.title}")
                for edition in editions()
                for rule in edition.rules
            ]
        case "reason":
            return [(reason.code, str(reason.words)) for reason in REASONS]
    raise LookupError(name)


def outcome_of(code: str) -> str:
    return label(Outcome, code)


def in_words(
    asked: Asked, nation: str, teams: Iterable[tuple[int, str]], authors: Iterable[tuple[int, str]]
) -> list[str]:
    """What was asked for, as people would say it."""
    named = {"team": dict(teams), "author": dict(authors)}
    said = []
    for name, code in asked.codes().items():
        if name in named:
            said.append(named[name].get(int(code), _("somebody who is not here")))
        elif name not in ("since", "until"):
            said.append(dict(choices_of(name, nation)).get(code, code))
    if asked.since:
        said.append(_("from %s") % day_in_words(asked.since))
    if asked.until:
        said.append(_("until %s") % day_in_words(asked.until))
    return said


def reasons_in_words(codes: Iterable[str]) -> str:
    return "; ".join(words_of(code) for code in codes)
