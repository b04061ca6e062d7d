"""How does a signed checkpoint read, who signed it, and is the signature true?

The formats are C2SP's: signed-note, tlog-checkpoint and tlog-cosignature. Knows no database.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

PLAIN, COSIGNATURE = 0x01, 0x04
ALGORITHMS = (PLAIN, COSIGNATURE)
MOST_CHARACTERS, MOST_SIGNATURES = 262_144, 100
ID_LENGTH, TIME_LENGTH, SIGNATURE_LENGTH = 4, 8, 64
_NAME = re.compile(r"[^\s+]+")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteRefused(Exception):
    """The text is no note that can be believed; the sentence says why."""


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: its name, how many leaves it has, and their root."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def body(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), _encode(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


class Signed(NamedTuple):
    """One signature that is true: whose key, of which kind, and when, where it says."""

    name: str
    algorithm: int
    at: datetime | None
    key_id: bytes


@dataclass(frozen=True)
class VerifyingKey:
    """A public key with its name. ``COSIGNATURE`` keys tell the time of each signature."""

    name: str
    algorithm: int
    public: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise NoteRefused("The name of a key is empty or has a space or a plus sign.")
        if self.algorithm not in ALGORITHMS or len(self.public) != 32:
            raise NoteRefused("The key is of a kind that is not known here.")

    @cached_property
    def key_id(self) -> bytes:
        """Four bytes by which a signature says whose it is."""
        told = self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public
        return hashlib.sha256(told).digest()[:ID_LENGTH]

    def vkey(self) -> str:
        """The key as one line of text."""
        material = bytes([self.algorithm]) + self.public
        return f"{self.name}+{self.key_id.hex()}+{_encode(material)}"

    def verify(self, body: str, signature: bytes) -> datetime | None:
        """The time that the signature tells, if any; refuses one that is not true."""
        at, rest = _split_time(self.algorithm, signature)
        message = _message(self.algorithm, body, at)
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(rest, message)
        except (InvalidSignature, ValueError):
            raise NoteRefused(f"The signature by {self.name} is not true.") from None
        return None if at is None else _moment(at)


@dataclass(frozen=True)
class SigningKey:
    """A private key with its name; ``repr`` does not show the secret."""

    name: str
    algorithm: int
    seed: bytes = field(repr=False)

    @classmethod
    def generate(cls, name: str, algorithm: int) -> SigningKey:
        return cls(name, algorithm, Ed25519PrivateKey.generate().private_bytes_raw())

    @cached_property
    def verifying(self) -> VerifyingKey:
        public = self._private().public_key().public_bytes_raw()
        return VerifyingKey(self.name, self.algorithm, public)

    def vkey(self) -> str:
        """The public half as one line of text."""
        return self.verifying.vkey()

    def skey(self) -> str:
        """The secret as one line of text, as golang.org/x/mod/sumdb/note writes it."""
        material = bytes([self.algorithm]) + self.seed
        return f"PRIVATE+KEY+{self.name}+{self.verifying.key_id.hex()}+{_encode(material)}"

    def sign(self, body: str, at: datetime) -> str:
        """One line for the foot of a note; ``at`` counts for ``COSIGNATURE`` keys alone."""
        seconds = int(at.timestamp()) if self.algorithm == COSIGNATURE else None
        signature = self._private().sign(_message(self.algorithm, body, seconds))
        time = b"" if seconds is None else seconds.to_bytes(TIME_LENGTH, "big")
        return f"— {self.name} {_encode(self.verifying.key_id + time + signature)}\n"

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def parse_vkey(text: str) -> VerifyingKey:
    """A public key from its line."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3:
        raise NoteRefused("A public key reads “name+number+letters”.")
    material = _decode(parts[2], "The public key is not in base64.")
    key = VerifyingKey(parts[0], material[0] if material else 0, material[1:])
    if key.key_id.hex() != parts[1]:
        raise NoteRefused(f"The number of the key of {key.name} does not fit the key.")
    return key


def parse_skey(text: str) -> SigningKey:
    """A private key from its line."""
    parts = text.strip().split("+", 4)
    if len(parts) != 5 or parts[:2] != ["PRIVATE", "KEY"]:
        raise NoteRefused("A private key reads “PRIVATE+KEY+name+number+letters”.")
    material = _decode(parts[4], "The private key is not in base64.")
    if len(material) != 33 or material[0] not in ALGORITHMS:
        raise NoteRefused("The private key is of a kind that is not known here.")
    key = SigningKey(parts[2], material[0], material[1:])
    if key.verifying.key_id.hex() != parts[3]:
        raise NoteRefused(f"The number of the key of {key.name} does not fit the key.")
    return key


