"""By which ways does advice come that is not given in the application?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AnswerWay(TextChoices):
    """How an answer was heard."""

    TELEPHONE = "telephone", _("By telephone")
    IN_PERSON = "in-person", _("Face to face")
    MEETING = "meeting", _("In a meeting")
    WRITING = "writing", _("In writing, such as an email")
