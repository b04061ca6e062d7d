"""Do checkpoints reach every copy, and does a copy that fails stop nobody?"""

from __future__ import annotations

import base64
import re
import stat
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
import time_machine
from django.core import mail
from pytest_django import Settings

from audit.ledger import copies
from audit.ledger.copies import Outcome, publish
from audit.ledger.notes import COSIGNATURE, PLAIN, SigningKey, cosign, parse_checkpoint
from tests.audit.ledger.logs import NOW, Log
from tests.audit.ledger.stub_witness import Answer, serving

LOG = Log()
WITNESS = SigningKey("marrow.example/witness", COSIGNATURE, b"w" * 32)
NOTE = re.compile(r"^(?:[^—\n][^\n]*\n){3,}\n(?:— [^\n]+\n)+", re.MULTILINE)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> Path:
    """Nothing is copied anywhere until a test says so."""
    copies._again_at.clear()
    settings.HISTORY_SIGNER_DIR = tmp_path / "signer"
    settings.HISTORY_COPIES_FILE = ""
    settings.HISTORY_COPIES_EMAIL = []
    settings.HISTORY_COPIES_URLS = []
    settings.HISTORY_WITNESS_KEYS_FILE = str(tmp_path / "witnesses.txt")
    (tmp_path / "witnesses.txt").write_text(f"# Marrow Hospital\n{WITNESS.vkey()}\n")
    return tmp_path


def send(size: int, previous: int = 0, **more: bool) -> list[Outcome]:
    return publish(LOG.note(size), previous, lambda old: LOG.proof(old, size), **more)


def test_with_no_copies_set_nothing_happens() -> None:
    assert send(3) == []


# The file
def notes_in(path: Path) -> list[int]:
    """The sizes of all whole notes in the file."""
    text = path.read_text(errors="replace")
    return [parse_checkpoint(found[0]).size for found in NOTE.finditer(text)]


@pytest.fixture
def file(place: Path, settings: Settings) -> Path:
    settings.HISTORY_COPIES_FILE = str(place / "checkpoints.txt")
    return place / "checkpoints.txt"


def test_each_checkpoint_is_added_to_the_file(file: Path) -> None:
    assert send(1) == send(2) == [Outcome("file", ok=True)]
    assert file.read_text() == f"{LOG.note(1)}\n{LOG.note(2)}\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


def test_it_is_on_the_disk_before_it_counts(file: Path) -> None:
    with patch("audit.ledger.copies.os.fsync") as flushed:
        send(1)
    assert flushed.called


def test_after_a_torn_end_the_next_note_is_whole(file: Path) -> None:
    first = f"{LOG.note(1)}\n".encode()
    for kept in range(1, len(first) + 1):
        file.write_bytes(first[:kept])
        send(2)
        sizes = notes_in(file)
        assert sizes[-1] == 2, f"torn after {kept} bytes"
        assert sizes[0] == 1 or kept < len(first) - 1, "a whole note was lost"


def test_a_file_that_cannot_be_written_is_told(place: Path, settings: Settings) -> None:
    settings.HISTORY_COPIES_FILE = str(place / "no" / "such" / "folder")
    [outcome] = send(1)
    assert not outcome.ok
    assert "No such file" in outcome.why


# The e-mail
@pytest.fixture
def addresses(settings: Settings) -> list[str]:
    settings.HISTORY_COPIES_EMAIL = ["board@fernbrook.example", "records@marrow.example"]
    return settings.HISTORY_COPIES_EMAIL


def test_a_mail_carries_the_whole_note(addresses: list[str]) -> None:
    assert send(7) == [Outcome("email", ok=True)]
    [sent] = mail.outbox
    assert sent.to == addresses
    assert LOG.note(7) in sent.body
    assert "7 entries" in sent.subject


def test_there_is_one_mail_an_hour(addresses: list[str]) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        send(1)
        for _minute in range(59):
            clock.shift(60)
            assert send(2) == [Outcome("email", ok=True, done=False)]
        assert len(mail.outbox) == 1
        clock.shift(60)
        assert send(3)[0].done
    assert len(mail.outbox) == 2


