"""How many saves a second, with few and many at work, in one organisation and in fifty?

Each client is a process of its own. In every round each way is tried for a second and a half, in
an order that is drawn anew; ratios are those of one round.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections import defaultdict
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe

from django.db import connection

from accounts.models import Person
from tests.bench.history.variants import AUDITLOG, NAMES, OURS, PGHISTORY, PLAIN, SIMPLE, Saver

WAYS = (OURS, PLAIN, SIMPLE, PGHISTORY, AUDITLOG)
# Clients, and organisations that they save for.
SETTINGS = ((4, 1), (4, 50), (16, 1), (16, 50))
ROUNDS, SECONDS, HEAD_START = 7, 1.5, 0.05
AIM = 1.6
Found = dict[tuple[int, int], dict[str, list[float]]]


def measure(author: Person, places: list[int]) -> list[str]:
    """Print saves a second; what missed the aim."""
    found: Found = {each: defaultdict(list) for each in SETTINGS}
    connection.close()
    with _at_work(max(clients for clients, _ in SETTINGS), author, places) as pipes:
        for way in WAYS:
            _together(pipes, way, 50, 0.2)
        for _ in range(ROUNDS):
            for clients, organisations in SETTINGS:
                for way in random.sample(WAYS, len(WAYS)):
                    count = _together(pipes[:clients], way, organisations, SECONDS)
                    found[clients, organisations][way].append(count / SECONDS)
    return told(found)


def _together(pipes: list[Pipe], way: str, organisations: int, seconds: float) -> int:
    """They begin at one moment, and each ends when the time is up."""
    start = time.monotonic() + HEAD_START
    for pipe in pipes:
        pipe.send((way, organisations, start, start + seconds))
    return sum(pipe.recv() for pipe in pipes)


@contextmanager
def _at_work(count: int, author: Person, places: list[int]):
    processes, pipes = [], []
    for _ in range(count):
        ours, theirs = get_context("fork").Pipe()
        process = get_context("fork").Process(target=_client, args=(theirs, author, places))
        process.start()
        theirs.close()
        processes.append(process)
        pipes.append(ours)
    try:
        yield pipes
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _client(pipe: Pipe, author: Person, places: list[int]) -> None:
    """Creates and amends in turn, as told, for as long as somebody is there to tell it."""
    teller = os.getppid()
    while os.getppid() == teller:
        if not pipe.poll(1):
            continue
        way, organisations, start, end = pipe.recv()
        saver, saves = Saver(way, author, places[:organisations]), 0
        time.sleep(max(0, start - time.monotonic()))
        while time.monotonic() < end:
            decision, saves = saver.create(), saves + 1
            if time.monotonic() < end:
                saver.amend(decision)
                saves += 1
        pipe.send(saves)


def told(found: Found) -> list[str]:
    print("\nSaves a second ÷ those of B in the same round, median (middle half) of", ROUNDS)
    print("\n| Clients, organisations |", " | ".join(f"{c}, {o}" for c, o in SETTINGS), "|")
    print("|---" * (len(SETTINGS) + 1) + "|")
    missed, simple = [], {each: found[each][SIMPLE] for each in SETTINGS}
    cells = [f"{statistics.median(simple[each]):.0f}" for each in SETTINGS]
    print(f"| {NAMES[SIMPLE]}, saves a second | {' | '.join(cells)} |")
    for way in WAYS:
        cells = []
        for each in SETTINGS:
            ratios = [a / b for a, b in zip(found[each][way], simple[each], strict=True)]
            low, middle, high = statistics.quantiles(ratios, n=4)
            cells.append(f"{middle:.2f} ({low:.2f} to {high:.2f})")
            if way == OURS and middle < AIM:
                missed.append(f"saves a second ÷ B, {each}: {middle:.2f}, not {AIM}")
        print(f"| {NAMES[way]} | {' | '.join(cells)} |", flush=True)
    return missed
