"""What do all tests share? The test database, made by the owner and used as the application."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

from tests.cast import Cast, client_of, settle
from tests.copies import drop_leftovers, use_copies
from tests.ready_made import use_ready_made
from tests.tools import BROWSER_FLAGS, quick_chromium


@pytest.fixture(scope="session", autouse=True)
def copies() -> Iterator[None]:
    """Tests that commit work on a copy of the test database."""
    with pytest.MonkeyPatch.context() as patch:
        use_copies(patch)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Runs that were killed left their databases behind; a new one is a copy where it can be."""
    drop_leftovers()
    with pytest.MonkeyPatch.context() as patch:
        use_ready_made(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Argon2 as in production, made cheap: a fifth of a second for each of the cast is too long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Argon2PasswordHasher, "time_cost", 1)
        patch.setattr(Argon2PasswordHasher, "memory_cost", 8)
        patch.setattr(Argon2PasswordHasher, "parallelism", 1)
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """Two organisations and everybody in them; see ``tests.cast``."""
    return settle()


@pytest.fixture
def practitioner(cast: Cast) -> Client:
    """A browser in which the practitioner is at work."""
    return client_of(cast.practitioner)


@pytest.fixture
def colleague(cast: Cast) -> Client:
    return client_of(cast.colleague)


@pytest.fixture
def lead(cast: Cast) -> Client:
    return client_of(cast.lead)


@pytest.fixture
def guardian(cast: Cast) -> Client:
    return client_of(cast.guardian)


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return client_of(cast.administrator)


@pytest.fixture
def stranger(cast: Cast) -> Client:
    """Somebody at work in another organisation, with every role there."""
    return client_of(cast.stranger)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests of a worker: two drivers in one thread stop each other."""
    program = quick_chromium()
    # The driver brings an event loop, and under one Django has another connection: the one that
    # is open would stay open, and no copy could be made of its database.
    connection.close()
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=list(BROWSER_FLAGS))
        yield started
        started.close()
