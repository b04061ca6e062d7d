"""Does the Guardian find every act, told in words, and only those of their organisation?"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.door import acting, reading
from accounts.models import Membership
from audit.kinds import KINDS
from audit.models import Act
from consent.choices import ConsentStatus
from decisions.actions.basis import put_bases
from decisions.actions.consent import answer_for
from decisions.actions.correcting import add_addendum
from decisions.actions.recording import record_decision
from decisions.choices import Outcome, Status
from decisions.guardian.groups import LABELS, choices, group_of, kinds_of
from decisions.models import Decision
from decisions.record import load
from tests.cast import PASSWORD, Cast
from tests.decisions.guardian.seen import acts_of_kind, lines_of, notes, text_of
from tests.factories import decision_at, draft, record_of, recorded

pytestmark = pytest.mark.django_db
LOG = "/history/"


def test_an_act_is_one_sentence_with_role_time_and_the_way_to_the_record(
    cast: Cast, practitioner: Client, guardian: Client
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    practitioner.get(f"/decisions/{decision.reference}/recorded/")
    [line] = lines_of(guardian.get(f"{LOG}?kind=decision.viewed"))
    assert f"Posy Thimble opened record {decision.reference}" in line
    assert "Practitioner" in line
    assert re.search(r"\d{1,2} \w+ 20\d\d, \d{1,2}:\d\d[ap]m", line)
    page = guardian.get(f"{LOG}?kind=decision.viewed").content.decode()
    assert f'href="/decisions/{decision.reference}/history/"' in page


def test_the_page_speaks_no_code(cast: Cast, guardian: Client) -> None:
    decision = decision_at(Status.SUPERSEDED, cast.practitioner)
    for kind in KINDS:
        notes(cast.practitioner, kind, decision_id=decision.pk)
    shown = " ".join(lines_of(guardian.get(LOG)))
    assert not re.search(r"\b(decision|person|account|access|history)\.\w", shown)
    assert not re.search(r"\d{4}-\d\d-\d\d", shown)
    assert "{" not in shown


@pytest.mark.parametrize("who", ["practitioner", "colleague", "lead", "administrator"])
@pytest.mark.parametrize("address", [LOG, "/history/export/"])
def test_others_are_told_that_it_is_the_guardians(
    who: str, address: str, request: pytest.FixtureRequest
) -> None:
    browser: Client = request.getfixturevalue(who)
    answer = browser.get(address)
    assert answer.status_code == 403
    assert "Only the Guardian and their deputies" in answer.content.decode()


def test_a_guardian_elsewhere_sees_nothing_of_ours(cast: Cast, stranger: Client) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    for asked in ("", f"?record={decision.reference}", f"?person={cast.practitioner.person_id}"):
        page = stranger.get(LOG + asked).content.decode()
        shown = " ".join(lines_of(stranger.get(LOG + asked)))
        assert "Posy" not in page
        assert f"record {decision.reference}" not in shown


def test_another_guardian_sees_that_the_first_has_looked(
    cast: Cast, guardian: Client, second: Client
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    guardian.get(LOG)
    guardian.get(f"{LOG}?kind=refusals&person={cast.practitioner.person_id}&since=2026-03-04")
    guardian.get(f"/decisions/{decision.reference}/history/")
    guardian.get(f"/decisions/{decision.reference}/as-it-stood/2/")
    seen = lines_of(second.get(f"{LOG}?kind=looks&person={cast.guardian.person_id}"))
    assert [re.sub(r"^.*?m (Alder.*?) (Caldicott Guardian).*$", r"\1", line) for line in seen] == [
        f"Alder Finch opened record {decision.reference} as it once stood After change 2",
        f"Alder Finch opened the history of record {decision.reference}",
        (
            "Alder Finch searched the history of the organisation Looked for: Refusals; "
            "by Posy Thimble; from 4 March 2026"
        ),
        "Alder Finch opened the history of the organisation",
    ]


def test_filters_are_posted_and_become_codes(cast: Cast, guardian: Client) -> None:
    answer = guardian.post(
        LOG,
        {
            "kind": "looks",
            "person": str(cast.lead.person_id),
            "record": "",
            "since-day": "4", "since-month": "March", "since-year": "2026",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert answer["Location"] == f"{LOG}?kind=looks&person={cast.lead.person_id}&since=2026-03-04"


def test_mistakes_in_the_filters_are_told(guardian: Client) -> None:
    wrong = {"record": "7K4MQ", "since-day": "40", "since-month": "1", "since-year": "2026"}
    answer = guardian.post(LOG, wrong)
    assert answer.status_code == 422
    page = text_of(answer.content.decode())
    assert "This is not a whole reference" in page
    assert "January 2026 has 31 days" in page


def test_what_an_address_makes_up_is_left_out(cast: Cast, guardian: Client) -> None:
    decision_at(Status.DRAFT, cast.practitioner)
    wrong = "?kind=nonsense&person=0x1&record=AAAAA-AAAAA&since=yesterday&until=0001-01-01&older=x"
    assert lines_of(guardian.get(LOG + wrong))
    assert "nonsense" not in guardian.get(LOG + wrong).content.decode()
    assert guardian.get(f"{LOG}?person={'9' * 40}").status_code == 200


def test_each_filter_leaves_what_was_asked_for(cast: Cast, guardian: Client) -> None:
    one = decision_at(Status.DRAFT, cast.practitioner)
    other = decision_at(Status.DRAFT, cast.colleague)
    by_one = lines_of(guardian.get(f"{LOG}?person={cast.practitioner.person_id}"))
    assert by_one
    assert all("Posy Thimble" in line for line in by_one)
    on_other = lines_of(guardian.get(f"{LOG}?record={other.reference}"))
    assert on_other
    assert all(other.reference in line for line in on_other)
    both = f"{LOG}?record={one.reference}&person={cast.colleague.person_id}"
    assert lines_of(guardian.get(both)) == []
    begun = lines_of(guardian.get(f"{LOG}?record={one.reference}&kind=decision.drafted"))
    assert len(begun) == 1
    today, tomorrow = timezone.localdate(), timezone.localdate() + dt.timedelta(days=1)
    assert lines_of(guardian.get(f"{LOG}?since={today}&until={today}&kind=decision.drafted"))
    assert lines_of(guardian.get(f"{LOG}?since={tomorrow}")) == []
    assert lines_of(guardian.get(f"{LOG}?until={today - dt.timedelta(days=1)}")) == []
    assert "Nothing was found." in guardian.get(f"{LOG}?since={tomorrow}").content.decode()


def test_a_day_is_a_day_in_the_uk(cast: Cast) -> None:
    from decisions.guardian.asked import Asked

    day = Asked(since=dt.date(2026, 7, 1), until=dt.date(2026, 7, 1))
    assert day.begins == dt.datetime(2026, 6, 30, 23, tzinfo=dt.UTC)
    assert day.ends == dt.datetime(2026, 7, 1, 23, tzinfo=dt.UTC)


def test_refusals_say_which_record_was_asked_for(
    cast: Cast, colleague: Client, guardian: Client
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    other = decision_at(Status.INCOMPLETE, cast.practitioner)
    colleague.get(f"/decisions/{decision.reference}/recorded/")
    colleague.get(f"/decisions/{decision.reference}/safety/")
    [steps, page] = lines_of(guardian.get(f"{LOG}?kind=refusals"))
    assert "Linnet Marlow was refused" in page
    assert f"Asked for: the page of the record, {decision.reference}" in page
    assert "It is not theirs to see" in page
    assert f"Everyone’s safety, {decision.reference}" in steps
    assert len(lines_of(guardian.get(f"{LOG}?kind=refusals&record={decision.reference}"))) == 2
    assert lines_of(guardian.get(f"{LOG}?kind=refusals&record={other.reference}")) == []
    of_record = lines_of(guardian.get(f"{LOG}?record={decision.reference}"))
    assert sum("was refused" in line for line in of_record) == 2


def test_a_refusal_elsewhere_says_nothing_of_our_record(
    cast: Cast, stranger: Client, guardian: Client
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    stranger.get(f"/decisions/{decision.reference}/recorded/")
    assert lines_of(guardian.get(f"{LOG}?kind=refusals")) == []
    [there] = acts_of_kind(cast.stranger, "access.refused")
    assert there.decision_id is None
    [line] = lines_of(stranger.get(f"{LOG}?kind=refusals"))
    assert "Gwenllian Teg was refused" in line
    assert "It is not there" in line
    assert lines_of(stranger.get(f"{LOG}?record={decision.reference}")) == []


def test_corrections(cast: Cast, guardian: Client) -> None:
    first = decision_at(Status.INCOMPLETE, cast.practitioner)
    with acting(cast.practitioner.actor()):
        add_addendum(first, actor=cast.practitioner.actor(), text="More.", reason="It was heard.")
    decision_at(Status.SUPERSEDED, cast.practitioner)
    decision_at(Status.IN_ERROR, cast.practitioner)
    told = " / ".join(lines_of(guardian.get(f"{LOG}?kind=corrections")))
    for words in ("added an addendum", "by a later one", "made in error", "sealed the content"):
        assert told.count(words) == 1, words
    assert "It was heard" not in told


def share(who: Membership, *, shared: dt.timedelta, **columns: object) -> Decision:
    return recorded(who, shared_at=timezone.now() - shared, **columns)


def test_late_entries_are_those_past_the_organisations_own_limit(
    cast: Cast, guardian: Client
) -> None:
    late = share(cast.practitioner, shared=dt.timedelta(days=3, hours=4))
    just = share(cast.practitioner, shared=dt.timedelta(hours=23))
    recorded(cast.practitioner)
    [line] = lines_of(guardian.get(f"{LOG}?kind=late"))
    assert late.reference in line
    assert "Recorded 3 days and 4 hours after it was shared" in line
    actor = cast.administrator.actor()
    with acting(actor):
        cast.fernbrook.late_after_hours = 12
        cast.fernbrook.save(update_fields=["late_after_hours"])
    told = " ".join(lines_of(guardian.get(f"{LOG}?kind=late")))
    assert just.reference in told
    assert late.reference in told


def consents(who: Membership, status: str, **more: object) -> Decision:
    """A share whose person answered so about consent."""
    decision = draft(
        who,
        outcome=Outcome.SHARE_ALL,
        reasons="The baby cannot roll yet.",
        decided_at=timezone.now(),
    )
    record = record_of(decision, who)
    with acting(who.actor()):
        answer_for(record, record.people[0], actor=who.actor(), values={"status": status, **more})
        record_decision(load(record.decision), actor=who.actor())
    return decision


def test_shares_against_a_refusal_or_without_consent(cast: Cast, guardian: Client) -> None:
    who = cast.practitioner
    refused = consents(who, ConsentStatus.REFUSED, overridden=True, override_reason="Harm.")
    unasked = consents(who, ConsentStatus.NOT_SOUGHT, not_sought_reason="raises-risk")
    silent = recorded(who)
    given = consents(who, ConsentStatus.GIVEN)
    kept_back = recorded(who, outcome=Outcome.NOT_SHARE)
    told = lines_of(guardian.get(f"{LOG}?kind=overrides"))
    by_reference = {line.split(" in record ")[1][:11]: line for line in told}
    assert set(by_reference) == {refused.reference, unasked.reference, silent.reference}
    assert "although consent was refused" in by_reference[refused.reference]
    assert "Shared without consent: not asked for" in by_reference[unasked.reference]
    assert "nothing is written about it" in by_reference[silent.reference]
    assert given.reference not in by_reference
    assert kept_back.reference not in by_reference


def test_shares_in_the_public_interest(cast: Cast, guardian: Client) -> None:
    who = cast.practitioner
    recorded(who)
    decision = recorded(who)
    with acting(who.actor()):
        put_bases(
            record_of(decision, who),
            actor=who.actor(),
            bases={"CL-PUB": {"layer": "confidentiality", "evidence": "A baby."}},
        )
    [line] = lines_of(guardian.get(f"{LOG}?kind=public-interest"))
    assert decision.reference in line


def test_sign_ins_and_failures(cast: Cast, guardian: Client) -> None:
    somebody = Client()
    somebody.post("/sign-in/", {"login": cast.practitioner.person.email, "password": "wrong"})
    somebody.post("/sign-in/", {"login": cast.practitioner.person.email, "password": PASSWORD})
    told = " / ".join(lines_of(guardian.get(f"{LOG}?kind=sign-ins")))
    assert "A sign-in as Posy Thimble failed" in told
    assert "Posy Thimble signed in" in told


def test_prints_are_looks_and_leave_the_house(
    cast: Cast, practitioner: Client, guardian: Client
) -> None:
    decision = decision_at(Status.INCOMPLETE, cast.practitioner)
    practitioner.get(f"/decisions/{decision.reference}/print/")
    for code in ("looks", "exports"):
        assert "printed record" in " ".join(lines_of(guardian.get(f"{LOG}?kind={code}")))


def test_acts_about_colleagues_name_them(
    cast: Cast, administrator: Client, guardian: Client
) -> None:
    administrator.post(f"/people/{cast.lead.pk}/name/lead/")
    administrator.post(f"/people/{cast.colleague.pk}/deactivate/")
    told = " / ".join(lines_of(guardian.get(f"{LOG}?kind=people")))
    assert "Hazel Tumble ended a colleague’s access About: Linnet Marlow" in told


def test_somebody_who_has_left_can_still_be_asked_for(
    cast: Cast, administrator: Client, guardian: Client
) -> None:
    decision_at(Status.DRAFT, cast.colleague)
    administrator.post(f"/people/{cast.colleague.pk}/deactivate/")
    page = guardian.get(f"{LOG}?person={cast.colleague.person_id}")
    assert "Linnet Marlow began record" in " ".join(lines_of(page))


def test_every_kind_of_act_can_be_looked_for() -> None:
    offered = {code for code, _ in choices()}
    assert set(KINDS) <= offered
    assert {group_of(kind) for kind in KINDS} <= set(LABELS)
    grouped = [kind for code in LABELS for kind in kinds_of(code)]
    assert set(grouped) == set(KINDS)


def test_a_search_leaves_no_typed_text(cast: Cast, guardian: Client) -> None:
    guardian.post(LOG, {"record": "Mrs Smith’s baby", "kind": "", "person": ""})
    assert acts_of_kind(cast.guardian, "history.searched") == []
    with reading(cast.guardian.actor()):
        assert not Act.objects.filter(detail__icontains="Smith").exists()
