"""What do the drafts of the demonstration hold that should be looked at again?"""

from __future__ import annotations

from accounts.door import Actor
from decisions.actions.information import add_items
from decisions.choices import Nature
from decisions.models import Decision

# Marked in a hurry: a view and an account as facts, and a short form with two meanings.
JOTTED = (
    "I think that this has gone on for some weeks.",
    "A neighbour told me that there was shouting on two nights.",
    "The SAR of last year is in the file.",
)


def jot_down(decision: Decision, *, actor: Actor) -> None:
    """Three lines, as a draft holds them before anybody has read them again."""
    add_items(
        decision, actor=actor, lines=[{"text": line, "nature": Nature.FACT} for line in JOTTED]
    )
