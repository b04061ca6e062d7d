"""Does somebody else's history only grow? One file that needs Python 3.9 or newer and no more.

    python3 watch_history.py https://sharing.example.org --key KEY --state notes.txt [--once]

It fetches the newest signed checkpoint and the proof that it goes on from the last one that it saw,
checks both, and adds the checkpoint to the file. The file is the point: whoever changes the past
later, even with the signing key, can no longer show a history that fits it.

KEY is the history's public key, or a file of them; get it from a person, not from the address.
With --cosign FILE it adds a signature of its own (make the key with --make-key NAME).

Exit codes: 0 all is well; 1 rewritten, or not what was signed (the two texts are printed, and kept
in FILE.alarm); 2 could not reach or check; 3 nothing was signed for a while. Without --once it
looks every five minutes, and stops only at an alarm.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import os
import re
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple, NoReturn

FINE, ALTERED, NOT_CHECKED, QUIET = 0, 1, 2, 3
PLAIN, TIMED = 1, 4  # kinds of signature: of the text; of a time and the text
SECONDS, MOST_BYTES = 20, 262_144
NOTE = re.compile(r"^(?:[^—\n][^\n]*\n){3,}\n(?:— [^\n]+\n)+", re.MULTILINE)


class NotChecked(Exception):
    """Nothing can be said: the sentence says why."""


class Altered(Exception):
    """The signatures show that the history was rewritten; ``notes`` is the evidence."""

    def __init__(self, why: str, *notes: str) -> None:
        super().__init__(why)
        self.notes = notes


# --- 1. Ed25519 (RFC 8032). A point is (X, Y, Z, T) with x = X/Z, y = Y/Z and x·y = T/Z. ---------
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]


def add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add(found, point)
        point, number = add(point, point), number >> 1
    return found


def unpacked(text: bytes) -> Point | None:
    """32 bytes hold y and the sign of x; x follows from the equation of the curve."""
    number = int.from_bytes(text, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if len(text) != 32 or y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def packed(point: Point) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = unpacked(b"\x58" + b"\x66" * 31) or (0, 1, 1, 0)


def scalar(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % ORDER


def expanded(seed: bytes) -> tuple[int, bytes]:
    hashed = hashlib.sha512(seed).digest()
    return int.from_bytes(hashed[:32], "little") & (2**254 - 8) | 2**254, hashed[32:]


def public_of(seed: bytes) -> bytes:
    return packed(times(expanded(seed)[0], BASE))


def sign(seed: bytes, message: bytes) -> bytes:
    secret, prefix = expanded(seed)
    nonce = scalar(prefix, message)
    r = packed(times(nonce, BASE))
    return r + ((nonce + scalar(r, public_of(seed), message) * secret) % ORDER).to_bytes(
        32, "little"
    )


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    key, r, s = unpacked(public), unpacked(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or r is None or len(signature) != 64 or s >= ORDER:
        return False
    found = add(r, times(scalar(signature[:32], public, message), key))
    return packed(times(s, BASE)) == packed(found)


# --- 2. Signed checkpoints (c2sp.org: signed-note, tlog-checkpoint, tlog-cosignature) ------------
class Key(NamedTuple):
    name: str
    number: bytes
    kind: int
    material: bytes  # the public key, or the seed of a private one


class Checkpoint(NamedTuple):
    origin: str
    size: int
    root: bytes
    at: int  # when the log signed it, in seconds since 1970; 0 where it does not say
    note: str


def number_of(name: str, kind: int, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise NotChecked("Something that should be in base64 is not.") from None


def read_key(text: str, *, private: bool = False) -> Key:
    text = text.strip()
    if private:
        if not text.startswith("PRIVATE+KEY+"):
            raise NotChecked("The key to sign with is no private key.")
        text = text[len("PRIVATE+KEY+") :]
    name, number, rest = (*text.split("+", 2), "", "")[:3]
    raw = decoded(rest)
    if len(raw) != 33 or raw[0] not in (PLAIN, TIMED):
        raise NotChecked(f"“{text if not private else name}” is no key that is known here.")
    public = public_of(raw[1:]) if private else raw[1:]
    if number_of(name, raw[0], public).hex() != number:
        raise NotChecked(f"The number in the key of {name} does not fit the key.")
    return Key(name, bytes.fromhex(number), raw[0], raw[1:])


def read_keys(told: list[str]) -> list[Key]:
    """Keys, or files of keys with one a line."""
    lines = []
    for each in told:
        is_file = "\n" not in each and Path(each).is_file()
        lines += Path(each).read_text(encoding="utf-8").splitlines() if is_file else [each]
    return [read_key(line) for line in lines if line.strip() and line.strip()[0] != "#"]


def message_of(kind: int, body: str, at: int) -> bytes:
    return (f"cosignature/v1\ntime {at}\n{body}" if kind == TIMED else body).encode()


def read_note(note: str, keys: list[Key]) -> Checkpoint:
    """What a checkpoint says, where a key that is known and bears the history's name signed it."""
    if not NOTE.fullmatch(note):
        raise NotChecked("What stands there is no signed checkpoint.")
    body, foot = note.split("\n\n", 1)
    origin, size, root = f"{body}\n".split("\n")[:3]
    if not size.isascii() or not size.isdigit() or len(size) > 18 or len(decoded(root)) != 32:
        raise NotChecked("The checkpoint does not say how large the history is.")
    known = {(key.name, key.number): key for key in keys if key.name == origin}
    signed, at = False, 0
    for line in foot.splitlines():
        _dash, name, rest = (*line.split(" "), "", "")[:3]
        raw = decoded(rest)
        key = known.get((name, raw[:4]))
        if key:
            signed, at = True, max(at, checked(key, f"{body}\n", raw[4:]))
    if not signed:
        raise NotChecked(
            f"No key that you gave signed the checkpoint of “{origin}”. If its keys were changed, "
            "ask the people who run it for the new one."
        )
    return Checkpoint(origin, int(size), decoded(root), at, note)


