"""Does a pack repeat what is sealed or was left out? It proves it, and does not show it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from accounts.door import acting, reading
from decisions.actions.information import add_items, arrange
from decisions.arrangement import Arrangement
from decisions.choices import Status
from decisions.evidence_pack import making
from decisions.models import Decision
from decisions.record import load
from tests.audit.ledger.signed import Log
from tests.cast import Cast
from tests.decisions.evidence_pack.packs import WHY, checked, contents, entries, pack_of, written
from tests.factories import decision_at, draft

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "Her sister lives at the blue door"


def on_paper(decision: Decision, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every word of the PDF, before it is set."""
    told: list[object] = []
    monkeypatch.setattr("decisions.evidence_pack.paper.as_pdf", told.append)
    actor = cast.guardian.actor()
    with reading(actor):
        found = Decision.objects.select_related("organisation", "author").get(pk=decision.pk)
    taken = making.prepared(found, member=cast.guardian, actor=actor, reason=WHY)
    assert taken
    making.as_pdf(found, *taken)
    return json.dumps(told, ensure_ascii=False)


def leave_out(decision: Decision, cast: Cast, words: str) -> None:
    actor = cast.practitioner.actor()
    with acting(actor):
        arrangement = Arrangement(load(decision))
        [item] = [item for item in arrangement.items if item.text == words]
        arrangement.put(item, {"is_included": False, "left_out_kind": "third-party"})
        arrange(arrangement, actor=actor)


def test_sealed_content_is_proved_and_not_shown(
    cast: Cast, guardian: Client, log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = decision_at(Status.IN_ERROR, cast.practitioner)
    log.sign()
    records = pack_of(guardian, decision)
    assert checked(written(tmp_path / "pack.jsonl", records), log).returncode == 0
    assert len(entries(records, "leaf")) > 5
    assert {each["leaf"].split()[1] for each in entries(records)} == {"audit_act"}
    assert all("salt" not in each for each in entries(records, "leaf"))
    for text in (json.dumps(records), on_paper(decision, cast, monkeypatch)):
        assert "The baby cannot roll yet" not in text
        assert "A bruise of 1 cm" not in text
        assert "FCH 1001" not in text


def test_words_that_were_left_out_are_proved_and_not_shown(
    cast: Cast, guardian: Client, log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = draft(cast.practitioner)
    actor = cast.practitioner.actor()
    with acting(actor):
        add_items(decision, actor=actor, lines=[{"text": SECRET}])
    leave_out(decision, cast, SECRET)
    log.sign()
    records = pack_of(guardian, decision)
    assert checked(written(tmp_path / "pack.jsonl", records), log).returncode == 0
    hidden = {each["leaf"].split()[1] for each in entries(records, "leaf")}
    assert hidden == {"decisions_historicalinformationitem"}
    paper = on_paper(decision, cast, monkeypatch)
    assert SECRET not in contents(records)
    assert SECRET not in paper
    assert "[words that were left out]" in paper
    assert "A bruise of 1 cm" in contents(records)
    assert "A bruise of 1 cm" in paper


def test_where_nothing_was_left_out_every_change_is_shown(
    cast: Cast, guardian: Client, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = draft(cast.practitioner)
    actor = cast.practitioner.actor()
    with acting(actor):
        arrangement = Arrangement(load(decision))
        arrangement.put(arrangement.items[0], {"text": "A bruise of 2 cm"})
        arrange(arrangement, actor=actor)
    log.sign()
    records = pack_of(guardian, decision)
    assert not entries(records, "leaf")
    for text in (contents(records), on_paper(decision, cast, monkeypatch)):
        assert "A bruise of 1 cm" in text
        assert "A bruise of 2 cm" in text


def test_another_organisation_reads_nothing_of_it(cast: Cast, log: Log) -> None:
    """The walls of the database hold, whatever the application asks for."""
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    log.sign()
    stranger = cast.stranger.actor()
    with reading(stranger):
        pack = making.pack_of(decision, actor=stranger)
    assert pack
    assert (pack.found, pack.waiting) == ([], 0)
    with reading(cast.guardian.actor()):
        theirs = making.pack_of(decision, actor=cast.guardian.actor())
    assert theirs
    assert [read for piece in theirs.pieces(stranger) for read, _ in piece if read.content] == []
