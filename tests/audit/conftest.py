"""Who is there in the tests of the log?"""

from tests.database.conftest import here, there

__all__ = ["here", "there"]
