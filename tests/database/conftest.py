"""Who is there in the tests of the database?"""

from __future__ import annotations

import pytest

from tests.database.world import Place, a_place


@pytest.fixture
def here(db: None) -> Place:
    """The organisation that a test works in."""
    return a_place()


@pytest.fixture
def there(db: None) -> Place:
    """Another organisation."""
    return a_place()
