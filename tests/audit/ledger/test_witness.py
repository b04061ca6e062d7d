"""Does a witness sign what goes on from before, and raise the alarm at what was rewritten?"""

from __future__ import annotations

import base64
import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from pytest_django import Settings

from accounts.door import SYSTEM, reading
from audit.ledger import witnessing
from audit.ledger.keys import load_key_file, make_key_file
from audit.ledger.notes import COSIGNATURE, Checkpoint, SigningKey, sign_note, verify_note
from audit.models import Act, Alarm, WitnessedLog
from tests.audit.ledger.logs import NOW, Log
from tests.cast import Cast, client_of

LOG = Log()
REWRITTEN = Log(rewritten=2)
OTHER = Log("marrow.example/history", seed=b"5")
STRANGER = Log("stranger.example/history", seed=b"6")


@pytest.fixture
def witness(tmp_path: Path, settings: Settings) -> SigningKey:
    """This server witnesses two logs."""
    settings.WITNESS_KEY_FILE = str(tmp_path / "witness.key")
    settings.WITNESS_LOGS_FILE = str(tmp_path / "logs.txt")
    settings.HISTORY_ALARM_EMAIL = ["guardian@marrow.example"]
    (tmp_path / "logs.txt").write_text(f"# partners\n{LOG.vkeys()}{OTHER.vkeys()}")
    make_key_file(tmp_path / "witness.key", "willow.example/witness")
    return load_key_file(tmp_path / "witness.key")


@pytest.fixture(autouse=True)
def no_limit(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "witness": None}


def request_of(old: int, proof: list[bytes], note: str) -> str:
    lines = [f"old {old}", *(base64.b64encode(each).decode() for each in proof)]
    return "\n".join([*lines, "", note])


@dataclass(frozen=True)
class Answered:
    code: int
    text: str
    kind: str


def post(body: str | bytes, client: Client | None = None) -> Answered:
    """As another server posts: no cookies, no token, and Django's check against forgery on."""
    client = client or Client(enforce_csrf_checks=True)
    answer = client.post("/witness/add-checkpoint", body, content_type="text/plain")
    return Answered(answer.status_code, answer.content.decode(), answer["Content-Type"])


def send(log: Log, old: int, new: int, **more: object) -> Answered:
    return post(request_of(old, log.proof(old, new), log.note(new, **more)))


def alarms() -> list[tuple[str, str]]:
    with reading(SYSTEM("tests")):
        return list(Alarm.objects.order_by("pk").values_list("origin", "kind"))


def size_seen(log: Log = LOG) -> int:
    return WitnessedLog.objects.get(origin=log.name).size


pytestmark = pytest.mark.django_db


def test_a_log_that_only_grows_is_signed_each_time(witness: SigningKey) -> None:
    for old, new in ((0, 3), (3, 3), (3, 64), (64, 65), (65, 300)):
        answer = send(LOG, old, new)
        assert answer.code == 200, answer
        _checkpoint, [signed] = verify_note(LOG.note(new) + answer.text, [witness.verifying])
        assert signed.at is not None
        assert size_seen() == new
    assert alarms() == []


def test_several_logs_are_kept_apart(witness: SigningKey) -> None:
    assert send(LOG, 0, 5).code == 200
    assert send(OTHER, 0, 7).code == 200
    assert send(LOG, 5, 6).code == 200
    assert (size_seen(LOG), size_seen(OTHER)) == (6, 7)


def test_an_empty_log_may_begin(witness: SigningKey) -> None:
    assert send(LOG, 0, 0).code == 200
    assert send(LOG, 0, 4).code == 200


def test_a_log_that_is_not_known_is_refused(witness: SigningKey) -> None:
    assert send(STRANGER, 0, 5).code == 404
    assert WitnessedLog.objects.count() == 0


def test_a_note_that_the_log_did_not_sign_is_refused(witness: SigningKey) -> None:
    forged = Log(seed=b"x")
    assert send(forged, 0, 5).code == 403
    altered = LOG.note(5).replace("\n5\n", "\n6\n")
    assert post(request_of(0, [], altered)).code == 403
    # Signed by a log that is known, but not in its own name.
    borrowed = sign_note(Checkpoint(LOG.name, 5, LOG.root(5)), OTHER.keys, NOW)
    assert post(request_of(0, [], borrowed)).code == 403
    assert WitnessedLog.objects.count() == 0


def test_from_another_size_the_witness_tells_its_own(witness: SigningKey) -> None:
    send(LOG, 0, 10)
    for old in (0, 5):
        assert send(LOG, old, 20) == Answered(409, "10\n", "text/x.tlog.size")
    assert post(request_of(11, [], LOG.note(20))).code == 409
    assert size_seen() == 10
    assert alarms() == []


def test_a_smaller_log_is_never_signed(witness: SigningKey) -> None:
    send(LOG, 0, 10)
    assert send(LOG, 0, 9) == Answered(409, "10\n", "text/x.tlog.size")
    assert post(request_of(10, [], LOG.note(9))).code == 400
    assert size_seen() == 10


