"""Does a stranger's program accept every pack, and refuse one in which a letter was altered?"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.door import SYSTEM, Actor, acting, reading
from accounts.models import Organisation
from audit.actions import note
from audit.models import Act
from decisions.actions.correcting import add_addendum
from decisions.choices import Status
from decisions.demonstration.loader import load_demonstration
from decisions.evidence_pack import making
from decisions.evidence_pack.lines import written as lines_of
from decisions.models import Decision, Export
from tests.audit.ledger.signed import Log, superuser
from tests.cast import Cast
from tests.decisions.evidence_pack.packs import (
    WHY,
    Record,
    address,
    asked,
    checked,
    contents,
    entries,
    pack_of,
    written,
)
from tests.factories import decision_at

pytestmark = pytest.mark.django_db(transaction=True)
# The act of making the very pack comes after it.
ROWS = """
SELECT {key} FROM {table} t
WHERE {column} = %s AND coalesce(to_jsonb(t)->>'kind', '') <> 'decision.exported'
"""


@pytest.mark.parametrize("status", Status.values)
def test_a_stranger_finds_every_pack_unaltered(
    status: str, cast: Cast, guardian: Client, log: Log, tmp_path: Path
) -> None:
    decision = decision_at(status, cast.practitioner, team_id=cast.team.pk)
    log.sign()
    records = pack_of(guardian, decision)
    done = checked(written(tmp_path / "pack.jsonl", records), log)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert records[0]["scope"] == f"decision {decision.reference}"
    assert records[0]["not_signed_yet"] == 0
    assert records[0]["entries"] == len(entries(records)) + len(entries(records, "leaf"))


def test_it_holds_every_row_of_the_record_and_every_act_on_it(
    cast: Cast, guardian: Client, log: Log
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    with acting(cast.practitioner.actor()):
        add_addendum(decision, actor=cast.practitioner.actor(), text="More.", reason="It is new.")
    log.sign()
    told = {
        (e["leaf"].split()[1], int(e["leaf"].split()[3]))
        for e in entries(pack_of(guardian, decision))
    }
    assert told == rows_about(decision)


def rows_about(decision: Decision) -> set[tuple[str, int]]:
    """Asked of the tables themselves, whatever they are: all that name the decision."""
    with superuser() as database:
        tables = database.execute(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'decision_id' "
            "AND table_name LIKE 'decisions_historical%' AND table_name NOT LIKE '%disposal'"
        ).fetchall()
        wanted = [(table, "history_id", "decision_id") for (table,) in tables]
        wanted += [("decisions_historicaldecision", "history_id", "id")]
        wanted += [("audit_act", "id", "decision_id")]
        return {
            (table, row)
            for table, key, column in wanted
            for (row,) in database.execute(
                ROWS.format(key=key, table=table, column=column), [decision.pk]
            ).fetchall()
        }


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_every_case_of_the_demonstration_verifies_and_tells_of_no_other(
    db: None, log: Log, tmp_path: Path
) -> None:
    load_demonstration(timezone.localdate(), 10)
    log.sign()
    every = {}
    for place in places():
        with reading(SYSTEM("tests", place.pk)):
            for decision in Decision.objects.order_by("pk"):
                every[decision.reference] = packed(decision, SYSTEM("tests", place.pk))
    seen: set[str] = set()
    for reference, text in every.items():
        path = tmp_path / "pack.jsonl"
        path.write_text(text)
        done = checked(path, log)
        assert done.returncode == 0, (reference, done.stdout)
        assert [each for each in every if each in text] == [reference]
        leaves = {json.loads(line).get("leaf", "") for line in text.splitlines()} - {""}
        assert not leaves & seen
        seen |= leaves


def places() -> list[Organisation]:
    with reading(SYSTEM("tests")):
        return list(Organisation.objects.all())


def packed(decision: Decision, actor: Actor) -> str:
    pack = making.pack_of(decision, actor=actor)
    assert pack
    assert pack.found
    return "".join(lines_of(pack, actor=actor, at=timezone.now()))


def test_nothing_of_another_record_is_in_it(cast: Cast, guardian: Client, log: Log) -> None:
    mine = decision_at(Status.INCOMPLETE, cast.practitioner)
    other = decision_at(Status.INCOMPLETE, cast.colleague)
    strange = decision_at(Status.INCOMPLETE, cast.stranger)
    log.sign()
    records = pack_of(guardian, mine)
    assert mine.reference in contents(records)
    everything = json.dumps(records)
    assert other.reference not in everything
    assert strange.reference not in everything
    for each in entries(records):
        row = json.loads(each["content"])
        assert row.get("decision_id", row.get("id")) == mine.pk
        assert row["organisation_id"] == cast.fernbrook.pk


def altered_content(records: list[Record]) -> None:
    row = entries(records)[0]
    row["content"] = row["content"].replace("decision", "Decision", 1)


def altered_leaf(records: list[Record]) -> None:
    row = entries(records)[0]
    row["leaf"] = row["leaf"].replace("sdl1 audit_act", "sdl1 audit_acts")


def moved(records: list[Record]) -> None:
    entries(records)[0]["index"] += 1


def another_proof(records: list[Record]) -> None:
    first, second = entries(records)[:2]
    first["proof"] = second["proof"]


def another_salt(records: list[Record]) -> None:
    first, second = entries(records)[:2]
    first["salt"] = second["salt"]


@pytest.mark.parametrize(
    "forge", [altered_content, altered_leaf, moved, another_proof, another_salt]
)
def test_a_pack_that_was_tampered_with_is_found_out(
    forge: Callable[[list[Record]], None],
    cast: Cast, guardian: Client, log: Log, tmp_path: Path,
) -> None:  # fmt: skip
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    log.sign()
    records = pack_of(guardian, decision)
    forge(records)
    done = checked(written(tmp_path / "pack.jsonl", records), log)
    assert done.returncode in {1, 2}
    assert done.returncode == 1 or forge is altered_leaf
    assert "UNALTERED" not in done.stdout


def test_a_row_that_the_owner_of_the_database_altered_is_found_out(
    cast: Cast, guardian: Client, log: Log, tmp_path: Path
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    log.sign()
    with superuser() as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("ALTER TABLE decisions_historicaldecision DISABLE TRIGGER ALL")
        owner.execute(
            "UPDATE decisions_historicaldecision SET reasons = 'Something else.' WHERE id = %s",
            [decision.pk],
        )
    done = checked(written(tmp_path / "pack.jsonl", pack_of(guardian, decision)), log)
    assert done.returncode == 1
    assert "decisions_historicaldecision" in done.stdout
    assert b"".join(asked(guardian, decision, "pdf"))  # it is made, and says so: test_paper.py


def test_what_is_newer_than_the_signature_is_counted_and_said(
    cast: Cast, guardian: Client, log: Log, tmp_path: Path
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    log.sign()
    actor = cast.practitioner.actor()
    with acting(actor):
        add_addendum(decision, actor=actor, text="Words of a minute ago", reason="New.")
    page = guardian.get(address(decision)).content.decode()
    assert "entries are newer than the last signature" in page
    assert "ask again in a minute" in page
    records = pack_of(guardian, decision)
    assert records[0]["not_signed_yet"] > 0
    assert "Words of a minute ago" not in contents(records)
    assert checked(written(tmp_path / "pack.jsonl", records), log).returncode == 0
    log.sign()
    records = pack_of(guardian, decision)
    assert records[0]["not_signed_yet"] == 0
    assert "Words of a minute ago" in contents(records)


def test_before_anything_is_signed_there_is_no_pack(cast: Cast, guardian: Client, log: Log) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    assert "Nothing has been signed yet" in guardian.get(address(decision)).content.decode()
    for kind in ("pdf", "json"):
        answer = asked(guardian, decision, kind)
        assert answer.status_code == 422
        assert "Nothing has been signed yet" in answer.content.decode()


def test_taking_it_is_an_act_on_the_record_and_keeps_the_reason(
    cast: Cast, guardian: Client, log: Log
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    log.sign()
    for kind in ("json", "pdf"):
        asked(guardian, decision, kind)
    with reading(cast.guardian.actor()):
        acts = list(Act.objects.filter(kind="decision.exported").order_by("id"))
        exports = list(Export.objects.order_by("id"))
    assert [act.decision_id for act in acts] == [decision.pk] * 2
    assert [act.person_id for act in acts] == [cast.guardian.person_id] * 2
    assert WHY not in json.dumps([act.detail for act in acts])
    assert [(each.format, each.reason) for each in exports] == [("json", WHY), ("pdf", WHY)]
    story = guardian.get(f"/decisions/{decision.reference}/history/").content.decode()
    assert "Alder Finch made an evidence pack of the record" in story
    assert "For reading and printing (PDF). " in story
    assert "Taken as evidence 2 times" in story


def test_nothing_that_was_typed_stands_in_an_address_or_the_name_of_a_file(
    cast: Cast, guardian: Client, log: Log
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    log.sign()
    for kind, ending in (("json", "jsonl"), ("pdf", "pdf")):
        answer = asked(guardian, decision, kind, reason='"; filename=/etc/passwd\r\nX: y')
        name = f'attachment; filename="evidence-{decision.reference}.{ending}"'
        assert answer["Content-Disposition"] == name


def test_a_pack_without_a_reason_or_of_no_kind_is_not_made(
    cast: Cast, guardian: Client, log: Log
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    log.sign()
    for said in ({"reason": ""}, {"format": "exe"}, {"format": ""}):
        assert (
            asked(guardian, decision, **({"kind": said.pop("format", "pdf")} | said)).status_code
            == 422
        )
    with reading(cast.guardian.actor()):
        assert not Export.objects.exists()


def test_it_costs_the_same_for_twenty_rows_and_for_many(cast: Cast, log: Log) -> None:
    few = decision_at(Status.INCOMPLETE, cast.practitioner)
    many = decision_at(Status.INCOMPLETE, cast.practitioner)
    for _ in range(140):
        with reading(cast.guardian.actor()):
            note("decision.viewed", decision_id=many.pk)
    log.sign()
    (queries_few, rows_few), (queries_many, rows_many) = cost(few, cast), cost(many, cast)
    assert rows_few < 30 < 150 < rows_many
    assert queries_few == queries_many <= 16


def cost(decision: Decision, cast: Cast) -> tuple[int, int]:
    """How many statements a pack takes, and how many rows it holds."""
    actor = cast.guardian.actor()
    with CaptureQueriesContext(connection) as asked_for, reading(actor):
        pack = making.pack_of(decision, actor=actor)
        assert pack
        list(lines_of(pack, actor=actor, at=dt.datetime.now(dt.UTC)))
    return len(asked_for), len(pack.found)
