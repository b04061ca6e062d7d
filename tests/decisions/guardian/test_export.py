"""Does a file hold all that was asked for, safely, and is it known who took it and why?"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client

from accounts.door import acting, reading
from audit.models import Act
from decisions.choices import Status
from decisions.guardian import export
from decisions.models import Export
from tests.cast import Cast
from tests.decisions.guardian.seen import acts_of_kind, lines_of, notes
from tests.factories import decision_at

pytestmark = pytest.mark.django_db
EXPORT = "/history/export/"
WHY = "The board has asked for it."


def made(browser: Client, query: str = "", **said: str):
    return browser.post(EXPORT + query, {"format": "csv", "reason": WHY, **said})


def content(response: Any) -> str:
    return b"".join(response.streaming_content).decode("utf-8-sig")


def rows_of(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(response), newline="")))


def test_the_table_holds_every_act_in_words(cast: Cast, guardian: Client) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    with reading(cast.guardian.actor()):
        expected = list(Act.objects.order_by("-at", "-id").values_list("pk", flat=True))
    answer = made(guardian)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = rows_of(answer)
    assert [int(row["Entry"]) for row in rows] == expected
    [began] = [row for row in rows if row["Kind of act"] == "decision.drafted"]
    assert began["What happened"] == f"Posy Thimble began record {decision.reference}"
    assert began["Record"] == decision.reference
    assert began["Role held then"] == "Practitioner"
    assert re.fullmatch(r"\d+ \w+ 20\d\d, \d+:\d\d[ap]m", began["When (UK time)"])
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT[\d:.]+Z", began["When (UTC)"])


def test_the_name_of_the_file_names_nobody(cast: Cast, guardian: Client) -> None:
    asked = f"?person={cast.practitioner.person_id}"
    answer = made(guardian, asked)
    name = answer["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="history-20\d\d-\d\d-\d\d-\d{4}\.csv"', name)


def test_json_holds_the_same(cast: Cast, guardian: Client) -> None:
    decision_at(Status.INCOMPLETE, cast.practitioner)
    rows = rows_of(made(guardian, "?kind=writing"))
    answer = made(guardian, "?kind=writing", format="json")
    assert answer["Content-Type"] == "application/json"
    found = json.loads(content(answer))
    assert [entry["entry"] for entry in found["entries"]] == [int(row["Entry"]) for row in rows]
    assert found["rows"] == len(rows) > 5
    assert found["asked"] == {"kind": "writing"}
    assert found["entries"][0]["what"] == rows[0]["What happened"]


@pytest.mark.parametrize("file_format", ["csv", "json"])
def test_a_file_of_nothing_is_whole(cast: Cast, guardian: Client, file_format: str) -> None:
    text = content(made(guardian, "?kind=late", format=file_format))
    if file_format == "json":
        assert json.loads(text)["entries"] == []
    else:
        assert len(text.splitlines()) == 1


def test_a_file_holds_what_the_page_shows(cast: Cast, guardian: Client) -> None:
    decision_at(Status.SUPERSEDED, cast.practitioner)
    query = f"?kind=corrections&person={cast.practitioner.person_id}"
    shown = lines_of(guardian.get(f"/history/{query}"))
    rows = rows_of(made(guardian, query))
    assert len(rows) == len(shown) == 1
    assert rows[0]["What happened"] in shown[0]
    assert rows[0]["More about it"] in shown[0]


def test_a_long_file_comes_in_pieces_and_is_whole(
    cast: Cast, guardian: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "PIECE", 7)
    notes(cast.practitioner, "decision.listed", 40)
    answer = made(guardian, "?kind=decision.listed")
    pieces = list(answer.streaming_content)
    assert len(pieces) == 1 + 6
    rows = list(csv.DictReader(io.StringIO(b"".join(pieces).decode("utf-8-sig"))))
    assert len({row["Entry"] for row in rows}) == 40


def test_what_happens_meanwhile_is_not_in_the_file(cast: Cast, guardian: Client) -> None:
    notes(cast.practitioner, "decision.listed", 3)
    answer = made(guardian, "?kind=decision.listed")
    notes(cast.practitioner, "decision.listed", 3)
    assert len(rows_of(answer)) == 3


@pytest.mark.parametrize("name", ["=1+1", "+44", "-2", "@SUM(A1)", "\tTab"])
def test_no_cell_is_worked_out_by_a_spreadsheet(name: str, cast: Cast, guardian: Client) -> None:
    person = cast.practitioner.person
    with acting(cast.practitioner.actor()):
        person.name = name
        person.save(update_fields=["name"])
    notes(cast.practitioner, "decision.listed")
    [row] = rows_of(made(guardian, "?kind=decision.listed"))
    assert row["Who"] == f"'{name}"
    assert row["What happened"] == f"'{name} opened a list of records"


def test_without_a_reason_there_is_no_file(cast: Cast, guardian: Client) -> None:
    for reason in ("", "   "):
        answer = made(guardian, reason=reason)
        assert answer.status_code == 422
        assert "Say why you need it" in answer.content.decode()
    assert acts_of_kind(cast.guardian, "history.exported") == []


def test_the_export_is_an_act_without_its_reason_which_is_kept_beside_it(
    cast: Cast, guardian: Client, second: Client
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    rows = rows_of(made(guardian, f"?record={decision.reference}&kind=writing"))
    with reading(cast.guardian.actor()):
        [kept] = Export.objects.all()
        [version] = Export.history.all()
    assert (kept.reason, kept.rows, kept.format) == (WHY, len(rows), "csv")
    assert kept.person_id == cast.guardian.person_id
    assert kept.asked == {"kind": "writing", "record": decision.reference}
    assert version.history_change_reason == WHY
    [act] = acts_of_kind(cast.guardian, "history.exported")
    assert act.target == f"export:{kept.pk}"
    assert WHY not in json.dumps(act.detail)
    [line] = lines_of(second.get("/history/?kind=exports"))
    assert "Alder Finch exported a part of the history" in line
    assert f"Looked for: Writing records; record {decision.reference}" in line
    assert f"{len(rows)} entries" in line
    assert WHY not in line


def test_what_was_exported_cannot_be_changed(cast: Cast, guardian: Client) -> None:
    content(made(guardian))
    with acting(cast.guardian.actor()):
        kept = Export.objects.get()
        kept.reason = "Another."
        with pytest.raises(ProgrammingError), transaction.atomic():
            kept.save()
        with pytest.raises(ProgrammingError), transaction.atomic():
            kept.delete()
        kept.pk, kept.reason = None, ""
        with pytest.raises(IntegrityError), transaction.atomic():
            kept.save(force_insert=True)


def test_too_much_for_one_file_makes_none(
    cast: Cast, guardian: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST_ROWS", 5)
    notes(cast.practitioner, "decision.listed", 6)
    answer = made(guardian, "?kind=decision.listed")
    assert answer.status_code == 422
    assert "There are more than 5 entries" in answer.content.decode()
    with reading(cast.guardian.actor()):
        assert not Export.objects.exists()
    notes(cast.practitioner, "decision.searched", 5)
    assert len(rows_of(made(guardian, "?kind=decision.searched"))) == 5


def test_nothing_of_ours_is_in_a_file_of_strangers(cast: Cast, stranger: Client) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    asked = ("", f"?person={cast.practitioner.person_id}", f"?record={decision.reference}")
    for query in asked:
        assert "Posy" not in content(made(stranger, query))


def test_others_make_no_file(cast: Cast, practitioner: Client, administrator: Client) -> None:
    for browser in (practitioner, administrator):
        assert made(browser).status_code == 403
    with reading(cast.guardian.actor()):
        assert not Export.objects.exists()