def test_a_change_of_keys_or_a_recovery_is_mailed_at_once(addresses: list[str]) -> None:
    send(1)
    send(2, at_once=True)
    send(3)
    assert [sent.subject for sent in mail.outbox] == [
        "Proof of the history: 1 entry",
        "Proof of the history: 2 entries",
    ]


def test_a_mail_server_that_is_away_is_asked_again_in_five_minutes(addresses: list[str]) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        with patch("django.core.mail.EmailMessage.send", side_effect=OSError("away")) as tried:
            assert not send(1)[0].ok
            clock.shift(60)
            send(2)
        assert tried.call_count == 1
        clock.shift(240)
        assert send(3) == [Outcome("email", ok=True)]


def test_a_damaged_memory_of_the_last_mail_sends_one(addresses: list[str]) -> None:
    send(1)
    from django.conf import settings

    (settings.HISTORY_SIGNER_DIR / "mail-due").write_text("torn")
    send(2)
    assert len(mail.outbox) == 2


# Witnesses
Witnessing = Callable[[str], Answer]


def asked(settings: Settings, answer: Witnessing, size: int = 9, previous: int = 4):
    """What becomes of a checkpoint that is posted to such a witness."""
    with serving(answer) as stub:
        settings.HISTORY_COPIES_URLS = [f"{stub.url}/witness/"]
        [outcome] = send(size, previous)
    return outcome, stub.posted


def signs(body: str) -> Answer:
    return 200, cosign(body.split("\n\n", 1)[1], WITNESS, NOW)


def test_a_witness_gets_the_proof_and_gives_its_signature(settings: Settings) -> None:
    outcome, [(path, body)] = asked(settings, signs)
    proof = [base64.b64encode(each).decode() for each in LOG.proof(4, 9)]
    assert path == "/witness/add-checkpoint"
    assert body == "\n".join(["old 4", *proof, "", LOG.note(9)])
    assert outcome == Outcome(
        f"{outcome.copy}", ok=True, lines=(cosign(LOG.note(9), WITNESS, NOW),)
    )


def test_the_first_checkpoint_needs_no_proof(settings: Settings) -> None:
    outcome, [(_path, body)] = asked(settings, signs, previous=0)
    assert body == f"old 0\n\n{LOG.note(9)}"
    assert outcome.ok


def test_a_witness_that_missed_some_gets_the_proof_from_where_it_is(settings: Settings) -> None:
    outcome, posted = asked(
        settings, lambda body: signs(body) if body.startswith("old 2\n") else (409, "2\n")
    )
    assert [body.split("\n")[0] for _path, body in posted] == ["old 4", "old 2"]
    assert len(outcome.lines) == 1


def test_a_witness_that_saw_more_than_there_is_raises_an_alarm(settings: Settings) -> None:
    outcome, posted = asked(settings, lambda _body: (409, "120\n"))
    assert len(posted) == 1
    assert (outcome.ok, outcome.alarm) == (False, True)
    assert "seen 120 entries, and this log has 9" in outcome.why


def test_a_witness_that_cannot_make_up_its_mind_is_not_asked_for_ever(settings: Settings) -> None:
    sizes = iter([1, 2, 3, 4, 5, 6])
    outcome, posted = asked(settings, lambda _body: (409, f"{next(sizes)}\n"))
    assert len(posted) == 3
    assert not outcome.ok


@pytest.mark.parametrize(
    ("answer", "why", "alarm"),
    [
        ((403, "no"), "does not know our newest key", False),
        ((404, "who?"), "does not know this log", False),
        ((422, "no"), "does not go on from what it saw before", True),
        ((400, "no"), "the code 400", False),
        ((429, "later"), "the code 429", False),
        ((503, "later"), "the code 503", False),
        ((409, "junk"), "the code 409", False),
        ((409, "٣"), "the code 409", False),
    ],
)
def test_what_a_witness_says_is_told(
    settings: Settings, answer: Answer, why: str, alarm: bool
) -> None:
    outcome, _posted = asked(settings, lambda _body: answer)
    assert (outcome.ok, outcome.alarm, outcome.lines) == (False, alarm, ())
    assert why in outcome.why