def test_a_rewritten_log_of_the_same_size_raises_an_alarm(witness: SigningKey) -> None:
    send(LOG, 0, 10)
    assert send(REWRITTEN, 10, 10).code == 422
    assert alarms() == [(LOG.name, "fork")]
    assert size_seen() == 10


def test_both_notes_are_kept_and_mailed_as_evidence(witness: SigningKey) -> None:
    first = LOG.note(10) + send(LOG, 0, 10).text
    send(REWRITTEN, 10, 10)
    [alarm] = Alarm.objects.all()
    assert (alarm.seen, alarm.sent) == (first, REWRITTEN.note(10))
    for evidence in (alarm.seen, alarm.sent):
        assert verify_note(evidence, [key.verifying for key in LOG.keys])
    [letter] = mail.outbox
    assert letter.to == ["guardian@marrow.example"]
    assert first in letter.body
    assert REWRITTEN.note(10) in letter.body


def test_a_fork_shows_whatever_size_it_claims_to_go_on_from(witness: SigningKey) -> None:
    send(LOG, 0, 10)
    assert send(REWRITTEN, 4, 10).code == 409
    assert alarms() == [(LOG.name, "fork")]


def test_a_rewritten_log_that_grew_cannot_prove_itself(witness: SigningKey) -> None:
    send(LOG, 0, 10)
    assert send(REWRITTEN, 10, 20).code == 422
    assert alarms() == [(LOG.name, "unproven")]
    assert send(LOG, 10, 20).code == 200, "the true log still goes on"


def test_a_log_that_went_back_and_says_so_later_raises_an_alarm(witness: SigningKey) -> None:
    send(LOG, 0, 10)
    assert send(LOG, 5, 8, at=NOW + timedelta(hours=1)).code == 409
    assert alarms() == [(LOG.name, "rollback")]


def test_an_old_note_that_somebody_sends_again_raises_none(witness: SigningKey) -> None:
    send(LOG, 0, 8)
    send(LOG, 8, 10)
    assert send(LOG, 0, 8).code == 409
    assert send(LOG, 0, 8, at=NOW - timedelta(hours=1)).code == 409
    assert alarms() == []


def test_an_old_heartbeat_does_not_turn_back_the_time(witness: SigningKey) -> None:
    send(LOG, 0, 10, at=NOW)
    assert send(LOG, 10, 10, at=NOW - timedelta(days=1)).code == 200
    assert WitnessedLog.objects.get().signed_at == NOW


def test_an_alarm_stands_in_the_log_of_each_organisation(witness: SigningKey, cast: Cast) -> None:
    send(LOG, 0, 10)
    send(REWRITTEN, 10, 10)
    for member in (cast.guardian, cast.stranger):
        with reading(member.actor()):
            [act] = Act.objects.filter(kind="history.alarm")
            assert act.actor_kind == "system"
            assert act.detail == {"kind": "fork", "seen": 10, "sent": 10}


def test_the_same_evidence_counts_once(witness: SigningKey) -> None:
    send(LOG, 0, 10)
    for _again in range(3):
        send(REWRITTEN, 10, 10)
    assert len(alarms()) == 1
    assert len(mail.outbox) == 1


def test_new_evidence_is_kept_and_mailed_once_an_hour(witness: SigningKey) -> None:
    send(LOG, 0, 10)
    send(REWRITTEN, 10, 10)
    send(Log(rewritten=3), 10, 10)
    assert len(alarms()) == 2
    assert len(mail.outbox) == 1


def test_nobody_can_flood_it_with_false_proofs(witness: SigningKey) -> None:
    send(LOG, 0, 10)
    for size in range(11, 40):
        assert post(request_of(10, [bytes(32)], LOG.note(size))).code == 422
    assert alarms() == [(LOG.name, "unproven")]
    assert len(mail.outbox) == 1


def test_two_forked_logs_raise_two_alarms(witness: SigningKey) -> None:
    send(LOG, 0, 10)
    send(OTHER, 0, 10)
    send(REWRITTEN, 10, 10)
    send(Log(OTHER.name, rewritten=1, seed=b"5"), 10, 10)
    assert alarms() == [(LOG.name, "fork"), (OTHER.name, "fork")]
    assert len(mail.outbox) == 2


def test_a_mail_server_that_is_away_loses_no_evidence(witness: SigningKey) -> None:
    send(LOG, 0, 10)
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError("away")):
        assert send(REWRITTEN, 10, 10).code == 422
    assert alarms() == [(LOG.name, "fork")]


def test_evidence_cannot_be_taken_away(witness: SigningKey) -> None:
    from django.db import ProgrammingError, transaction

    send(LOG, 0, 10)
    send(REWRITTEN, 10, 10)
    for statement in ("DELETE FROM audit_alarm", "UPDATE audit_alarm SET kind = 'none'"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", 400),
        ("old 0", 400),
        ("old 01\n\n", 400),
        ("old -1\n\n", 400),
        ("young 0\n\n", 400),
        ("old 0\n\nno note", 400),
        ("old 0\nnot base64!\n\n" + LOG.note(5), 400),
        ("old 0\n" + "AAAA\n" * 64 + "\n" + LOG.note(5), 400),
        ("old 6\n\n" + LOG.note(5), 400),
        ("old 0\n" + base64.b64encode(bytes(32)).decode() + "\n\n" + LOG.note(5), 422),
        (b"old 0\n\n\xff", 400),
        ("old 0\n\n" + "x" * 70_000, 413),
    ],
)
def test_what_cannot_be_understood_is_refused(
    witness: SigningKey, body: str | bytes, code: int
) -> None:
    assert post(body).code == code
    assert alarms() == []


