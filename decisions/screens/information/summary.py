"""What does the record hold of the information, in rows, and what does it lack?"""

from __future__ import annotations

from collections.abc import Callable

from decisions.choices import Category, LeftOutKind, Nature
from decisions.models import InformationItem
from decisions.record import Record
from decisions.screens.base import Block, Gap
from decisions.screens.information.forms import NATURES, SOURCE, SOURCE_BY_NATURE
from decisions.screens.rows import block
from decisions.words import day, label

SHORT_NATURES = {str(code): str(said) for code, said in NATURES}
NOT_MARKED, LEFT_OUT = "Not marked", "Left out"


def nature_tag(item: InformationItem) -> str:
    """The word that stands beside an item wherever it is shown."""
    if item.is_included is False:
        return LEFT_OUT
    return SHORT_NATURES.get(item.nature, NOT_MARKED)


def numbers(found: list[int]) -> str:
    """ "Item 4", "Items 1 and 2", "Items 1, 3 to 7 and 9"."""
    runs: list[list[int]] = []
    for number in found:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said: list[str] = []
    for run in runs:
        said += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run)  # noqa: PLR2004
    text = " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]
    return f"Item {text}" if len(found) == 1 else f"Items {text}"


def _no_words(record: Record, item: InformationItem) -> bool:
    return not item.text


def _no_nature(record: Record, item: InformationItem) -> bool:
    return not item.nature


def _no_source(record: Record, item: InformationItem) -> bool:
    return item.nature in {Nature.OPINION, Nature.REPORTED} and not item.source


def _not_decided(record: Record, item: InformationItem) -> bool:
    return item.is_included is None and not _holds_back(record)


def _no_reason(record: Record, item: InformationItem) -> bool:
    own = item.why_necessary or record.decision.shared_why_necessary
    return bool(item.is_included) and not own and not _holds_back(record)


def _holds_back(record: Record) -> bool:
    """Where nothing goes to anybody, nothing has to be let in."""
    return bool(record.decision.outcome) and not record.decision.shares


Lacks = Callable[[Record, InformationItem], bool]
# The answer, whether an item that stays in lacks it, and the same said of one and of several.
WANTED: tuple[tuple[str, Lacks, str, str], ...] = (
    ("text", _no_words, "has no words.", "have no words."),
    (
        "nature",
        _no_nature,
        "is not marked as a fact, an opinion or reported.",
        "are not marked as facts, opinions or reported.",
    ),
    (
        "source",
        _no_source,
        "does not say whose opinion it is, or who reported it.",
        "do not say whose opinion they are, or who reported them.",
    ),
    (
        "included",
        _not_decided,
        "is neither included nor left out yet.",
        "are neither included nor left out yet.",
    ),
    (
        "why_necessary",
        _no_reason,
        "does not say why they need it.",
        "do not say why they need it.",
    ),
)


def gaps(record: Record) -> list[Gap]:
    """What is missing, by the items' numbers and never by their words."""
    if not record.items:
        wanted = record.decision.shares or not record.decision.outcome
        return [Gap("What you know is not written down yet.", "lines")] if wanted else []
    kept = [(n, i) for n, i in enumerate(record.items, start=1) if i.is_included is not False]
    found = []
    for name, lacks, one, several in WANTED:
        lacking = [(n, item) for n, item in kept if lacks(record, item)]
        if lacking:
            found.append(_gap(lacking, name, one, several))
    return found + _left_out_gaps(record)


def _left_out_gaps(record: Record) -> list[Gap]:
    found = []
    out = [(n, i) for n, i in enumerate(record.items, start=1) if i.is_included is False]
    for name, what in (("left_out_kind", "what kind it is"), ("left_out_reason", "why")):
        lacking = [(n, item) for n, item in out if not getattr(item, name)]
        if lacking:
            one, several = f"is left out without {what}.", f"are left out without {what}."
            found.append(_gap(lacking, name, one, several))
    return found


def _gap(lacking: list[tuple[int, InformationItem]], name: str, one: str, several: str) -> Gap:
    first = lacking[0][1]
    part = str(first.pk) if name == "text" else ""
    field = name if part else f"item-{first.pk}-{name}"
    said = numbers([number for number, _ in lacking])
    return Gap(f"{said} {one if len(lacking) == 1 else several}", field, part)


def blocks(record: Record) -> list[Block]:
    """The shared reason, then each item that stays in, then what was left out and why."""
    numbered = list(enumerate(record.items, start=1))
    shared = record.decision.shared_why_necessary
    found = [block("All items", ("Why they need it", shared, "shared_why_necessary"))] if shared else []
    found += [_item_block(record, n, item) for n, item in numbered if item.is_included is not False]
    found += [_left_out_block(n, item) for n, item in numbered if item.is_included is False]
    return found


def _item_block(record: Record, number: int, item: InformationItem) -> Block:
    about = record.person(item.about_id)
    return block(
        f"Item {number}",
        ("What is known", item.text, "text"),
        (str(SOURCE_BY_NATURE.get(item.nature, SOURCE)), item.source, "source"),
        ("What it is about", label(Category, item.category), "category"),
        ("Whom it is about", str(about or ""), "about"),
        ("When", item.observed_at, "observed_at"),
        ("Where on the body", item.body_place, "body_place"),
        ("How large", item.size, "size"),
        ("Last checked", day(item.checked_on), "checked_on"),
        ("Does it go", "Yes" if item.is_included else "Not decided yet", "included"),
        ("Why this one is needed", item.why_necessary, "why_necessary"),
        part=str(item.pk),
        tag=nature_tag(item),
    )


def _left_out_block(number: int, item: InformationItem) -> Block:
    return block(
        f"Item {number}",
        ("Kind of information", label(LeftOutKind, item.left_out_kind), "left_out_kind"),
        ("What it was about", label(Category, item.category), "category"),
        ("Why it was left out", item.left_out_reason, "left_out_reason"),
        part=str(item.pk),
        tag=LEFT_OUT,
    )
