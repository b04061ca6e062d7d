"""Does the program for a partner's laptop notice a rewritten history, with Python alone?"""

from __future__ import annotations

import base64
import hashlib
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.ledger.notes import SigningKey, parse_vkey, verify_note
from audit.standalone import watch_history
from tests.audit.ledger.logs import NAME, Log
from tests.audit.ledger.stub_witness import Answer, serving

PROGRAM = Path(watch_history.__file__)
LOG, REWRITTEN = Log(), Log(rewritten=2)
FINE, ALTERED, NOT_CHECKED, QUIET = 0, 1, 2, 3

# RFC 8032, 7.1: secret key, public key, message, and the two halves of the signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155",
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac",
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        hashlib.sha512(b"abc").hexdigest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589",
        "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]
RAW = [tuple(map(bytes.fromhex, (*told, r + s))) for *told, r, s in VECTORS]


@pytest.mark.parametrize("vector", RAW)
def test_signatures_are_those_of_the_standard(vector: tuple[bytes, ...]) -> None:
    seed, public, message, signature = vector
    assert watch_history.public_of(seed) == public
    assert watch_history.sign(seed, message) == signature
    assert watch_history.is_signed(public, message, signature)
    for bit in (0, 255, 256, 400, 511):
        spoiled = bytearray(signature)
        spoiled[bit // 8] ^= 1 << bit % 8
        assert not watch_history.is_signed(public, message, bytes(spoiled))
    assert not watch_history.is_signed(public, message + b"x", signature)


@settings(deadline=None, max_examples=20)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_signatures_are_those_of_the_library(seed: bytes, message: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public = key.public_key().public_bytes_raw()
    assert watch_history.public_of(seed) == public
    assert watch_history.sign(seed, message) == key.sign(message)
    assert watch_history.is_signed(public, message, key.sign(message))


@settings(deadline=None, max_examples=30)
@given(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
def test_junk_is_signed_for_neither(public: bytes, signature: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, b"hello")
    except (InvalidSignature, ValueError):
        assert not watch_history.is_signed(public, b"hello", signature)


def test_a_signature_that_was_made_longer_is_refused() -> None:
    """S + L verifies the same equation; whoever takes it has two signatures for one."""
    _seed, public, message, signature = RAW[1]
    s = int.from_bytes(signature[32:], "little") + watch_history.ORDER
    assert not watch_history.is_signed(public, message, signature[:32] + s.to_bytes(32, "little"))
    assert not watch_history.is_signed(public, message, signature + b"\0")
    assert not watch_history.is_signed(public[:31], message, signature)


@dataclass
class Site:
    """The addresses of a history, served on this machine; what they serve can be changed."""

    folder: Path
    url: str = ""
    log: Log = LOG
    size: int = 5
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    false_proof: bool = False
    instead: str | None = None

    def answer(self, path: str) -> Answer:
        if self.instead is not None:
            return 200, self.instead
        if path == "/history/checkpoint":
            return 200, self.log.note(self.size, self.at)
        _empty, _history, _proof, old, new = path.split("/")
        proof = [bytes(32)] if self.false_proof else self.log.proof(int(old), int(new))
        return 200, "".join(f"{base64.b64encode(each).decode()}\n" for each in proof)

    @property
    def state(self) -> Path:
        return self.folder / "notes.txt"

    @property
    def alarm(self) -> Path:
        return self.folder / "notes.txt.alarm"

    def look(self, *more: str, keys: str = LOG.vkeys()) -> subprocess.CompletedProcess[str]:
        """As on a laptop: nothing but Python itself, no packages, no environment."""
        (self.folder / "keys.txt").write_text(f"# from the telephone\n{keys}")
        return run(
            self.url,
            "--key",
            str(self.folder / "keys.txt"),
            "--state",
            str(self.state),
            "--once",
            *more,
        )


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-S", str(PROGRAM), *arguments],
        capture_output=True, text=True, env={"PYTHONUTF8": "1"}, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    with serving(made.answer) as stub:
        made.url = stub.url
        yield made


def test_a_history_that_grows_is_fine_and_kept(site: Site) -> None:
    for size in (5, 8, 64, 65):
        site.size = size
        told = site.look()
        assert told.returncode == FINE, told.stderr
        assert f"{NAME}: {size} entries" in told.stdout
    kept = site.state.read_text()
    assert [kept.count(f"\n{size}\n") for size in (5, 8, 64, 65)] == [1, 1, 1, 1]
    assert not site.alarm.exists()


def test_what_says_nothing_new_is_not_kept_again(site: Site) -> None:
    site.look()
    before = site.state.read_bytes()
    assert site.look().returncode == FINE
    assert site.state.read_bytes() == before


def test_the_same_number_of_other_entries_is_an_alarm(site: Site) -> None:
    site.look()
    true_note = LOG.note(5, site.at)
    site.log = REWRITTEN
    told = site.look()
    assert told.returncode == ALTERED
    assert "The same 5 entries are not what they were." in told.stderr
    for place in (told.stderr, site.alarm.read_text()):
        assert true_note in place
        assert REWRITTEN.note(5, site.at) in place
    assert REWRITTEN.note(5, site.at) not in site.state.read_text()


def test_a_rewritten_history_that_grew_is_an_alarm(site: Site) -> None:
    site.look()
    site.log, site.size = REWRITTEN, 9
    told = site.look()
    assert told.returncode == ALTERED
    assert "The first 5 entries are not what they were." in told.stderr


def test_a_proof_that_is_not_one_is_an_alarm(site: Site) -> None:
    site.look()
    site.size, site.false_proof = 9, True
    assert site.look().returncode == ALTERED


def test_a_history_that_shrank_is_an_alarm(site: Site) -> None:
    site.look()
    site.size, site.at = 3, site.at + timedelta(seconds=5)
    told = site.look()
    assert told.returncode == ALTERED
    assert "There were 5 entries, and now there are 3." in told.stderr


def test_an_old_copy_of_the_address_is_no_alarm(site: Site) -> None:
    site.look()
    site.size, site.at = 3, site.at - timedelta(minutes=5)
    told = site.look()
    assert told.returncode == NOT_CHECKED
    assert "older than the last one" in told.stderr


def test_an_alarm_lasts_until_somebody_has_dealt_with_it(site: Site) -> None:
    site.look()
    site.log = REWRITTEN
    site.look()
    site.log = LOG
    assert site.look().returncode == ALTERED
    site.alarm.rename(site.folder / "dealt-with")
    assert site.look().returncode == FINE


def test_a_checkpoint_that_was_altered_on_the_way_is_refused(site: Site) -> None:
    site.instead = LOG.note(5).replace("\n5\n", "\n6\n")
    told = site.look()
    assert told.returncode == ALTERED
    assert "not true" in told.stderr
    assert not site.state.exists()


def test_a_stranger_with_the_same_name_is_not_believed(site: Site) -> None:
    site.log = Log(seed=b"z")
    told = site.look()
    assert told.returncode == NOT_CHECKED
    assert "ask the people who run it" in told.stderr


def test_a_witness_alone_does_not_speak_for_the_history(site: Site) -> None:
    """A known key in another name signs nothing here."""
    other = Log("other.example/history", seed=b"o")
    site.instead = (
        LOG.note(5).split("\n\n")[0]
        + "\n\n"
        + other.keys[0].sign(LOG.note(5).split("\n\n")[0] + "\n", site.at)
    )
    assert site.look(keys=other.vkeys()).returncode == NOT_CHECKED


@pytest.mark.parametrize(
    "instead", ["", "<html>Service unavailable</html>", "x" * 300_000, "a\nb\nc\n\n— d e\n"]
)
def test_what_is_no_checkpoint_is_told(site: Site, instead: str) -> None:
    site.instead = instead
    told = site.look()
    assert told.returncode == NOT_CHECKED
    assert "Traceback" not in told.stderr


def test_an_address_that_does_not_answer_is_told(tmp_path: Path) -> None:
    told = Site(tmp_path, url="http://127.0.0.1:1").look()
    assert told.returncode == NOT_CHECKED
    assert "did not answer" in told.stderr


def test_a_signer_that_has_stopped_is_told(site: Site) -> None:
    site.at = datetime.now(UTC) - timedelta(hours=2)
    told = site.look()
    assert told.returncode == QUIET
    assert "60" in told.stderr
    assert site.look("--quiet", "180").returncode == FINE


def test_after_a_torn_end_it_goes_on_from_the_last_whole_note(site: Site) -> None:
    site.look()
    whole = site.state.read_bytes()
    torn = LOG.note(8, site.at).encode()
    for kept in (1, 20, 60, 75, 100, len(torn) - 60, len(torn) - 1):
        site.state.write_bytes(whole + torn[:kept])
        for site.size in (9, 10):
            told = site.look()
            assert told.returncode == FINE, (kept, told.stderr)
    assert site.state.read_text().endswith(f"\n\n{LOG.note(10, site.at)}\n")


def test_a_state_of_something_else_is_not_overwritten(site: Site) -> None:
    site.state.write_text("My shopping list\n")
    assert site.look().returncode == NOT_CHECKED
    assert site.state.read_text() == "My shopping list\n"


def test_it_adds_a_signature_of_its_own(site: Site) -> None:
    secret = site.folder / "laptop.key"
    made = run("--make-key", "laptop.example/jo", "--cosign", str(secret))
    assert made.returncode == FINE
    vkey = parse_vkey(made.stdout)
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert run("--make-key", "x", "--cosign", str(secret)).returncode != FINE, "overwritten"

    told = site.look("--cosign", str(secret))
    assert told.returncode == FINE, told.stderr
    kept = site.state.read_text().removesuffix("\n")
    _checkpoint, signed = verify_note(kept, [LOG.keys[0].verifying, vkey])
    assert [each.name for each in signed] == [NAME, "laptop.example/jo"]
    assert abs(signed[1].at.timestamp() - time.time()) < 60
    site.size = 8
    assert site.look("--cosign", str(secret)).returncode == FINE, "its own line is passed over"


def test_a_key_of_a_witness_signs_too(site: Site) -> None:
    key = SigningKey("fernbrook.example/witness", 4, b"k" * 32)
    (site.folder / "k").write_text(key.skey() + "\n")
    told = site.look("--cosign", str(site.folder / "k"))
    assert told.returncode == FINE
    assert verify_note(site.state.read_text().removesuffix("\n"), [key.verifying])


@pytest.mark.parametrize("keys", ["", "junk", LOG.vkeys()[:-3], "a+b+c"])
def test_a_key_that_cannot_be_read_is_told(site: Site, keys: str) -> None:
    told = site.look(keys=keys)
    assert told.returncode == NOT_CHECKED
    assert "Traceback" not in told.stderr


def test_it_looks_again_and_again_until_an_alarm(site: Site) -> None:
    with subprocess.Popen(
        [
            sys.executable, "-I", "-S", str(PROGRAM), site.url, "--state", str(site.state),
            "--every", "0.2", *(part for key in LOG.keys for part in ("--key", key.vkey())),
        ],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert "5 entries" in program.stdout.readline()
        site.size = 7
        while "7 entries" not in program.stdout.readline():
            continue
        site.log = REWRITTEN
        _out, told = program.communicate(timeout=60)
    assert program.returncode == ALTERED
    assert "ALARM" in told
