"""How is an act told? One sentence, the role held then, and what more its codes say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.choices import Role
from accounts.door import LINK
from accounts.queries import names_of
from accounts.ui.dates import day_in_words
from audit.kinds import sentence
from audit.models import Act
from consent.choices import ConsentStatus
from decisions.choices import Finding, Followed, Ruling
from decisions.guardian import pages, queries
from decisions.guardian.asked import NOBODY, Asked
from decisions.guardian.groups import LATE, OVERRIDES, label_of
from decisions.models import Decision, ExportFormat
from decisions.receipts.words import nobody_of_ours
from decisions.words import label

SYSTEM = "system"


@dataclass(frozen=True)
class Line:
    """One act as people read it; ``reference`` is empty where it is about no record."""

    act: Act
    at: dt.datetime
    who: str
    role: str
    sentence: str
    reference: str = ""
    more: tuple[str, ...] = ()
    has_history: bool = False


@dataclass
class Known:
    """What acts point to by ids: people, records, members and teams, read in one go each."""

    nation: str
    people: dict[int, str] = field(default_factory=dict)
    decisions: dict[int, Decision] = field(default_factory=dict)
    destroyed: dict[int, str] = field(default_factory=dict)
    members: dict[int, str] = field(default_factory=dict)
    teams: dict[int, str] = field(default_factory=dict)
    consents: dict[int, set[str]] = field(default_factory=dict)


def told(
    acts: Iterable[Act], asked: Asked, *, nation: str, names_record: bool = True
) -> list[Line]:
    """Acts in words; few queries, however many acts there are.

    On the page of one record its sentences need not name it.
    """
    acts = list(acts)
    known = _known(acts, nation)
    if asked.kind == OVERRIDES:
        known.consents = queries.consents_with(known.decisions)
    lines = (_line(act, known, asked) for act in acts)
    if names_record:
        return list(lines)
    return [replace(line, sentence=sentence(line.act.kind, line.who)) for line in lines]


def _known(acts: list[Act], nation: str) -> Known:
    teams = _targets(acts, "team") | _ids(_number(act, "team") for act in acts)
    people = _ids(act.person_id for act in acts) | _ids(_number(act, "person") for act in acts)
    records = _ids(act.decision_id for act in acts) | _ids(_number(act, "by") for act in acts)
    decisions = queries.decisions_with(records)
    return Known(
        nation=nation,
        people=names_of(people),
        decisions=decisions,
        destroyed=queries.destroyed_with(records - decisions.keys()),
        members=queries.members_with(_targets(acts, "membership")),
        teams=queries.teams_with(teams),
    )


def _ids(found: Iterable[int | None]) -> set[int]:
    return {each for each in found if each is not None}


def _number(act: Act, name: str) -> int | None:
    """An id in the details; filters hold theirs as they stand in an address."""
    found = str(act.detail.get(name, ""))
    return int(found) if found.isascii() and found.isdecimal() else None


def _targets(acts: list[Act], kind: str) -> set[int]:
    """The ids in targets like ``membership:5``."""
    parts = [act.target.partition(":") for act in acts]
    return {int(pk) for name, _colon, pk in parts if name == kind and pk.isdecimal()}


def _line(act: Act, known: Known, asked: Asked) -> Line:
    who = who_did(act, known.people)
    decision = known.decisions.get(act.decision_id or 0)
    reference = decision.reference if decision else known.destroyed.get(act.decision_id or 0, "")
    special = _special(asked.kind, decision, known) if decision else ""
    return Line(
        act=act,
        at=act.at,
        who=who,
        role=role_then(act, known.nation),
        sentence=sentence(act.kind, who, _("record %s") % reference if reference else ""),
        reference=reference or pages.reference_in(act),
        more=tuple(filter(None, [special, *_more(act, known)])),
        has_history=decision is not None,
    )


def who_did(act: Act, people: dict[int, str]) -> str:
    """The name as it is today; the system, or whoever had a link, where it was no colleague."""
    return people.get(act.person_id or 0, nobody_of_ours(act.actor_kind, act.role))


def role_then(act: Act, nation: str) -> str:
    """The role or roles that were held at that moment, in words."""
    if act.actor_kind == SYSTEM:
        return _("The system itself")
    if act.actor_kind == LINK:
        return _("Without an account")
    held = [Role(code).name_in(nation) for code in act.role.split() if code in Role.values]
    return ", ".join(held)


def _special(code: str, decision: Decision, known: Known) -> str:
    """Why a record stands on a special list."""
    if code == LATE and decision.shared_at and decision.recorded_at:
        return _("Recorded %s after it was shared") % lag(decision.recorded_at - decision.shared_at)
    if code != OVERRIDES:
        return ""
    found = known.consents.get(decision.pk, set())
    if found & set(queries.AGAINST):
        return _("Shared although consent was refused or taken back")
    said = [str(ConsentStatus(status).label).lower() for status in sorted(found)]
    return _("Shared without consent: %s") % (", ".join(said) or _("nothing is written about it"))


def lag(passed: dt.timedelta) -> str:
    """How long something took: “3 days and 4 hours”."""
    minutes = int(passed.total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        ngettext("%d day", "%d days", days) % days if days else "",
        ngettext("%d hour", "%d hours", hours) % hours if hours else "",
        ngettext("%d minute", "%d minutes", minutes) % minutes if minutes and not days else "",
    ]
    return _(" and ").join(filter(None, parts)) or _("less than a minute")


def _more(act: Act, known: Known) -> Iterator[str]:
    """What else the act holds, as far as it says something to people."""
    if alone := BY_ITSELF.get(act.kind):
        yield from alone(act)
    elif named := WITH_NAMES.get(act.kind):
        yield from named(act, known)
    elif act.kind.startswith("account."):
        yield from _about_people(act, known)


def _refused(act: Act) -> Iterator[str]:
    page, reference = pages.asked_for(act.target), pages.reference_in(act)
    where = _("%(page)s, %(record)s") if reference else "%(page)s"
    yield _("Asked for: %s") % (where % {"page": page, "record": reference})
    yield pages.why_refused(act)


def _seen(act: Act) -> Iterator[str]:
    if act.target:
        yield _("The page: %s") % pages.page_of_record(act.target)


def _answered(act: Act) -> Iterator[str]:
    if where := pages.steps_of(act.detail):
        yield _("Under: %s") % ", ".join(where)


def _counted(act: Act) -> Iterator[str]:
    by = [pages.FOUND_BY[name] for name in act.detail.get("by", ()) if name in pages.FOUND_BY]
    if by:
        yield _("By: %s") % ", ".join(map(str, by))
    count = int(act.detail.get("count", 0))
    yield ngettext("%d record was listed", "%d records were listed", count) % count


def _named(act: Act, known: Known) -> Iterator[str]:
    if name := known.people.get(_number(act, "person") or 0):
        yield _("The colleague: %s") % name


def _replaced(act: Act, known: Known) -> Iterator[str]:
    if later := known.decisions.get(_number(act, "by") or 0):
        yield _("By: record %s") % later.reference


def _searched(act: Act, known: Known) -> Iterator[str]:
    asked = Asked.from_codes(act.detail)
    if said := in_words(asked, known.people):
        yield _("Looked for: %s") % "; ".join(said)
    if "rows" in act.detail:
        rows = int(act.detail["rows"])
        yield ngettext("%d entry", "%d entries", rows) % rows


def _taken(act: Act) -> Iterator[str]:
    rows, kind = int(act.detail.get("rows", 0)), act.detail.get("format")
    if kind in ExportFormat.values:
        yield str(ExportFormat(kind).label)
    yield ngettext("%d entry", "%d entries", rows) % rows


def _version(act: Act) -> Iterator[str]:
    if version := _number(act, "version"):
        yield _("After change %d") % version


def _found(act: Act) -> Iterator[str]:
    yield _("Found: %s") % label(Finding, str(act.detail.get("finding", "")))


def _ruled(act: Act) -> Iterator[str]:
    yield _("Decided: %s") % label(Ruling, str(act.detail.get("decided", "")))


def _followed(act: Act) -> Iterator[str]:
    yield label(Followed, str(act.detail.get("followed", "")))


def _about_people(act: Act, known: Known) -> Iterator[str]:
    kind, _colon, pk = act.target.partition(":")
    names = {"membership": known.members, "team": known.teams}.get(kind, {})
    if pk.isdecimal() and (name := names.get(int(pk))):
        yield _("About: %s") % name
    if (role := act.detail.get("role")) in Role.values:
        yield _("The role: %s") % Role(role).name_in(known.nation)
    if team := known.teams.get(_number(act, "team") or 0):
        yield _("The team: %s") % team


def in_words(asked: Asked, people: dict[int, str]) -> list[str]:
    """What was asked for, as people would say it."""
    person = _("The system") if asked.person == NOBODY else people.get(asked.person_id or 0)
    said = [
        label_of(asked.kind) if asked.kind else "",
        _("by %s") % (person or _("somebody")) if asked.person else "",
        _("record %s") % asked.record if asked.record else "",
        _("from %s") % day_in_words(asked.since) if asked.since else "",
        _("until %s") % day_in_words(asked.until) if asked.until else "",
    ]
    return [each for each in said if each]


BY_ITSELF: dict[str, Callable[[Act], Iterator[str]]] = {
    "access.refused": _refused,
    "decision.viewed": _seen,
    "decision.answered": _answered,
    "decision.exported": _taken,
    "decision.listed": _counted,
    "decision.searched": _counted,
    "history.version_viewed": _version,
    "review.made": _found,
    "review.ruled": _ruled,
    "advice.concluded": _followed,
}
WITH_NAMES: dict[str, Callable[[Act, Known], Iterator[str]]] = {
    "decision.contributor_named": _named,
    "decision.superseded": _replaced,
    "history.searched": _searched,
    "history.exported": _searched,
}
