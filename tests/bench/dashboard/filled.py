"""How do 10,000 and 1,000,000 decisions in 50 organisations come about, in minutes?

Forty decisions of many shapes are written by the real actions, which settle their tasks, reasons
and properties. A superuser copies them by numbers, an organisation after another and the earliest
last, with triggers and indexes put aside. One in five is of the organisation that is measured.
"""

# names come from the models, numbers from here

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from accounts.door import SYSTEM, acting
from accounts.models import Membership
from consent.models import Consent
from decisions.actions.drafting import add_part, answer, start_decision
from decisions.actions.information import add_items
from decisions.actions.recording import record_decision
from decisions.choices import Direction, Outcome, PersonRole
from decisions.models import Facet, LawfulBasis, PersonConcerned, PersonConsent, Recipient
from decisions.record import load
from tests.bench.fill import (
    ACCOUNTS,
    STEP,
    Spread,
    _accounts,
    _copied,
    _copy,
    _pointed_at,
    _put_aside,
    _put_back,
)
from tests.bench.history.cluster import Connection, copied, superuser
from tests.bench.place import go_to
from tests.cast import Cast, settle

WRITTEN, FAMILY, ACCOUNTS_STEP, YEARS = 40, 50, 1_000, 2
TEMPLATE = "bench_written"
# The number of the organisation of copy k, from nought, which is the measured one.
PLACE = f"(CASE WHEN k % 5 = 0 THEN 0 ELSE k % {FAMILY} END)"
OUTCOMES = (Outcome.SHARE_ALL,) * 5 + (Outcome.SHARE_PART,) * 3 + (Outcome.NOT_SHARE, "not-yet")
CONCERNS = ("neglect", "physical", "emotional", "sexual", "domestic-abuse")
AGENCIES = ("social-care-children", "police", "gp", "school", "health-visitor")
MOST_GAPS = 3
WITHOUT_ROWS = {"Notice", "SavedView", "Export", "OutsideLink"}


def written() -> Cast:
    """The template: the cast, and what the copies are made of."""
    copied(TEMPLATE)
    go_to(TEMPLATE)
    cast = settle()
    authors = (cast.practitioner, cast.colleague, cast.lead)
    teams = (cast.team.pk, cast.team.pk, cast.other_team.pk)
    for number in range(WRITTEN):
        _write(number, authors[number % 3], teams[number % len(teams)])
    _trim(cast)
    return cast


def _write(number: int, author: Membership, team_id: int) -> None:
    """One decision; what it holds goes by its number, in shares that do not go together."""
    actor = SYSTEM("bench", author.organisation_id)
    at = timezone.now() - dt.timedelta(hours=7 * number + 1)
    with acting(actor):
        decision = start_decision(
            actor=actor, membership=author, direction=Direction.SHARE, team_id=team_id
        )
        who = {"role": PersonRole.CHILD, "name": "A", "identifier": f"FCH {1001 + number}"}
        person = add_part(decision, PersonConcerned, actor=actor, values={**who, "position": 1})
        add_items(decision, actor=actor, lines=[{"text": "A bruise", "is_included": True}])
        told = {
            "agency_type": AGENCIES[number % 5], "agency_name": "The hub", "gets_everything": True,
            "need_to_know": "To help.", "position": 1,
        }  # fmt: skip
        add_part(decision, Recipient, actor=actor, values=told)
        basis = {"layer": "article_6", "code": ("A6E", "A6D", "A6F")[number % 3]}
        add_part(decision, LawfulBasis, actor=actor, values=basis)
        _consent(decision, person, "refused" if number % 10 == 3 else "not-sought")
        answer(decision, actor=actor, values=_answers(number, at))
        record_decision(load(decision), actor=actor, recorded_at=at)


def _consent(decision: Any, person: Any, status: str) -> None:
    given = Consent(
        organisation_id=decision.organisation_id, thing="data-protection", status=status
    )
    given.save()
    PersonConsent(
        organisation_id=decision.organisation_id, decision=decision, person=person, consent=given
    ).save()


def _answers(number: int, at: dt.datetime) -> dict[str, Any]:
    began = at - dt.timedelta(hours=60 if number % 20 == 7 else 2)
    return {
        "outcome": OUTCOMES[number % 10],
        "reasons": "The baby cannot roll yet.",
        "concern": "A bruise that nobody can explain.",
        "concerns": [CONCERNS[number % 5], CONCERNS[(number + 2) % 5]][: 1 + number % 2],
        "danger_now": "yes" if number % 20 == 1 else "no",
        "significant_harm": "yes" if number % 4 == 2 else "no",
        "is_urgent": number % 10 == 1,
        "happened_at": began,
        "shared_at": began if number % 10 < 8 else None,
        "decided_at": began,
    }


def _trim(cast: Cast) -> None:
    """A short record leaves twenty rules open; most records in use leave a few."""
    with acting(SYSTEM("bench", cast.fernbrook.pk)):
        for pk in Facet.objects.values_list("decision", flat=True).distinct():
            gaps = Facet.objects.filter(decision=pk, kind="gap").order_by("value")
            Facet.objects.filter(pk__in=[row.pk for row in gaps[MOST_GAPS:]]).delete()


