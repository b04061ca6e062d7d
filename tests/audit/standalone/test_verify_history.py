"""Does the stand-alone verifier stand alone, sign nothing off by mistake, and never fall over?"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.audit.standalone.exported import (
    PROGRAM,
    VKEYS,
    a_history,
    program,
    written,
)

verifier = program()
# RFC 8032, 7.1: public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_signatures_of_the_standard_are_right(public: str, message: str, signature: str) -> None:
    told = [bytes.fromhex(each) for each in (public, message, signature)]
    assert verifier.is_signed(*told)
    for place in range(0, 64, 7):
        spoilt = bytearray(told[2])
        spoilt[place] ^= 1
        assert not verifier.is_signed(told[0], told[1], bytes(spoilt)), place
    assert not verifier.is_signed(told[0], told[1] + b"x", told[2])
    assert not verifier.is_signed(told[0], told[1], told[2] + b"x")


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
@settings(max_examples=25, deadline=None)
def test_signatures_of_another_program_are_right(seed: bytes, message: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert verifier.is_signed(public, message, signature)
    order = verifier.ORDER.to_bytes(32, "little")
    larger = int.from_bytes(signature[32:], "little") + int.from_bytes(order, "little")
    if larger < 2**256:
        malleable = signature[:32] + larger.to_bytes(32, "little")
        assert not verifier.is_signed(public, message, malleable)


@given(st.binary(max_size=40), st.binary(max_size=70))
@settings(max_examples=50, deadline=None)
def test_what_is_no_signature_is_none(public: bytes, signature: bytes) -> None:
    assert not verifier.is_signed(public, b"message", signature)


def test_it_shares_no_code_and_needs_nothing_else() -> None:
    imported = set()
    for node in ast.walk(ast.parse(PROGRAM.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level
            imported.add(str(node.module).split(".")[0])
    assert imported <= sys.stdlib_module_names | {"__future__"}


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with nothing installed."""
    place = tmp_path_factory.mktemp("bare")
    venv.create(place, with_pip=False)
    return place / "bin" / "python"


def run(python: Path, *args: object) -> subprocess.CompletedProcess[str]:
    command = [str(python), "-I", str(PROGRAM), *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)


@pytest.mark.parametrize("altered", [False, True])
def test_it_runs_in_a_bare_python(altered: bool, python: Path, tmp_path: Path) -> None:
    world = a_history()
    lines = world.lines(notes=[world.note()])
    if altered:
        lines[-1]["content"] += " "
    keys, report = tmp_path / "keys.txt", tmp_path / "report.json"
    keys.write_text("# The public keys of this log.\n" + "\n".join(VKEYS) + "\n")
    outside = tmp_path / "note.txt"
    outside.write_text(f"Kept elsewhere:\n\n{world.note(15)}\n{world.note()}\n")
    ended = run(
        python, written(tmp_path / "e.jsonl", lines), "--key", keys, "--checkpoint", outside,
        "--json", report,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (int(altered), "")
    assert ended.stdout.startswith("ALTERED" if altered else "UNALTERED\n")
    told = json.loads(report.read_text())
    assert told["code"] == int(altered)
    assert [(each["kind"], each["leaf"]) for each in told["found"]] == [("content", 39)] * altered


@pytest.mark.parametrize("altered", [False, True])
def test_asked_to_be_quiet_it_only_ends_with_the_code(
    altered: bool, python: Path, tmp_path: Path
) -> None:
    world = a_history(6)
    lines = world.lines(notes=[world.note()])
    if altered:
        lines[-1]["content"] += " "
    path, report = written(tmp_path / "e.jsonl", lines), tmp_path / "report.json"
    ended = run(python, path, "--key", VKEYS[0], "--quiet", "--json", report)
    assert (ended.returncode, ended.stdout, ended.stderr) == (int(altered), "", "")
    assert json.loads(report.read_text())["code"] == int(altered)
    ended = run(python, tmp_path / "nothing", "--quiet")
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", "")


def one_sentence(ended: subprocess.CompletedProcess[str]) -> bool:
    return ended.stdout.startswith("COULD NOT CHECK") and len(ended.stdout.splitlines()) == 1


def test_files_that_are_not_there_are_told(python: Path, tmp_path: Path) -> None:
    export = written(tmp_path / "e.jsonl", a_history(3).lines(notes=[]))
    for args in (
        [tmp_path / "nothing"],
        [tmp_path],
        [export, "--key", tmp_path / "nothing"],
        [export, "--key", "a+b+c"],
        [export, "--checkpoint", export],
        [export, "--checkpoint", tmp_path],
        [python.resolve()],
    ):
        ended = run(python, *args)
        assert ended.returncode == 2, (args, ended)
        assert one_sentence(ended), (args, ended)
        assert ended.stderr == ""


def verified(path: Path, keys: list[str]) -> int:
    """As ``main``: a code, or 2 for what could not be checked; anything else falls through."""
    report = verifier.Report()
    try:
        verifier.check(path, verifier.read_keys("\n".join(keys)), [], report)
    except verifier.CannotCheck as said:
        return 2 if len(str(said)) < 400 else -1
    return int(report.code())


HOSTILE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=2**62, max_value=2**80),
    st.floats(),
    st.text(max_size=20),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
    st.sampled_from(
        ["", "00", "—", "\n\n", "+", "\ud800", "9999-12-31T23:59:59+00:00", "x" * 5000]
    ),
)


