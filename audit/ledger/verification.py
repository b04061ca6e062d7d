"""Is the history as it was signed? Every leaf, every content and every live row is looked at.

By a role that sees no content: the database compares content with its commitment, and this
recomputes the tree and checks every signature. One snapshot, in pieces, whatever the length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from accounts.ui.dates import when_in_words
from audit.ledger.connect import Connection
from audit.ledger.exporting import LEAVES
from audit.ledger.findings import WARNING, WRONG, CouldNotCheck, Report
from audit.ledger.leaves import Leaf, hash_of
from audit.ledger.notes import Checkpoint, NoteRefused, VerifyingKey, verify_note
from audit.ledger.signer import digest
from audit.ledger.tiles import TileHashes
from audit.ledger.tree import Frontier

CHUNK = 5_000
LATE = timedelta(minutes=5)
Tell = Callable[[int, int], None]
# Gone by a disposal that came later. For some seconds it is not signed itself; were it never to
# be, it would be found as a row that was left out.
DISPOSED = """
SELECT EXISTS (
  SELECT FROM ledger.disposal d
  JOIN ledger.source o ON o.name = 'disposal'
  LEFT JOIN ledger.leaf l ON l.source = o.number AND l.key = d.id
  WHERE (l.leaf_index IS NULL OR l.leaf_index > %(leaf)s)
    AND d.covers @> jsonb_build_array(jsonb_build_object('source', %(source)s::text,
                                                         'key', %(key)s::bigint)))
"""
CHECKPOINTS = """
SELECT tree_size, root, note FROM ledger.checkpoint WHERE tree_size > %s ORDER BY tree_size LIMIT %s
"""
LAST = """
SELECT tree_size, root, note, epoch, horizon::text, at FROM ledger.checkpoint
WHERE %s::bigint IS NULL OR tree_size <= %s ORDER BY tree_size DESC LIMIT 1
"""
UNSEQUENCED = """
SELECT s.name, u.key, u.at, u.organisation_id
FROM ledger.unsequenced(%s::smallint, %s::text::xid8) u JOIN ledger.source s ON s.number = u.source
"""
# What a statement says was lost in a restore counts where it is signed itself, later than what it
# names and in the epoch that it began: whoever removes rows cannot excuse it in the same breath.
LOST = """
SELECT (s.body->'lost'->>'from')::bigint, (s.body->'lost'->>'to')::bigint, l.epoch,
       s.body->>'by', l.at
FROM ledger.statement s
JOIN ledger.source o ON o.name = 'statement'
JOIN ledger.leaf l ON l.source = o.number AND l.key = s.id AND l.xid = s.lg_xid
 AND l.epoch = s.lg_epoch
WHERE s.kind = 'recovery' AND jsonb_typeof(s.body->'lost') = 'object'
  AND (s.body->'lost'->>'to')::bigint <= l.leaf_index AND l.leaf_index < %s
