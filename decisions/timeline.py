"""Who did what to a record, and when, with what each answer was and became? Two queries."""

# ruff: noqa: S608  # table names come from the models; every value is bound

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.utils.dateparse import parse_datetime

from accounts.models import Person
from accounts.ui.forms import UiForm
from audit.kinds import sentence
from audit.models import Act
from consent.models import Consent, Wishes, Withdrawal
from decisions.guidance import agencies, basis, concern, method
from decisions.models import Decision, PersonConsent, PersonWishes
from decisions.record import PARTS, Record
from decisions.screens.base import DecisionScreen
from decisions.screens.collection import CollectionScreen
from decisions.steps import ASKING
from decisions.words import said

SILENT = {
    "id", "organisation_id", "decision_id", "version", "creation_key", "position", "created_at",
    "golden_rules", "caldicott", "author_id", "recorded_by_id", "closed_by_id", "sent_by_id",
    "decided_by_id", "person_id", "recipient_id", "item_id", "consent_id", "wishes_id", "about_id",
    "earlier_id", "reference", "nation", "team_id", "is_settled", "layer",
}  # fmt: skip
LINKING = {"recipientitem", "personconsent", "personwishes"}
LOOKS = {"decision.viewed", "decision.printed"}
SHOWN = {
    "decision.drafted", "decision.recorded", "decision.completed", "decision.corrected",
    "decision.superseded", "decision.recorded_in_error", "decision.sealed",
    "decision.abandoned", "decision.printed", "decision.linked", "consent.withdrawn",
    "decision.dispatched", "decision.contributor_named",
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
    acts = list(Act.objects.filter(decision_id=decision.pk).order_by("at", "id"))
    history = _history(decision)
    names = _names(acts, history)
    entries = _saves(history, names, sealed=decision.is_sealed)
    entries += [_entry(act, names) for act in acts if act.kind in SHOWN and act.kind not in LOOKS]
    looks = [
        Look(act.at, _who(act, names), act.role, sentence(act.kind, _who(act, names)))
        for act in acts
        if act.kind in LOOKS
    ]
    return Timeline(sorted(entries, key=lambda entry: entry.at), looks[::-1])


def _entry(act: Act, names: dict[int, str]) -> Entry:
    who = _who(act, names)
    return Entry(act.at, who, _role(act.role), sentence(act.kind, who))


def _who(act: Act, names: dict[int, str]) -> str:
    return names.get(act.person_id or 0, "The system")


def _role(text: str) -> str:
    return text.replace("-", " ")


def _names(acts: Iterable[Act], history: dict[str, list[dict[str, Any]]]) -> dict[int, str]:
    ids = {act.person_id for act in acts}
    ids |= {row["history_user_id"] for rows in history.values() for row in rows}
    return dict(Person.objects.filter(pk__in=ids - {None}).values_list("pk", "name"))


def _history(decision: Decision) -> dict[str, list[dict[str, Any]]]:
    """Every version of every part in one query, by model name."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(), {"id": decision.pk})
        found = json.loads(cursor.fetchone()[0])
    return {name: rows or [] for name, rows in found.items()}


MODELS: dict[str, type[Model]] = {
    model._meta.model_name or "": model
    for model in (Decision, *PARTS.values(), Consent, Wishes, Withdrawal)
}


@cache
def _sql() -> str:
    where = {"decision": "h.id = %(id)s"}
    through = {
        "consent": ("id", PersonConsent, "consent_id"),
        "wishes": ("id", PersonWishes, "wishes_id"),
        "withdrawal": ("consent_id", PersonConsent, "consent_id"),
    }
    for name, (own, linking, column) in through.items():
        table = linking.history.model._meta.db_table  # type: ignore[attr-defined]
        where[name] = f"h.{own} IN (SELECT l.{column} FROM {table} l WHERE l.decision_id = %(id)s)"
    pairs = []
    for name, model in MODELS.items():
        table = model.history.model._meta.db_table  # type: ignore[attr-defined]
        condition = where.get(name, "h.decision_id = %(id)s")
        pairs.append(
            f"'{name}', (SELECT jsonb_agg(to_jsonb(h) ORDER BY h.history_id) "
            f"FROM {table} h WHERE {condition})"
        )
    return "SELECT jsonb_build_object(" + ", ".join(pairs) + ")"


def _saves(
    history: dict[str, list[dict[str, Any]]], names: dict[int, str], *, sealed: bool
) -> list[Entry]:
    """The rows that one request wrote together make one entry."""
    entries: dict[tuple[Any, ...], Entry] = {}
    for name, rows in history.items():
        last: dict[int, dict[str, Any]] = {}
        for row in rows:
            before = last.get(row["id"], {})
            last[row["id"]] = row
            changes = list(_changes(MODELS[name], name, before, row))
            if not changes:
                continue
            made = _entry_for(entries, row, names)
            if not sealed:
                made.changes.extend(changes)
    return list(entries.values())


def _entry_for(
    entries: dict[tuple[Any, ...], Entry], row: dict[str, Any], names: dict[int, str]
) -> Entry:
    key = (row["history_request_id"] or row["history_date"], row["history_user_id"])
    if key not in entries:
        at = parse_datetime(row["history_date"])
        who = names.get(row["history_user_id"] or 0, "The system")
        reason = row["history_change_reason"] or ""
        assert at is not None  # noqa: S101  # the database wrote it
        entries[key] = Entry(at, who, _role(row["history_role"]), f"{who} changed answers", reason)
    return entries[key]


def _changes(
    model: type[Model], name: str, before: dict[str, Any], after: dict[str, Any]
) -> Iterator[Change]:
    if name in LINKING:
        return
    gone = after["history_type"] == "-"
    for column in model._meta.concrete_fields:
        if column.attname in SILENT:
            continue
        was = before.get(column.column)
        became = None if gone else after.get(column.column)
        old, new = _said(column, was), _said(column, became)
        if old != new:
            yield Change(_label(name, column), old, new)


def _said(column: Field[Any, Any], value: Any) -> str:
    """A stored value in the words that were on the screen."""
    if value in (None, "", [], False):
        return ""
    if isinstance(value, list):
        return ", ".join(_in_words(column, one) for one in value)
    if column.choices:
        return _in_words(column, value)
    return _coded(column.name, said(column.to_python(value)))


def _in_words(column: Field[Any, Any], value: Any) -> str:
    inner = getattr(column, "base_field", column)
    return str(dict(inner.flatchoices or []).get(value, _coded(column.name, str(value))))


def _coded(name: str, value: str) -> str:
    """Codes of the guidance data in their words."""
    if name == "concerns":
        return concern(value).label
    if name == "method":
        return method(value).label
    if name == "code":
        return basis(value).label
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
