"""Does set-up say in one sentence what stands in the way, and heal what was left half done?"""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.setup.conftest import ROOT, eventually, runs

LAUNCHER = ROOT / "deploy" / "bootstrap"


def carry_out(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(LAUNCHER), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_port_in_use() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = carry_out("run", PORT=str(port))
    assert done.returncode == 1
    expected = f"Port {port} is in use: choose another, as in “make run PORT={port + 1}”.\n"
    assert (done.stdout, done.stderr) == ("", expected)


@pytest.mark.parametrize("port", ["http", "70000", "-1", "८०००"])
def test_a_port_that_is_no_port(port: str) -> None:
    done = carry_out("run", PORT=port)
    assert done.returncode == 1
    assert done.stderr == f"PORT is “{port}”: it must be a number from 1 to 65535.\n"


def test_a_command_that_is_not_known() -> None:
    assert carry_out("jump").stderr == "“jump” is not a command: “make help” lists them.\n"


def with_old_python(path: str) -> subprocess.CompletedProcess[str]:
    code = (
        "import runpy, sys; sys.version_info = (3, 8, 1); sys.argv = [sys.argv[1], 'setup'];"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", code, str(LAUNCHER)],
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_too_old_a_python() -> None:
    done = with_old_python("/nonexistent")
    assert done.returncode == 1
    assert done.stderr == (
        "Python 3.11 or newer is needed, and this is Python 3.8: install it, or name it with "
        "“make run PYTHON=python3.12”.\n"
    )


def test_an_old_python_hands_over_to_a_newer_one(tmp_path: Path) -> None:
    newer = tmp_path / "python3.12"
    newer.write_text('#!/bin/sh\necho "newer: $2"\n')
    newer.chmod(0o755)
    assert with_old_python(str(tmp_path)).stdout == "newer: setup\n"


def test_make_without_python() -> None:
    done = subprocess.run(
        ["make", "run", "PYTHON=python-that-is-not-here"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    told = done.stderr.splitlines()[0]
    assert told == (
        "Python 3.11 or newer is needed, and there is no python-that-is-not-here: install it."
    )


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by …",
            "It failed, since the package registry cannot be reached: check the network.",
        ),
        (
            "npm error code EAI_AGAIN",
            "It failed, since the package registry cannot be reached: check the network.",
        ),
        (
            "OSError: [Errno 28] No space left on device",
            "The disk is full: free some space (about 700 MB are needed) and run it again.",
        ),
        (
            "npm error errno SELF_SIGNED_CERT_IN_CHAIN",
            (
                "It failed, since the package registry's certificate is not trusted here: ask "
                "whoever runs the network for its authority, and name it in SSL_CERT_FILE, "
                "PIP_CERT and NODE_EXTRA_CA_CERTS."
            ),
        ),
        (
            "first\nlast line\nnpm error A complete log of this run can be found",
            "It failed (last line): var/setup.log tells the rest.",
        ),
        (
            "Traceback …\ndjango.db.utils.ProgrammingError: no such column\nLINE 1: …\nHINT: ….",
            (
                "It failed (django.db.utils.ProgrammingError: no such column): "
                "var/setup.log tells the rest."
            ),
        ),
        ("", "It failed: var/setup.log tells the rest."),
    ],
)
def test_why_a_command_failed(bootstrap: Path, said: str, sentence: str) -> None:
    import failures

    command = [sys.executable, "-c", "import sys; sys.stderr.write(sys.argv[1]); sys.exit(1)"]
    with pytest.raises(failures.Failure) as refused:
        failures.run("It", [*command, said])
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("number", "opening"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "This account may not write to /there"),
        (errno.EROFS, "This account may not write to /there"),
        (errno.EIO, "The system refused: input/output error (/there)."),
    ],
)
def test_what_the_system_refuses(bootstrap: Path, number: int, opening: str) -> None:
    import failures

    failed = OSError(number, os.strerror(number), "/there")
    assert failures.sentence_for(failed).startswith(opening)


def test_an_interrupted_command_takes_its_children_along(bootstrap: Path) -> None:
    import failures

    note = bootstrap / "child"
    script = f"sleep 60 & echo $! > {note}; wait"
    asked = threading.Timer(0.5, lambda: os.kill(os.getpid(), 2))
    asked.start()
    with pytest.raises(KeyboardInterrupt):
        failures.run("It", ["/bin/sh", "-c", script])
    asked.join()
    assert eventually(lambda: not runs(int(note.read_text())))


