"""What do the tests of the Guardian's pages share? A second Guardian, and acts at chosen times."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Membership, Role
from tests.cast import Cast, at_work, client_of, member


@pytest.fixture
def other_guardian(cast: Cast) -> Membership:
    """A deputy or a second Guardian of the same organisation."""
    return at_work(member(cast.fernbrook, "Sorrel Vane", "Consultant", Role.GUARDIAN))


@pytest.fixture
def second(other_guardian: Membership) -> Client:
    """A browser in which the second Guardian is at work."""
    return client_of(other_guardian)
