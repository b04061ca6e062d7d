"""What does the record hold of the information, in rows, and what does it lack?"""

from __future__ import annotations

from collections.abc import Iterator

from decisions.choices import Category, LeftOutKind, Nature
from decisions.marking.words import lines
from decisions.models import Decision, InformationItem
from decisions.record import Record
from decisions.screens.base import Block, Gap
from decisions.screens.information.forms import NATURES, SOURCE, SOURCE_BY_NATURE
from decisions.screens.rows import block
from decisions.words import day, label

SHORT_NATURES = {str(code): str(said) for code, said in NATURES}
NOT_MARKED, LEFT_OUT = "Not marked", "Left out"
LEFT_OUT_ANSWERS = ("left_out_kind", "left_out_reason")
A_RUN = 3  # "1 and 2" is said in full, "1 to 3" is not


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
        said += [f"{run[0]} to {run[-1]}"] if len(run) >= A_RUN else map(str, run)
    text = " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]
    return f"Item {text}" if len(found) == 1 else f"Items {text}"


# What may be missing of one item, said of one and of several.
SENTENCES: dict[str, tuple[str, str]] = {
    "text": ("has no words.", "have no words."),
    "nature": (
        "is not marked as a fact, an opinion or reported.",
        "are not marked as facts, opinions or reported.",
    ),
    "source": (
        "does not say whose opinion it is, or who reported it.",
        "do not say whose opinion they are, or who reported them.",
    ),
    "included": (
        "is neither included nor left out yet.",
        "are neither included nor left out yet.",
    ),
    "why_necessary": ("does not say why they need it.", "do not say why they need it."),
    "left_out_kind": (
        "is left out without what kind it is.",
        "are left out without what kind they are.",
    ),
    "left_out_reason": ("is left out without why.", "are left out without why."),
}


def lacking(item: InformationItem, decision: Decision) -> Iterator[str]:
    """What one item lacks; where nothing goes to anybody, nothing has to be let in."""
    if item.is_included is False:
        yield from (name for name in LEFT_OUT_ANSWERS if not getattr(item, name))
        return
    if not item.text:
        yield "text"
    if not item.nature:
        yield "nature"
    elif item.nature != Nature.FACT and not item.source:
        yield "source"
    if decision.outcome and not decision.shares:
        return
    if item.is_included is None:
        yield "included"
    elif not (item.why_necessary or decision.shared_why_necessary):
        yield "why_necessary"


def gaps(record: Record) -> list[Gap]:
    """What is missing, by the items' numbers and never by their words."""
    decision = record.decision
    if not record.items:
        wanted = decision.shares or not decision.outcome
        return [Gap("What you know is not written down yet.", "lines")] if wanted else []
    found: dict[str, list[int]] = {name: [] for name in SENTENCES}
    for number, item in enumerate(record.items, start=1):
        for name in lacking(item, decision):
            found[name].append(number)
    return [_gap(record, name, held) for name, held in found.items() if held]


def _gap(record: Record, name: str, held: list[int]) -> Gap:
    """One gap for all items that lack the same; it leads to the first."""
    first = record.items[held[0] - 1]
    said = f"{numbers(held)} {SENTENCES[name][len(held) > 1]}"
    if name == "text":
        return Gap(said, name, str(first.pk))
    return Gap(said, f"item-{first.pk}-{name}")


def blocks(record: Record) -> list[Block]:
    """The shared reason, then each item that stays in, then what was left out and why."""
    numbered = list(enumerate(record.items, start=1))
    shared = record.decision.shared_why_necessary
    reason = block("All items", ("Why they need it", shared, "shared_why_necessary"))
    found = [reason] if shared else []
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
        ("Marks on the body", "\n".join(lines(record.marks_of(item))), "body_place"),
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
