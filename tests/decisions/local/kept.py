"""Pages of an organisation's own guidance, made through the real actions."""

from __future__ import annotations

from typing import Any

from accounts.door import acting
from accounts.models import Membership
from decisions.choices import LocalKind
from decisions.local import actions
from decisions.models import GuidanceRead, LocalGuidance

PAGE: dict[str, Any] = {
    "kind": LocalKind.POLICY,
    "title": "Sharing in a hurry",
    "link": "https://fernbrook.example/sharing",
    "note": "Whom to ring, and what to write down.",
    "steps": ["safety", "recipients"],
    "review_on": None,
}


def kept(by: Membership, **values: Any) -> LocalGuidance:
    """A page in the list of ``by``."""
    with acting(by.actor()):
        return actions.add_guidance(by.organisation_id, actor=by.actor(), values={**PAGE, **values})


def read(guidance: LocalGuidance, by: Membership) -> GuidanceRead:
    """``by`` says that they have read it as it is now."""
    with acting(by.actor()):
        return actions.say_read(guidance, actor=by.actor(), edition=guidance.edition)
