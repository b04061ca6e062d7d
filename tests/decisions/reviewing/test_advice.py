"""Is advice asked without saying who it is, and does the adviser get nothing more by any way?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.door import LINK, Actor, acting, reading
from accounts.models import Membership, Role
from audit.models import Act
from decisions.choices import Followed, NoticeKind
from decisions.models import Advice, Decision, Notice, OutsideLink, Task
from decisions.reviewing.actions import answer_from_outside, name_for_advice
from tests.cast import Cast, at_work, client_of, member
from tests.decisions.reviewing.said import CANARY, QUESTION, advised, asked, fresh
from tests.factories import draft, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser(cast: Cast) -> Membership:
    """A lead of another team, who may see none of these records."""
    made = member(cast.fernbrook, "Fern Applegarth", "Nurse", Role.LEAD, team=cast.other_team)
    return at_work(made)


@pytest.fixture(params=[draft, recorded], ids=["draft", "record"])
def decision(request: pytest.FixtureRequest, cast: Cast) -> Decision:
    return request.param(cast.practitioner, team_id=cast.team.pk, concern=f"{CANARY} is afraid.")


def stored(advice: Advice, cast: Cast) -> Advice:
    with reading(cast.guardian.actor()):
        return Advice.objects.get(pk=advice.pk)


def told(cast: Cast) -> list[tuple[str, str]]:
    ours = {NoticeKind.ADVICE_ASKED, NoticeKind.ADVICE_GIVEN}
    with reading(cast.guardian.actor()):
        rows = Notice.objects.filter(kind__in=ours).select_related("person").order_by("id")
        return [(row.person.name, row.kind) for row in rows]


def posted(browser: Client, decision: Decision, **said: Any) -> Any:
    return browser.post(reverse("ask_advice", args=[decision.reference]), said)


def named(advice: Advice, decision: Decision, cast: Cast) -> None:
    advice.decision = fresh(decision, cast.practitioner)
    actor = cast.practitioner.actor()
    name_for_advice(advice, actor=actor, reason="They know the family.")


def test_an_answer_that_came_by_telephone_is_written_down_once(
    cast: Cast, decision: Decision, adviser: Membership, practitioner: Client
) -> None:
    advice = asked(decision, cast.practitioner, adviser)
    place = reverse("advice_heard", args=[decision.reference, advice.pk])
    assert "Fern Applegarth" in practitioner.get(place).text
    said = {"whom": "Fern Applegarth, lead", "way": "telephone", "answer": "Ring them."}
    assert practitioner.post(place, said).status_code == 422
    now = timezone.localtime()
    said |= {f"at-{part}": str(getattr(now, part)) for part in ("day", "month", "year")}
    said["at-time"] = f"{now:%H:%M}"
    for _ in range(2):  # a double click
        assert practitioner.post(place, said).status_code == 302
    found = stored(advice, cast)
    assert found.answer.startswith("Ring them.")
    assert "Heard from Fern Applegarth, lead (By telephone)" in found.answer
    assert found.answered_at == now.replace(second=0, microsecond=0)
    with reading(cast.guardian.actor()):
        acts = Act.objects.filter(decision_id=decision.pk, kind="advice.noted")
        assert acts.count() == 1
        tasks = Task.objects.filter(advice_id=advice.pk, kind="advise")
        assert {task.state for task in tasks} <= {"done"}
    late = client_of(adviser).post(reverse("advice", args=[advice.pk]), {"answer": "Wait."})
    assert late.status_code == 403
    assert practitioner.post(place, {**said, "answer": "Wait."}).status_code == 403


def test_from_question_to_outcome(
    cast: Cast, decision: Decision, adviser: Membership, practitioner: Client
) -> None:
    answer = posted(practitioner, decision, adviser=adviser.pk, question=QUESTION)
    assert answer.status_code == 302
    with reading(cast.guardian.actor()):
        advice = Advice.objects.get()
    assert (advice.identity_disclosed, advice.is_named) == ("no", False)
    browser = client_of(adviser)
    assert QUESTION in browser.get(reverse("advice", args=[advice.pk])).content.decode()
    given = browser.post(reverse("advice", args=[advice.pk]), {"answer": "Ring them."})
    assert given.status_code == 302
    place = reverse("advice_outcome", args=[decision.reference, advice.pk])
    assert practitioner.post(place, {"followed": "no"}).status_code == 422
    assert practitioner.post(place, {"followed": "no", "why_not": "Too late."}).status_code == 302
    kept = stored(advice, cast)
    assert (kept.answer, kept.followed, kept.why_not) == ("Ring them.", Followed.NO, "Too late.")
    assert told(cast) == [("Fern Applegarth", "advice-asked"), ("Posy Thimble", "advice-given")]
    with reading(cast.guardian.actor()):
        acts = Act.objects.filter(kind__startswith="advice.").order_by("id")
        kinds = [act.kind for act in acts if not act.kind.endswith("viewed")]
    assert kinds == ["advice.asked", "advice.given", "advice.concluded"]


def test_a_question_that_names_somebody_is_sent_back(
    cast: Cast, decision: Decision, adviser: Membership, practitioner: Client
) -> None:
    said = {"adviser": adviser.pk, "question": "May I ring about FCH-1001?"}
    answer = posted(practitioner, decision, **said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This says who it is: FCH 1001" in page
    assert "May I ring about FCH-1001?" in page
    assert posted(practitioner, decision, **said, on_purpose="on").status_code == 422
    done = posted(practitioner, decision, **said, on_purpose="on", reason="They know them.")
    assert done.status_code == 302
    with reading(cast.guardian.actor()):
        [advice] = Advice.objects.all()
        kinds = Act.objects.filter(kind__in=["advice.asked", "advice.named"]).order_by("id")
        assert [act.kind for act in kinds] == ["advice.asked", "advice.named"]
    assert (advice.is_named, advice.naming_reason) == (True, "They know them.")
    assert (advice.identity_disclosed, advice.named_by_id) == ("yes", cast.practitioner.person_id)


def test_an_adviser_gets_nothing_of_the_record_by_any_way(
    cast: Cast, decision: Decision, adviser: Membership
) -> None:
    advice = asked(decision, cast.practitioner, adviser)
    browser = client_of(adviser)
    seen = browser.get(reverse("advice", args=[advice.pk])).content.decode()
    seen += browser.get(reverse("advice_asked")).content.decode()
    seen += browser.get(reverse("my_tasks")).content.decode()
    seen += browser.get(reverse("notices")).content.decode()
    for secret in (decision.reference, CANARY, "FCH 1001", "A bruise of 1 cm", "The hub"):
        assert secret not in seen, secret
    of_record = (
        "decision", "tasks", "check", "recorded", "print", "timeline", "addendum", "colleagues",
        "review", "ruling", "ask_advice", "record_history", "evidence_pack",
    )  # fmt: skip
    for name in of_record:
        assert browser.get(reverse(name, args=[decision.reference])).status_code in {403, 404}, name
    for name in ("name_for_advice", "advice_outcome", "advice_link"):
        place = reverse(name, args=[decision.reference, advice.pk])
        assert browser.post(place, {"reason": "I want to know."}).status_code == 404, name
    assert stored(advice, cast).is_named is False


def test_nobody_but_the_adviser_opens_or_answers_it(
    cast: Cast, decision: Decision, adviser: Membership
) -> None:
    advice = asked(decision, cast.practitioner, adviser)
    place = reverse("advice", args=[advice.pk])
    for who in (cast.colleague, cast.lead, cast.guardian, cast.administrator, cast.stranger):
        browser = client_of(who)
        assert browser.get(place).status_code == 404
        assert browser.post(place, {"answer": "I say so."}).status_code == 404
    assert stored(advice, cast).answer == ""


def test_naming_shows_who_it_is_and_no_more(
    cast: Cast, decision: Decision, adviser: Membership
) -> None:
    advice = asked(decision, cast.practitioner, adviser)
    named(advice, decision, cast)
    page = client_of(adviser).get(reverse("advice", args=[advice.pk])).content.decode()
    assert "FCH 1001" in page
    assert f"{CANARY} is afraid." in page
    assert "A bruise of 1 cm" not in page
    # They may not open the record itself, so no way leads there.
    assert decision.reference not in page
    assert [kind for _who, kind in told(cast)] == ["advice-asked", "advice-asked"]


def test_the_step_keeps_what_was_asked_here(
    cast: Cast, adviser: Membership, practitioner: Client
) -> None:
    decision = draft(cast.practitioner, team_id=cast.team.pk)
    advice = asked(decision, cast.practitioner, adviser)
    step = reverse("step", args=[decision.reference, "advice"])
    page = practitioner.get(step).content.decode()
    assert QUESTION in page
    assert f"{advice.pk}-remove" not in page
    assert practitioner.get(f"{step}{advice.pk}-remove/").status_code == 404
    assert practitioner.post(f"{step}{advice.pk}-remove/").status_code == 404
    forged = {"question": "Another one?", "answer": "Yes.", "followed": "yes", "adviser_name": "X"}
    practitioner.post(f"{step}{advice.pk}/", forged)
    kept = stored(advice, cast)
    assert (kept.question, kept.answer, kept.followed) == (QUESTION, "", "")
    assert kept.adviser_name == "Fern Applegarth"
    advised(advice, adviser)
    practitioner.post(f"{step}{advice.pk}/", {**forged, "followed": "partly", "why_not": "Late."})
    kept = stored(advice, cast)
    assert (kept.question, kept.followed, kept.why_not) == (QUESTION, "partly", "Late.")
    assert kept.answer == "Yes: you need not ask."


def test_advice_written_down_can_still_be_removed(cast: Cast, practitioner: Client) -> None:
    decision = draft(cast.practitioner, team_id=cast.team.pk)
    step = reverse("step", args=[decision.reference, "advice"])
    practitioner.post(step, {"adviser_role": "Social care", "question": "May I?"})
    [key] = re.findall(r"advice/(\d+)-remove", practitioner.get(step).content.decode())
    assert practitioner.post(f"{step}{key}-remove/").status_code == 302
    with reading(cast.guardian.actor()):
        assert not Advice.objects.exists()


def test_somebody_outside_gets_a_link_that_is_shown_once(
    cast: Cast, decision: Decision, practitioner: Client
) -> None:
    said = {
        "adviser": "outside", "name": "Ivy Plum", "role": "Social worker", "question": QUESTION,
        "key": "7b0a5c0e-5d0f-4e8a-9a47-0c64a3f4c2b1",
    }  # fmt: skip
    first, again = (posted(practitioner, decision, **said) for _ in range(2))
    assert first.status_code == again.status_code == 200
    pages = [re.findall(r"/r/[^\s<]+", each.content.decode()) for each in (first, again)]
    assert pages[0] == pages[1] != []
    with reading(cast.guardian.actor()):
        [link] = OutsideLink.objects.all()
        [advice] = Advice.objects.all()
    assert link.advice_id == advice.pk
    assert posted(practitioner, decision, **{**said, "name": ""}).status_code == 422
    place = reverse("advice_link", args=[decision.reference, advice.pk])
    assert practitioner.post(place).status_code == 200
    with reading(cast.guardian.actor()):
        older, newer = OutsideLink.objects.order_by("id")
    assert older.revoked_at is not None
    assert newer.revoked_at is None


def test_an_answer_from_outside_lands_in_the_record(cast: Cast, decision: Decision) -> None:
    advice = asked(decision, cast.practitioner)
    link = Actor(LINK, organisation_id=cast.fernbrook.pk, label="advice")
    said = {"name": "Corin Dell", "role": "Social worker", "answer": "Ring us."}
    with acting(link):
        assert answer_from_outside(Advice.objects.get(pk=advice.pk), actor=link, **said)
        assert not answer_from_outside(Advice.objects.get(pk=advice.pk), actor=link, **said)
    kept = stored(advice, cast)
    assert kept.answer == "Ring us.\n\nAnswered by: Corin Dell, Social worker"
    assert told(cast) == [("Posy Thimble", "advice-given")]


def test_a_double_click_asks_once(
    cast: Cast, decision: Decision, adviser: Membership, practitioner: Client
) -> None:
    said = {"adviser": adviser.pk, "question": QUESTION}
    places = {posted(practitioner, decision, **said)["Location"] for _ in range(2)}
    assert len(places) == 1
    with reading(cast.guardian.actor()):
        assert Advice.objects.count() == 1


def test_every_step_leads_to_asking_and_back(cast: Cast, practitioner: Client) -> None:
    decision = draft(cast.practitioner, team_id=cast.team.pk)
    step = reverse("step", args=[decision.reference, "concern"])
    ask = f"{reverse('ask_advice', args=[decision.reference])}?step=concern"
    assert ask in practitioner.get(step).content.decode()
    assert f'href="{step}"' in practitioner.get(ask).content.decode()
