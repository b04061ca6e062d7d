"""Which answers can be chosen while a decision is recorded, beyond the guidance data?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where a decision is in its life."""

    DRAFT = "draft", _("Draft")
    INCOMPLETE = "incomplete", _("Recorded, to be completed")
    RECORDED = "recorded", _("Recorded")
    SUPERSEDED = "superseded", _("Replaced by a later decision")
    IN_ERROR = "in-error", _("Recorded in error")
    ABANDONED = "abandoned", _("Draft given up")


class Route(TextChoices):
    """How the record was begun."""

    GUIDED = "guided", _("Step by step")
    RINGING = "ringing", _("About to ring")
    ALREADY = "already", _("Already shared")


class Direction(TextChoices):
    """What has happened."""

    SHARE = "share", _("We want to share information")
    ASKED = "asked", _("We were asked for information")
    SHARED = "shared", _("It has already been shared")
    ASKING = "asking", _("We want to ask someone else for information")


class YesNo(TextChoices):
    """A plain yes or no; unanswered is empty."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class YesNoNotSure(TextChoices):
    """Yes, no, or an honest “not sure”."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_SURE = "not-sure", _("Not sure")


class PersonRole(TextChoices):
    """Who somebody is in this decision."""

    CHILD = "child", _("Child")
    UNBORN = "unborn", _("Unborn child")
    ADULT = "adult-at-risk", _("Adult at risk")
    PARENT = "parent", _("Parent or carer")
    OTHER_ADULT = "other-adult", _("Other adult in contact")
    STAFF = "staff", _("Member of staff or volunteer")
    INFORMANT = "informant", _("Person who told us")


class IdentifierKind(TextChoices):
    """What kind of local reference somebody is known by."""

    LOCAL = "local", _("Our own reference")
    NHS = "nhs", _("NHS number")
    CHI = "chi", _("CHI number (Scotland)")
    HSC = "hsc", _("Health and Care number (Northern Ireland)")
    UPN = "upn", _("Unique pupil number")
    CASE = "case", _("Social care case number")
    OTHER = "other", _("Another reference")


class Category(TextChoices):
    """What an item of information is about."""

    INJURY = "injury", _("Injury")
    BEHAVIOUR = "behaviour", _("Behaviour")
    OWN_WORDS = "own-words", _("The person’s own words")
    DELAY = "delay", _("Delay in seeking help")
    CHRONOLOGY = "chronology", _("Missed appointments, repeats and untreated conditions")
    INCONSISTENCY = "inconsistency", _("Explanations that do not fit together")
    RISK = "risk", _("Risk and immediate need")
    SAFETY_ADVICE = "safety-advice", _("Safety advice given")
    BARRIERS = "barriers", _("What makes it hard to attend")
    COMMUNICATION = "communication", _("Communication needs")
    CONTACTS = "contacts", _("Key contacts")
    OTHER = "other", _("Something else")


class Nature(TextChoices):
    """What an item of information is."""

    FACT = "fact", _("Fact: seen, heard or measured")
    OPINION = "opinion", _("Professional opinion")
    REPORTED = "reported", _("Reported by someone else")


class LeftOutKind(TextChoices):
    """What kind of information was left out, without its words."""

    NOT_RELEVANT = "not-relevant", _("Not relevant to the purpose")
    THIRD_PARTY = "third-party", _("About somebody else")
    PROTECTED = "protected", _("Would reveal a protected identity or address")
    UNCHECKED = "unchecked", _("Not accurate, or could not be checked")
    PRIVILEGED = "privileged", _("Legal advice or a court’s restriction")
    OTHER = "other", _("Another kind")


class Outcome(TextChoices):
    """What was decided."""

    SHARE_ALL = "share-all", _("Share all of it")
    SHARE_PART = "share-part", _("Share part of it")
    NOT_SHARE = "not-share", _("Do not share")
    NOT_YET = "not-yet", _("Not yet: advice or more information first")


SHARING = (Outcome.SHARE_ALL, Outcome.SHARE_PART)


class Followed(TextChoices):
    """What became of advice."""

    YES = "yes", _("Followed")
    PARTLY = "partly", _("Followed in part")
    NO = "no", _("Not followed")


class Told(TextChoices):
    """Whether the person was told."""

    BEFORE = "before", _("Told before sharing")
    AFTER = "after", _("Told after sharing")
    WILL = "will", _("Not told yet, but will be")
    NOT = "not", _("Not told")


class NotToldReason(TextChoices):
    """Why a person was not told."""

    RISK_CHILD = "risk-child", _("It would put a child at risk")
    RISK_ADULT = "risk-adult", _("It would put an adult or a member of staff at risk")
    PREJUDICE = "prejudice", _("It would harm an enquiry or investigation")
    EVIDENCE = "evidence", _("Evidence could be destroyed")
    FLIGHT = "flight", _("The person could flee or be taken away")
    NO_CONTACT = "no-contact", _("The person could not be reached")
    COURT = "court", _("A court or the law forbids it")
    OTHER = "other", _("Another reason")


class LinkKind(TextChoices):
    """How one decision belongs to another."""

    LATER_REQUEST = "later-request", _("A later request about the same matter")
    PASSED_ON = "passed-on", _("Passed on later about the same matter")
    SUPERSEDES = "supersedes", _("Replaces the earlier decision")
    SAME_MATTER = "same-matter", _("About the same matter")


class Relationship(TextChoices):
    """How two organisations stand to each other under data protection law."""

    SEPARATE = "separate", _("Each decides for itself (separate controllers)")
    JOINT = "joint", _("We decide together (joint controllers)")
    NOT_SURE = "not-sure", _("Not sure")