def checked(key: Key, body: str, signature: bytes) -> int:
    at = int.from_bytes(signature[:8], "big") if key.kind == TIMED else 0
    if not is_signed(key.material, message_of(key.kind, body, at), signature[-64:]):
        raise Altered("A signature on the checkpoint is not true: somebody altered it.")
    return at


def cosigned(note: str, key: Key, at: int) -> str:
    """The line that we add."""
    body = note.split("\n\n", 1)[0] + "\n"
    signature = sign(key.material, message_of(TIMED, body, at))
    return f"— {key.name} {encoded(key.number + at.to_bytes(8, 'big') + signature)}\n"


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


# --- 3. The proof that a tree goes on from an older one (RFC 9162, 2.1.4.2) ----------------------
def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def goes_on(old: Checkpoint, new: Checkpoint, proof: list[bytes]) -> bool:
    if old.size == 0 or old.size == new.size:
        return not proof and (old.size == 0 or old.root == new.root)
    path = [old.root, *proof] if old.size & (old.size - 1) == 0 else proof
    at, last = old.size - 1, new.size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = path[0] if path else b""
    for each in path[1:]:
        if last == 0 or len(each) != 32:
            return False
        if at & 1 or at == last:
            before, after = node(each, before), node(each, after)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            after = node(after, each)
        at, last = at >> 1, last >> 1
    return last == 0 and (before, after) == (old.root, new.root)


# --- 4. Looking --------------------------------------------------------------------------------
def fetched(address: str) -> str:
    try:
        # Only http and https come this far: see read_options().
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310
            data: bytes = answer.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise NotChecked(f"The answer from {address} is too long.")
        return data.decode("utf-8")
    except (OSError, ValueError, urllib.error.URLError) as fault:
        raise NotChecked(f"{address} did not answer: {fault}") from None


def appended(path: Path, text: str) -> None:
    """On the disk before it counts; what a crash tore stays, and the rest begins on a new line."""
    with path.open("a+b") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - 2))
        end = file.read()
        gap = b"" if end in (b"", b"\n\n") else b"\n" if end.endswith(b"\n") else b"\n\n"
        file.write(gap + text.encode())
        file.flush()
        os.fsync(file.fileno())


def last_seen(path: Path, keys: list[Key]) -> Checkpoint | None:
    if not path.exists():
        return None
    whole = [found[0] for found in NOTE.finditer(path.read_text("utf-8", errors="replace"))]
    if whole:
        return read_note(whole[-1], keys)
    if path.stat().st_size:
        raise NotChecked(f"There is no whole checkpoint in {path}. Is it the right file?")
    return None


def compared(url: str, old: Checkpoint, new: Checkpoint) -> None:
    both = old.note, new.note
    if old.origin != new.origin:
        raise Altered(f"It is another history now: “{new.origin}”, not “{old.origin}”.", *both)
    if new.size < old.size and 0 < new.at <= old.at:
        raise NotChecked("The checkpoint is older than the last one that was seen. Look again.")
    if new.size < old.size:
        raise Altered(f"There were {old.size} entries, and now there are {new.size}.", *both)
    if new.size == old.size and new.root != old.root:
        raise Altered(f"The same {old.size} entries are not what they were.", *both)
    if new.size > old.size > 0:
        lines = fetched(f"{url}/history/proof/{old.size}/{new.size}").split()
        if not goes_on(old, new, [decoded(line) for line in lines]):
            raise Altered(f"The first {old.size} entries are not what they were.", *both)


