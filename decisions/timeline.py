"""Who did what to a record, and when, with what each answer was and became? Two queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Field

from accounts.models import Person, Role
from accounts.ui.forms import UiForm
from audit.kinds import KINDS, sentence
from audit.models import Act
from audit.queries import Histories, Version, acts_of, histories
from consent.models import Consent, Wishes, Withdrawal
from decisions.after import PARTS_AFTER
from decisions.guardian.groups import BY_APP, SEEN
from decisions.guidance import agencies, basis, concern, method
from decisions.guidance.schemes import name_of
from decisions.models import Decision, PersonConsent, PersonWishes
from decisions.receipts.words import nobody_of_ours
from decisions.record import PARTS, Record
from decisions.screens.base import DecisionScreen
from decisions.screens.collection import CollectionScreen
from decisions.steps import ASKING
from decisions.words import said

SILENT = {
    "id", "organisation_id", "decision_id", "version", "creation_key", "position", "created_at",
    "golden_rules", "caldicott", "ico", "author_id", "recorded_by_id", "closed_by_id", "sent_by_id",
    "decided_by_id", "person_id", "recipient_id", "item_id", "consent_id", "wishes_id", "about_id",
    "earlier_id", "identifier_key", "reference", "nation", "team_id", "layer",
    # What followed: numbers that point to rows, hashes, and what tasks keep for themselves.
    "key", "agency_id", "under_agreement_id", "copy_id", "follows_id", "link_id", "incident_id",
    "review_id", "advice_id", "stage_id", "incoming_id", "item_ids", "text_sha256", "pdf_sha256",
    "done_by_id", "noted_by_id", "made_by_id", "by_id", "found_by_id", "asked_by_id",
    "asked_of_id", "named_by_id", "reviewer_id", "guardian_id", "revoked_by_id",
    "breach_decided_by_id", "made_at", "noted_at", "reviewed_at", "answered_at", "attempts",
    "is_sample", "read_back_for_id",
}  # fmt: skip
# What follows from other rows by itself is not somebody's answer.
LINKING = {"recipientitem", "personconsent", "personwishes", "task", "chartwalk"}
# What every part notes of what follows, those that come later among them.
_AFTERWARDS = {kind for kind in KINDS if BY_APP.get(kind.split(".")[0]) == "afterwards"}
LOOKS = {"decision.viewed", "decision.printed"} | (_AFTERWARDS & SEEN)
# That somebody was sent an e-mail, or saw a day pass, is no milestone; the Guardian's log has it.
_PASSED_OVER = {"notice.mailed", "notice.mailed_daily", "notice.read", "task.day_passed"}
SHOWN = {
    "decision.drafted", "decision.recorded", "decision.completed", "decision.corrected",
    "decision.superseded", "decision.recorded_in_error", "decision.sealed",
    "decision.abandoned", "decision.printed", "decision.linked", "consent.withdrawn",
    "decision.dispatched", "decision.contributor_named", "decision.exported", "guidance.walked",
    *(_AFTERWARDS - SEEN - _PASSED_OVER),
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One answer: what it was and what it became, as people read it."""

    label: str
    before: str
    after: str


@dataclass
class Entry:
    """One act or one save: who, in which role, when, and every answer that it changed."""

    at: dt.datetime
    who: str
    role: str
    title: str
    reason: str = ""
    changes: list[Change] = field(default_factory=list)
    request_id: str = ""


@dataclass(frozen=True)
class Look:
    """Somebody opened or printed the record."""

    at: dt.datetime
    who: str
    role: str
    sentence: str


@dataclass(frozen=True)
class Timeline:
    """Changes and acts in their order, and apart from them who looked."""

    entries: list[Entry]
    looks: list[Look]


def timeline(record: Record) -> Timeline:
    """The whole story of one record. A sealed record shows who and when, never what."""
    decision = record.decision
    acts = acts_of(decision.pk)
    versions = versions_about(decision.pk)
    names = _names(acts, versions)
    entries = saves(versions, names, sealed=decision.is_sealed)
    entries += [_entry(act, names) for act in acts if act.kind in SHOWN and act.kind not in LOOKS]
    looks = [
        Look(act.at, _who(act, names), role_said(act.role), sentence(act.kind, _who(act, names)))
        for act in acts
        if act.kind in LOOKS
    ]
    return Timeline(sorted(entries, key=lambda entry: entry.at), looks[::-1])


def milestones(decision: Decision) -> list[Entry]:
    """What was done with a record, without its answers and without those who only looked."""
    acts = acts_of(decision.pk, SHOWN - LOOKS)
    names = _names(acts, [])
    return [_entry(act, names) for act in acts]