def test_only_true_signatures_of_known_witnesses_are_kept(settings: Settings) -> None:
    stranger = SigningKey("stranger.example/witness", COSIGNATURE, b"s" * 32)
    # In the log's own name, it would spoil the note for everybody.
    forged = SigningKey(LOG.name, PLAIN, b"f" * 32)
    good = cosign(LOG.note(9), WITNESS, NOW)
    lines = [
        cosign(LOG.note(9), stranger, NOW),
        cosign(LOG.note(8), WITNESS, NOW),
        cosign(LOG.note(9), forged, NOW),
        "junk\n",
        good,
    ]
    outcome, _posted = asked(settings, lambda _body: (200, "".join(lines)))
    assert outcome.lines == (good,)


def test_without_the_key_of_the_witness_its_signature_is_not_kept(settings: Settings) -> None:
    settings.HISTORY_WITNESS_KEYS_FILE = ""
    outcome, posted = asked(settings, signs)
    assert len(posted) == 1
    assert (outcome.ok, outcome.lines) == (True, ())
    assert "HISTORY_WITNESS_KEYS_FILE" in outcome.why


def test_a_witness_that_is_away_holds_nobody_up_for_a_minute(settings: Settings) -> None:
    settings.HISTORY_COPIES_URLS = ["https://marrow.example"]
    with (
        patch("audit.ledger.asking._post", side_effect=TimeoutError("away")) as tried,
        patch("audit.ledger.copies.time.monotonic") as clock,
    ):
        for clock.return_value in (100.0, 101.0, 159.0):
            [outcome] = send(9)
        assert (tried.call_count, outcome.ok, outcome.done) == (1, False, False)
        send(9, at_once=True)
        assert tried.call_count == 2, "a change of keys does not wait"
        clock.return_value = 220.0
        assert send(9)[0].done
    assert tried.call_count == 3


def test_a_witness_that_answered_is_asked_each_time(settings: Settings) -> None:
    with serving(signs) as stub:
        settings.HISTORY_COPIES_URLS = [stub.url]
        for size in (5, 6, 7):
            assert send(size)[0].ok
    assert len(stub.posted) == 3


def test_a_redirect_is_not_followed(settings: Settings) -> None:
    with (
        serving(signs) as elsewhere,
        serving(lambda _body: (302, ""), {"Location": f"{elsewhere.url}/x"}) as stub,
    ):
        settings.HISTORY_COPIES_URLS = [stub.url]
        [outcome] = send(9)
    assert not outcome.ok
    assert not elsewhere.posted


def test_an_answer_without_end_is_cut_off(settings: Settings) -> None:
    outcome, _posted = asked(settings, lambda _body: (200, "x" * 1_000_000))
    assert not outcome.ok
    assert "too long" in outcome.why


@pytest.mark.parametrize(
    "url",
    [
        "http://marrow.example",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "http://127.0.0.1.evil.example",
    ],
)
def test_nothing_is_sent_in_the_clear(settings: Settings, url: str) -> None:
    settings.HISTORY_COPIES_URLS = [url]
    with patch("audit.ledger.asking.build_opener") as opened:
        [outcome] = send(9)
    assert not outcome.ok
    assert "https://" in outcome.why
    assert not opened.called


def test_one_failure_stops_no_other_copy(
    place: Path, settings: Settings, addresses: list[str]
) -> None:
    settings.HISTORY_COPIES_FILE = str(place)
    settings.HISTORY_WITNESS_KEYS_FILE = str(place / "none")
    with serving(signs) as stub:
        settings.HISTORY_COPIES_URLS = ["http://127.0.0.1:1", stub.url]
        outcomes = send(9)
    assert [outcome.ok for outcome in outcomes] == [False, True, False, False]
    assert all(outcome.why for outcome in outcomes if not outcome.ok)


def test_a_proof_that_cannot_be_made_is_that_copys_failure(place: Path, settings: Settings) -> None:
    def none(_old: int) -> list[bytes]:
        raise RuntimeError("no tiles")

    settings.HISTORY_COPIES_FILE = str(place / "checkpoints.txt")
    settings.HISTORY_COPIES_URLS = ["http://127.0.0.1:1"]
    file, witness = publish(LOG.note(9), 4, none)
    assert file.ok
    assert (witness.ok, witness.why) == (False, "It failed: no tiles")
