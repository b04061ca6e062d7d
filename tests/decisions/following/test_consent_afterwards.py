"""Does everybody hear that consent has ended, and is whoever shares again warned?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.door import acting
from accounts.models import Membership
from consent.choices import ConsentStatus
from decisions.actions.consent import withdraw
from decisions.actions.correcting import link
from decisions.actions.drafting import add_part
from decisions.choices import FollowUpKind, LinkKind, PersonRole, TaskKind
from decisions.following import policies
from decisions.models import Decision, PersonConcerned
from decisions.words import day
from tests.cast import Cast, client_of
from tests.decisions.drafted import Drafted, statements
from tests.decisions.following.shares import after_of, shared

pytestmark = pytest.mark.django_db
GIVEN = {"status": ConsentStatus.GIVEN, "what_exactly": "Sleep", "giver_name": "E, mother"}


def takes_back(decision: Decision, who: Membership) -> None:
    after = after_of(decision, who)
    said = {"withdrawn_at": timezone.now(), "by_whom": "E, mother", "how": "spoken"}
    with acting(who.actor()):
        withdraw(after.record.decision, after.record.consents, actor=who.actor(), **said)


@pytest.fixture
def decision(cast: Cast) -> Decision:
    return shared(
        cast.practitioner, "The hub", "Oakfield School", team_id=cast.team.pk, consent=GIVEN
    )


def tasks(decision: Decision, cast: Cast) -> int:
    open_now = after_of(decision, cast.practitioner).open_tasks
    return sum(task.kind == TaskKind.TELL_WITHDRAWAL for task in open_now)


def to_hear(decision: Decision, cast: Cast) -> list[str]:
    after = after_of(decision, cast.practitioner)
    now = timezone.now()
    return [
        row.agency_name
        for row in after.record.recipients
        if policies.must_hear_of_the_end(after, row, now)
    ]


def test_each_recipient_hears_that_it_was_taken_back(decision: Decision, cast: Cast) -> None:
    assert (tasks(decision, cast), to_hear(decision, cast)) == (0, [])
    takes_back(decision, cast.practitioner)
    assert (tasks(decision, cast), to_hear(decision, cast)) == (2, ["The hub", "Oakfield School"])
    browser = client_of(cast.practitioner)
    page = browser.get(reverse("recorded", args=[decision.reference])).content.decode()
    assert "Note that Oakfield School was told" in page
    for number, recipient in enumerate(
        after_of(decision, cast.practitioner).record.recipients, start=1
    ):
        sharing = reverse("sharing", args=[decision.reference, recipient.pk])
        assert "They must hear of it." in browser.get(sharing).content.decode()
        typed = {"whom": "Ms Rook, office", "how": "E-mail", "note": "Her reply is kept"}
        kind = FollowUpKind.WITHDRAWAL_TOLD
        told = reverse("follow_up", args=[decision.reference, recipient.pk, kind])
        assert browser.post(told, typed).status_code == 302
        assert tasks(decision, cast) == 2 - number
        assert "They must hear of it." not in browser.get(sharing).content.decode()
    assert to_hear(decision, cast) == []


def test_who_had_nothing_has_nothing_to_hear(cast: Cast) -> None:
    decision = shared(cast.practitioner, told=False, consent=GIVEN)
    takes_back(decision, cast.practitioner)
    assert to_hear(decision, cast) == []


def test_consent_that_lapses_is_told_like_one_taken_back(cast: Cast) -> None:
    until = timezone.localdate() + dt.timedelta(days=7)
    decision = shared(cast.practitioner, consent={**GIVEN, "review_on": until})
    assert to_hear(decision, cast) == []
    midnight = dt.datetime.combine(until + dt.timedelta(days=1), dt.time(), tzinfo=dt.UTC)
    with time_machine.travel(midnight - dt.timedelta(hours=2)):
        assert to_hear(decision, cast) == []
    with time_machine.travel(midnight + dt.timedelta(hours=2)):
        assert to_hear(decision, cast) == ["The hub"]


# New sharing on the old consent


def pages(draft: Drafted, client: Client | None = None) -> list[str]:
    """The consent step, one person's part of it, and check-answers."""
    browser = client or draft.client
    found = [
        draft.url(),
        draft.url(str(draft.people[0].pk)),
        reverse("check", args=[draft.reference]),
    ]
    return [browser.get(page).content.decode() for page in found]


