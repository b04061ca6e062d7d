"""What may be asked of set-up? ``setup``, ``run``, ``develop`` and ``test``."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import cast

import application
import browser
import frontend
import interrupts
import packages
import serve
from alone import alone
from failures import Failure, sentence_for
from places import PYTHON, ROOT, environment

# One more than two cores: a test in the browser mostly waits.
WORKERS = "3"


def set_up() -> str:
    """Everything the demonstration needs; return the text about its accounts."""
    with alone():
        packages.install(for_tests=False)
        frontend.build(for_tests=False)
        return application.prepare()


def run() -> None:
    claimed = serve.claim_port()
    serve.serve(claimed, set_up())


def setup() -> None:
    set_up()
    print("Ready. “make run” starts it; “.venv/bin/python manage.py help” lists commands.")


def develop() -> None:
    """What checking the code needs."""
    with alone():
        packages.install(for_tests=True)
        frontend.build(for_tests=True)


def test(arguments: list[str]) -> None:
    """Everything the tests need, the browser first; then this process becomes pytest."""
    develop()
    with alone():
        browser.ensure()
    # A single test may use the database of the run before; all of them together may not.
    command = [
        str(PYTHON),
        "-m",
        "pytest",
        "-n",
        WORKERS,
        "--dist",
        "worksteal",
        "--create-db",
        *arguments,
    ]
    os.chdir(ROOT)
    os.execve(command[0], command, environment() | {"SHARING_DECISIONS_MODE": "test"})


def _carry_out(name: str, arguments: list[str]) -> None:
    known = {"setup": setup, "run": run, "develop": develop}
    if name == "test":
        test(arguments)
    elif name in known:
        known[name]()
    else:
        raise Failure(f"“{name}” is not a command: “make help” lists them.")


def main(arguments: list[str]) -> int:
    """Carry out one command; a failure is one sentence and a failing exit code."""
    for stream in (sys.stdout, sys.stderr):
        cast("TextIOWrapper", stream).reconfigure(errors="replace")
    interrupts.obey()
    try:
        _carry_out(arguments[0] if arguments else "", arguments[1:])
    except Failure as failed:
        sys.stderr.write(f"{failed}\n")
        return 1
    except OSError as failed:
        sys.stderr.write(f"{sentence_for(failed)}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Run it again; it goes on from what is done.\n")
        return 130
    return 0
