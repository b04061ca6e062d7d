"""What does a request know about who asks? The type of every request after ``WhoIsActing``."""

from __future__ import annotations

from django.http import HttpRequest

from accounts.door import Actor
from accounts.models import Membership


class Request(HttpRequest):
    """``actor`` is None for visitors; ``membership``, too, for somebody yet to choose where."""

    actor: Actor | None
    membership: Membership | None
    request_id: str
    seconds_left: int
    was_signed_out: str