@given(data=st.data())
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_a_line_holds_is_answered(data: st.DataObject, tmp_path: Path) -> None:
    world = a_history(6)
    world.add("disposal", 3, covers=[{"source": "x", "key": 1}])
    lines: list[Any] = world.lines(notes=[world.note()])
    number = data.draw(st.integers(0, len(lines) - 1))
    name = data.draw(st.sampled_from(sorted(lines[number])))
    lines[number][name] = data.draw(HOSTILE)
    path = tmp_path / "hostile.jsonl"
    path.write_bytes("".join(f"{json.dumps(line)}\n" for line in lines).encode())
    assert verified(path, VKEYS) in {0, 1, 2, 3}


@given(found=st.binary(max_size=300))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_a_file_holds_is_answered(tmp_path: Path, found: bytes) -> None:
    path = tmp_path / "hostile.jsonl"
    path.write_bytes(found)
    assert verified(path, VKEYS) == 2


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"type":"leaf","index":' + "9" * 5000 + "}",
        '{"type":"export"}',
        '{"type":"leaf","index":0,"leaf":"sdl1"}',
        "[]",
        "3",
        "null",
        '"export"',
    ],
)
def test_lines_that_are_meant_to_break_it_do_not(line: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.jsonl"
    head = json.dumps(a_history(3).lines(notes=[])[0])
    for before in ("", f"{head}\n"):
        path.write_text(f"{before}{line}\n")
        assert verified(path, VKEYS) == 2


def test_what_is_cut_off_in_the_middle_of_a_line_is_not_passed(tmp_path: Path) -> None:
    world = a_history(9)
    path = written(tmp_path / "e.jsonl", world.lines(notes=[world.note()]))
    whole = path.read_bytes()
    for end in range(0, len(whole) - 1, 211):
        path.write_bytes(whole[:end])
        assert verified(path, VKEYS) in {1, 2}, end


def test_findings_before_an_unreadable_line_still_count(tmp_path: Path, python: Path) -> None:
    world = a_history(9)
    lines = world.lines(notes=[world.note()])
    lines[-3]["content"] += " "
    path = written(tmp_path / "e.jsonl", lines)
    path.write_text(path.read_text() + "rubbish\n")
    ended = run(python, path, "--key", VKEYS[0])
    assert ended.returncode == 1
    assert "COULD NOT CHECK" in ended.stdout
