"""For whom does an edition answer, from when to when, and what came before and after it?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions import guidance
from decisions.guidance import Edition, Editions

FAMILIES: dict[str, Promise | str] = {
    "golden_rules": gettext_lazy("The seven golden rules"),
    "caldicott": gettext_lazy("The Caldicott Principles"),
    "ico": gettext_lazy("The ICO’s steps"),
}
WHOM: dict[str, Promise | str] = {
    "child": gettext_lazy("Children"),
    "adult": gettext_lazy("Adults"),
}


@dataclass(frozen=True)
class Answered:
    """About whom and from when an edition answers; ``until`` is None while it does."""

    whom: str
    since: dt.date
    until: dt.date | None
    note: str

    @property
    def last_day(self) -> dt.date | None:
        return self.until - dt.timedelta(days=1) if self.until else None


@dataclass(frozen=True)
class Replaced:
    """By which edition, about whom, and since when."""

    whom: str
    since: dt.date
    by: Edition


def edition_or_404(key: str) -> Edition:
    try:
        return guidance.edition(key)
    except KeyError as none:
        raise Http404 from none


def families(nation: str) -> Iterator[tuple[str, list[Edition]]]:
    """Every edition by its family, the newest first."""
    for family, label in FAMILIES.items():
        held = [
            each for each in guidance.editions() if each.family == family and nation in each.nations
        ]
        yield str(label), held[::-1]


def in_force(nation: str) -> list[tuple[str, Editions]]:
    """What a decision of today answers, about a child and about an adult."""
    today = timezone.localdate()
    return [
        (str(label), guidance.editions_in_force(nation, whom, today))
        for whom, label in WHOM.items()
    ]


def answered(edition: Edition, nation: str) -> list[Answered]:
    """Each time for which it answers in this nation."""
    return [
        Answered(_whom(span.about), span.since, span.until, span.note)
        for span in edition.spans
        if nation in span.nations
    ]


def replaced(edition: Edition, nation: str) -> list[Replaced]:
    """What followed it, where it no longer answers today."""
    today = timezone.localdate()
    found = []
    for span in edition.spans:
        if nation not in span.nations or span.until is None or span.until > today:
            continue
        for key in edition.followed_by:
            later = guidance.edition(key)
            if any(each.since == span.until and each.meets(span) for each in later.spans):
                found.append(Replaced(_whom(span.about), span.until, later))
    return found


def _whom(about: tuple[str, ...]) -> str:
    if "child" in about and "adult" in about:
        return _("Children and adults")
    return str(WHOM["adult" if "adult" in about else "child"])


def relatives(edition: Edition) -> list[Edition]:
    """The other editions of its family, the newest first."""
    family = [each for each in guidance.editions() if each.family == edition.family]
    return [each for each in family[::-1] if each.key != edition.key]
