"""Does the sign-in page let people in, and does signing out leave nothing behind?"""

from __future__ import annotations

import pytest

from tests.cast import PASSWORD
from tests.journeys.conftest import Given

pytestmark = pytest.mark.browser


def test_somebody_signs_in_and_comes_to_where_they_wanted_to_be(given: Given) -> None:
    visitor = given.nobody()
    visitor.opens("/decisions/start/")
    visitor.is_at("Sign in")
    visitor.writes("Email address", "posy.thimble@fernbrook.example")
    visitor.writes("Password", PASSWORD)
    visitor.presses("Sign in")
    visitor.is_at("Start a record")
