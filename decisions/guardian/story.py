"""What happened to one record, moment by moment, and how did it stand at each of them?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from accounts.queries import names_of
from audit.models import Act
from audit.queries import Version, acts_of
from decisions.guardian import queries
from decisions.guardian.asked import Asked
from decisions.guardian.groups import LOOKS, PRINTED, group_of
from decisions.guardian.words import Line, told
from decisions.models import Decision
from decisions.queries import PEOPLE
from decisions.record import Record, load
from decisions.timeline import Change, Entry, role_said, saves, versions_about

# What was saved stands in the versions, with every answer before and after.
SAVED = "decision.answered"
# Noted when its first row is written, so a moment after it; told before it.
BEGUN = "decision.drafted"
# The newest looks stand among the moments; all of them are counted, and in the log.
LOOKS_SHOWN = 200


@dataclass(frozen=True)
class Moment:
    """An act or a save; ``version`` is the record as it stood right after it."""

    at: dt.datetime
    title: str
    who: str
    role: str
    version: int
    reason: str = ""
    changes: tuple[Change, ...] = ()
    more: tuple[str, ...] = ()
    begins: bool = False


@dataclass
class Looker:
    """Somebody who has looked at the record: how often, and when first and last."""

    who: str
    role: str
    first: dt.datetime
    last: dt.datetime
    opened: int = 0
    printed: int = 0
    exported: int = 0


@dataclass(frozen=True)
class Story:
    """Everything that is known of one record's life."""

    moments: list[Moment]
    lookers: list[Looker]
    refused: list[Line]
    left_out: int


@dataclass
class Counter:
    """Which version of the record was the last at a moment?"""

    by_request: dict[str, int] = field(default_factory=dict)
    times: list[tuple[dt.datetime, int]] = field(default_factory=list)

    def at(self, moment: dt.datetime, request_id: str) -> int:
        """A save is the version that its own request made; a look, the last before it."""
        if request_id in self.by_request:
            return self.by_request[request_id]
        before = [number for at, number in self.times if at <= moment]
        return before[-1] if before else 1


def story(decision: Decision, *, versions: Sequence[Version] | None = None) -> Story:
    """Every act and every save of one record, the earliest first; whoever looked apart from it.

    ``versions`` are those to tell, where some of their words may not be shown.
    """
    acts = acts_of(decision.pk)
    versions = versions_about(decision.pk) if versions is None else list(versions)
    counter = _counted(versions)
    nation = decision.organisation.nation
    lines = told(acts, Asked(), nation=nation, names_record=False)
    looks = [line for line in lines if is_look(line.act)]
    left_out = max(len(looks) - LOOKS_SHOWN, 0)
    passed_over = {line.act.pk for line in looks[:left_out]}
    names = names_of(version.person_id for version in versions)
    moments = [
        _saved(entry, counter) for entry in saves(versions, names, sealed=decision.is_sealed)
    ]
    moments += [
        _done(line, counter)
        for line in lines
        if line.act.kind != SAVED and line.act.pk not in passed_over
    ]
    return Story(
        moments=sorted(moments, key=lambda moment: (not moment.begins, moment.at)),
        lookers=_lookers(looks),
        refused=[line for line in lines if line.act.kind == queries.REFUSED],
        left_out=left_out,
    )


def is_look(act: Act) -> bool:
    """Somebody saw the record or its history, on the screen, on paper or in a file."""
    return group_of(act.kind) in {LOOKS, "exports"}


def _counted(versions: Iterable[Version]) -> Counter:
    counter = Counter()
    for version in versions:
        for change in version.changes:
            if version.model is Decision and change.field.name == "version":
                counter.times.append((version.at, change.after))
                if version.request_id:
                    counter.by_request[version.request_id] = change.after
    return counter


def _saved(entry: Entry, counter: Counter) -> Moment:
    return Moment(
        at=entry.at,
        title=entry.title,
        who=entry.who,
        role=entry.role,
        version=counter.at(entry.at, entry.request_id),
        reason=entry.reason,
        changes=tuple(entry.changes),
    )


def _done(line: Line, counter: Counter) -> Moment:
    return Moment(
        at=line.at,
        title=line.sentence,
        who=line.who,
        role=role_said(line.act.role),
        version=counter.at(line.at, line.act.request_id),
        more=line.more,
        begins=line.act.kind == BEGUN,
    )


def _lookers(looks: Iterable[Line]) -> list[Looker]:
    """One entry for each person, whoever looked last at the top."""
    found: dict[int | None, Looker] = {}
    for line in looks:
        new = Looker(line.who, line.role, line.at, line.at)
        looker = found.setdefault(line.act.person_id, new)
        looker.role, looker.last = line.role or looker.role, line.at
        if line.act.kind == PRINTED:
            looker.printed += 1
        elif line.act.kind.endswith("exported"):
            looker.exported += 1
        else:
            looker.opened += 1
    return sorted(found.values(), key=lambda looker: looker.last, reverse=True)


def as_it_stood(decision: Decision, version: int) -> Record:
    """The record at one of its versions. What is sealed today stays sealed in its past."""
    record = load(decision, version=version)
    then = record.decision
    then.is_sealed = decision.is_sealed
    for name in PEOPLE:
        if getattr(then, f"{name}_id") == getattr(decision, f"{name}_id") is not None:
            setattr(then, name, getattr(decision, name))
    return record


def moment_of(decision: Decision, version: int) -> tuple[dt.datetime, str]:
    """When a version was written, and by whom."""
    row = decision.history.filter(version=version).order_by("-history_id").first()
    names = names_of([row.history_user_id])
    return row.history_date, names.get(row.history_user_id, "")
