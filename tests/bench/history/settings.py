"""With what is the history measured? The demonstration's settings, and the other histories."""

from config.settings import *  # noqa: F403
from config.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [
    *INSTALLED_APPS, "pgtrigger", "pghistory", "auditlog", "tests.bench.history.rivals",
]  # fmt: skip
# One connection that stays, so that its process in the server can be watched.
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
DATABASES["default"]["OPTIONS"]["pool"] = False
