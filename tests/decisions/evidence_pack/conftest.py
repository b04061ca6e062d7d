"""What do the tests of evidence packs share? A signer with keys of its own, and packs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.audit.ledger.signed import Log


@pytest.fixture
def log(tmp_path: Path, settings: Settings) -> Log:
    """Signs when a test says so; the application knows its public keys."""
    made = Log(tmp_path / "signer")
    settings.HISTORY_KEYS_FILE = made.path / "keys.txt"
    return made