def filled(decisions: int, database: str) -> float:
    """A database with so many decisions; seconds it took."""
    began = time.monotonic()
    copied(database, TEMPLATE)
    copies = decisions // WRITTEN - 1
    with superuser(database) as there:
        there.execute("SET synchronous_commit = off")
        there.execute("SET maintenance_work_mem = '1GB'")
        home = there.execute("SELECT min(organisation_id) FROM decisions_decision").fetchone()
        assert home is not None
        _put_aside(there, "DISABLE TRIGGER USER")
        there.execute("SET session_replication_role = replica")
        for model in (apps.get_model("accounts", name) for name in ACCOUNTS):
            _copy(there, model, _accounts(model, int(str(home[0])), Spread()), FAMILY - 1)
        content = list(_content())
        indexes = _indexes_put_aside(there, [model._meta.db_table for model in content])
        for model in content:
            _copied_in_order(there, model, copies)
        for index in indexes:
            there.execute(index)
        there.execute("RESET session_replication_role")
        _put_back(there)
        there.execute("VACUUM ANALYZE")
        there.execute("CHECKPOINT")
    return time.monotonic() - began


def _content() -> Iterator[type[models.Model]]:
    """What decisions are made of today; versions and acts are another bench's."""
    for label in ("consent", "decisions"):
        for model in apps.get_app_config(label).get_models():
            if not hasattr(model, "history_type") and model.__name__ not in WITHOUT_ROWS:
                yield model


def _indexes_put_aside(there: Connection, tables: list[str]) -> list[str]:
    """How to make again the indexes that no constraint needs."""
    found = there.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x') "
        "WHERE c.oid IS NULL AND i.indrelid = ANY(%s::regclass[])",
        [tables],
    ).fetchall()
    for name, _made in found:
        there.execute(f"DROP INDEX {name}")
    return [str(made) for _name, made in found]


def _copied_in_order(there: Connection, model: type[models.Model], copies: int) -> None:
    """Copy after copy, as they would have come, not one decision's copies side by side."""
    table = model._meta.db_table
    exprs = {field.column: _expression(model, field, copies) for field in _copied(model)}
    # Read apart: a scan of the table itself would pass over all that was copied, for every copy.
    there.execute(f"CREATE TEMP TABLE written AS SELECT * FROM {table} WHERE id < {STEP}")
    there.execute(
        f"INSERT INTO {table} ({', '.join(exprs)}) SELECT {', '.join(exprs.values())} "
        f"FROM generate_series(1, {copies}) k "
        "CROSS JOIN LATERAL (SELECT * FROM written WHERE k > 0 OFFSET 0) r"
    )
    there.execute("DROP TABLE written")
    serial = f"pg_get_serial_sequence('{table}', 'id')"
    there.execute(f"SELECT setval({serial}, (SELECT max(id) FROM {table}))")


def _expression(model: type[models.Model], field: models.Field[Any, Any], copies: int) -> str:
    column = f"r.{field.column}"
    if own := _own(model.__name__).get(field.column):
        return own
    if isinstance(field, models.DateTimeField):
        rounds = max(copies // FAMILY, 1)
        apart = f"interval '{YEARS * 365 * 24 // rounds} hours'"
        return f"{column} - (k / {FAMILY}) * {apart} - (k % {FAMILY}) * interval '17 minutes'"
    app = _pointed_at(field)
    if not app:
        return column
    steps = f"{PLACE} * {ACCOUNTS_STEP}" if app == "accounts" else f"k * {STEP}"
    return f"{column} + {steps}"


def _own(model: str) -> dict[str, str]:
    """Columns that must differ in some way of their own. Two copies are about one person."""
    number = f"translate(lpad((k * {STEP} + r.id)::text, 10, '0'), '01', 'AB')"
    found = {
        "key": "gen_random_uuid()",
        "identifier": "r.identifier || ' ' || (k / 10)",
    }
    if model == "Decision":
        # What the models lack to be complete, most copies do not.
        complete = "k % 5 > 0 AND r.status = 'incomplete'"
        found |= {
            "reference": f"overlay({number} placing '-' from 6 for 0)",
            "creation_key": "NULL",
            "status": f"CASE WHEN {complete} THEN 'recorded' ELSE r.status END",
        }
    if model == "Attention":
        known = "r.subject || ' ' || (k / 10)"
        found |= {
            "subject": f"CASE WHEN r.subject LIKE 'I:%' THEN {known} ELSE r.subject || k END",
            "person_id": f"r.person_id + k * {STEP}",
        }
    if model == "Facet":
        person = f"(r.value::bigint + {PLACE} * {ACCOUNTS_STEP})::text"
        found["value"] = f"CASE r.kind WHEN 'author' THEN {person} ELSE r.value END"
    return found
