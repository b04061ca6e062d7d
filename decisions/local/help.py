"""What helps with a question? Why it is asked, myths, tips, our own guidance, numbers to ring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.facts import Number
from accounts.models import Membership
from decisions.actions.editions import about
from decisions.choices import SHARING, Outcome
from decisions.guidance import Myth, Why, editions_from, myths_for, why_we_ask
from decisions.guidance.tips import Tip, tips_for
from decisions.local import numbers, queries
from decisions.record import Record

SHOWN = 3
# Where the numbers stand open: somebody may be in danger.
RING_FIRST = "what-has-happened"
KINDS: dict[str, Promise] = {
    "checklist": gettext_lazy("Do and check"),
    "tip": gettext_lazy("Good to know"),
    "avoid": gettext_lazy("Avoid"),
}


@dataclass(frozen=True)
class TipGroup:
    """Tips of one kind, under its name."""

    title: str
    tips: tuple[Tip, ...]


@dataclass(frozen=True)
class Help:
    """All that stands beside one question, ready to be shown."""

    why: tuple[Why, ...]
    myths: tuple[Myth, ...]
    myth_notes: tuple[str, ...]
    tips: tuple[Tip, ...]
    more: tuple[TipGroup, ...]
    how_many_more: int
    local: list[queries.Page]
    numbers: list[Number]
    ring_first: bool


def help_with(slug: str, record: Record, membership: Membership) -> Help:
    """What helps with a step of this record, in the terms of its nation."""
    decision, whom = record.decision, about(record)
    editions = editions_from([decision.golden_rules, decision.caldicott, decision.ico])
    myths = myths_for(slug)
    beside = queries.beside(membership, slug, numbers.kinds_for(slug, whom))
    tips = tips_for(slug, decision.nation, whom, _when(decision.outcome))
    return Help(
        why=why_we_ask(slug, editions),
        myths=myths,
        myth_notes=myth_notes(myths, decision.nation),
        tips=tips[:SHOWN],
        more=grouped(tips[SHOWN:]),
        how_many_more=len(tips[SHOWN:]),
        local=beside.pages,
        numbers=numbers.for_step(slug, record, membership, beside.numbers),
        ring_first=slug == RING_FIRST,
    )


def _when(outcome: str) -> str:
    """Which tips an answer calls for; all of them while there is none."""
    if outcome in SHARING:
        return "sharing"
    return "not-sharing" if outcome == Outcome.NOT_SHARE else "always"


def grouped(tips: Iterable[Tip]) -> tuple[TipGroup, ...]:
    """What to do, what to know, what to avoid; a kind of which there is none is left out."""
    held = list(tips)
    found = {kind: tuple(each for each in held if each.kind == kind) for kind in KINDS}
    return tuple(TipGroup(str(KINDS[kind]), each) for kind, each in found.items() if each)


def myth_notes(myths: Iterable[Myth], nation: str) -> tuple[str, ...]:
    """Where the myths are from, and what is not known of them in other editions; each once."""
    said = {
        "seen": _("From the list of myths in “Working together to safeguard children” (%s)."),
        "kept": _("The edition of %s keeps such a list; we did not see its words."),
        "not-seen": _("The advice of %s has a part on myths; we did not see it."),
        "not-confirmed": _("It is not confirmed that the edition of %s still has the list."),
    }
    known = dict.fromkeys(pair for each in myths for pair in each.stands_in)
    notes = [said[what] % edition for edition, what in known if what != "not-seen"]
    if notes and nation != "england":
        notes.append(_("The list was written for England."))
    return tuple(notes)
