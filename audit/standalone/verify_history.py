"""Was this exported history altered after it was signed? One file that needs Python 3.11 alone.

    python3 verify_history.py EXPORT --key KEY [--key KEY …] [--checkpoint NOTE …] [--json REPORT]
EXPORT is a file of JSON lines from "Sharing Decisions". KEY is a public key, or a file of them,
from somebody other than whoever gave you EXPORT. NOTE is a checkpoint that was kept elsewhere: with
it, entries that were cut off at the end are noticed too.
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
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

N = "(0|[1-9][0-9]{0,17})"  # a number
LEAF = re.compile(rf"sdl1 ([a-z0-9_]+) {N} {N} (-|{N}) {N} ([0-9]{{1,16}}) ([0-9a-f]{{64}})")
NOTE = re.compile(rf"(([^\s+]+)\n{N}\n(\S{{44}})\n(?:[^\n]+\n)*)\n((?:— [^\s+]+ \S+\n)+)")
LONGEST_LINE, SHOWN, EARLY, LATE = 2**26, 20, 3600, 300  # bytes, findings of a kind, seconds
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
TOLD = {"configuration": "set-up of the database", "key": "keys", "recovery": "history’s home"}
NO_KEY = "NO KEY WAS GIVEN, so the file’s own was used. That proves nothing about who signed it."


class CannotCheck(ValueError):
    """The file or a key cannot be read, so nothing is said about the history."""


# --- 1. Signatures: Ed25519 (RFC 8032); points as (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z ----
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int, int, int]


def _add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _point(text: bytes) -> Point | None:
    """32 bytes hold y and the sign of x; x follows from -x² + y² = 1 + D·x²·y²."""
    number = int.from_bytes(text, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    return (x := P - x if x & 1 != sign else x), y, 1, x * y % P


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Did the key's owner sign the message? Yes where s·base - h·key is the point R."""
    key, r, s = _point(public), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or r is None or len(signature) != 64 or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    base, minus = _point(b"\x58" + b"\x66" * 31) or key, (P - key[0], key[1], 1, P - key[3])
    found, steps = (0, 1, 1, 0), (key, base, minus, _add(base, minus))
    for bit in range(252, -1, -1):  # both products at once, bit by bit
        found = _add(found, found)
        if step := (s >> bit & 1) + 2 * (h >> bit & 1):
            found = _add(found, steps[step])
    return (found[0] - r[0] * found[2]) % P == 0 and (found[1] - r[1] * found[2]) % P == 0


# --- 2. Checkpoints: signed notes (c2sp.org: signed-note, tlog-checkpoint, tlog-cosignature) ------
Key = tuple[str, bytes, int, bytes]  # name, number, algorithm (4 signs a time too), 32 bytes


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
    told = f"{datetime.fromtimestamp(min(seconds, 2**33), UTC):%d %B %Y %H:%M:%S} UTC"
    return told if seconds else "at an unknown time"


def read_keys(text: str) -> list[Key]:
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    return [_key(*line.split("+", 2)) for line in lines]


def _key(name: str, number: str = "", encoded: str = "") -> Key:
    raw = base64.b64decode(encoded, validate=True)
    told = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    if told.hex() != number or len(raw) != 33 or raw[0] not in (1, 4):
        raise CannotCheck(f"This is no public key of a kind known here: {name[:80]}.")
    return name, told, raw[0], raw[1:]


def read_note(note: str, keys: list[Key], where: str, report: Report) -> Checkpoint:
    """A signature of a key that we know must be right; others are passed over."""
    if not (found := NOTE.fullmatch(note)):
        raise CannotCheck(f"What stands in {where} is not a signed checkpoint.")
    text, origin, size, root, signatures = found.groups()
    at, by_log = 0, False
    for line in signatures.splitlines()[:100]:
        _, name, encoded = line.split(" ")
        raw = base64.b64decode(encoded + "==")
        for _, _, algorithm, public in (key for key in keys if key[:2] == (name, raw[:4])):
            when = int.from_bytes(raw[4:12], "big") if algorithm == 4 else 0
            message = f"cosignature/v1\ntime {when}\n{text}" if algorithm == 4 else text
            if not is_signed(public, message.encode(), raw[12 if algorithm == 4 else 4 :]):
                report.wrong("signature", f"The signature of {name} in {where} is false.")
            elif name == origin:
                at, by_log = at or when, True
            else:
                report.facts[f"Witnessed by {name}"] = f"{int(size):,} leaves, {day(when)}"
    return Checkpoint(origin, int(size), base64.b64decode(root), where, at, by_log)


