"""How does somebody outside come by a question? By a link, and a code told another way."""

from __future__ import annotations

import uuid

from accounts.door import Actor
from decisions.choices import LinkPurpose
from decisions.models import Advice, OutsideLink
from decisions.receipts.actions import make_link, revoke_link
from decisions.receipts.address import LinkAddress
from decisions.reviewing import queries


def link_for(
    advice: Advice, *, actor: Actor, key: uuid.UUID
) -> tuple[OutsideLink, LinkAddress, str]:
    """A link to one question with its code, both shown once; the links before it stop.

    The same ``key`` gives the same link: a form that is sent twice.
    """
    decision = advice.decision
    made = make_link(
        decision,
        actor=actor,
        purpose=LinkPurpose.ADVICE,
        advice=advice,
        days=decision.organisation.link_days,
        key=key,
    )
    for link in queries.links_of(advice):
        if link.pk != made[0].pk:
            link.decision = decision
            revoke_link(link, actor=actor)
    return made
