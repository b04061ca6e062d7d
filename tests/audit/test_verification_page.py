"""Does the Guardian learn whether the history is unaltered, and what to do if it is not?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django import Settings

from accounts.door import SYSTEM, acting, reading
from audit.ledger import shown
from audit.models import Act, Alarm, WitnessedLog
from tests.audit.standalone.exported import PROGRAM, VKEYS
from tests.cast import Cast, client_of

pytestmark = pytest.mark.django_db
Says = Callable[..., str]


@pytest.fixture
def guardian(cast: Cast) -> Client:
    return client_of(cast.guardian)


@pytest.fixture
def says(guardian: Client) -> Says:
    def words(name: str = "verification", query: str = "") -> str:
        answer = guardian.get(reverse(name) + query)
        assert answer.status_code == 200
        text = unescape(strip_tags(answer.content.decode()))
        return re.sub(r"\s+", " ", text)

    return words


@pytest.fixture
def latest(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What the last check, or the signer, left behind; who may write it is tested elsewhere."""
    rows: dict[str, Any] = {}
    real = shown._one
    monkeypatch.setattr(shown, "_one", lambda query: rows.get(query) or real(query))

    def leave(query: str, *row: Any) -> None:
        rows[query] = row

    return leave


def report(cast: Cast, *findings: dict[str, Any], code: int = 0) -> str:
    return json.dumps(
        {
            "code": code,
            "findings": list(findings),
            "counts": {each["kind"]: 1 for each in findings},
            "organisations": {str(cast.fernbrook.pk): 12403, "999": 5},
            "first": "2026-03-04T09:00:00+00:00",
        }
    )


def test_before_the_first_check_it_says_so(says: Says) -> None:
    words = says()
    assert "Nothing has been checked yet" in words
    assert "does not show that an entry is true or complete" in words
    assert "no signer has been started" in words


def test_an_unaltered_history_is_told_in_one_sentence(
    cast: Cast, says: Says, latest: Callable[..., None]
) -> None:
    now = timezone.now()
    latest(shown.LATEST, now - timezone.timedelta(minutes=2), True, report(cast))
    latest(shown.SIGNER, now, 12500, None, "working", "")
    words = says()
    assert f"12,403 entries of {cast.fernbrook.name}, unaltered since 4 March 2026" in words
    assert "Last checked 2 minutes ago" in words
    assert "does not show that an entry is true or complete" in words
    assert "not being signed" not in words
    assert "more than a day old" not in words


def test_what_is_wrong_is_told_with_what_to_do_and_whom_to_tell(
    cast: Cast, says: Says, latest: Callable[..., None]
) -> None:
    finding = {"level": "wrong", "kind": "altered", "what": "Entry 512 is not what was signed."}
    ours = finding | {"organisation": cast.fernbrook.pk}
    theirs = finding | {"organisation": 999, "kind": "gone", "what": "Entry 7 was removed."}
    latest(shown.LATEST, timezone.now(), False, report(cast, ours, theirs, code=1))
    words = says()
    assert "Something is wrong with the history" in words
    assert "Entry 512 is not what was signed." in words
    assert "Entry 7" not in words, "it belongs to others"
    assert "1 more thing" in words
    assert "data protection officer" in words
    assert "72 hours" in words
    assert "Unaltered" not in words


def test_warnings_and_an_old_check_are_told(
    cast: Cast, says: Says, latest: Callable[..., None]
) -> None:
    warning = {"level": "warning", "kind": "configuration", "what": "The set-up was changed."}
    ago = timezone.now() - timezone.timedelta(days=2)
    latest(shown.LATEST, ago, True, report(cast, warning, code=3))
    words = says()
    assert "Unaltered" in words
    assert "The set-up was changed." in words
    assert "more than a day old" in words


def test_without_copies_elsewhere_it_says_what_that_leaves_open(
    says: Says, settings: Settings
) -> None:
    assert "Somebody who controls both the database and the signer" in says()
    settings.HISTORY_COPIES_EMAIL = ["guardian@elsewhere.example"]
    assert "Somebody who controls both" not in says()


