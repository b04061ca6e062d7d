"""What happens when a hint is followed or put away? Callers hold the decision's row lock."""

from __future__ import annotations

from accounts.door import Actor, acting
from decisions.actions.drafting import answer, change_part
from decisions.actions.information import arrange
from decisions.arrangement import Arrangement
from decisions.models import DismissedHint
from decisions.record import Record
from decisions.sending.attempts import doer
from decisions.settling import happened
from decisions.wording import queries
from decisions.wording.found import Found
from decisions.wording.shapes import CONDITIONS, ITEM, NEED, REASONS

# Which column of a recipient holds the words of a place.
COLUMNS = {NEED: "need_to_know", CONDITIONS: "conditions"}


def put_away(record: Record, found: Found, *, actor: Actor) -> bool:
    """“It is fine as it is”: kept as a hash, never as words; the same twice is kept once."""
    decision = record.decision
    with acting(actor):
        away = queries.put_away(decision)
        new = [key for key in found.keys if key not in away]
        for kind, place, words in new:
            DismissedHint(
                organisation_id=decision.organisation_id,
                decision=decision,
                kind=kind,
                place=place,
                words_sha256=words,
                dismissed_by_id=doer(actor, decision),
            ).save(force_insert=True)
        if new:
            happened(
                decision, actor=actor, act="wording.put_away", detail={"kind": found.hint.kind}
            )
    return bool(new)


def write_out(record: Record, found: Found, *, actor: Actor, number: int) -> None:
    """Put the meaning beside the short form, by the ordinary save of a draft."""
    text = found.written_out(number)
    place, _colon, key = found.spot.place.partition(":")
    with acting(actor):
        if place == ITEM:
            _put_in_item(record, int(key), {"text": text}, actor)
        elif key:
            row = next(row for row in record.recipients if row.pk == int(key))
            change_part(row, record.decision, actor=actor, values={COLUMNS[place]: text})
        elif place in {REASONS, CONDITIONS}:
            answer(record.decision, actor=actor, values={place: text})


def mark_as(record: Record, found: Found, *, actor: Actor) -> None:
    """Mark an item as what its words are, by the ordinary save of a draft."""
    key = int(found.spot.place.partition(":")[2])
    with acting(actor):
        _put_in_item(record, key, {"nature": found.hint.becomes}, actor)


def _put_in_item(record: Record, key: int, values: dict[str, str], actor: Actor) -> None:
    arrangement = Arrangement(record)
    line = arrangement.line(key)
    if line is not None:
        arrangement.put(line.item, values)
        arrange(arrangement, actor=actor)
