"""How is the application served for a browser? As ``make run`` does it, on a port of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

from tests.bench.place import ROOT, settle_environment

START_SECONDS = 60


@contextmanager
def served(database: str) -> Iterator[str]:
    """The address of a server that works on one of the filled databases."""
    settle_environment(database)
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    started = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}"], cwd=ROOT, env=os.environ.copy()
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield address
    finally:
        started.terminate()
        started.wait(20)


def _wait(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urlopen(f"{address}/livez", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("The server did not start.")
