"""What went wrong, in one sentence for whoever typed the command?"""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from alone import held
from interrupts import LOOK_EVERY_SECONDS, ends_with, look_at_make
from places import LOG, ROOT, environment

DISK_FULL = "The disk is full: free some space (about 700 MB are needed) and run it again."
# What pip, uv and npm say when they cannot reach a registry.
NO_NETWORK = (
    "Retrying (Retry(",
    "NewConnectionError",
    "Name or service not known",
    "name resolution",
    "dns error",
    "error sending request",
    "Failed to fetch",
    "Could not connect",
    "Network is unreachable",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "ENETUNREACH",
)
# What they say where a network puts its own certificate between.
NOT_TRUSTED = (
    "CERTIFICATE_VERIFY_FAILED",
    "SELF_SIGNED_CERT",
    "UNABLE_TO_GET_ISSUER_CERT",
    "UnknownIssuer",
)
SAYS_NOTHING = ("A complete log of this run", "[notice]")
# A traceback ends with its error, but PostgreSQL adds lines of its own.
NAMES_ERROR = re.compile(r"[\w.]+(Error|Exception): ")


class Failure(Exception):
    """The work cannot go on; the message is one sentence."""


def sentence_for(failed: OSError) -> str:
    """A sentence for an error of the operating system."""
    if failed.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL
    if failed.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"This account may not write to {failed.filename or ROOT}: run the command as the "
            "account that owns the folder."
        )
    return f"The system refused: {(failed.strerror or str(failed)).lower()} ({failed.filename})."


def run(what: str, command: list[str], *, extra: Mapping[str, str] | None = None) -> str:
    """Run the command in a group of its own; return what it printed, or fail in one sentence."""
    with LOG.open("a+", errors="replace") as log:
        log.write(f"\n$ {' '.join(command)}\n")
        log.flush()
        said_from = log.tell()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment() | dict(extra or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            errors="replace",
            start_new_session=True,
            pass_fds=held,
            # One thread, so a function may run between fork and exec.
            preexec_fn=ends_with(os.getpid(), signal.SIGTERM),  # noqa: PLW1509
        )
        try:
            printed = _wait_for(process)
        except BaseException:
            _end(process)
            raise
        log.write(printed)
        log.flush()
        log.seek(said_from)
        said = log.read()
    if process.returncode:
        raise Failure(_why(what, said))
    return printed


def _wait_for(process: subprocess.Popen[str]) -> str:
    while True:
        try:
            return process.communicate(timeout=LOOK_EVERY_SECONDS)[0]
        except subprocess.TimeoutExpired:
            look_at_make()


def _end(process: subprocess.Popen[str]) -> None:
    """Ctrl-C must leave nothing behind, so the whole group goes."""
    if process.stdout:
        process.stdout.close()
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(5)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def _why(what: str, said: str) -> str:
    if "No space left on device" in said or "ENOSPC" in said:
        return DISK_FULL
    if any(sign in said for sign in NOT_TRUSTED):
        return (
            f"{what} failed, since the package registry's certificate is not trusted here: ask "
            "whoever runs the network for its authority, and name it in SSL_CERT_FILE, PIP_CERT "
            "and NODE_EXTRA_CA_CERTS."
        )
    if any(sign in said for sign in NO_NETWORK):
        return f"{what} failed, since the package registry cannot be reached: check the network."
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    lines = [line for line in lines if not any(sign in line for sign in SAYS_NOTHING)]
    named = [line for line in lines if NAMES_ERROR.match(line)] or lines
    last = f" ({named[-1][:200]})" if named else ""
    return f"{what} failed{last}: {_shown(LOG)} tells the rest."


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT))
