"""How does an administrator keep the stages of escalation?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.door import reading
from audit.models import Act
from decisions.following.actions.stages import add_stage, change_stage
from decisions.following.queries import stages_of
from decisions.models import EscalationStage
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def stored(cast: Cast) -> list[EscalationStage]:
    with reading(cast.administrator.actor()):
        return stages_of(cast.fernbrook.pk)


def names(cast: Cast) -> list[str]:
    return [stage.name for stage in stored(cast)]


def test_at_first_there_are_none_and_it_says_what_happens_then(administrator: Client) -> None:
    page = administrator.get(reverse("stages")).content.decode()
    assert "There is no stage yet." in page
    assert reverse("stages") in administrator.get(reverse("home")).content.decode()


def test_stages_are_added_changed_moved_and_removed(administrator: Client, cast: Cast) -> None:
    for name in ("Their manager", "Their head of service", "The partnership"):
        answer = administrator.post(reverse("add_stage"), {"name": name, "within_days": "2"})
        assert answer["Location"] == reverse("stages")
    _, second, third = stored(cast)
    administrator.post(reverse("raise_stage", args=[third.pk]))
    assert names(cast) == ["Their manager", "The partnership", "Their head of service"]
    administrator.post(reverse("raise_stage", args=[third.pk]))
    administrator.post(reverse("raise_stage", args=[third.pk]))  # the first stays the first
    assert names(cast) == ["The partnership", "Their manager", "Their head of service"]
    page = reverse("stage", args=[second.pk])
    assert "Their head of service" in administrator.get(page).content.decode()
    administrator.post(page, {"name": "Head of service", "who": "01632 960900"})
    kept = stored(cast)[-1]
    assert (kept.name, kept.who, kept.within_days) == ("Head of service", "01632 960900", None)
    administrator.post(reverse("remove_stage", args=[third.pk]))
    assert names(cast) == ["Their manager", "Head of service"]
    assert administrator.get(reverse("stage", args=[third.pk])).status_code == 404
    with reading(cast.administrator.actor()):
        acts = Act.objects.filter(kind="follow_up.stages_changed").order_by("pk")
        done = [act.detail["change"] for act in acts]
    assert done == ["added"] * 3 + ["moved"] * 2 + ["changed", "removed"]


def test_what_is_wrong_is_said_and_what_was_typed_stays(administrator: Client, cast: Cast) -> None:
    typed = {"name": "", "who": "The office", "within_days": "0"}
    answer = administrator.post(reverse("add_stage"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter what it is called" in page
    assert "Enter a number from 1 to 90" in page
    assert "The office" in page
    assert names(cast) == []


def test_saving_again_changes_nothing(cast: Cast) -> None:
    actor = cast.administrator.actor()
    stage = add_stage(cast.fernbrook.pk, actor=actor, name="Their manager")
    assert not change_stage(stage, actor=actor, name="Their manager", who="", within_days=None)


def test_another_organisation_sees_none_of_ours(stranger: Client, cast: Cast) -> None:
    stage = add_stage(cast.fernbrook.pk, actor=cast.administrator.actor(), name="Their manager")
    assert "Their manager" not in stranger.get(reverse("stages")).content.decode()
    assert stranger.post(reverse("remove_stage", args=[stage.pk])).status_code == 404
    assert names(cast) == ["Their manager"]