"""
STATEMENTS = "SELECT kind, at, body FROM ledger.statement ORDER BY id"
RECORDED = "SELECT max(at) FROM ledger.verification"
ORGANISATIONS = """
SELECT organisation_id, count(*) FROM ledger.leaf
WHERE leaf_index < %s AND organisation_id IS NOT NULL GROUP BY 1
"""
BEYOND = "SELECT count(*) FROM ledger.leaf WHERE leaf_index >= %s OR leaf_index < 0"
SIGNER = "SELECT at, tree_size, note, state, why FROM ledger.signer"


class Lost(NamedTuple):
    """What a signed statement of a recovery says that a restore did not bring back."""

    first: int
    end: int
    epoch: int
    by: str
    at: datetime

    def has(self, index: int, epoch: int) -> bool:
        return self.first <= index < self.end and epoch < self.epoch


class Verification:
    """One look at everything; ``since`` leaves out what a checkpoint of that size signed."""

    def __init__(
        self,
        connection: Connection,
        keys: Sequence[VerifyingKey],
        *,
        since: int = 0,
        copies: Sequence[str] = (),
        tell: Tell = lambda _at, _of: None,
    ) -> None:
        self.connection, self.keys, self.since, self.tell = connection, keys, since, tell
        self.report = Report(begun=since)
        sources = self._rows("SELECT number, name FROM ledger.source")
        self.names: dict[int, str] = dict(sources)
        self.copies = copies
        self.right = ""
        self.lost: list[Lost] = []

    def run(self) -> Report:
        """Everything, in the order in which a finding is easiest to understand."""
        last = self._last(None)
        if last is None:
            raise CouldNotCheck("Nothing is signed yet. Is “manage.py sign_history” running?")
        self.report.size = last[0]
        self._tree(last[0])
        self._content(last[0])
        self._unsigned(last)
        self._live()
        self._configuration()
        self._signer()
        self.report.first = self._first()
        self.report.organisations.update(dict(self._rows(ORGANISATIONS, last[0])))
        return self.report

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.connection.execute(query, values or None).fetchall()

    def _last(self, size: int | None) -> tuple[Any, ...] | None:
        return next(iter(self._rows(LAST, size, size)), None)

    def _first(self) -> str:
        rows = self._rows("SELECT min(at) FROM ledger.checkpoint")
        return rows[0][0].isoformat() if rows and rows[0][0] else ""

    # The tree: leaves give the root of every checkpoint, and every checkpoint is signed.

    def _tree(self, size: int) -> None:
        frontier = self._frontier()
        checkpoints = self._checkpoints()
        expected = next(checkpoints, None)
        for leaf in self._leaves(size):
            frontier.append(hash_of(leaf.text(self.names)))
            while expected and expected[0].size == frontier.size:
                self._compare(expected, frontier)
                expected = next(checkpoints, None)
        while expected:
            text = f"{expected[0].size:,} entries were signed, and {frontier.size:,} are there."
            self.report.add(WRONG, "cut", f"{text}{self.right}", where=expected[1])
            expected = next(checkpoints, None)

    def _frontier(self) -> Frontier:
        """What was signed before ``since``, from the tiles; nothing where all is checked."""
        if not self.since:
            return Frontier()
        tiles = TileHashes(self._tile)
        start, parts = 0, []
        for level in reversed(range(self.since.bit_length())):
            if self.since >> level & 1:
                parts.append(tiles.subtree(level, start >> level))
                start += 1 << level
        frontier = Frontier(self.since, parts)
        found = self._last(self.since)
        if not found or found[0] != self.since or bytes(found[1]) != frontier.root():
            raise CouldNotCheck(f"There is no checkpoint of {self.since:,} entries to begin from.")
        self._signed(found[2], found[0], bytes(found[1]))
        return frontier

    def _tile(self, level: int, index: int) -> bytes:
        query = "SELECT hashes FROM ledger.tile WHERE level = %s AND idx = %s"
        rows = self._rows(query, level, index)
        return bytes(rows[0][0]) if rows else b""

    def _leaves(self, size: int) -> Iterator[Leaf]:
        for start in range(self.since, size, CHUNK):
            self.tell(start, size * 2)
            for row in self._rows(LEAVES, start, min(start + CHUNK, size)):
                yield Leaf._make((*row[:4], int(row[4]), *row[5:]))

    def _checkpoints(self) -> Iterator[tuple[Checkpoint, str, datetime | None]]:
        """Those in the database and those kept elsewhere, by size; wrong signatures are told."""
        outside = sorted(self._outside(), key=lambda each: each[0].size)
        after = self.since
        while rows := self._rows(CHECKPOINTS, after, CHUNK):
            for tree_size, root, note in rows:
                found = self._signed(note, tree_size, bytes(root))
                while outside and outside[0][0].size <= tree_size:
                    yield outside.pop(0)
                if found:
                    yield found
            after = rows[-1][0]
        yield from outside

    def _outside(self) -> Iterator[tuple[Checkpoint, str, datetime | None]]:
        for note in self.copies:
            found = self._signed(note, None, None, "the copy kept elsewhere")
            if found and found[0].size > self.since:
                yield found

    def _signed(
        self, note: str, size: int | None, root: bytes | None, where: str = "the database"
    ) -> tuple[Checkpoint, str, datetime | None] | None:
        try:
            checkpoint, signatures = verify_note(note, self.keys)
        except NoteRefused as why:
            told = f"A checkpoint of {size or '?'} entries in {where}: {why}"
            self.report.add(WRONG, "signature", told, where=where)
            return None
        if size is not None and (size, root) != (checkpoint.size, checkpoint.root):
            told = f"The row of the checkpoint of {size:,} entries is not what its note says."
            self.report.add(WRONG, "signature", told, where=where)
        at = next((each.at for each in signatures if each.at), None)
        return checkpoint, where, at

    def _compare(
        self, expected: tuple[Checkpoint, str, datetime | None], frontier: Frontier
    ) -> None:
        checkpoint, where, at = expected
        signed = f"{checkpoint.size:,} entries" + (f", signed {_day(at)}" if at else "")
        if checkpoint.root == frontier.root():
            self.right = f" All before agrees with the checkpoint of {signed}."
            self.report.signed = at.isoformat() if at else self.report.signed
        elif self.report.counts["root"] == 0:
            what = "Entries were changed, removed, added or moved: they are not those of the"
            text = f"{what} checkpoint of {signed} ({where}).{self.right}"
            self.report.add(WRONG, "root", text, where=where)

    # The content, and what was never signed

    def _content(self, size: int) -> None:
        self.lost = [Lost(*row) for row in self._rows(LOST, size)]
        for start in range(self.since, size, CHUNK):
            self.tell(size + start, size * 2)
            end = min(start + CHUNK, size)
            query = "SELECT leaf_index, what FROM ledger.check_content(%s, %s) ORDER BY 1"
            for index, what in self._rows(query, start, end):
                self._differs(index, what)

    def _differs(self, index: int, what: str) -> None:
        [row] = self._rows(LEAVES, index, index + 1)
        leaf = Leaf._make((*row[:4], int(row[4]), *row[5:]))
        name = self.names[leaf.source]
        if what == "gone" and self._is_disposed(index, name, leaf.key):
            return
        place = {"leaf": index, "source": name, "key": leaf.key}
        told = f"Entry {index:,} ({name} {leaf.key}, written on {_day(leaf.at)})"
        lost = next((each for each in self.lost if each.has(index, leaf.epoch)), None)
        if what == "gone" and lost:
            text = f"{told} was lost in the restore that {lost.by} stated on {_day(lost.at)}."
            self.report.add(WARNING, "lost", text, **place, organisation=leaf.organisation_id)
            return
        said = {
            "gone": "was removed, and no record of disposal names it",
            "altered": "is not what was signed",
            "envelope": "says another time, transaction or organisation than was signed",
        }[what]
        text = f"{told} {said}.{self._before(index)}"
        self.report.add(WRONG, what, text, **place, organisation=leaf.organisation_id)

    def _is_disposed(self, index: int, source: str, key: int) -> bool:
        found = self.connection.execute(DISPOSED, {"leaf": index, "source": source, "key": key})
        return bool((found.fetchone() or [False])[0])

    def _before(self, index: int) -> str:
        """The newest checkpoint that does not hold the entry: till then nothing was wrong."""
        found = self._last(index)
        if not found or self.report.counts["root"]:
            return ""
        return f" All before agrees with the checkpoint of {found[0]:,} entries, {_day(found[5])}."

    def _unsigned(self, last: tuple[Any, ...]) -> None:
        [(beyond,)] = self._rows(BEYOND, last[0])
        if beyond:
            text = f"{beyond:,} entries stand beyond the last that was signed: they were added."
            self.report.add(WRONG, "added", text)
        for name, key, at, organisation in self._rows(UNSEQUENCED, last[3], last[4]):
            text = f"{name} {key}, which says that it was written on {_day(at)}, was never signed."
            where = {"source": name, "key": key, "organisation": organisation}
            self.report.add(WRONG, "added", f"{text} It was added later, or hidden.", **where)

    def _live(self) -> None:
        said = {
            "differs": "is not what its history says",
            "missing": "is gone, and its history does not say so",
            "unknown": "has no history",
        }
        for name, row, what in self._rows("SELECT source, row_id, what FROM ledger.reconcile()"):
            text = (
                f"The record in use of {name} {row} {said[what]}: it was changed past the guards."
            )
            self.report.add(WRONG, "live", text, source=name, key=row)

    # The set-up, and the signer

    def _configuration(self) -> None:
        rows = self._rows(STATEMENTS)
        told = [body["digest"] for kind, _, body in rows if kind == "configuration"]
        lines = sorted(line.replace("\n", " ") for (line,) in self._rows(CONFIGURATION))
        if not told or told[-1] != digest(lines):
            text = "The set-up of the database is not the one that was signed last."
            self.report.add(WARNING, "configuration", text)
        [(recorded,)] = self._rows(RECORDED)
        for kind, at, _ in rows:
            if recorded and at > recorded and kind in CHANGES:
                self.report.add(WARNING, kind, f"{CHANGES[kind]} {_day(at)}.")

    def _signer(self) -> None:
        rows = self._rows(SIGNER)
        if not rows or rows[0][3] != "working":
            why = f" {rows[0][4]}" if rows else ""
            self.report.add(WARNING, "signer", f"Nothing is signed at the moment.{why}")
        elif datetime.now(UTC) - rows[0][0] > LATE:
            text = f"The signer was heard of last on {_day(rows[0][0])}."
            self.report.add(WARNING, "signer", text)


CONFIGURATION = "SELECT ledger.configuration()"
CHANGES = {
    "configuration": "The set-up of the database was changed on",
    "key": "New keys sign the history since",
    "recovery": "The history was taken up again after a restore or a loss on",
}


def _day(at: datetime | None) -> str:
    return when_in_words(at) if at else ""


def kept_elsewhere(file: str) -> list[str]:
    """The last checkpoint in the file of copies; nothing where there is no such file."""
    if not file or not Path(file).is_file():
        return []
    with Path(file).open("rb") as opened:
        opened.seek(max(0, opened.seek(0, 2) - 65_536))
        parts = opened.read().decode(errors="replace").split("\n\n")
    whole = [f"{a}\n\n{b.rstrip()}\n" for a, b in pairwise(parts)]
    signed = [each for each in whole if each.split("\n\n")[1].startswith("— ")]
    return signed[-1:]


def size_at(connection: Connection, moment: datetime) -> int:
    """How many entries the last checkpoint before a moment signed."""
    query = "SELECT coalesce(max(tree_size), 0) FROM ledger.checkpoint WHERE at <= %s"
    found = connection.execute(query, [moment]).fetchone()
    return int(found[0]) if found else 0
