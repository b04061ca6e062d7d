"""Who is at work, and how every read and write of the database is opened.

The database is the one door: each transaction tells PostgreSQL who acts, in which role,
for which organisation and which request, and PostgreSQL refuses a write that does not
say so. Views are a succession of short outermost blocks, ``reading()`` and ``acting()``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.db import connection, transaction

PERSON, LINK, SYSTEM_KIND = "person", "link", "system"


@dataclass(frozen=True)
class Actor:
    """Somebody or something that reads or writes; never nobody."""

    kind: str
    person_id: int | None = None
    organisation_id: int | None = None
    role: str = ""
    request_id: str = ""
    label: str = ""

    def within(self, organisation_id: int) -> Actor:
        """The same actor, at work in another organisation."""
        return replace(self, organisation_id=organisation_id)


@dataclass(frozen=True)
class Transaction:
    """What the database is told when a transaction begins."""

    actor: Actor
    writes: bool
    reason: str = ""


_transaction: ContextVar[Transaction | None] = ContextVar("sharing_decisions_door", default=None)


def SYSTEM(label: str, organisation_id: int | None = None) -> Actor:  # noqa: N802
    """The application itself at work: a migration, a job, a failed sign-in."""
    return Actor(kind=SYSTEM_KIND, organisation_id=organisation_id, label=label)


def current() -> Actor | None:
    """The actor of the block that is open, or None outside any block."""
    told = _transaction.get()
    return told.actor if told else None


def whoever() -> Actor:
    """The actor of the block that is open; there must be one."""
    actor = current()
    if actor is None:
        raise RuntimeError("Nobody is at work: open a block with acting() first.")
    return actor


def settings_for_database() -> dict[str, str]:
    """What the database backend sends at every BEGIN; empty strings outside a block."""
    told = _transaction.get()
    if told is None:
        return dict.fromkeys(SETTINGS, "")
    actor = told.actor
    return {
        "app.actor_kind": actor.kind,
        "app.person": str(actor.person_id or ""),
        "app.org": str(actor.organisation_id or ""),
        "app.role": (actor.role or actor.label)[:ROLE_LENGTH],
        "app.request": actor.request_id[:REQUEST_LENGTH],
        "app.reason": told.reason,
        "app.acting": "1" if told.writes else "",
    }


ROLE_LENGTH, REQUEST_LENGTH = 200, 64
SETTINGS = (
    "app.actor_kind",
    "app.person",
    "app.org",
    "app.role",
    "app.request",
    "app.reason",
    "app.acting",
)


@contextmanager
def _told(told: Transaction) -> Iterator[None]:
    """One transaction (a savepoint when nested) in which the database knows ``told``.

    The backend tells it at BEGIN. Inside a transaction it must be told again on the way in, and
    on the way out: RELEASE keeps what was set inside a savepoint, only ROLLBACK takes it back.
    """
    retold = connection.in_atomic_block and told != _transaction.get()
    token = _transaction.set(told)
    try:
        with transaction.atomic():
            if retold:
                connection.tell()  # type: ignore[attr-defined]
            yield
    finally:
        _transaction.reset(token)
        if retold and connection.in_atomic_block and not connection.needs_rollback:
            connection.tell()  # type: ignore[attr-defined]


@contextmanager
def acting(actor: Actor, *, reason: str = "") -> Iterator[None]:
    """Everything inside happens together or not at all, in the name of ``actor``."""
    with _told(Transaction(actor, writes=True, reason=reason)):
        yield


@contextmanager
def reading(actor: Actor) -> Iterator[None]:
    """Reads in the name of ``actor``; the only write that the database takes here is an act."""
    with _told(Transaction(actor, writes=False)):
        yield


Note = Callable[..., None]
_notes: list[Note] = []


def send_notes_to(keep: Note) -> None:
    """``audit`` says here where acts are kept; this app may not know."""
    _notes[:] = [keep]


def note(
    kind: str,
    *,
    decision_id: int | None = None,
    target: str = "",
    detail: dict[str, object] | None = None,
) -> None:
    """Append an act to the log: ``audit.actions.note``, for those who may not know it."""
    if not _notes:
        raise RuntimeError("Nothing keeps acts: the app “audit” is not installed.")
    _notes[0](kind, decision_id=decision_id, target=target, detail=detail)