def test_a_missing_venv_module_is_named(bootstrap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import failures
    import packages

    monkeypatch.setattr(packages, "VENV", bootstrap / ".venv")
    monkeypatch.setattr(packages, "_can_make", lambda: False)
    monkeypatch.setattr("shutil.which", lambda _name: None)

    def fails(*_arguments: object, **_options: object) -> str:
        raise failures.Failure("It failed.")

    monkeypatch.setattr(packages, "run", fails)
    with pytest.raises(failures.Failure, match="module for virtual environments is missing"):
        packages._make()


def test_half_installed_packages_are_installed_anew(
    bootstrap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import packages

    venv, done = bootstrap / ".venv", []
    venv.mkdir()
    monkeypatch.setattr(packages, "VENV", venv)
    monkeypatch.setattr(packages, "HALF_INSTALLED", venv / "half-installed")
    monkeypatch.setattr(packages, "_works", lambda: True)
    monkeypatch.setattr(packages, "_make", lambda: done.append("made"))

    def cut_short(_lock: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(packages, "_install_from", cut_short)
    with pytest.raises(KeyboardInterrupt):
        packages.install(for_tests=False)
    assert done == []
    monkeypatch.setattr(packages, "_install_from", done.append)
    packages.install(for_tests=False)
    packages.install(for_tests=False)
    assert done == ["made", "requirements-demonstration.lock"]


def test_a_stamp_knows_what_changed(bootstrap: Path) -> None:
    import stamps

    source = ROOT / "deploy"
    stamp = stamps.Stamp(bootstrap / "stamp", source, "text")
    assert not stamp.fresh
    stamp.write()
    assert stamps.Stamp(bootstrap / "stamp", source, "text").fresh
    assert not stamps.Stamp(bootstrap / "stamp", source, "other text").fresh


def test_locks_name_no_host_and_no_folder() -> None:
    locks = sorted(ROOT.glob("requirements*.lock"))
    assert len(locks) == 5
    for lock in locks:
        text = lock.read_text()
        assert "://" not in text
        assert "find-links" not in text
        pinned = [line for line in text.splitlines() if "==" in line]
        assert pinned
        assert all(line.endswith("\\") for line in pinned)


def test_every_dependency_has_its_sentence() -> None:
    section = (ROOT / "pyproject.toml").read_text().split("[dependency-groups]")[0]
    lines = [line.strip() for line in section.splitlines()]
    named = [i for i, line in enumerate(lines) if line.startswith('"')]
    assert len(named) > 20
    for index in named:
        assert lines[index - 1].startswith("# "), lines[index]
        assert lines[index - 1].endswith(".")


@pytest.mark.parametrize(
    ("account", "works", "tried"),
    [
        (0, "install", ["update", "install"]),
        (0, "playwright", ["update", "install", "playwright"]),
        (1000, "playwright", ["playwright"]),
    ],
)
def test_a_browser_is_installed_where_there_is_none(
    bootstrap: Path, monkeypatch: pytest.MonkeyPatch, account: int, works: str, tried: list[str]
) -> None:
    import browser

    done: list[str] = []
    monkeypatch.setattr(browser, "run", lambda _what, command, **_more: done.append(command[2]))
    monkeypatch.setattr(browser, "_found", lambda: works in done)
    monkeypatch.setattr("os.geteuid", lambda: account)
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/apt-get")
    browser.ensure()
    assert done == tried


@pytest.mark.parametrize("works", [True, False])
def test_a_quicker_browser_is_tried_for_once(
    bootstrap: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, works: bool
) -> None:
    import browser
    import failures

    asked: list[list[str]] = []

    def run(_what: str, command: list[str], **_options: object) -> str:
        asked.append(command)
        if not works:
            raise failures.Failure("There is no such package.")
        return ""

    monkeypatch.setattr(browser, "run", run)
    monkeypatch.setattr(browser, "_found", lambda: True)
    monkeypatch.setattr(browser, "TRIED", tmp_path / "tried")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: "apt-get" if name == "apt-get" else None)
    browser.ensure()
    browser.ensure()
    assert [command[2] for command in asked] == (["update", "install"] if works else ["update"])
    assert (browser.QUICKER in asked[-1]) is works


def test_where_no_browser_can_be_had_the_administrator_is_told_how(
    bootstrap: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import browser
    import failures

    def fails(*_arguments: object, **_options: object) -> str:
        raise failures.Failure("It failed.")

    monkeypatch.setattr(browser, "run", fails)
    monkeypatch.setattr(browser, "TRIED", tmp_path / "tried")
    monkeypatch.setattr(browser, "_found", lambda: False)
    with pytest.raises(failures.Failure) as refused:
        browser.ensure()
    assert "as administrator, run “apt-get install chromium”" in str(refused.value)