def test_a_log_of_nothing_with_a_root_is_refused(witness: SigningKey) -> None:
    note = sign_note(Checkpoint(LOG.name, 0, bytes(32)), LOG.keys, NOW)
    assert post(request_of(0, [], note)).code == 422


def test_too_many_requests_are_told_to_wait(witness: SigningKey, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "witness": "2/m/ip"}
    codes = [send(LOG, 0, 10).code for _request in range(4)]
    assert codes == [200, 409, 429, 429]


def test_whoever_compares_gets_the_latest_note(witness: SigningKey) -> None:
    address = f"/witness/{hashlib.sha256(LOG.name.encode()).hexdigest()}/checkpoint"
    assert Client().get(address).status_code == 404
    line = send(LOG, 0, 10).text
    stranger = SigningKey("x.example", COSIGNATURE, b"x" * 32)
    more = LOG.note(12) + stranger.sign("other text\n", NOW)
    assert Client().get(address).content.decode() == LOG.note(10) + line
    assert post(request_of(10, LOG.proof(10, 12), more)).code == 200
    found = Client().get(address).content.decode()
    assert "x.example" not in found, "a line that nobody checked is not passed on"
    assert len(verify_note(found, [LOG.keys[0].verifying, witness.verifying])[1]) == 2


def test_only_post_and_get_are_answered(witness: SigningKey) -> None:
    browser = Client()
    for method in ("GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        assert browser.generic(method, "/witness/add-checkpoint").status_code == 405
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        assert browser.generic(method, f"/witness/{'0' * 64}/checkpoint").status_code == 405


def test_nobody_is_signed_in_there_and_no_cookie_is_set(witness: SigningKey, cast: Cast) -> None:
    browser = client_of(cast.guardian)
    answer = browser.post(
        "/witness/add-checkpoint", request_of(0, [], LOG.note(5)), content_type="text/plain"
    )
    assert answer.status_code == 200
    assert not answer.cookies
    assert not hasattr(answer.wsgi_request, "session")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("missing", ["WITNESS_KEY_FILE", "WITNESS_LOGS_FILE"])
def test_where_nobody_is_witnessed_there_is_no_such_address(
    witness: SigningKey, settings: Settings, missing: str
) -> None:
    setattr(settings, missing, "")
    # Without the check against forged forms, which would answer first.
    assert Client().post("/witness/add-checkpoint").status_code == 404
    assert Client().get(f"/witness/{'0' * 64}/checkpoint").status_code == 404


@pytest.fixture
def committed(transactional_db: None, witness: SigningKey) -> SigningKey:
    return witness


def at_once(*bodies: str) -> list[Answered]:
    """All posts at the same moment, each on a connection of its own."""
    gate = threading.Barrier(len(bodies))

    def one(body: str) -> Answered:
        gate.wait()
        try:
            return post(body)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(one, bodies))


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_only_one_goes_on_from_the_same_size(committed: SigningKey) -> None:
    send(LOG, 0, 10)
    sizes = (11, 14, 12, 13)
    answers = at_once(*(request_of(10, LOG.proof(10, new), LOG.note(new)) for new in sizes))
    assert sorted(answer.code for answer in answers) == [200, 409, 409, 409]
    [signed] = [new for new, each in zip(sizes, answers, strict=True) if each.code == 200]
    assert size_seen() == signed
    assert {each.text for each in answers if each.code == 409} == {f"{signed}\n"}


@pytest.mark.django_db(transaction=True)
def test_two_first_checkpoints_at_once_begin_one_log(committed: SigningKey) -> None:
    answers = at_once(*(request_of(0, [], LOG.note(new)) for new in (5, 6, 7)))
    assert sorted(answer.code for answer in answers) == [200, 409, 409]
    assert WitnessedLog.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_a_fork_sent_at_once_one_side_is_signed_and_the_other_alarms(
    committed: SigningKey,
) -> None:
    bodies = [request_of(0, [], each.note(10)) for each in (LOG, REWRITTEN)]
    assert sorted(answer.code for answer in at_once(*bodies)) == [200, 409]
    assert alarms() == [(LOG.name, "fork")]


@pytest.mark.django_db(transaction=True)
def test_what_could_not_be_kept_is_not_signed(committed: SigningKey) -> None:
    """The signature leaves only after the commit."""
    with (
        patch.object(witnessing.WitnessedLog, "save", side_effect=RuntimeError("disk full")),
        pytest.raises(RuntimeError),
    ):
        send(LOG, 0, 10)
    assert WitnessedLog.objects.count() == 0
