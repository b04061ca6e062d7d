"""What do all tests share? The test database, made by the owner and used as the application."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.copies import use_copies


@pytest.fixture(scope="session", autouse=True)
def copies() -> Iterator[None]:
    """Tests that commit work on a copy of the test database."""
    with pytest.MonkeyPatch.context() as patch:
        use_copies(patch)
        yield