def new_draft(cast: Cast, identifier: str = "fch 1001") -> Drafted:
    draft = Drafted(cast, "consent")
    draft.people = [draft.person(PersonRole.CHILD, identifier=identifier, name="A")]
    return draft


def warned(draft: Drafted, text: str) -> list[bool]:
    return [text in page and "Do not rely on the old consent" in page for page in pages(draft)]


@pytest.mark.parametrize(
    ("consent", "taken_back", "said"),
    [
        (GIVEN, True, "Consent was taken back on {today}, in record"),
        (
            {"status": ConsentStatus.REFUSED, "given_on": dt.date(2026, 3, 4)},
            False,
            "Consent was refused on 4 March 2026, in record",
        ),
        (
            {"status": ConsentStatus.WITHDRAWN, "given_on": dt.date(2026, 3, 4)},
            False,
            "Consent was taken back on 4 March 2026, in record",
        ),
        (
            {**GIVEN, "review_on": dt.date(2026, 3, 4)},
            False,
            "Consent was only to hold until 4 March 2026, in record",
        ),
    ],
)
def test_a_draft_about_the_same_person_is_warned_and_never_stopped(
    consent: dict[str, Any], taken_back: bool, said: str, cast: Cast
) -> None:
    earlier = shared(cast.practitioner, consent=consent)
    if taken_back:
        takes_back(earlier, cast.practitioner)
    draft = new_draft(cast)
    assert warned(draft, said.format(today=day(timezone.localdate()))) == [True] * 3
    assert all(page.count(f">{earlier.reference}</a>") == 1 for page in pages(draft))
    draft.set(outcome="share-all", reasons="She is in danger", decided_at=timezone.now())
    draft.client.post(reverse("check", args=[draft.reference]))
    assert draft.record().decision.is_recorded


def test_nothing_is_said_without_cause(cast: Cast) -> None:
    shared(cast.practitioner, consent=GIVEN)
    assert warned(new_draft(cast), "in record") == [False] * 3
    takes_back(shared(cast.practitioner, consent=GIVEN, identifier="FCH 2"), cast.practitioner)
    assert warned(new_draft(cast), "in record") == [False] * 3
    assert warned(new_draft(cast, ""), "in record") == [False] * 3


def test_a_record_that_one_may_not_see_is_not_named(cast: Cast) -> None:
    hidden = shared(cast.colleague, team_id=cast.other_team.pk, consent=GIVEN)
    takes_back(hidden, cast.colleague)
    assert warned(new_draft(cast), "in record") == [False] * 3


def test_an_earlier_record_that_it_is_linked_to_counts_without_a_reference(cast: Cast) -> None:
    earlier = shared(cast.practitioner, consent=GIVEN, identifier="")
    takes_back(earlier, cast.practitioner)
    draft = new_draft(cast, "")
    assert warned(draft, "in record") == [False] * 3
    with acting(draft.actor):
        link(draft.decision(), earlier, LinkKind.SAME_MATTER)
    assert warned(draft, earlier.reference) == [True] * 3


def test_the_warning_costs_one_query_however_many_there_are(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    def asked_for(draft: Drafted) -> list[int]:
        found = []
        for page in (draft.url(), reverse("check", args=[draft.reference])):
            with django_assert_max_num_queries(60) as asked:
                assert draft.client.get(page).status_code == 200
            found.append(statements(asked))
        return found

    draft = new_draft(cast)
    draft.client.get(draft.url())
    before = asked_for(draft)
    for _ in range(3):
        takes_back(shared(cast.practitioner, consent=GIVEN), cast.practitioner)
    assert asked_for(draft) == before
    assert max(before) <= 12


def test_a_person_added_later_is_looked_for_too(cast: Cast) -> None:
    takes_back(shared(cast.practitioner, consent=GIVEN), cast.practitioner)
    draft = new_draft(cast, "FCH 3")
    assert warned(draft, "in record") == [False] * 3
    values = {"role": PersonRole.ADULT, "identifier": "FCH 1001", "position": 2}
    with acting(draft.actor):
        add_part(draft.decision(), PersonConcerned, actor=draft.actor, values=values)
    assert warned(draft, "in record") == [True] * 3
