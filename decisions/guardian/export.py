"""How is a part of the history written as a file? In pieces, safe for spreadsheets."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.door import Actor, reading
from accounts.ui.dates import when_in_words
from decisions.guardian import queries
from decisions.guardian.asked import Asked
from decisions.guardian.words import Line, told
from decisions.models import Export, ExportFormat

# A file is whole or is not made: whoever needs more takes it by days.
MOST_ROWS = 100_000
PIECE = 1_000
# A spreadsheet takes a cell that begins so for a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"


def written(export: Export, ids: Sequence[int], *, actor: Actor, nation: str) -> Iterator[str]:
    """The file, piece by piece; each piece is read in a block of its own."""
    asked = Asked.from_codes(export.asked)
    write = _as_json if export.format == ExportFormat.JSON else _as_csv
    return write(export, _pieces(ids, asked, actor, nation))


def content_type(export: Export) -> str:
    """What kind of file a browser is told."""
    is_json = export.format == ExportFormat.JSON
    return "application/json" if is_json else "text/csv; charset=utf-8"


def file_name(export: Export) -> str:
    """Says what and when; not who or about whom."""
    return f"history-{export.made_at:%Y-%m-%d-%H%M}.{export.format}"


def _pieces(ids: Sequence[int], asked: Asked, actor: Actor, nation: str) -> Iterator[list[Line]]:
    for start in range(0, len(ids), PIECE):
        with reading(actor):
            acts = queries.with_ids(ids[start : start + PIECE])
            lines = told(acts, asked, nation=nation)
        yield lines


def _as_csv(export: Export, pieces: Iterator[list[Line]]) -> Iterator[str]:  # noqa: ARG001
    """With a mark that has spreadsheets read accents as they are."""
    yield BYTE_ORDER_MARK + _csv([_heads()])
    for lines in pieces:
        yield _csv([_cells(line) for line in lines])


def _heads() -> list[str]:
    return [
        _("Entry"), _("When (UK time)"), _("When (UTC)"), _("Who"), _("Role held then"),
        _("What happened"), _("More about it"), _("Record"), _("Kind of act"),
    ]  # fmt: skip


def _cells(line: Line) -> list[str]:
    return [
        str(line.act.pk), when_in_words(line.at), _utc(line.at), line.who, line.role,
        line.sentence, "; ".join(line.more), line.reference, line.act.kind,
    ]  # fmt: skip


def _csv(rows: list[list[str]]) -> str:
    made = io.StringIO()
    csv.writer(made).writerows([safe(cell) for cell in row] for row in rows)
    return made.getvalue()


def safe(cell: str) -> str:
    """Text that no spreadsheet works out."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def _utc(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _as_json(export: Export, pieces: Iterator[list[Line]]) -> Iterator[str]:
    """One object; its entries, the newest first, stand each on a line."""
    head = {"made_at": _utc(export.made_at), "asked": export.asked, "rows": export.rows}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "entries": ['
    between = "\n"
    for lines in pieces:
        texts = [json.dumps(_entry(line), ensure_ascii=False) for line in lines]
        yield between + ",\n".join(texts)
        between = ",\n"
    yield "\n]}\n"


def _entry(line: Line) -> dict[str, Any]:
    act = line.act
    return {
        "entry": act.pk,
        "at": _utc(line.at),
        "at_uk": when_in_words(line.at),
        "who": line.who,
        "role": line.role,
        "what": line.sentence,
        "more": list(line.more),
        "record": line.reference,
        "kind": act.kind,
        "target": act.target,
        "detail": act.detail,
        "person_id": act.person_id,
        "request_id": act.request_id,
    }
