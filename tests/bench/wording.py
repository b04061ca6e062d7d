"""How good are the hints on words, and how long do they take?"""

from __future__ import annotations

import time
from statistics import median

from decisions.models import PersonConcerned
from decisions.wording.found import look
from decisions.wording.shapes import Context, Reader
from decisions.wording.spots import Spot
from tests.decisions.wording.measured import Measured, measured, sentences, unusual

LEAST_PRECISION, MOST_MILLISECONDS, ITEMS, LETTERS = 0.9, 50, 60, 300
# As dense as it gets: something in every sentence.
DENSE = "Mum said the CIN plan is probably fine. Ann Bright was seen at MASH by the HV on Tuesday. "
PLAIN = "The fridge was full and both children were up and dressed when we called at nine today. "


def measure() -> list[str]:
    """Print both; what missed its aim."""
    missed = []
    for name, rows in (
        ("all", sentences()),
        ("held out", sentences(held_out=True)),
        ("written afterwards, to be unusual", unusual()),
    ):
        found = measured(rows)
        _print(name, found)
        missed += [
            f"precision of {kind}, {name}: {each.precision:.2f}"
            for kind, each in found.kinds.items()
            if each.precision < LEAST_PRECISION
        ]
    for name, words in (("plain", PLAIN), ("dense", DENSE)):
        took = _milliseconds((words * 4)[:LETTERS])
        print(f"{ITEMS} items of {LETTERS} letters, {name}: {took:.0f} ms of processor time")
        if took > MOST_MILLISECONDS:
            missed.append(f"hints on {ITEMS} {name} items: {took:.0f} ms")
    return missed


def _print(name: str, found: Measured) -> None:
    rows = [*found.kinds.items(), ("together", found.all)]
    print(f"\n{name}: kind, labelled, precision, recall")
    for kind, each in rows:
        labelled = each.right + each.missed
        print(f"  {kind:13} {labelled:4} {each.precision:6.2f} {each.recall:6.2f}")


def _milliseconds(text: str) -> float:
    person = PersonConcerned(pk=1, name="Ann Bright", is_protected=True)
    readers = (Reader("housing", "Fernbrook Homes", key=1), Reader("family", "Dad", key=2))
    context = Context("england", "fact", readers=readers, people=(person,))
    spots = [Spot(f"item:{number}", "", text, context) for number in range(ITEMS)]
    took = []
    for _ in range(9):
        began = time.process_time()
        look(spots)
        took.append(time.process_time() - began)
    return 1000 * median(took)