def look(url: str, keys: list[Key], state: Path, cosign: Key | None) -> Checkpoint:
    """Fetch, check and keep; a checkpoint that says nothing new is not kept again."""
    old = last_seen(state, keys)
    new = read_note(fetched(f"{url}/history/checkpoint"), keys)
    if old:
        compared(url, old, new)
    if old is None or new.size > old.size:
        line = cosigned(new.note, cosign, int(time.time())) if cosign else ""
        appended(state, f"{new.note}{line}\n")
        if line:
            print(line, end="", flush=True)
    return new


def alarmed(path: Path, why: Altered) -> int:
    print(f"ALARM: {why}", *why.notes, sep="\n\n", file=sys.stderr)
    if why.notes:
        appended(path, f"{day(time.time())}: {why}\n\n" + "".join(f"{n}\n" for n in why.notes))
        print(f"Both are kept in {path}. Ring whoever runs this history.", file=sys.stderr)
    return ALTERED


def day(seconds: float) -> str:
    return time.strftime("%d %B %Y %H:%M:%S UTC", time.gmtime(seconds))


def once(options: argparse.Namespace, keys: list[Key], cosign: Key | None) -> int:
    alarm = Path(f"{options.state}.alarm")
    try:
        seen = look(options.url.rstrip("/"), keys, Path(options.state), cosign)
    except Altered as why:
        return alarmed(alarm, why)
    except (NotChecked, OSError) as why:
        print(why, file=sys.stderr)
        return NOT_CHECKED
    when = f", signed {day(seen.at)}" if seen.at else ""
    told = f"{seen.origin}: {seen.size} entries{when}. It goes on from what was seen before."
    print(told, flush=True)
    if alarm.exists():
        print(f"There was an alarm before: read {alarm}, and move it away.", file=sys.stderr)
        return ALTERED
    if seen.at and time.time() - seen.at > options.quiet * 60:
        print(f"Nothing was signed for more than {options.quiet} minutes.", file=sys.stderr)
        return QUIET
    return FINE


def make_key(name: str, path: str) -> NoReturn:
    """A key to cosign with, readable by its owner alone."""
    if not name or re.search(r"[\s+]", name):
        sys.exit("A key’s name has no spaces and no plus sign.")
    seed = os.urandom(32)
    public = public_of(seed)
    number = number_of(name, TIMED, public).hex()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        sys.exit(f"There is a file {path} already.")
    with os.fdopen(handle, "w") as file:
        file.write(f"PRIVATE+KEY+{name}+{number}+{encoded(bytes([TIMED]) + seed)}\n")
    print(f"{name}+{number}+{encoded(bytes([TIMED]) + public)}")
    sys.exit(FINE)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("url", nargs="?", help="where the history is, as https://…")
    parser.add_argument(
        "--key", action="append", default=[], help="a public key, or a file of them"
    )
    parser.add_argument("--state", help="the file that the checkpoints are kept in")
    parser.add_argument("--once", action="store_true", help="look once, and end with an exit code")
    parser.add_argument("--every", type=float, default=300, help="seconds between looks (300)")
    parser.add_argument("--quiet", type=float, default=60, help="minutes without a signature (60)")
    parser.add_argument("--cosign", metavar="FILE", help="a key to sign each checkpoint with")
    parser.add_argument("--make-key", metavar="NAME", help="make the key for --cosign, and end")
    options = parser.parse_args()
    if options.make_key and options.cosign:
        make_key(options.make_key, options.cosign)
    if not (options.url and options.key and options.state):
        parser.error("give the address, --key and --state")
    if not options.url.startswith(("https://", "http://")):
        parser.error("the address begins with https://")
    return options


def main() -> int:
    options = read_options()
    try:
        keys = read_keys(options.key)
        secret = Path(options.cosign).read_text(encoding="utf-8") if options.cosign else ""
        cosign = read_key(secret, private=True) if secret else None
    except (NotChecked, OSError) as why:
        print(why, file=sys.stderr)
        return NOT_CHECKED
    while True:
        code = once(options, keys, cosign)
        if options.once or code == ALTERED:
            return code
        time.sleep(options.every)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(NOT_CHECKED)
