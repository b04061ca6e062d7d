"""Is an act kept with who did it, without a word that anybody typed?"""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.db import ProgrammingError, transaction
from django.utils import timezone

from accounts import door
from accounts.door import SYSTEM, acting, reading
from audit.actions import note
from audit.kinds import KINDS, sentence
from audit.models import Act
from tests.database.world import Place, a_draft


def test_an_act_says_who_did_what_for_whom_and_when(here: Place) -> None:
    decision = a_draft(here)
    with reading(here.actor):
        note("decision.viewed", decision_id=decision.pk, target="who", detail={"items": 3})
        act = Act.objects.get()
    assert (act.kind, act.decision_id, act.target) == ("decision.viewed", decision.pk, "who")
    assert act.detail == {"items": 3}
    assert (act.actor_kind, act.person_id, act.role) == ("person", here.person.pk, "practitioner")
    assert act.organisation_id == here.organisation.pk
    assert act.request_id == here.actor.request_id
    assert abs(timezone.now() - act.at) < dt.timedelta(minutes=1)


def test_an_act_may_be_noted_where_something_is_written(here: Place) -> None:
    with acting(here.actor):
        door.note("decision.drafted", decision_id=1)
        assert Act.objects.count() == 1


def test_the_application_cannot_say_that_it_was_somebody_else(here: Place) -> None:
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    with reading(here.actor):
        Act.objects.create(
            kind="decision.viewed",
            at=long_ago,
            person_id=999,
            actor_kind="system",
            organisation_id=999,
            role="guardian",
            request_id="another",
        )
        act = Act.objects.get()
    assert act.person_id == here.person.pk
    assert (act.actor_kind, act.role) == ("person", "practitioner")
    assert act.organisation_id == here.organisation.pk
    assert act.at > long_ago


def test_an_act_of_nobody_is_refused(here: Place) -> None:
    with pytest.raises(ProgrammingError, match="an act of nobody"), transaction.atomic():
        note("decision.viewed")


def test_an_act_that_is_rolled_back_never_was(here: Place) -> None:
    with reading(here.actor):
        with pytest.raises(KeyError), acting(here.actor):
            note("decision.recorded")
            raise KeyError
        assert not Act.objects.exists()


def test_the_system_acts_in_no_organisation_too(db: None) -> None:
    with reading(SYSTEM("a job")):
        note("person.sign_in_failed")
        assert Act.objects.get().organisation_id is None


def test_only_known_kinds_are_kept(here: Place) -> None:
    with pytest.raises(ValueError, match="is not a kind of act"), reading(here.actor):
        note("decision.whatever")


@pytest.mark.parametrize(
    "said",
    [
        {"target": "the child next door"},
        {"target": "x" * 121},
        {"detail": {"text": "Seen at the gate"}},
        {"detail": {"fields": ["concern", "what he said"]}},
        {"detail": {"a name": 1}},
        {"detail": {"deep": {"deeper": ["Mòrag"]}}},
        {"detail": {"share": 0.5}},
    ],
)
def test_an_act_takes_no_text(said: dict[str, object], here: Place) -> None:
    with pytest.raises(ValueError, match="never text"), reading(here.actor):
        note("decision.answered", **said)  # type: ignore[arg-type]


def test_every_kind_has_a_sentence_about_somebody() -> None:
    for kind in KINDS:
        told = sentence(kind, "Posy Thimble")
        assert "Posy Thimble" in told, kind
        assert "{" not in told
        assert not told.endswith(".")


def kinds_in_the_code() -> set[str]:
    """The first argument of every call of ``note``, where it is written out."""
    found: set[str] = set()
    for app in ("accounts", "audit", "consent", "decisions", "config"):
        for source in Path(settings.BASE_DIR, app).rglob("*.py"):
            for node in ast.walk(ast.parse(source.read_text())):
                if isinstance(node, ast.Call) and _is_note(node.func) and node.args:
                    found.update(_texts(node.args[0]))
    return found


def _is_note(called: ast.expr) -> bool:
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in {"note", "_note"}


def _texts(value: ast.expr) -> list[str]:
    return [
        node.value
        for node in ast.walk(value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value
    ]


def test_every_act_in_the_code_has_its_sentence() -> None:
    assert kinds_in_the_code() <= set(KINDS)
    assert "decision.viewed" in kinds_in_the_code()
