"""Does the demonstration load through the real actions, whole, walled off and as it is written?"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.door import SYSTEM, reading
from accounts.models import Organisation, Person
from consent.choices import ConsentStatus
from decisions.after import load_after
from decisions.choices import LinkKind, Outcome, Status
from decisions.demonstration import cast
from decisions.demonstration.loader import load_demonstration
from decisions.models import Attention, Decision, DecisionLink
from decisions.record import Record, load
from decisions.schemes import policies as schemes
from decisions.steps import missing
from decisions.transfers import policies as transfers

pytestmark = pytest.mark.timeout(300)
FEW = 80


@pytest.fixture
def places(db: None) -> dict[str, Organisation]:
    """Both organisations, with everybody and a few decisions more than there are situations."""
    assert load_demonstration(timezone.localdate(), FEW) == FEW
    with reading(SYSTEM("tests")):
        found = {row["key"]: row["name"] for row in cast.written()["organisations"]}
        return {key: Organisation.objects.get(name=name) for key, name in found.items()}


def all_in(place: Organisation) -> list[Decision]:
    with reading(SYSTEM("tests", place.pk)):
        return list(Decision.objects.select_related("author", "organisation").order_by("id"))


def the_record(place: Organisation, words: str) -> Record:
    """The one record whose reasons begin so."""
    with reading(SYSTEM("tests", place.pk)):
        return load(Decision.objects.get(reasons__startswith=words))


def test_it_loads_whole(places: dict[str, Organisation]) -> None:
    by_place = {key: all_in(place) for key, place in places.items()}
    both = [each for found in by_place.values() for each in found]
    assert len(both) == FEW
    assert all(each.organisation_id == places[key].pk for key, f in by_place.items() for each in f)
    states = Counter(each.status for each in both)
    for status in Status.values:
        assert states[status], status
    assert {each.outcome for each in both} == {"", *Outcome.values}
    _times_are_honest(both)
    _a_worked_case_is_as_it_is_written(places["fernbrook"])
    _adults_keep_the_rules_of_2018(places["fernbrook"])
    _the_school_asks_again(places["fernbrook"])
    _consent_is_taken_back(places["fernbrook"])
    _the_teacher_reports_in_person(places["glan-yr-afon"])
    for place in places.values():
        _a_concern_went_to_the_police_and_a_file_moved(place)
        _nobody_waits_for_months_to_be_told(place)
    _everybody_can_sign_in()
    _it_is_loaded_once_only()


def _times_are_honest(both: list[Decision]) -> None:
    now = timezone.now()
    for each in both:
        if not each.is_recorded:
            continue
        assert each.recorded_at < now
        assert each.decided_at <= each.recorded_at
        assert each.shared_at is None or each.decided_at <= each.shared_at <= each.recorded_at
    late = [each for each in both if each.is_recorded and each.delay_reason]
    assert any(each.recorded_at - each.decided_at > dt.timedelta(days=1) for each in late)


def _a_worked_case_is_as_it_is_written(fernbrook: Organisation) -> None:
    record = the_record(fernbrook, "A baby of four months who does not roll")
    with reading(SYSTEM("tests", fernbrook.pk)):
        assert record.decision.status == Status.RECORDED
        assert missing(record) == []
        assert str(record.decision.author) == "Posy Thimble"
    assert [item.nature for item in record.items].count("reported") == 2
    hospital = next(each for each in record.recipients if each.agency_type == "hospital")
    assert len(record.items_for(hospital)) == len(record.items) - 1
    (refused,) = [each for each in record.consents if each.status == ConsentStatus.REFUSED]
    assert refused.overridden
    assert refused.override_reason
    assert all(each.status != ConsentStatus.GIVEN for each in record.consents)


def _adults_keep_the_rules_of_2018(fernbrook: Organisation) -> None:
    record = the_record(fernbrook, "She can make this decision, knows the amounts")
    assert record.decision.golden_rules == "golden-rules-2018"
    assert record.decision.outcome == Outcome.NOT_SHARE
    assert record.recipients == []


def _the_school_asks_again(fernbrook: Organisation) -> None:
    first = the_record(fernbrook, "The request names no purpose")
    later = the_record(fernbrook, "This time the request has a purpose")
    assert first.request is not None
    assert first.request.words.startswith("Hi, could you please send over all notes")
    (tie,) = later.links
    assert (tie.earlier_id, tie.kind) == (first.decision.pk, LinkKind.LATER_REQUEST)
    assert first.decision.outcome == Outcome.NOT_YET


def _consent_is_taken_back(fernbrook: Organisation) -> None:
    earlier = the_record(fernbrook, "Parent E asked for this and signed for it")
    assert {each.status for each in earlier.consents} == {
        ConsentStatus.GIVEN,
        ConsentStatus.NOT_SOUGHT,
    }
    assert len(earlier.withdrawals) == 2
    stopped = the_record(fernbrook, "The sharing rested on consent")
    assert stopped.decision.outcome == Outcome.NOT_SHARE
    assert stopped.bases == []


def _the_teacher_reports_in_person(glan: Organisation) -> None:
    record = the_record(glan, "She told me herself")
    police = next(each for each in record.recipients if each.agency_type == "police")
    assert police.sent_by_id == record.decision.author_id
    assert "FGM-5B" in {basis.code for basis in record.bases}


def _a_concern_went_to_the_police_and_a_file_moved(place: Organisation) -> None:
    with reading(SYSTEM("tests", place.pk)):
        found = [load_after(load(each)) for each in all_in(place)]
    [concern] = [(each, row) for each in found for row in each.schemes]
    assert schemes.state_of(*concern) in {schemes.CHECKED, schemes.TOLD}
    moved = [transfers.state_of(each, row) for each in found for row in each.transfers]
    assert moved
    assert transfers.PREPARED not in moved


def _nobody_waits_for_months_to_be_told(place: Organisation) -> None:
    """A lead sees who was not told lately; whoever was not told long ago was told since."""
    long_ago = timezone.now() - dt.timedelta(days=14)
    with reading(SYSTEM("tests", place.pk)):
        waiting = Attention.objects.filter(organisation=place.pk, reason="not-told")
        assert not waiting.filter(since__lt=long_ago).exists()


def _everybody_can_sign_in() -> None:
    (_, address, *_), *others = cast.accounts()
    assert Client().login(email=address, password=cast.written()["password"]) or Client().login(
        username=address, password=cast.written()["password"]
    )
    with reading(SYSTEM("tests")):
        assert Person.objects.count() == 1 + len(others)


def _it_is_loaded_once_only() -> None:
    with pytest.raises(CommandError, match="has the demonstration's organisations"):
        call_command("load_demonstration", verbosity=0)


def test_a_replaced_record_stays_beside_the_one_that_replaces_it(
    places: dict[str, Organisation],
) -> None:
    for place in places.values():
        with reading(SYSTEM("tests", place.pk)):
            for tie in DecisionLink.objects.filter(kind=LinkKind.SUPERSEDES).select_related():
                assert tie.earlier.status in {Status.SUPERSEDED, Status.IN_ERROR}
                assert tie.decision.is_recorded
                assert tie.earlier.closing_reason


def test_the_accounts_are_listed_in_plain_columns() -> None:
    out = StringIO()
    call_command("demonstration_accounts", stdout=out)
    text = out.getvalue()
    assert "posy.thimble@fernbrook.example" in text
    assert "Designated safeguarding person (practitioner, lead)" in text
    assert text.splitlines()[-1] == f"Password for all of them: {cast.written()['password']}"


@pytest.mark.parametrize("command", ["load_demonstration", "demonstration_accounts"])
def test_production_has_no_invented_people(command: str, settings: object) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="demonstration only"):
        call_command(command)
