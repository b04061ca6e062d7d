"""Which answers can be chosen about the law, the schemes, transfers and marks on a body?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HowKnown(TextChoices):
    """How an offence against a child is known, for the duties that turn on it."""

    TOLD = "told", _("The child told somebody here")
    SEEN = "seen", _("Somebody here saw signs of it")
    ADMITTED = "admitted", _("The person who did it said so")
    SUSPECTED = "suspected", _("It is suspected, and not known")


class Figure(TextChoices):
    """Whose outline is drawn."""

    INFANT = "infant", _("Baby")
    CHILD = "child", _("Child")
    ADULT = "adult", _("Adult")


class Side(TextChoices):
    """Which side of the body is looked at."""

    FRONT = "front", _("Front")
    BACK = "back", _("Back")


class SchemeRoute(TextChoices):
    """How somebody comes to a disclosure scheme of the police."""

    ASK = "ask", _("Somebody asked to be told (right to ask)")
    KNOW = "know", _("We told the police what we know (right to know)")


class SchemeStage(TextChoices):
    """What happened in a disclosure scheme; the police decide, nobody else."""

    PASSED_ON = "passed-on", _("Passed on to the police")
    CHECKED = "checked", _("The police spoke to the person who asked")
    WILL_TELL = "will-tell", _("The police decided to tell somebody")
    WILL_NOT_TELL = "will-not-tell", _("The police decided not to tell")
    TOLD = "told", _("Somebody was told")
    # It should not happen, but where it did the record must say so.
    TOLD_BY_US = "told-by-us", _("Somebody here told them, without the police")
    ENDED = "ended", _("Ended without a decision")


class Undertaking(TextChoices):
    """Whether the person who was told promised to keep it to themselves."""

    SIGNED = "signed", _("They signed it")
    REFUSED = "refused", _("They would not sign it")
    NOT_ASKED = "not-asked", _("They were not asked")


class TransferKind(TextChoices):
    """Across which border a record moves."""

    SCHOOL = "school", _("To another school or college")
    AREA = "area", _("To another area of the same nation")
    NATION = "nation", _("To another nation of the United Kingdom")
    ABROAD = "abroad", _("To another country")


class TransferStage(TextChoices):
    """What happened to a record on its way."""

    SENT = "sent", _("Sent")
    CHASED = "chased", _("Asked whether it arrived")
    RECEIVED = "received", _("They confirmed that they have it")
    INCOMPLETE = "incomplete", _("They say that something is missing")
    RETURNED = "returned", _("It came back")


class LocalKind(TextChoices):
    """What kind of thing an organisation puts beside a question."""

    GUIDANCE = "guidance", _("Local guidance")
    POLICY = "policy", _("Our policy")
    TRAINING = "training", _("Training")
