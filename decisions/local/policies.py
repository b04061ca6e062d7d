"""How does a piece of local guidance stand: is it due to be looked at, may its link be followed?"""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from decisions.models import LocalGuidance


def is_due(guidance: LocalGuidance, on: dt.date) -> bool:
    """Whether somebody should make sure that it still holds: from its day on."""
    return guidance.review_on is not None and guidance.review_on <= on


def is_safe_link(link: str) -> bool:
    """A link to a page over a sealed connection, to a host, and with nobody's password in it."""
    try:
        parts = urlsplit(link)
        return parts.scheme == "https" and bool(parts.hostname) and parts.username is None
    except ValueError:
        return False
