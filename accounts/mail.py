"""Which letters does the application send? Plain text, with no case detail."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.models import Invitation

NOT_SENT = (SMTPException, OSError)
log = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Send the link of an invitation; False when the mail server did not take it."""
    context = {"invitation": invitation, "link": link}
    message = EmailMessage(
        subject=_("You are invited to Sharing Decisions"),
        body=render_to_string("accounts/mail/invitation.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[invitation.email],
    )
    try:
        return bool(message.send())
    except NOT_SENT:
        log.exception("An invitation was not sent: %s", invitation.pk)
        return False