def test_check_now_rings_the_bell_and_says_so(
    guardian: Client, cast: Cast, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung = []
    monkeypatch.setattr(shown, "ask_for_check", lambda: rung.append(True))
    answer = guardian.post(reverse("verification"))
    assert answer.status_code == 302
    assert rung == [True]
    assert "A check was asked for" in says(query="?asked=1")
    with reading(cast.guardian.actor()):
        assert Act.objects.filter(kind="history.check_asked").count() == 1


def test_looking_is_noted(cast: Cast, says: Says) -> None:
    says()
    with reading(cast.guardian.actor()):
        assert Act.objects.filter(kind="history.verification_viewed").count() == 1


def test_the_application_may_ring_the_bell(cast: Cast) -> None:
    with reading(cast.guardian.actor()):
        shown.ask_for_check()


def test_the_program_is_handed_out_as_it_is(guardian: Client) -> None:
    answer = guardian.get(reverse("verifier"))
    assert answer["Content-Type"].startswith("text/x-python")
    assert 'attachment; filename="verify_history.py"' in answer["Content-Disposition"]
    assert answer.content == PROGRAM.read_bytes()


def test_checkpoints_are_shown_page_by_page_with_who_signed_too(
    says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = [(size * 1000, timezone.now(), ["harbour.example/w"]) for size in range(60, 0, -1)]
    now = timezone.now()
    changed = [(2, "configuration", now, None, 2, 1), (1, "key", now, None, 0, 0)]

    def rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
        if query == shown.CHECKPOINTS:
            return [each for each in signed if values[0] is None or each[0] < values[0]][
                : values[2]
            ]
        return changed if query == shown.STATEMENTS else []

    monkeypatch.setattr(shown, "_all", rows)
    first = says("checkpoints")
    assert "60,000" in first
    assert "35,000" not in first
    assert "harbour.example/w" in first
    assert "2 lines added, 1 removed" in first
    assert "New keys sign from here on" in first
    second = says("checkpoints", "?before=36000")
    assert "35,000" in second
    assert "36,000" not in second
    last = says("checkpoints", "?before=11000")
    assert "Older" not in last
    assert "1,000" in last


def test_with_nothing_signed_the_page_says_so(says: Says) -> None:
    words = says("checkpoints")
    assert "Nothing was signed." in words
    assert "No signer has been started." in words
    assert "No copy has left this server." in words


def test_health_says_ok_late_or_stopped_and_no_more(
    client: Client, db: None, latest: Callable[..., None]
) -> None:
    now = timezone.now()
    hour = timezone.timedelta(hours=1)
    for told, status, word in (
        ((now, 5, None, "working", ""), 200, "ok"),
        ((now, 5, hour, "working", ""), 503, "late"),
        ((now - hour / 2, 5, None, "working", ""), 503, "late"),
        ((now, 5, None, "stopped", "a secret reason"), 503, "stopped"),
        ((now - 2 * hour, 5, None, "working", ""), 503, "stopped"),
    ):
        latest(shown.SIGNER, *told)
        answer = client.get(reverse("history_health"))
        lines = answer.content.decode().splitlines()
        assert (answer.status_code, lines[0]) == (status, word)
        assert re.fullmatch(r"lag \d+", lines[1])
        assert re.fullmatch(r"age \d+", lines[2])
        assert len(lines) == 3


def test_health_without_a_signer_is_stopped(client: Client, db: None) -> None:
    answer = client.get(reverse("history_health"))
    assert (answer.status_code, answer.content) == (503, b"stopped\n")


def test_a_number_of_a_page_that_is_none_is_not_found(guardian: Client) -> None:
    for told in ("x", "-1", "9" * 30, "٣"):
        assert guardian.get(reverse("checkpoints"), {"before": told}).status_code == 404


def test_public_keys_are_shown(says: Says, settings: Settings, tmp_path: Any) -> None:
    settings.HISTORY_KEYS_FILE = tmp_path / "keys.txt"
    settings.HISTORY_KEYS_FILE.write_text("\n".join(VKEYS))
    words = says("checkpoints")
    assert all(key in words for key in VKEYS)


def test_what_a_witness_saw_is_told_first(says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "A witness has seen another history" not in says()
    row = (timezone.now(), "https://partner.example/witness", "It holds more entries than we have.")
    all_ = shown._all
    monkeypatch.setattr(
        shown, "_all", lambda query, *v: [row] if query == shown.ALARMS else all_(query, *v)
    )
    told = says()
    assert "A witness has seen another history than this one." in told
    assert "It holds more entries than we have." in told


def test_an_alarm_about_a_history_that_we_watch_is_shown(
    says: Says, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    with acting(SYSTEM("witness")):
        WitnessedLog.objects.create(origin="partner.example/history", size=12_403, root=b"")
        Alarm.objects.create(origin="partner.example/history", kind="fork", seen="", sent="")
    with django_assert_max_num_queries(24):
        told = says("checkpoints")
    assert "partner.example/history: 12,403 entries" in told
    assert "partner.example/history sent a checkpoint that does not fit" in told


def test_the_lines_of_a_change_are_shown(says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    statement = (7, "configuration", timezone.now(), None, 1, 1)
    lines = {"added": [(7, "trigger D public.a")], "removed": [(7, "trigger A public.a")]}

    def all_(query: str, *values: Any) -> list[Any]:
        if query == shown.STATEMENTS:
            return [statement]
        return lines[values[0]] if query == shown.CHANGED else []

    monkeypatch.setattr(shown, "_all", all_)
    told = says("checkpoints")
    assert "1 lines added, 1 removed" in told
    assert "Removed: trigger A public.a Added: trigger D public.a" in told
