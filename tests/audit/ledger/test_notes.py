"""Are notes read and written as others do, and is a forged or mangled one refused?"""

from __future__ import annotations

import base64
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.ledger.notes import (
    COSIGNATURE,
    PLAIN,
    Checkpoint,
    NoteRefused,
    SigningKey,
    cosign,
    parse_checkpoint,
    parse_skey,
    parse_vkey,
    read_vkeys,
    sign_note,
    split_note,
    verify_note,
)

# golang.org/x/mod/sumdb/note
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
BY_PETER = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotp"
    "RZb6KE6RyyBwJnAM=\n"
)
BY_ENOCH = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox"
    "33WWd1RvMc+QQ=\n"
)
# C2SP signed-note
EXAMPLE = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE_NOTE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ON"
    "ncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# A checkpoint of a public log, with the cosignatures that real witnesses gave it.
LOG = (
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
)
WITNESSES = [
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
    "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
    (
        "transparency.dev/DEV:witness-little-garden+d8042a87+"
        "BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM"
    ),
]
PUBLIC_NOTE = """\
arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
"""  # noqa: E501

NOW = datetime(2026, 3, 4, 15, 40, tzinfo=UTC)
NAME = "fernbrook.example/history"
PLAIN_KEY = SigningKey(NAME, PLAIN, b"1" * 32)
TIMED_KEY = SigningKey(NAME, COSIGNATURE, b"2" * 32)
CHECKPOINT = Checkpoint(NAME, 12403, bytes(range(32)))
NOTE = sign_note(CHECKPOINT, [PLAIN_KEY, TIMED_KEY], NOW)
KEYS = [PLAIN_KEY.verifying, TIMED_KEY.verifying]


@pytest.mark.parametrize("text", [PETER, ENOCH, EXAMPLE, LOG, *WITNESSES])
def test_public_keys_of_others_are_read_and_written_back(text: str) -> None:
    assert parse_vkey(text).vkey() == text


def test_a_private_key_of_another_program_signs_as_it_did() -> None:
    key = parse_skey(PETER_SECRET)
    assert key.skey() == PETER_SECRET
    assert key.vkey() == PETER
    assert key.sign(TEXT, NOW) == BY_PETER


def test_notes_of_others_are_verified() -> None:
    for vkey, note in ((EXAMPLE, EXAMPLE_NOTE), (PETER, f"{TEXT}\n{BY_PETER}")):
        body, [line] = split_note(note)
        raw = base64.b64decode(line.split(" ")[2])
        assert parse_vkey(vkey).verify(body, raw[4:]) is None


def test_a_public_log_and_its_witnesses_are_verified() -> None:
    keys = [parse_vkey(text) for text in (LOG, *WITNESSES)]
    checkpoint, signed = verify_note(PUBLIC_NOTE, keys)
    assert checkpoint.origin == "arche2025h1.staging.ct.transparency.dev"
    assert checkpoint.size == 1432088532
    assert [each.algorithm for each in signed] == [1, 4, 4, 4, 4]
    assert {each.at for each in signed[1:]} == {datetime.fromtimestamp(0x6A122120, UTC)}


def test_a_changed_checkpoint_is_refused_by_log_and_by_witness() -> None:
    forged = PUBLIC_NOTE.replace("1432088532", "1432088533")
    for text in (LOG, *WITNESSES):
        with pytest.raises(NoteRefused, match="not true"):
            verify_note(forged, [parse_vkey(text)])


def test_what_is_signed_is_read_back() -> None:
    checkpoint, signed = verify_note(NOTE, KEYS)
    assert checkpoint == CHECKPOINT
    assert [(each.name, each.algorithm, each.at) for each in signed] == [
        (NAME, PLAIN, None),
        (NAME, COSIGNATURE, NOW),
    ]
    assert NOTE.startswith(f"{NAME}\n12403\nAAECAwQF")


def test_a_witness_adds_its_line() -> None:
    witness = SigningKey("marrow.example/witness", COSIGNATURE, b"3" * 32)
    both = NOTE + cosign(NOTE, witness, NOW)
    assert len(verify_note(both, [*KEYS, witness.verifying])[1]) == 3
    assert len(verify_note(both, KEYS)[1]) == 2, "a key that is not known is passed over"


