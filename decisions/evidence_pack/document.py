"""What does the paper form of a pack say? The record, its history and its proof, as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.ui.dates import when_in_words
from decisions.after import load_after
from decisions.afterwards import afterwards
from decisions.evidence import Table
from decisions.evidence_pack import about, proof
from decisions.evidence_pack.blocks import (
    Block,
    answers,
    facts,
    heading,
    moment,
    notice,
    part,
    points,
    table,
    text,
)
from decisions.evidence_pack.pack import Making, Pack
from decisions.guardian.story import Looker, Moment, Story
from decisions.record import Record
from decisions.screens.base import Block as Answers
from decisions.summary import sections_to_read
from decisions.words import moment as when


def document(
    pack: Pack, record: Record, tables: list[Table], story: Story, making: Making
) -> dict[str, Any]:
    """All parts in the order in which they are read."""
    decision, organisation = record.decision, str(record.decision.organisation)
    return {
        "title": _("Evidence pack of record %s") % pack.reference,
        "author": organisation,
        "language": (get_language() or "en")[:2],
        "head": [_("Record %s") % pack.reference, organisation],
        "foot": _("Page {page} of {pages}"),
        "parts": [
            part(_("What this is"), about.blocks(pack, decision, making)),
            part(_("The record as it stands"), _record(record, tables)),
            part(_("What happened, from the beginning"), _history(story, is_sealed=pack.is_sealed)),
            part(_("Who has looked at this record"), _looks(story)),
            part(_("The proof"), proof.blocks(pack, making)),
            part(_("How to check it"), about.how_to_check(pack)),
        ],
    }


def _record(record: Record, tables: list[Table]) -> Iterator[Block]:
    """The same as on the page for printing."""
    decision = record.decision
    if decision.closed_at:
        who = f", {decision.closed_by}" if decision.closed_by else ""
        yield notice(f"{decision.status_in_words}, {when(decision.closed_at)}{who}")
        yield text(_("Why: %s") % decision.closing_reason)
    if decision.is_sealed:
        yield text(
            _(
                "The content is about the wrong person. It is sealed from view. Nothing was "
                "deleted, and the history can still prove what was recorded."
            )
        )
        return
    yield from _sections(record)
    yield heading(_("The four times"))
    yield facts(_times(record))
    if record.addenda:
        yield heading(_("Added afterwards"))
        for each in record.addenda:
            yield text(each.text, f"{when(each.added_at)}. {_('Why: %s') % each.reason}")
    for chapter in afterwards(load_after(record)):
        yield heading(chapter.title)
        yield from _blocks(chapter.blocks)
    for one in tables:
        yield heading(_("Rule by rule: %s") % one.title)
        yield _rules(one)


def _sections(record: Record) -> Iterator[Block]:
    for section in sections_to_read(record):
        yield heading(str(section.step.task))
        yield from _blocks(section.blocks)


def _blocks(found: Iterable[Answers]) -> Iterator[Block]:
    for each in found:
        if title := " – ".join(filter(None, [str(each.title), str(each.tag)])):
            yield heading(title, 3)
        if each.rows:
            yield answers((str(row.label), str(row.value)) for row in each.rows)


def _times(record: Record) -> Iterator[tuple[str, str]]:
    decision = record.decision
    yield _("Happened"), when(decision.happened_at) or _("Not given")
    yield _("Decided"), when(decision.decided_at) or _("Not given")
    yield _("Shared"), when(decision.shared_at) or _("Not shared")
    yield _("Recorded here (our clock)"), when(decision.recorded_at) or _("Not recorded yet")
    if decision.delay_reason:
        yield _("Why it was recorded late"), decision.delay_reason


def _rules(one: Table) -> Block:
    rows = []
    for line in one.lines:
        name = f"{line.rule.number}. {line.rule.title}"
        if line.rule.is_unverified:
            name = f"{name} {_('(wording not confirmed)')}"
        elif line.rule.unconfirmed:
            name = f"{name} {_('(partly not confirmed)')}"
        rows.append((name, "\n".join(_held(line.gap, line.answers))))
    return table([_("Rule"), _("What this record holds")], rows, [1, 2])


def _held(gap: str, found: list[str]) -> Iterator[str]:
    if gap:
        yield f"{_('Not answered')}: {gap}"
    elif found:
        yield f"{_('Answered')}:"
    else:
        yield _("Asks nothing of this record")
    yield from found


def _history(story: Story, *, is_sealed: bool) -> Iterator[Block]:
    if is_sealed:
        yield text(
            _("The content is sealed. Here is who did what and when, but not what was written.")
        )
    if story.left_out:
        yield text(_("Earlier looks that are left out here: %d") % story.left_out)
    for each in story.moments:
        yield _moment(each)


def _moment(each: Moment) -> Block:
    lines = [each.role, each.reason, ". ".join(each.more)]
    gone = _("(taken out)")
    changes = [(change.label, change.before, change.after or gone) for change in each.changes]
    return moment(each.title, when_in_words(each.at), lines, changes)


def _looks(story: Story) -> Iterator[Block]:
    if story.lookers:
        yield table(
            [_("Who"), _("How often"), _("When")],
            [(_who(each), _often(each), _between(each)) for each in story.lookers],
            [3, 2, 3],
        )
    else:
        yield text(_("Nobody yet."))
    if story.refused:
        yield heading(_("Who was refused"))
        yield points(
            *(
                f"{when_in_words(line.at)}: {line.sentence}. {'. '.join(line.more)}."
                for line in story.refused
            )
        )


def _who(each: Looker) -> str:
    return f"{each.who}\n{each.role}" if each.role else each.who


def _often(each: Looker) -> str:
    opened = _("Opened: %d") % each.opened if each.opened else ""
    printed = _("Printed: %d") % each.printed if each.printed else ""
    exported = _("Taken as evidence: %d") % each.exported if each.exported else ""
    return "\n".join(filter(None, [opened, printed, exported]))


def _between(each: Looker) -> str:
    first, last = when_in_words(each.first), when_in_words(each.last)
    if first == last:
        return first
    return _("First %(first)s, last %(last)s") % {"first": first, "last": last}
