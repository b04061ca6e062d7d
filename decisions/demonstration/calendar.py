"""Which situations are told on which days of the year, and what becomes of each record?

The same every time, for the same day: one seeded source of chance, and lifelike shares of records
that were late, left with gaps, still open, given up, replaced or made in error.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from decisions.demonstration.situations import Situation, situations
from decisions.demonstration.telling import Known, Telling

RECORDED, OPEN, ABANDONED, BARE, LATE = "recorded", "open", "abandoned", "bare", "late"
REPLACED, IN_ERROR, SEALED = "replaced", "in-error", "sealed"
FATES = {OPEN: 10, ABANDONED: 6, BARE: 16, LATE: 14, REPLACED: 5, IN_ERROR: 2, SEALED: 1}
# How many days ago the worked cases are told; what comes after another names the days between.
WORKED = {
    "case-01-bruised-baby": 4, "case-02-fgm-disclosure": 20, "case-04-vague-school-request": 30,
    "case-05-earlier-share": 40, "case-07-capable-adult-refuses": 16, "case-12-portal-down": 9,
}  # fmt: skip
YEAR, RECENT, LATEST = 364, 45, 3
# Who tells the same kind of thing in the same team; their names change places in the text.
PAIRS = {
    "fernbrook": ("practitioner", "colleague"),
    "glan-yr-afon": ("practitioner", "colleague"),
}
NAMES = {
    "fernbrook": ("Posy Thimble", "Linnet Marlow"),
    "glan-yr-afon": ("Gwenllian Teg", "Tegid Helygen"),
}
SAME_PERSON = 0.15


@dataclass
class Planned:
    """A telling and what becomes of it."""

    telling: Telling
    fate: str = RECORDED
    has_addendum: bool = False


def plan(today: dt.date, total: int = 300) -> list[Planned]:
    """Every decision of the demonstration, the earliest first."""
    rng = random.Random("Fernbrook and Glan-yr-Afon")
    told = [Planned(each) for each in _worked(today)]
    drawn = [Planned(each) for each in _drawn(rng, today, total - len(told) - FATES[REPLACED])]
    _decide_fates(rng, drawn, today)
    return sorted([*told, *drawn], key=lambda each: (each.telling.day, each.telling.situation.key))


def _worked(today: dt.date) -> list[Telling]:
    days = {key: today - dt.timedelta(days=ago) for key, ago in WORKED.items()}
    found = []
    for each in situations():
        if not each.is_told_once:
            continue
        if each.after:
            days[each.key] = days[each.after["situation"]] + dt.timedelta(days=each.after["days"])
        found.append(Telling(each, days[each.key], each.author, random.Random(each.key)))
    return found


def _drawn(rng: random.Random, today: dt.date, number: int) -> list[Telling]:
    found: list[Telling] = []
    for each, times in _shares(number).items():
        known: list[Known] = []
        for copy in range(times):
            found.append(_telling(rng, each, copy, today, known))
            known.append(found[-1].known)
    return found


def _shares(number: int) -> dict[Situation, int]:
    """How often each is told: by its weight, at least once, all together ``number`` times."""
    drawn = [each for each in situations() if not each.is_told_once]
    whole = sum(each.weight for each in drawn)
    shares = {each: max(1, number * each.weight // whole) for each in drawn}
    for each in sorted(drawn, key=lambda each: -each.weight)[: number - sum(shares.values())]:
        shares[each] += 1
    return shares


def _telling(
    rng: random.Random, each: Situation, copy: int, today: dt.date, known: list[Known]
) -> Telling:
    author, swapped = each.author, {}
    pair, names = PAIRS[each.organisation], NAMES[each.organisation]
    if copy and author in pair and rng.random() < 0.5:
        author = pair[1 - pair.index(author)]
        swapped = {names[0]: names[1], names[1]: names[0]}
    same = rng.choice(known) if known and rng.random() < SAME_PERSON else None
    day = _day(rng, each, today)
    own = random.Random(f"{each.key} {copy}")
    return Telling(each, day, author, own, copy=copy, same_as=same, swapped=swapped)


def _day(rng: random.Random, each: Situation, today: dt.date) -> dt.date:
    """A working day of the last year, a little likelier if it is recent; for a school, in term."""
    while True:
        ago = LATEST + int((YEAR - LATEST) * rng.random() ** 1.2)
        day = today - dt.timedelta(days=ago)
        if day.weekday() < 5 and not (each.organisation == "glan-yr-afon" and _holiday(day)):
            return day


def _holiday(day: dt.date) -> bool:
    return (7, 20) < (day.month, day.day) < (9, 2)


def _decide_fates(rng: random.Random, drawn: list[Planned], today: dt.date) -> None:
    shuffled = rng.sample(drawn, len(drawn))
    for fate, number in FATES.items():
        fitting = [each for each in shuffled if each.fate == RECORDED and _fits(each, fate, today)]
        for each in fitting[:number]:
            each.fate = fate
            if fate == OPEN:
                each.telling.day = today - dt.timedelta(days=rng.randint(1, 6))
    for each in shuffled:
        each.has_addendum = each.fate == RECORDED and rng.random() < 0.09


def _fits(each: Planned, fate: str, today: dt.date) -> bool:
    """What is left with gaps is recent, since somebody asks after it; only a share is late."""
    ago = (today - each.telling.day).days
    if fate == BARE:
        return each.telling.situation.shares and ago <= RECENT
    if fate == LATE:
        return each.telling.situation.shares and ago > 10
    return True