# --- 3. The tree: leaves in pairs, pairs of pairs, up to one root (RFC 6962, 2.1) -----------------
def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow(parts: list[bytes], size: int, leaf: bytes) -> None:
    while size & 1:
        leaf, size = _node(parts.pop(), leaf), size >> 1
    parts.append(leaf)


def root_of(parts: list[bytes]) -> bytes:
    *lefts, root = parts or [hashlib.sha256(b"").digest()]
    for left in reversed(lefts):
        root = _node(left, root)
    return root


def root_with(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    """The root of a tree with this leaf; ``proof``, the hashes beside its way up, is used up."""
    if size == 1:
        return leaf
    half, beside = 1 << ((size - 1).bit_length() - 1), proof.pop() if proof else b""
    if index < half:
        return _node(root_with(leaf, index, half, proof), beside)
    return _node(beside, root_with(leaf, index - half, size - half, proof))


# --- 4. The report, and the check: once through the file, whose length does not fill the memory ---
class Report:
    def __init__(self) -> None:
        self.findings: list[dict[str, Any]] = []
        self.facts, self.counts = dict[str, object](), Counter[str]()

    def wrong(self, kind: str, text: str, level: str = "Wrong", **where: object) -> None:
        self.counts[kind] += 1
        if self.counts[kind] <= SHOWN:
            self.findings.append({"level": level, "kind": kind, "what": text, **where})

    def code(self) -> int:
        return min(({"Wrong": 1, "Warning": 3}[each["level"]] for each in self.findings), default=0)

    def words(self) -> list[str]:
        found = {0: "UNALTERED", 1: "ALTERED", 3: "UNALTERED, BUT READ THE WARNINGS"}[self.code()]
        told = [(str(each["level"]), each["what"]) for each in self.findings]
        self.facts["Findings"] = f"{self.counts.total():,} ({', '.join(self.counts) or 'none'})"
        lines = [f"  {name}: {text}" for name, text in (*told, *self.facts.items())]
        return [found, *lines, "This does not show that an entry is true or complete."]


class Check:
    """``signed`` has the log's checkpoints by size; ``ahead`` those that are not reached yet."""

    def __init__(self, keys: list[Key], notes: list[tuple[str, str]], report: Report) -> None:
        self.keys, self.notes, self.report, self.is_own = keys, notes, report, not keys
        self.head, self.signed = dict[str, Any](), dict[int, Checkpoint]()
        self.now = dict[str, Any]()  # the leaf at hand
        self.parts, self.ahead, self.since = list[bytes](), list[Checkpoint](), ""
        self.next = self.entries = self.set_ups = self.latest = self.is_begun = 0
        self.seen: dict[tuple[str, int], int] = {}  # 1,024 keys of a source in one number
        self.disposed: dict[tuple[str, int], int] = {}  # leaves with no record of disposal yet

    def take(self, record: dict[str, Any]) -> None:
        """One line: the head, then keys and checkpoints, then leaves in their order."""
        kind = record["type"]
        if kind == "export" and not self.head and record["format"] == "sharing-decisions-history 1":
            self.head, self.size = record, abs(int(record["size"]))
            self.is_partial = record["scope"].startswith("decision")
            self.made = datetime.fromisoformat(record["made_at"]).timestamp()
        elif kind == "key" and not self.is_begun:
            self.keys += read_keys(record["vkey"]) * self.is_own
        elif kind == "checkpoint" and not self.is_begun:
            self.notes.append((str(record["note"]), "the file"))
        elif kind in ("leaf", "entry", "disposed") and self.head:
            self.begin()
            self._leaf(kind, record)
        else:
            raise CannotCheck("it is of a kind that does not belong there.")

    def begin(self) -> None:
        """Which checkpoints carry the log's signature? All stand before the first leaf."""
        if self.is_begun:
            return
        self.is_begun = bool(self.head["origin"])
        if self.is_own:
            self.report.wrong("key", NO_KEY, "Warning")
        notes = [read_note(note, self.keys, where, self.report) for note, where in self.notes]
        self.ahead = sorted((one for one in notes if one.by_log), key=lambda one: one.size)
        self.signed |= {one.size: one for one in self.ahead}
        for one in self.ahead:
            if (one.origin, self.signed[one.size].root) != (self.head["origin"], one.root):
                self.report.wrong("fork", f"Of another history than this file is {one}.")
        if self.size not in self.signed:
            self.report.wrong("unsigned", "No key that was given signed the whole of the file.")
        self._reach(0)

    def _leaf(self, kind: str, record: dict[str, Any]) -> None:
        index, found = record["index"], LEAF.fullmatch(record["leaf"])
        if found is None or type(index) is not int or not 0 <= index < self.size:
            raise CannotCheck("the leaf is not written as one, or is beyond the size of the file")
        source, epoch, key, organisation, _, xid, at, commitment = found.groups()
        self.now = {"leaf": index, "source": source, "key": int(key), "at": int(at)}
        self._place(index, hashlib.sha256(b"\0" + found[0].encode()).digest(), record.get("proof"))
        if kind == "entry":
            self._content(record, commitment, {"lg_xid": f'"{xid}"', "lg_epoch": epoch})
        elif kind == "disposed":
            self.disposed[source, int(key)] = index
        elif self.head["scope"] in ("everything", f"organisation {organisation}"):
            self._wrong("missing", "Its content is gone, and no record of disposal is named.")
        self._reach(index + 1)

    def _place(self, index: int, leaf: bytes, told: Any) -> None:
        if self.is_partial:
            proof, signed = [*map(bytes.fromhex, told)], self.signed.get(self.size)
            root = root_with(leaf, index, self.size, proof)
            if proof or not signed or root != signed.root:
                self._wrong("proof", "It is not among the leaves that were signed.")
            self._reach(index)
        else:
            if index != self.next:
                self._wrong("order", f"It stands in the place of leaf {self.next:,}.")
            grow(self.parts, self.next, leaf)
        page, bit = (self.now["source"], self.now["key"] >> 10), 1 << (self.now["key"] & 1023)
        if self.seen.get(page, 0) & bit:
            self._wrong("twice", "The same row stands in the file twice.")
        self.seen[page] = self.seen.get(page, 0) | bit
        at, after = self.now["at"] // 10**6, self.ahead[0].at if self.ahead else 0
        if at < self.latest - EARLY or at > after + LATE > LATE:
            self._wrong("time", "Its time does not fit its neighbours or its signature.", "Warning")
        self.latest = max(self.latest, at)

    def _wrong(self, kind: str, text: str, level: str = "Wrong") -> None:
        """A finding at the leaf at hand: what, where, and since when all before it was right."""
        row, when = "Leaf {leaf:,} ({source} {key}".format(**self.now), day(self.now["at"] // 10**6)
        self.report.wrong(kind, f"{row}, written {when}): {text}{self.since}", level, **self.now)

    def _reach(self, count: int) -> None:
        """So many leaves were read: is theirs the root of each checkpoint of as many?"""
        self.next = count
        while self.ahead and self.ahead[0].size <= count:
            one = self.ahead.pop(0)
            if not self.is_partial and (one.size, one.root) == (count, root_of(self.parts)):
                self.since = f" All before agrees with {one}."
            elif not self.is_partial:
                what = "Leaves were changed, removed, added or moved: not so in"
                self.report.wrong("root", f"{what} {one}.{self.since}")

    def _content(self, record: dict[str, Any], commitment: str, told: dict[str, str]) -> None:
        content, source = record["content"], self.now["source"]
        salted = bytes.fromhex(record["salt"]) + content.encode()
        if hashlib.sha256(salted).hexdigest() != commitment:
            self._wrong("content", "Its content is not what was signed.")
            return
        self.entries += 1
        written = (datetime(1970, 1, 1) + timedelta(microseconds=self.now["at"])).isoformat()  # noqa: DTZ001
        told["lg_at"] = f'"{written.rstrip("0") if "." in written else written}+00:00"'
        told["history_id" if "_historical" in source else "id"] = str(self.now["key"])
        # Without an object in another, a name in quotes and a colon is never inside a text, so
        # that looking for the four is enough, and much faster than reading all.
        plain = content[:-1] + ","
        if content.count("{") == 1 and all(f'"{name}": {told[name]},' in plain for name in told):
            return
        fields = json.loads(content)
        if any(json.dumps(fields.get(name)) != value for name, value in told.items()):
            self._wrong("leaf", "Its content names another key, time or transaction than its leaf.")
        for row in fields["covers"] if source == "disposal" else ():
            self.disposed.pop((row["source"], row["key"]), None)
        if source == "statement" and fields["kind"] in TOLD:
            self.set_ups += fields["kind"] == "configuration"
            if self.set_ups != 1 or fields["kind"] != "configuration":
                self._wrong(fields["kind"], f"The {TOLD[fields['kind']]} changed.", "Warning")

    def finish(self) -> None:
        wrong = self.report.wrong
        if not self.is_partial and self.next != self.size:
            wrong("cut", f"The file ends after {self.next:,} leaves of {self.size:,}.")
        for (source, key), leaf in self.disposed.items():
            wrong("disposal", f"Leaf {leaf:,} ({source} {key}) went without a record of disposal.")
        for one in self.signed.values():
            if self.is_partial and one.size < self.size:
                wrong("compare", f"The file has nothing to compare {one} with.", "Warning")
            elif one.size > self.size:
                kind, level = ("newer", "Warning") if self.made < one.at else ("cut", "Wrong")
                wrong(kind, f"The file has {self.size:,} leaves, fewer than {one}.", level)
        leaves = f"{self.size:,} were signed; the contents of {self.entries:,} were checked"
        self.report.facts |= {"Leaves": leaves, "Signed": str(self.signed.get(self.size, "no"))}


# --- 5. The start ---------------------------------------------------------------------------------
def check(export: Path, keys: list[Key], notes: list[tuple[str, str]], report: Report) -> None:
    checking = Check(keys, notes, report)
    with export.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
            try:
                checking.take(json.loads(line.decode()))
            except UNREADABLE as error:
                raise CannotCheck(f"Line {number:,} cannot be read: {str(error)[:200]}.") from None
            if number % 100_000 == 0 and sys.stderr.isatty():
                print(f"{number:,} lines read", file=sys.stderr)
    if not checking.head:
        raise CannotCheck("The file is empty.")
    checking.begin()
    checking.finish()


def main() -> int:
    parser, report, words = argparse.ArgumentParser(), Report(), list[str]()
    parser.add_argument("export", type=Path)
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--checkpoint", action="append", default=[], type=Path)
    parser.add_argument("--json", type=Path)
    told = parser.parse_args()
    try:
        found = {str(path): [*NOTE.finditer(path.read_text())] for path in told.checkpoint}
        notes = [(all_[-1][0] if all_ else "", where) for where, all_ in found.items()]  # the last
        texts = [key if key.count("+") > 1 else Path(key).read_text() for key in told.key]
        check(told.export, read_keys("\n".join(texts)), notes, report)
    except (OSError, ValueError) as error:
        words = [f"COULD NOT CHECK ALL. {error}"]
    code = 2 if words and report.code() != 1 else report.code()
    print(*(words if code == 2 else report.words() + words), sep="\n")
    if told.json:
        kept = {"code": code, "not_checked": words, "found": report.findings, **report.facts}
        told.json.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
