"""Where are the keys that sign the history, and how do new ones follow old ones?

The folder holds ``signing.key`` (readable by the signer alone) with two private keys, and
``keys.txt`` with every public key there ever was, the newest last. A plain key signs each
checkpoint; a second one, of the kind that tells the time, signs it again at every heartbeat.

A change of keys has two halves, so that the old key vouches for the new one:

1. ``rotate_keys`` makes new keys and keeps the old ones beside them as ``previous``.
2. The signer sees ``previous``, writes a statement of kind ``key`` with the public keys of both,
   signs the first checkpoint that covers the statement with the new keys *and* the old ones
   (``keys.all()``), and then calls ``retire_previous``, which destroys the old private keys.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from audit.ledger.notes import (
    COSIGNATURE,
    PLAIN,
    NoteRefused,
    SigningKey,
    VerifyingKey,
    parse_skey,
    read_vkeys,
)

SIGNING_KEY, PUBLIC_KEYS = "signing.key", "keys.txt"


class KeysRefused(Exception):
    """The keys cannot be made, changed or used; the sentence says why."""


@dataclass(frozen=True)
class Keys:
    """The keys that sign now, and those before them until the history says so."""

    current: tuple[SigningKey, ...]
    previous: tuple[SigningKey, ...] = ()

    def all(self) -> tuple[SigningKey, ...]:
        return (*self.current, *self.previous)


def make_keys(folder: Path, name: str) -> Keys:
    """The first keys of a log; refuses where there are some."""
    if (folder / SIGNING_KEY).exists():
        raise KeysRefused(
            f"There are keys in {folder} already. To change them, use “rotate”: "
            "the history must say that new keys follow."
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _keep(folder, Keys(_new(name)))


def rotate_keys(folder: Path, name: str) -> Keys:
    """New keys beside the old ones, which go once the history says that the new ones follow."""
    now = load(folder)
    if now.previous:
        raise KeysRefused(
            "The last change of keys is not written in the history yet. Let the signer run first."
        )
    return _keep(folder, Keys(_new(name), now.current))


def retire_previous(folder: Path) -> Keys:
    """Destroy the private keys that were replaced; the public ones stay in ``keys.txt``."""
    return _keep(folder, Keys(load(folder).current))


def load(folder: Path) -> Keys:
    """The private keys; refuses a file that others can read."""
    path = folder / SIGNING_KEY
    try:
        if path.stat().st_mode & 0o077:
            raise KeysRefused(f"Others can read {path}. Make it readable by the signer alone.")
        told = json.loads(path.read_text())
        return Keys(_parse(told["current"]), _parse(told["previous"]))
    except FileNotFoundError:
        raise KeysRefused(
            f"There are no keys in {folder}. Make them with “history_key create”."
        ) from None
    except (OSError, ValueError, KeyError, TypeError, NoteRefused) as fault:
        raise KeysRefused(f"The keys in {path} cannot be read: {fault}") from fault


def make_key_file(path: Path, name: str) -> SigningKey:
    """One key of the kind that witnesses sign with, alone in a file of its own."""
    if path.exists():
        raise KeysRefused(f"There is a key in {path} already.")
    key = _new(name)[-1]
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(path, key.skey() + "\n", 0o600)
    return key


def load_key_file(path: Path) -> SigningKey:
    """The key of a witness."""
    try:
        return parse_skey(path.read_text())
    except (OSError, ValueError, NoteRefused) as fault:
        raise KeysRefused(f"The key in {path} cannot be read: {fault}") from fault


def public_keys(file: Path) -> list[VerifyingKey]:
    """Every public key in ``keys.txt``, the newest last."""
    try:
        return read_vkeys(file.read_text())
    except (OSError, ValueError, NoteRefused) as fault:
        raise KeysRefused(f"The public keys in {file} cannot be read: {fault}") from fault


def _new(name: str) -> tuple[SigningKey, ...]:
    try:
        keys = tuple(SigningKey.generate(name, algorithm) for algorithm in (PLAIN, COSIGNATURE))
        for key in keys:
            key.vkey()
    except NoteRefused as fault:
        raise KeysRefused(str(fault)) from fault
    return keys


def _parse(lines: list[str]) -> tuple[SigningKey, ...]:
    return tuple(parse_skey(line) for line in lines)


def _keep(folder: Path, keys: Keys) -> Keys:
    """Public keys first: a signature whose key nobody knows would look forged."""
    known = folder / PUBLIC_KEYS
    before = known.read_text() if known.exists() else "# The public keys of this log.\n"
    new = [key.vkey() for key in keys.current if key.vkey() not in before.splitlines()]
    if new:
        _write(known, "\n".join([*before.splitlines(), *new, ""]), 0o644)
    told = {
        "current": [key.skey() for key in keys.current],
        "previous": [key.skey() for key in keys.previous],
    }
    _write(folder / SIGNING_KEY, json.dumps(told, indent=1) + "\n", 0o600)
    return keys


def _write(path: Path, text: str, mode: int) -> None:
    """All of it or nothing, also when the power fails."""
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w") as file:
        os.fchmod(handle, mode)
        file.write(text)
        file.flush()
        os.fsync(handle)
    new.replace(path)
    place = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