def versions_about(decision_id: int) -> list[Version]:
    """Every version of one decision and of its parts."""
    return _histories().about(decision_id)


@cache
def _histories() -> Histories:
    """Of the decision and its parts, removed parts among them; made into SQL once."""
    parts = [*PARTS.values(), *PARTS_AFTER.values()]
    own = [model.history.filter(decision_id=0) for model in parts]  # type: ignore[attr-defined]
    consents = PersonConsent.history.filter(decision_id=0).values("consent_id")
    wishes = PersonWishes.history.filter(decision_id=0).values("wishes_id")
    return histories(
        Decision.history.filter(id=0),
        *own,
        Consent.history.filter(id__in=consents),
        Wishes.history.filter(id__in=wishes),
        Withdrawal.history.filter(consent_id__in=consents),
    )


def _entry(act: Act, names: dict[int, str]) -> Entry:
    who = _who(act, names)
    return Entry(act.at, who, role_said(act.role), sentence(act.kind, who))


def _who(act: Act, names: dict[int, str]) -> str:
    return names.get(act.person_id or 0, nobody_of_ours(act.actor_kind, act.role))


def role_said(text: str) -> str:
    """The role held then, as it is said; the system's label says nothing to a reader."""
    held = [str(Role(code).label).lower() for code in text.split() if code in Role.values]
    return ", ".join(held)


def _names(acts: Iterable[Act], versions: Iterable[Version]) -> dict[int, str]:
    ids = {told.person_id for told in acts if told.person_id}
    ids |= {version.person_id for version in versions if version.person_id}
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))


def saves(versions: list[Version], names: dict[int, str], *, sealed: bool) -> list[Entry]:
    """The rows that one request wrote together make one entry."""
    entries: dict[tuple[Any, ...], Entry] = {}
    for version in versions:
        changes = list(_changes(version))
        if not changes:
            continue
        key = (version.request_id or version.at, version.person_id)
        nobody = nobody_of_ours(version.actor_kind, version.role)
        who = names.get(version.person_id or 0, nobody)
        told = Entry(
            at=version.at,
            who=who,
            role=role_said(version.role),
            title=f"{who} changed answers",
            reason=version.reason,
            request_id=version.request_id,
        )
        made = entries.setdefault(key, told)
        if not sealed:
            made.changes.extend(changes)
    return list(entries.values())


def _changes(version: Version) -> Iterator[Change]:
    name = version.model._meta.model_name or ""
    if name in LINKING:
        return
    for change in version.changes:
        column = change.field
        if column.attname in SILENT:
            continue
        was, became = _said(column, change.before), _said(column, change.after)
        if was != became:
            yield Change(_label(name, column), was, became)


def _said(column: Field[Any, Any], value: Any) -> str:
    """A stored value in the words that were on the screen."""
    if value in (None, "", [], False):
        return ""
    if isinstance(value, list):
        return ", ".join(_in_words(column, one) for one in value)
    if column.choices:
        return _in_words(column, value)
    return _coded(column.name, said(value))


def _in_words(column: Field[Any, Any], value: Any) -> str:
    found = _choices(column).get(value)
    return _coded(column.name, str(value)) if found is None else str(found)


@cache
def _choices(column: Field[Any, Any]) -> dict[Any, Any]:
    return dict(getattr(column, "base_field", column).flatchoices or [])


def _coded(name: str, value: str) -> str:
    """Codes of the guidance data in their words."""
    if name == "concerns":
        return concern(value).label
    if name == "method":
        return method(value).label
    if name == "code":
        return basis(value).label
    if name == "scheme":
        return name_of(value)
    if name == "agency_type":
        return _agency_labels().get(value, value)
    return value


@cache
def _agency_labels() -> dict[str, str]:
    nations = ("england", "wales", "scotland", "northern-ireland")
    return {each.code: each.label for nation in nations for each in agencies(nation)}


def _label(name: str, column: Field[Any, Any]) -> str:
    """The question that was asked on the screen, else the column's plain name."""
    asked = _labels().get((name, column.name))
    plain = str(column.verbose_name)
    return asked or plain[:1].upper() + plain[1:]


@cache
def _labels() -> dict[tuple[str, str], str]:
    found = {}
    for step in ASKING:
        model, form = _asks(step.asks)
        for name, asked in form.base_fields.items() if form else ():
            found[(model, name)] = str(asked.label)
    return found


def _asks(screen: type) -> tuple[str, type[UiForm] | None]:
    if issubclass(screen, DecisionScreen):
        return "decision", screen.form_class
    if issubclass(screen, CollectionScreen):
        return screen.model._meta.model_name or "", screen.row_form
    return "", None
