"""How do templates say how an agreement stands?"""

from __future__ import annotations

import datetime as dt

from django import template

from decisions.directory.policies import Standing, standing
from decisions.models import Agreement

register = template.Library()


@register.simple_tag
def standing_of(agreement: Agreement, today: dt.date) -> Standing:
    """Where an agreement is between its start and its end."""
    return standing(agreement, today)