def test_a_note_of_strangers_is_refused() -> None:
    with pytest.raises(NoteRefused, match="nobody whose key is known"):
        verify_note(NOTE, [parse_vkey(PETER)])
    same_name = SigningKey(NAME, PLAIN, b"9" * 32)
    with pytest.raises(NoteRefused, match="nobody whose key is known"):
        verify_note(NOTE, [same_name.verifying])


def test_one_false_signature_of_a_known_key_spoils_the_note() -> None:
    body, [plain, timed] = split_note(NOTE)
    raw = bytearray(base64.b64decode(timed.split(" ")[2]))
    raw[8] ^= 1
    forged = f"{body}\n{plain}— {NAME} {base64.b64encode(raw).decode()}\n"
    with pytest.raises(NoteRefused, match="not true"):
        verify_note(forged, KEYS)
    assert verify_note(forged, KEYS[:1])


@settings(deadline=None)
@given(st.integers(0, len(NOTE.encode()) - 1), st.integers(1, 255))
def test_no_byte_of_a_note_can_be_changed(where: int, by: int) -> None:
    spoiled = bytearray(NOTE.encode())
    spoiled[where] ^= by
    try:
        text = spoiled.decode()
    except UnicodeDecodeError:
        return
    try:
        checkpoint, signed = verify_note(text, KEYS)
    except NoteRefused:
        return
    # A line whose name or number was spoiled is a stranger's; the other still holds.
    assert checkpoint == CHECKPOINT
    assert len(signed) == 1


@settings(deadline=None)
@given(st.text(), st.text(alphabet="\n— +=Aab1", max_size=300))
def test_junk_is_refused_and_nothing_else_breaks(any_text: str, near: str) -> None:
    for read in (parse_vkey, parse_skey, split_note, parse_checkpoint):
        for text in (any_text, near):
            with suppress(NoteRefused):
                read(text)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}\n{BY_PETER[:-1]}",
        f"\x01{TEXT}\n{BY_PETER}",
        f"{TEXT}\n— Bad Name x08go/ZJkuBS9UG=\n",
        f"{TEXT}\n{BY_PETER}Unexpected line.\n",
        f"{TEXT}\n{BY_PETER[:60]}ABCD{BY_PETER[60:]}",
        f"{TEXT}\n" + BY_PETER * 101,
        "x" * 300_000,
    ],
)
def test_badly_formed_notes_are_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        verify_note(text, [parse_vkey(PETER)])


@pytest.mark.parametrize(
    "body",
    [
        "", "\n", "a\n", "a\n1\n", "\n1\nAAECAwQF\n", "a\n01\n{root}\n", "a\n-1\n{root}\n",
        "a\n1\n{root}", "a\n1\nAAEC\n", "a\n1\n{root}\n\n", "a\n9223372036854775808\n{root}\n",
        "a\n\u0661\n{root}\n", "a\n1 \n{root}\n",
    ],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(body: str) -> None:
    root = base64.b64encode(bytes(32)).decode()
    with pytest.raises(NoteRefused):
        parse_checkpoint(body.replace("{root}", root))


def test_further_lines_of_a_log_are_kept_and_signed() -> None:
    more = Checkpoint(NAME, 0, bytes(32), ("one more line",))
    note = sign_note(more, [PLAIN_KEY], NOW)
    assert verify_note(note, KEYS)[0] == more


@pytest.mark.parametrize(
    "vkey",
    [
        PETER.replace("c74f20a3", "c74f20a4"),
        # Of the wrong length, and of an unknown kind, each with the number that would fit.
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "two words+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        PETER[:-1],
        "",
    ],
)
def test_a_key_that_does_not_fit_is_refused(vkey: str) -> None:
    with pytest.raises(NoteRefused):
        parse_vkey(vkey)


def test_a_file_of_keys_has_comments_and_an_order() -> None:
    told = f"# ours\n\n{PETER}\n  {ENOCH}  \n# the end"
    assert [key.vkey() for key in read_vkeys(told)] == [PETER, ENOCH]


def test_a_secret_is_not_shown() -> None:
    assert "1111" not in repr(PLAIN_KEY)
    assert "seed" not in repr(PLAIN_KEY)
