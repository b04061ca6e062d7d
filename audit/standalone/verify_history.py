"""Was this exported history altered after it was signed? One file that needs Python 3.11 alone.

    python3 verify_history.py EXPORT --key KEY [--key KEY …] [--checkpoint NOTE …]
                              [--json REPORT] [--quiet]

EXPORT is a file of JSON lines from "Sharing Decisions". KEY is a public key, or a file of them,
from somebody other than whoever gave you EXPORT. NOTE is a checkpoint that was kept elsewhere: with
it, entries that were cut off at the end are noticed too. With --quiet nothing is printed; the exit
code says what was found, and REPORT more.

How the proof works. Each entry of the history has a text (its content) and a random salt:
    commitment = SHA-256(salt, content)       stands for the content without showing it
    leaf       = one line: source, epoch, key, organisation, transaction, time, commitment
    root       = one hash over all leaves in their order (a Merkle tree, RFC 6962)
    checkpoint = number of leaves and root, signed with a key that is not in the database
All of it is recomputed here: whoever changes, removes, adds or moves a leaf changes the root.
Nothing here shows that an entry was true, nor that everything was written down.

Exit codes: 0 unaltered; 1 altered; 2 could not check; 3 unaltered, but read the warnings.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

FORMAT = "sharing-decisions-history 1"
N = "(?:0|[1-9][0-9]{0,17})"  # a number
LEAF = re.compile(rf"sdl1 ([a-z0-9_]+) ({N}) ({N}) (-|{N}) ({N}) ([0-9]{{1,16}}) ([0-9a-f]{{64}})")
NOTE = re.compile(rf"(([^\s+]+)\n({N})\n(\S{{44}})\n(?:[^\n]+\n)*)\n((?:— [^\s+]+ \S+\n)+)")
# The beginning of an entry as our exporter writes it, up to its content.
ENTRY = re.compile(
    rf'{{"type": "entry", "index": ({N}), "leaf": "([a-z0-9_ -]+)", '
    r'"salt": "([0-9a-f]{32})", "content": (?=")'
)
READ = json.JSONDecoder().raw_decode
LONGEST_LINE = 2**26  # bytes
SHOWN = 20  # findings of one kind; the others are only counted
EARLY, LATE = (
    3600,
    300,
)  # seconds that an entry's time may lie before its neighbours, after its note
NEVER = 2**63
# What a damaged or hostile line makes Python say while it is taken apart.
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
STATEMENT, DISPOSAL = "statement", "disposal"
TOLD = {"configuration": "set-up of the database", "key": "keys", "recovery": "history’s home"}
NO_KEY = "NO KEY WAS GIVEN, so the file’s own was used. That proves nothing about who signed it."


class CannotCheck(ValueError):
    """The file or a key cannot be read, so nothing is said about the history."""


# --- 1. Signatures: Ed25519 (RFC 8032); points as (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z ----
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def _add(p: Point, q: Point) -> Point:
    """The sum of two points; also of a point and itself (RFC 8032, 5.1.4)."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _point(text: bytes) -> Point | None:
    """32 bytes hold y and the sign of x; x follows from -x² + y² = 1 + D·x²·y² (5.1.3)."""
    number = int.from_bytes(text, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = _point(b"\x58" + b"\x66" * 31) or NEUTRAL


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Did the key's owner sign the message? Yes where s·BASE - h·key is the point R (5.1.7)."""
    key, r = _point(public), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or len(signature) != 64 or s >= ORDER:
        return False
    hashed = hashlib.sha512(signature[:32] + public + message).digest()
    h = int.from_bytes(hashed, "little") % ORDER
    minus = (P - key[0], key[1], 1, P - key[3])
    both = _add(BASE, minus)
    found = NEUTRAL
    for bit in range(252, -1, -1):  # both products at once, bit by bit
        found = _add(found, found)
        in_s, in_h = s >> bit & 1, h >> bit & 1
        if in_s or in_h:
            found = _add(found, both if in_s and in_h else BASE if in_s else minus)
    return (found[0] - r[0] * found[2]) % P == 0 and (found[1] - r[1] * found[2]) % P == 0


# --- 2. Checkpoints: signed notes (c2sp.org: signed-note, tlog-checkpoint, tlog-cosignature) ------
PLAIN, TIMED = 1, 4  # what a signature is over: the text alone, or a time and the text


class Key(NamedTuple):
    """A public key: whose, its number, what it signs (PLAIN or TIMED), and its 32 bytes."""

    name: str
    number: bytes
    algorithm: int
    public: bytes


class Checkpoint(NamedTuple):
    """What a note says, where it stands, when it was signed, and whether by the log's own key."""

    origin: str
    size: int
    root: bytes
    where: str
    at: int
    by_log: bool

    def __str__(self) -> str:
        return f"the checkpoint of {self.size:,} leaves in {self.where}, signed {day(self.at)}"


def day(seconds: int) -> str:
    """A time in words; 0 where it is not known."""
    told = f"{datetime.fromtimestamp(min(seconds, 2**33), UTC):%d %B %Y %H:%M:%S} UTC"
    return told if seconds else "at an unknown time"


def read_keys(text: str) -> list[Key]:
    """One public key a line; lines that begin with # are remarks."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    return [_key(*line.split("+", 2)) for line in lines]


def _key(name: str, number: str = "", encoded: str = "") -> Key:
    """A key whose number is that of its name and bytes."""
    raw = base64.b64decode(encoded, validate=True)
    told = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    if told.hex() != number or len(raw) != 33 or raw[0] not in (PLAIN, TIMED):
        raise CannotCheck(f"This is no public key of a kind known here: {name[:80]}.")
    return Key(name, told, raw[0], raw[1:])


def read_note(note: str, keys: list[Key], where: str, report: Report) -> Checkpoint:
    """A signature of a key that we know must be right; others are passed over."""
    if not (found := NOTE.fullmatch(note)):
        raise CannotCheck(f"What stands in {where} is not a signed checkpoint.")
    text, origin, size, root, signatures = found.groups()
    at, by_log = 0, False
    for line in signatures.splitlines()[:100]:
        _, name, encoded = line.split(" ")
        raw = base64.b64decode(encoded + "==")
        for key in keys:
            if (key.name, key.number) != (name, raw[:4]):
                continue
            is_right, when = _signature(key, text, raw[4:])
            if not is_right:
                report.wrong("signature", f"The signature of {name} in {where} is false.")
            elif name == origin:
                at, by_log = at or when, True
            else:
                report.facts[f"Witnessed by {name}"] = f"{int(size):,} leaves, {day(when)}"
    return Checkpoint(origin, int(size), base64.b64decode(root), where, at, by_log)


def _signature(key: Key, text: str, signature: bytes) -> tuple[bool, int]:
    """Is it the key's, and of when? Eight bytes of time come first where the time is signed too."""
    if key.algorithm == PLAIN:
        return is_signed(key.public, text.encode(), signature), 0
    when = int.from_bytes(signature[:8], "big")
    message = f"cosignature/v1\ntime {when}\n{text}"
    return is_signed(key.public, message.encode(), signature[8:]), when


# --- 3. The tree: leaves in pairs, pairs of pairs, up to one root (RFC 6962, 2.1) -----------------
def _node(left: bytes, right: bytes) -> bytes:
    """The hash of two parts of the tree that stand side by side."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow(parts: list[bytes], size: int, leaf: bytes) -> None:
    """Add a leaf to a tree of that size; ``parts`` has a root for each bit set in the size."""
    while size & 1:
        leaf, size = _node(parts.pop(), leaf), size >> 1
    parts.append(leaf)


def root_of(parts: list[bytes]) -> bytes:
    """The root of the whole tree, from its parts."""
    *lefts, root = parts or [hashlib.sha256(b"").digest()]
    for left in reversed(lefts):
        root = _node(left, root)
    return root


def _half(size: int) -> int:
    """How many leaves are in the left part of a tree: the largest power of two below its size."""
    return 1 << ((size - 1).bit_length() - 1)


def root_with(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    """The root of a tree with this leaf; ``proof``, the hashes beside its way up, is used up."""
    if size == 1:
        return leaf
    half, beside = _half(size), proof.pop() if proof else b""
    if index < half:
        return _node(root_with(leaf, index, half, proof), beside)
    return _node(beside, root_with(leaf, index - half, size - half, proof))


def roots_with(old: int, new: int, proof: list[bytes], known: bytes) -> tuple[bytes, bytes]:
    """The roots of two trees of which the newer begins with the older (RFC 6962, 2.1.2).

    ``known`` is the root of the older: it is not in the proof where it is a part of the newer.
    ``proof`` is used up.
    """
    if old == new:
        root = known or (proof.pop() if proof else b"")
        return root, root
    half, beside = _half(new), proof.pop() if proof else b""
    if old <= half:
        was, now = roots_with(old, half, proof, known)
        return was, _node(now, beside)
    was, now = roots_with(old - half, new - half, proof, b"")
    return _node(beside, was), _node(beside, now)


# --- 4. The report, and the check: once through the file, whose length does not fill the memory ---
class Report:
    """What was found; ``facts`` are what there is to know besides."""

    def __init__(self) -> None:
        self.findings: list[dict[str, Any]] = []
        self.facts, self.counts = dict[str, object](), Counter[str]()

    def wrong(self, kind: str, text: str, level: str = "Wrong", **where: object) -> None:
        """A finding: an alteration, or with the level "Warning" a thing to look into."""
        self.counts[kind] += 1
        if self.counts[kind] <= SHOWN:
            self.findings.append({"level": level, "kind": kind, "what": text, **where})

    def code(self) -> int:
        """The exit code."""
        return min(({"Wrong": 1, "Warning": 3}[each["level"]] for each in self.findings), default=0)

    def words(self) -> list[str]:
        """All of it for people, a line each."""
        found = {0: "UNALTERED", 1: "ALTERED", 3: "UNALTERED, BUT READ THE WARNINGS"}[self.code()]
        told = [(str(each["level"]), each["what"]) for each in self.findings]
        self.facts["Findings"] = f"{self.counts.total():,} ({', '.join(self.counts) or 'none'})"
        lines = [f"  {name}: {text}" for name, text in (*told, *self.facts.items())]
        return [found, *lines, "This does not show that an entry is true or complete."]


class Leaf(NamedTuple):
    """What a leaf says: the row, whose, in which transaction, and when (microseconds)."""

    number: int
    text: str
    source: str
    epoch: int
    key: int
    organisation: str
    xid: str
    at: int
    commitment: str


class Lost(NamedTuple):
    """What a signed statement of a recovery says: these leaves' contents were not brought back."""

    first: int
    end: int
    stated: Leaf
    by: str

    def has(self, leaf: Leaf) -> bool:
        """Only what was signed before the statement, and before the epoch that it began."""
        return self.first <= leaf.number < self.end and leaf.epoch < self.stated.epoch


def read_leaf(index: object, text: str, size: int) -> Leaf:
    """A leaf of a history of that size."""
    found = LEAF.fullmatch(text)
    if found is None or type(index) is not int or not 0 <= index < size:
        raise CannotCheck("the leaf is not written as one, or is beyond the size of the file")
    source, epoch, key, organisation, xid, at, commitment = found.groups()
    return Leaf(index, text, source, int(epoch), int(key), organisation, xid, int(at), commitment)


def read_entry(line: str) -> tuple[int, str, str, str] | None:
    """Index, leaf, salt and content of an entry that is written exactly as our exporter does it.

    Reading a line as JSON is right for every line. This is faster: only the content is read so, and
    where anything but the end of the line follows it, this gives nothing.
    """
    if (found := ENTRY.match(line)) is None:
        return None
    content, end = READ(line, found.end())
    if line[end:] != "}\n":
        return None
    return int(found[1]), found[2], found[3], content


@lru_cache(maxsize=2)
def _date(days: int) -> str:
    """The day that is so many days after the first of 1970."""
    return datetime.fromtimestamp(days * 86_400, UTC).date().isoformat()


def written(micros: int) -> str:
    """A time as PostgreSQL writes it in JSON: no zeros at the end of a second's parts."""
    seconds, parts = divmod(micros, 10**6)
    days, rest = divmod(seconds, 86_400)
    told = f"{_date(days)}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    return f"{told}.{parts:06}".rstrip("0").rstrip(".") + "+00:00"


class Check:
    """``signed`` has the log's checkpoints by size; ``ahead`` those that are not reached yet."""

    def __init__(self, keys: list[Key], notes: list[tuple[str, str]], report: Report) -> None:
        self.keys, self.notes, self.report, self.is_own = keys, notes, report, not keys
        self.head, self.signed = dict[str, Any](), dict[int, Checkpoint]()
        self.size, self.made, self.is_partial, self.is_begun = 0, 0.0, False, False
        self.parts, self.ahead = list[bytes](), list[Checkpoint]()
        self.next = self.entries = self.set_ups = self.latest = 0
        self.since = ""  # the last checkpoint that agreed, in words
        self.seen: dict[tuple[str, int], int] = {}  # 1,024 keys of a source in one number
        self.disposed: dict[tuple[str, int], int] = {}  # leaves with no record of disposal yet
        self.gone: list[tuple[Leaf, str]] = []  # no content, nor a record of disposal; and since
        self.lost: list[Lost] = []
        self.compared: set[int] = set()  # checkpoints that agree with that of the file

    def take_line(self, line: str) -> None:
        """One line of the file; the most frequent kind is read in a faster way."""
        if self.is_begun and (found := read_entry(line)):
            index, text, salt, content = found
            self._entry(read_leaf(index, text, self.size), salt, content, None)
        else:
            self.take(json.loads(line))

    def take(self, record: dict[str, Any]) -> None:
        """The head, then keys and checkpoints, then leaves in their order."""
        kind = record["type"]
        if kind == "export" and not self.head and record["format"] == FORMAT:
            self.head, self.size = record, abs(int(record["size"]))
            self.is_partial = record["scope"].startswith("decision")
            self.made = datetime.fromisoformat(record["made_at"]).timestamp()
        elif kind == "key" and not self.is_begun:
            self.keys += read_keys(record["vkey"]) * self.is_own
        elif kind == "checkpoint" and not self.is_begun:
            self.notes.append((str(record["note"]), "the file"))
        elif kind == "consistency" and self.head:
            self.begin()
            self._compare(record["old"], record["new"], record["proof"])
        elif kind in ("leaf", "entry", "disposed") and self.head:
            self.begin()
            self._leaf(kind, record)
        else:
            raise CannotCheck("it is of a kind that does not belong there.")

    def begin(self) -> None:
        """Which checkpoints carry the log's signature? All stand before the first leaf."""
        if self.is_begun:
            return
        origin, self.is_begun = self.head["origin"], True
        if self.is_own:
            self.report.wrong("key", NO_KEY, "Warning")
        notes = [read_note(note, self.keys, where, self.report) for note, where in self.notes]
        self.ahead = sorted((one for one in notes if one.by_log), key=lambda one: one.size)
        self.signed |= {one.size: one for one in self.ahead}
        for one in self.ahead:
            if (one.origin, self.signed[one.size].root) != (origin, one.root):
                self.report.wrong("fork", f"Of another history than this file is {one}.")
        if self.size not in self.signed:
            self.report.wrong("unsigned", "No key that was given signed the whole of the file.")
        self._reach(0)

    # A leaf: with its content, after its content was destroyed, or alone

    def _leaf(self, kind: str, record: dict[str, Any]) -> None:
        """A line that was read as JSON."""
        leaf = read_leaf(record["index"], record["leaf"], self.size)
        proof = record.get("proof")
        if kind == "entry":
            self._entry(leaf, record["salt"], record["content"], proof)
            return
        self._place(leaf, proof)
        if kind == "disposed":
            self.disposed[leaf.source, leaf.key] = leaf.number
        elif self.head["scope"] in ("everything", f"organisation {leaf.organisation}"):
            self.gone.append((leaf, self.since))
        self._reach(leaf.number + 1)

    def _entry(self, leaf: Leaf, salt: str, content: str, proof: Any) -> None:
        """Is the content the one that was signed, and does it stand in the file once?"""
        self._place(leaf, proof)
        page, bit = (leaf.source, leaf.key >> 10), 1 << (leaf.key & 1023)
        seen = self.seen.get(page, 0)
        if seen & bit:
            self._wrong(leaf, "twice", "The same row stands in the file twice.")
        self.seen[page] = seen | bit
        salted = bytes.fromhex(salt) + content.encode()
        if hashlib.sha256(salted).hexdigest() == leaf.commitment:
            self.entries += 1
            self._content(leaf, content)
        else:
            self._wrong(leaf, "content", "Its content is not what was signed.")
        self._reach(leaf.number + 1)

    def _place(self, leaf: Leaf, told: Any) -> None:
        """Add the leaf to the tree, or follow its proof where the file has not all leaves."""
        hashed = hashlib.sha256(b"\0" + leaf.text.encode()).digest()
        if self.is_partial:
            proof, signed = [*map(bytes.fromhex, told)], self.signed.get(self.size)
            root = root_with(hashed, leaf.number, self.size, proof)
            if proof or not signed or root != signed.root:
                self._wrong(leaf, "proof", "It is not among the leaves that were signed.")
            self._reach(leaf.number)
        else:
            if leaf.number != self.next:
                self._wrong(leaf, "order", f"It stands in the place of leaf {self.next:,}.")
            grow(self.parts, self.next, hashed)
        at, signed_at = leaf.at // 10**6, self.ahead[0].at if self.ahead else 0
        if at < self.latest - EARLY or (signed_at and at > signed_at + LATE):
            text = "Its time does not fit its neighbours or its signature."
            self._wrong(leaf, "time", text, "Warning")
        self.latest = max(self.latest, at)

    def _wrong(
        self, leaf: Leaf, kind: str, text: str, level: str = "Wrong", since: str | None = None
    ) -> None:
        """A finding at a leaf: what, where, and since when all before it was right."""
        row = f"Leaf {leaf.number:,} ({leaf.source} {leaf.key}, written {day(leaf.at // 10**6)})"
        told = f"{row}: {text}{self.since if since is None else since}"
        where = {"leaf": leaf.number, "source": leaf.source, "key": leaf.key, "at": leaf.at}
        self.report.wrong(kind, told, level, **where)

    def _reach(self, count: int) -> None:
        """So many leaves were read: is theirs the root of each checkpoint of as many?"""
        self.next = count
        while self.ahead and self.ahead[0].size <= count:
            one = self.ahead.pop(0)
            if self.is_partial:
                continue
            if (one.size, one.root) == (count, root_of(self.parts)):
                self.since = f" All before agrees with {one}."
            else:
                what = "Leaves were changed, removed, added or moved: not so in"
                self.report.wrong("root", f"{what} {one}.{self.since}")

    # What the content says of the history itself

    def _content(self, leaf: Leaf, content: str) -> None:
        """Does it name the row, time and transaction of its leaf, and what else does it say?"""
        told = {
            "history_id" if "_historical" in leaf.source else "id": str(leaf.key),
            "lg_at": f'"{written(leaf.at)}"',
            "lg_xid": f'"{leaf.xid}"',
            "lg_epoch": str(leaf.epoch),
        }
        # Without an object in another, a name in quotes and a colon is never inside a text, so
        # that looking for the four is enough, and much faster than reading all.
        if content.count("{") == 1 and leaf.source not in (STATEMENT, DISPOSAL):
            plain = content[:-1] + ","
            if not [name for name in told if f'"{name}": {told[name]},' not in plain]:
                return
        fields = json.loads(content)
        if any(json.dumps(fields.get(name)) != value for name, value in told.items()):
            text = "Its content names another key, time or transaction than its leaf."
            self._wrong(leaf, "leaf", text)
        if leaf.source == DISPOSAL:
            for row in fields["covers"]:
                self.disposed.pop((row["source"], row["key"]), None)
        elif leaf.source == STATEMENT and fields["kind"] in TOLD:
            self._statement(leaf, fields["kind"], fields["body"])

    def _statement(self, leaf: Leaf, kind: str, body: dict[str, Any]) -> None:
        """The first set-up is no change; a recovery may name leaves before it that it lost."""
        self.set_ups += kind == "configuration"
        if kind != "configuration" or self.set_ups > 1:
            self._wrong(leaf, kind, f"The {TOLD[kind]} changed.", "Warning")
        lost = body.get("lost") if kind == "recovery" else None
        if lost and lost["from"] < lost["to"] <= leaf.number:
            self.lost.append(Lost(lost["from"], lost["to"], leaf, repr(body.get("by"))[:80]))

    def _compare(self, old: int, new: int, told: list[str]) -> None:
        """Does the tree of a newer checkpoint begin with all leaves of an older one?"""
        before, after = self.signed.get(old), self.signed.get(new)
        if before is None or after is None or not 0 < old < new:
            return  # nothing to compare: the log signed no such size
        proof = [*map(bytes.fromhex, told)]
        roots = roots_with(old, new, proof, before.root)
        if proof or roots != (before.root, after.root):
            text = f"Leaves were changed or removed between {before} and {after}."
            self.report.wrong("consistency", text)
        elif self.size in (old, new):
            self.compared |= {old, new}

    def finish(self) -> None:
        """What only the end of the file shows."""
        if not self.is_partial and self.next != self.size:
            text = f"The file ends after {self.next:,} leaves of {self.size:,}."
            self.report.wrong("cut", text)
        for leaf, since in self.gone:
            self._gone(leaf, since)
        for (source, key), index in self.disposed.items():
            text = f"Leaf {index:,} ({source} {key}) went without a record of disposal."
            self.report.wrong("disposal", text)
        for one in self.signed.values():
            self._kept(one)
        leaves = f"{self.size:,} were signed; the contents of {self.entries:,} were checked"
        self.report.facts |= {"Leaves": leaves, "Signed": str(self.signed.get(self.size, "no"))}

    def _gone(self, leaf: Leaf, since: str) -> None:
        """A leaf without content: named by a signed statement of a restore, or missing."""
        if found := next((each for each in self.lost if each.has(leaf)), None):
            text = (
                f"It was lost in the restore that {found.by} stated in leaf {found.stated.number}."
            )
            self._wrong(leaf, "lost", text, "Warning", "")
        else:
            text = "Its content is gone, and no record of disposal is named."
            self._wrong(leaf, "missing", text, since=since)

    def _kept(self, one: Checkpoint) -> None:
        """A checkpoint of another size than the file's: of fewer leaves, or of more."""
        if self.is_partial and one.size < self.size and one.size not in self.compared:
            self.report.wrong("compare", f"The file has nothing to compare {one} with.", "Warning")
        elif one.size > self.size:
            text = f"The file has {self.size:,} leaves, fewer than {one}."
            if self.made >= one.at:  # whoever made the file knew of more than is in it
                self.report.wrong("cut", text)
            elif one.size not in self.compared:
                self.report.wrong("newer", text, "Warning")


# --- 5. The start ---------------------------------------------------------------------------------
def check(
    export: Path,
    keys: list[Key],
    notes: list[tuple[str, str]],
    report: Report,
    *,
    tell: bool = False,
) -> None:
    """Read the file once, from its first line to its last."""
    checking = Check(keys, notes, report)
    with export.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
            try:
                checking.take_line(line.decode())
            except UNREADABLE as error:
                raise CannotCheck(f"Line {number:,} cannot be read: {str(error)[:200]}.") from None
            if tell and number % 100_000 == 0:
                print(f"{number:,} lines read", file=sys.stderr)
    if not checking.head:
        raise CannotCheck("The file is empty.")
    checking.begin()
    checking.finish()


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="Was this exported history altered?")
    parser.add_argument("export", type=Path)
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--checkpoint", action="append", default=[], type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--quiet", action="store_true")
    return parser.parse_args()


def main() -> int:
    """Check the file, say what was found, and give the exit code."""
    told, report, words = arguments(), Report(), list[str]()
    try:
        found = {str(path): [*NOTE.finditer(path.read_text())] for path in told.checkpoint}
        notes = [(all_[-1][0] if all_ else "", where) for where, all_ in found.items()]  # the last
        texts = [key if key.count("+") > 1 else Path(key).read_text() for key in told.key]
        tell = sys.stderr.isatty() and not told.quiet
        check(told.export, read_keys("\n".join(texts)), notes, report, tell=tell)
    except (OSError, ValueError) as error:
        words = [f"COULD NOT CHECK ALL. {error}"]
    code = 2 if words and report.code() != 1 else report.code()
    lines = words if code == 2 else report.words() + words
    if not told.quiet:
        print(*lines, sep="\n")
    if told.json:
        kept = {"code": code, "not_checked": words, "found": report.findings, **report.facts}
        told.json.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
