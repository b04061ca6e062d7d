"""``python -m tests.bench law``: how long does the guide to the law take, without a database?"""

from __future__ import annotations

import random
import time

from accounts.choices import OrganisationKind
from decisions.guidance import NATIONS, agencies, concerns
from decisions.guidance.law_rules import Rules, law_rules
from decisions.law.facts import PLAIN, Facts
from decisions.law.guide import guide

SITUATIONS, MOST_MS = 1_000, 5.0


def main() -> int:
    """Random situations, the same every time; 1 where one takes longer than it may."""
    began = time.process_time()
    rules = law_rules()
    loaded = (time.process_time() - began) * 1_000
    chance = random.Random(16)  # noqa: S311  # the same situations every time
    situations = [_situation(chance, rules) for _ in range(SITUATIONS)]
    taken = sorted(_milliseconds(facts) for facts in situations)
    print(f"The table was read, checked and arranged in {loaded:.1f} ms of the processor.")
    print(f"{SITUATIONS} situations, {len(rules.rules)} rules, in ms of the processor each:")
    for name, place in (("median", 0.5), ("95 of 100", 0.95), ("999 of 1,000", 0.999)):
        print(f"  {name:>12}  {taken[int(SITUATIONS * place)]:.2f}")
    print(f"  {'slowest':>12}  {taken[-1]:.2f}")
    return 1 if taken[-1] > MOST_MS else 0


def _situation(chance: random.Random, rules: Rules) -> Facts:
    said = {
        name: chance.choice(("", *rules.asked[name].values))
        for name in PLAIN
        if name not in ("nation", "organisation")
    }
    nation = chance.choice(NATIONS)
    kinds = [each.code for each in agencies(nation)]
    worries = [each.code for each in concerns()]
    return Facts(
        nation=nation,
        organisation=chance.choice(("", *OrganisationKind.values)),
        age=chance.choice((None, 4, 15, 17, 18, 74)),
        concerns=chance.sample(worries, chance.randint(0, 3)),
        recipients=chance.choice((None, chance.sample(kinds, chance.randint(0, 3)))),
        asker=chance.choice(("", "board", "council", "police", "court", "public", "private")),
        **said,
    )


def _milliseconds(facts: Facts) -> float:
    began = time.process_time()
    guide(facts)
    return (time.process_time() - began) * 1_000
