"""How does an agreement stand on a day? No person, no request."""

from __future__ import annotations

import datetime as dt

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from decisions.models import Agreement


class Standing(TextChoices):
    """Where an agreement is between its start and its end."""

    NOT_YET = "not-yet", _("Not in force yet")
    IN_FORCE = "in-force", _("In force")
    REVIEW_DUE = "review-due", _("Review due")
    LAPSED = "lapsed", _("Run out")
    ENDED = "ended", _("No longer used")


def standing(agreement: Agreement, on: dt.date) -> Standing:
    """Its last day still counts; so does the day before its first, as not yet."""
    if not agreement.is_active:
        return Standing.ENDED
    if has_lapsed(agreement, on):
        return Standing.LAPSED
    if agreement.starts_on and agreement.starts_on > on:
        return Standing.NOT_YET
    if agreement.review_on and agreement.review_on <= on:
        return Standing.REVIEW_DUE
    return Standing.IN_FORCE


def has_lapsed(agreement: Agreement, on: dt.date) -> bool:
    """Whether its end has passed."""
    return agreement.ends_on is not None and agreement.ends_on < on
