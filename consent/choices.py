"""Which answers about consent can be chosen, in the words that people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Thing(TextChoices):
    """Consent is asked for two different things in law; neither is the person's wishes."""

    DATA_PROTECTION = "data-protection", _("Consent under data protection law")
    CONFIDENCE = "confidence", _("Agreement under the duty of confidence")


class ConsentStatus(TextChoices):
    """What came of it."""

    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Given, then withdrawn")
    NOT_SOUGHT = "not-sought", _("Not asked for")
    CANNOT = "cannot-consent", _("The person cannot consent")


class Capacity(TextChoices):
    """In what capacity somebody gives or refuses consent."""

    SELF = "self", _("The adult themselves")
    YOUNG_PERSON = "young-person", _("Young person aged 16 or 17")
    COMPETENT_CHILD = "competent-child", _("Child under 16, assessed as able to decide this")
    PARENTAL = "parental-responsibility", _("Somebody with parental responsibility")
    ATTORNEY = "attorney", _("Attorney, deputy or welfare guardian")
    BEST_INTERESTS = (
        "best-interests",
        _("Nobody can: decided in the person’s best interests"),
    )


class How(TextChoices):
    """How consent was expressed."""

    WRITTEN = "written", _("In writing")
    SPOKEN = "spoken", _("Spoken")
    SIGNED = "signed", _("In sign language")
    INTERPRETER = "interpreter", _("Through an interpreter")


class NotSoughtReason(TextChoices):
    """The reasons that the guidance allows for not asking."""

    RAISES_RISK = "raises-risk", _("Asking could put somebody at more risk")
    DELAY = "delay", _("The delay could put somebody at more risk")
    PREJUDICE = "prejudice", _("Asking could harm an enquiry or investigation")
    CANNOT_GIVE = "cannot-give", _("The person cannot give consent")
    NOT_OBTAINABLE = "not-obtainable", _("It could not reasonably be obtained")
    WOULD_SHARE = "would-share-anyway", _("We would share anyway, so asking would mislead")
    NOT_SHARING = "not-sharing", _("Nothing is being shared")


class ToldWhat(TextChoices):
    """What the person was told when consent was asked for."""

    WHAT = "what", _("What would be shared")
    WHY = "why", _("Why")
    WHO = "who", _("Who would see it")
    USE = "use", _("What they would use it for")
    WITHDRAW = "withdraw", _("That they can change their mind")


class Asked(TextChoices):
    """Whether somebody's views and wishes were asked for."""

    ASKED = "asked", _("They told us")
    NOT_ASKED = "not-asked", _("We did not ask")
    COULD_NOT = "could-not", _("They could not tell us")
