"""Is nothing missed and nothing taken twice while many write, wait and roll back?"""

from __future__ import annotations

import itertools
import random
import threading
import time

import pytest
from django.db import connection

from accounts.door import PERSON, Actor, acting
from audit.actions import note
from audit.ledger.connect import SIGNER, connect
from audit.ledger.leaves import hash_of
from audit.ledger.signer import extended
from audit.ledger.tables import Table
from audit.ledger.tree import Frontier
from tests.audit.ledger.signed import Log, superuser
from tests.audit.ledger.test_signer import rows_that_must_be_signed, signed_rows
from tests.database.world import a_place

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, SECONDS = 6, 4.0


class Undo(Exception):
    """The writer thinks again."""


def think_again(chance: random.Random) -> None:
    if chance.random() < 0.2:
        raise Undo


def write(actor: Actor, seed: int, until: float) -> None:
    """Short and long transactions, savepoints, and one in five that is taken back."""
    chance = random.Random(seed)  # noqa: S311
    try:
        while time.monotonic() < until:
            try:
                with acting(actor):
                    note("decision.viewed", decision_id=seed)
                    time.sleep(chance.choice([0, 0.001, 0.02, 0.3]))
                    with acting(actor, reason="Within"):
                        note("decision.printed", decision_id=seed)
                    think_again(chance)
            except Undo:
                continue
    finally:
        connection.close()


class Watcher:
    """Somebody who only reads, at another pace, and works the tree out alone."""

    def __init__(self) -> None:
        self.horizon, self.frontier = 0, Frontier()

    def look(self) -> None:
        with connect(SIGNER, autocommit=True) as opened, opened.transaction():
            opened.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            table = Table(opened)
            horizon = table.horizon()
            found = table.pending(1, self.horizon, max(horizon, self.horizon))
            names = table.names
        lines = [leaf.text(names) for leaf in sorted(found, key=lambda leaf: leaf.order)]
        self.frontier = extended(self.frontier, [hash_of(line) for line in lines])
        self.horizon = max(horizon, self.horizon)


def test_every_row_is_signed_once_and_another_reader_finds_the_same_tree(tmp_path) -> None:
    place = a_place()
    actor = Actor(PERSON, place.person.pk, place.organisation.pk, "practitioner", "r")
    log, watcher = Log(tmp_path / "signer"), Watcher()
    until = time.monotonic() + SECONDS
    writers = [threading.Thread(target=write, args=(actor, n, until)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    with log.signer() as signer:
        for number in itertools.count():
            signer.round()
            time.sleep(0.05)
            if number % 3 == 0:
                watcher.look()
            if not any(writer.is_alive() for writer in writers):
                break
        while signer.round():
            continue
    log.sign()
    watcher.look()
    rows = signed_rows()
    assert len(rows) > 50
    assert len(rows) == len(set(rows))
    assert set(rows) == rows_that_must_be_signed()
    with superuser() as asked:
        ((last,),) = asked.execute("SELECT max(id) FROM audit_act").fetchall()
    acts = sum(name == "audit_act" for name, _ in rows)
    assert acts < last, "no transaction was taken back, so gaps were not tried"
    assert log.checked(log.sent[-1].note).root == watcher.frontier.root()
