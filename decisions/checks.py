"""Can this installation's guidance data be used? Asked by Django before anything runs."""

from typing import Any

from django.core.checks import CheckMessage, Error

from decisions import guidance


def guidance_is_whole(**_: Any) -> list[CheckMessage]:
    """Every problem of the guidance files as one error each, naming file and item."""
    return [Error(problem, id="guidance.E001") for problem in guidance.check()]