def read_vkeys(text: str) -> list[VerifyingKey]:
    """The public keys of a file: one a line, the newest last; ``#`` begins a comment."""
    lines = (line.strip() for line in text.splitlines())
    return [parse_vkey(line) for line in lines if line and not line.startswith("#")]


def split_note(text: str) -> tuple[str, list[str]]:
    """The text that was signed, and the lines of its signatures."""
    if len(text) > MOST_CHARACTERS or _CONTROL.search(text):
        raise NoteRefused("The note is too long, or holds what is no text.")
    body, gap, foot = text.rpartition("\n\n")
    lines = foot.splitlines(keepends=True)
    if not gap or not body or not foot.endswith("\n"):
        raise NoteRefused("The note has no signature, or its end is missing.")
    if len(lines) > MOST_SIGNATURES:
        raise NoteRefused("The note has too many signatures.")
    return f"{body}\n", lines


def parse_checkpoint(text: str) -> Checkpoint:
    """What a checkpoint says, with or without signatures, which are NOT looked at here."""
    body = split_note(text)[0] if "\n\n" in text else text
    lines = body.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines):
        raise NoteRefused("A checkpoint has three lines: a name, a size and a root.")
    origin, size, root, *extensions = lines
    if not _SIZE.fullmatch(size) or int(size) >= 2**63:
        raise NoteRefused("The size in the checkpoint is not a number.")
    decoded = _decode(root, "The root in the checkpoint is not in base64.")
    if len(decoded) != 32:
        raise NoteRefused("The root in the checkpoint is not 32 bytes long.")
    return Checkpoint(origin, int(size), decoded, tuple(extensions))


def sign_note(checkpoint: Checkpoint, keys: Iterable[SigningKey], at: datetime) -> str:
    """The checkpoint with a line by each key."""
    body = checkpoint.body()
    return f"{body}\n{''.join(key.sign(body, at) for key in keys)}"


def cosign(note: str, key: SigningKey, at: datetime) -> str:
    """The line that ``key`` adds to a note which somebody else has signed."""
    return key.sign(split_note(note)[0], at)


def verify_note(text: str, keys: Iterable[VerifyingKey]) -> tuple[Checkpoint, list[Signed]]:
    """What the checkpoint says, and every true signature by one of ``keys``, in their order.

    Signatures by keys that are not known are passed over. Refused: a note that none of ``keys``
    has signed, and one with a signature by one of them that is not true.
    """
    known = {(key.name, key.key_id): key for key in keys}
    body, lines = split_note(text)
    found = []
    for name, key_id, signature in map(_signature, lines):
        if key := known.get((name, key_id)):
            at = key.verify(body, signature)
            found.append(Signed(name, key.algorithm, at, key_id))
    if not found:
        raise NoteRefused("The note is signed by nobody whose key is known.")
    return parse_checkpoint(body), found


def true_lines(body: str, lines: Iterable[str], keys: Iterable[VerifyingKey]) -> list[str]:
    """Those lines by which one of ``keys`` truly signs the text; another could spoil a note."""
    known, found = list(keys), []
    for line in lines:
        try:
            verify_note(f"{body}\n{line}", known)
        except NoteRefused:
            continue
        found.append(line)
    return found


def _signature(line: str) -> tuple[str, bytes, bytes]:
    dash, _, rest = line.removesuffix("\n").partition(" ")
    name, _, encoded = rest.partition(" ")
    if dash != "—" or not _NAME.fullmatch(name):
        raise NoteRefused("A line at the foot of the note is no signature.")
    raw = _decode(encoded, "A signature is not in base64.")
    if len(raw) <= ID_LENGTH:
        raise NoteRefused("A signature is too short.")
    return name, raw[:ID_LENGTH], raw[ID_LENGTH:]


def _split_time(algorithm: int, signature: bytes) -> tuple[int | None, bytes]:
    length = SIGNATURE_LENGTH + (TIME_LENGTH if algorithm == COSIGNATURE else 0)
    if len(signature) != length:
        raise NoteRefused("A signature has the wrong length.")
    if algorithm == PLAIN:
        return None, signature
    return int.from_bytes(signature[:TIME_LENGTH], "big"), signature[TIME_LENGTH:]


def _message(algorithm: int, body: str, at: int | None) -> bytes:
    if algorithm == PLAIN:
        return body.encode()
    return f"cosignature/v1\ntime {at}\n{body}".encode()


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        raise NoteRefused("The time of a signature is no time.") from None


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _decode(text: str, otherwise: str) -> bytes:
    """Base64 in the one way it can be written, so that one signature is one text."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteRefused(otherwise) from None
    if _encode(data) != text:
        raise NoteRefused(otherwise)
    return data
