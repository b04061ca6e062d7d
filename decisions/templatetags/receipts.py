"""How do pages say what went to a recipient, and how a link stands?

``{{ sent|how_it_came }}``  ``{{ sent|when_it_came|ui_when }}``  ``{{ state|link_colour }}``
``{% message_to_copy link address as message %}``  a text to send, for ``{% ui "textarea" %}``
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils.translation import gettext as _

from accounts.ui.dates import when_in_words
from decisions.choices import LinkPurpose
from decisions.guidance import method
from decisions.models import OutsideLink
from decisions.receipts import policies
from decisions.receipts.queries import Sent

register = template.Library()
COLOURS = {
    policies.MADE: "govuk-tag--blue",
    policies.CLAIMED: "govuk-tag--yellow",
    policies.ANSWERED: "govuk-tag--teal",
    policies.LOCKED: "govuk-tag--red",
}


@register.filter
def link_colour(state: str) -> str:
    """Of a state of a link; grey where it opens nothing any more."""
    return COLOURS.get(state, "govuk-tag--grey")


@register.filter
def how_it_came(sent: Sent) -> str:
    """The way by which it went, in words."""
    code = sent.dispatch.method if sent.dispatch else sent.recipient.method
    return method(code).label if code else _("Not written down")


@register.filter
def when_it_came(sent: Sent) -> dt.datetime | None:
    return sent.dispatch.happened_at if sent.dispatch else sent.recipient.sent_at


@register.simple_tag
def message_to_copy(link: OutsideLink, address: str) -> dict[str, Any]:
    """Words to send with the link: nothing of the case, and not the code."""
    lines = [ASKING[LinkPurpose(link.purpose)](), "", address, "", *_what_to_know(link)]
    return {
        "id": "message",
        "name": "message",
        "label": {"text": _("Message to copy")},
        "value": "\n".join(lines),
        "rows": "11",
        "attributes": {"readonly": "readonly"},
    }


def _what_to_know(link: OutsideLink) -> list[str]:
    until = when_in_words(link.expires_at)
    return [
        _("We will tell you the code another way."),
        _("The link works until %s. It opens in one browser only.") % until,
        _("Did you not expect this? Ring us on a number that you know, and do not open it."),
    ]


ASKING = {
    LinkPurpose.RECEIPT: lambda: _(
        "We have sent you information another way. Please tell us here that you have it, and "
        "what you will do:"
    ),
    LinkPurpose.ADVICE: lambda: _("We ask for your advice. Please read our question here:"),
}
