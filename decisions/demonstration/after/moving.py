"""Which invented concerns went to the police, and which records moved and how far are they?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from django.utils import timezone

from accounts.door import Actor, acting
from decisions.actions.drafting import bump
from decisions.after import After, load_after
from decisions.choices import PersonRole, SchemeRoute, SchemeStage, TransferStage, Undertaking
from decisions.consequences import held_back
from decisions.following.policies import told_at
from decisions.guidance.schemes import scheme_of
from decisions.guidance.transfers import move_of
from decisions.models import Decision
from decisions.record import load
from decisions.schemes import actions as schemes
from decisions.schemes.queries import POLICE
from decisions.tasks.wanted import LIVE
from decisions.transfers import actions as transfers

Row = dict[str, Any]
DAY = dt.timedelta(days=1)
Told = tuple[Decision, Actor]


@dataclass(frozen=True)
class Concern:
    """A concern for a scheme: whom it is about, what was written, and what happened."""

    scheme: str
    about: str
    said: Row
    happened: Sequence[tuple[str, Row]]


@dataclass(frozen=True)
class File:
    """A record that moves, and how far it has come."""

    kind: str
    happened: Sequence[tuple[str, Row]]


# By the situation: its latest telling has it.
CONCERNS: Mapping[str, Concern] = {
    "gifts-from-older-men": Concern(
        "csods",
        PersonRole.CHILD,
        {
            "route": SchemeRoute.KNOW,
            "about_whom": "The oldest of the men: “Uncle D”, who lodges with a school friend.",
            "why_worried": "He fetches her from school. Her friend’s parents think him harmless.",
        },
        (
            (SchemeStage.PASSED_ON, {"by_whom": "DC Ansel Thrift", "reference_number": "PPU 41"}),
            (SchemeStage.WILL_TELL, {"by_whom": "DC Ansel Thrift", "note": "With social care."}),
            (
                SchemeStage.TOLD,
                {
                    "told_whom": "The friend’s mother",
                    "by_whom": "DC Ansel Thrift",
                    "undertaking": Undertaking.SIGNED,
                    "undertaking_terms": "To speak of it to the officer and social worker alone.",
                    "note": "He has moved out. The hub rings both families each week.",
                },
            ),
        ),
    ),
    "belt-marks-in-changing": Concern(
        "dvds",
        PersonRole.PARENT,
        {
            "route": SchemeRoute.ASK,
            "who_asked": "The grandmother, when she fetched the pupil",
            "about_whom": "The mother’s new partner.",
            "why_worried": "The grandmother has heard that he hurt somebody before.",
        },
        ((SchemeStage.CHECKED, {"by_whom": "PC Mabli Rowe", "note": "At her own home."}),),
    ),
}
# By the situation: its latest tellings have them, the newest first.
FILES: Mapping[str, Sequence[File]] = {
    "file-to-the-next-school": (
        File(
            "school",
            (
                (TransferStage.SENT, {"note": "By courier.", "tracking": "HB 4471 20"}),
                (TransferStage.CHASED, {"by_whom": "School office", "note": "They will look."}),
            ),
        ),
        File(
            "school",
            (
                (TransferStage.SENT, {"note": "By hand, at the meeting with the new school."}),
                (TransferStage.RECEIVED, {"by_whom": "Sorrel Vane, safeguarding lead"}),
            ),
        ),
    ),
    "family-moves-to-another-area": (
        File(
            "area",
            (
                (TransferStage.SENT, {"note": "By the secure transfer route."}),
                (TransferStage.INCOMPLETE, {"by_whom": "Team leader", "note": "No growth chart."}),
            ),
        ),
    ),
}


def play(told: Mapping[str, Sequence[Told]]) -> None:
    """Concerns and moves of the latest tellings; ``told``: each situation with who told it."""
    for key, concern in CONCERNS.items():
        for decision, actor in _latest(told, key)[:1]:
            _settled(decision, actor, concern)
    for key, files in FILES.items():
        for (decision, actor), file in zip(_latest(told, key), files, strict=False):
            _settled(decision, actor, file)


def _latest(told: Mapping[str, Sequence[Told]], key: str) -> list[Told]:
    """Those of which something went to somebody, the newest first."""
    return [
        each for each in reversed(told.get(key, ())) if each[0].status in LIVE and each[0].shares
    ]


def _settled(decision: Decision, actor: Actor, row: Concern | File) -> None:
    """What follows from all of it is worked out once."""
    with acting(actor):
        with held_back():
            after = load_after(load(decision))
            if isinstance(row, Concern):
                _concern(after, actor, row)
            else:
                _file(after, actor, row)
        decision.refresh_from_db()
        bump(decision)


def _concern(after: After, actor: Actor, row: Concern) -> None:
    """A concern on the share with the police, and what they did in the days after."""
    scheme, record = scheme_of(row.scheme), after.record
    police = next((each for each in record.recipients if each.agency_type == POLICE), None)
    at = told_at(after, police) if police else None
    if scheme is None or at is None:
        return
    person = next((each for each in record.people if each.role == row.about), None)
    made = schemes.add_concern(
        record.decision,
        scheme,
        actor=actor,
        person_at_risk=person,
        recipient=police,
        noted_at=at,
        **row.said,
    )
    for (stage, said), when in zip(row.happened, _days_after(at), strict=False):
        schemes.add_event(
            record.decision, made, stage, actor=actor, happened_at=when, noted_at=when, **said
        )


def _file(after: After, actor: Actor, row: File) -> None:
    """The first recipient gets it; it went when they were told."""
    record = after.record
    recipient = record.recipients[0]
    at = told_at(after, recipient)
    if at is None:
        return
    made = transfers.prepare(
        record.decision,
        move_of(row.kind, record.decision.nation),
        actor=actor,
        recipient=recipient,
        of_whom=record.people[0] if record.people else None,
        moved_on=timezone.localdate(at),
        what="\n".join(move_of(row.kind, record.decision.nation).goes),
        kept_back="Pages about others, and our proof that it went.",
        how_sealed="Sealed, for the safeguarding lead by name.",
        copy_kept="A list of the pages, in our own file.",
        noted_at=at,
    )
    for (stage, said), when in zip(row.happened, chain([at], _days_after(at)), strict=False):
        values = {"happened_at": when, "noted_at": when, **said}
        transfers.add_event(after, made, stage, actor=actor, **values)


def _days_after(at: dt.datetime) -> Iterator[dt.datetime]:
    """Every second day after, and never later than now."""
    return (min(at + 2 * number * DAY, timezone.now()) for number in count(1))
