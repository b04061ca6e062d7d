"""Which answers can be chosen after a decision, in the words that people read?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RecordKind(TextChoices):
    """Which records a period of keeping is for; more than one may fit a record."""

    CHILD = "child", _("About a child, born or unborn")
    ADULT = "adult", _("About an adult at risk")
    NOBODY = "nobody", _("About no child and no adult at risk, or nobody named")
    SEXUAL = "sexual", _("With a worry about sexual abuse or exploitation")
    NOT_SHARED = "not-shared", _("A decision not to share")
    ABANDONED = "abandoned", _("A draft that was given up")


class CountedFrom(TextChoices):
    """The day from which a period of keeping is counted."""

    RECORDED = "recorded", _("The day it was recorded (a draft: given up)")
    CLOSED = "closed", _("The day it was replaced or marked; if never, the day it was recorded")
    ACTIVITY = "activity", _("The last time anything in it changed")
    BIRTH = "birth", _("The birth of the youngest child in it")


class DisposalStatus(TextChoices):
    """Where the destruction of a record stands."""

    PROPOSED = "proposed", _("Waiting for a second person")
    APPROVED = "approved", _("Agreed, not destroyed yet")
    REFUSED = "refused", _("Not agreed")
    DISPOSED = "disposed", _("Destroyed")


class CopyLanguage(TextChoices):
    """In which language the headings of a copy are; the words of the items stay as written."""

    ENGLISH = "en", _("English")
    WELSH = "cy", _("Welsh beside English")


class DispatchResult(TextChoices):
    """What came of one attempt to tell somebody."""

    SENT = "sent", _("Sent or handed over")
    SPOKEN = "spoken", _("Told by word of mouth")
    FAILED = "failed", _("It did not work")


class ReadBack(TextChoices):
    """Which identifiers were read back, so that it goes about the right person."""

    NAME = "name", _("Name")
    BORN = "born", _("Date of birth")
    IDENTIFIER = "identifier", _("Reference number")
    ADDRESS = "address", _("Address")
    OTHER = "other", _("Something else")


class LinkPurpose(TextChoices):
    """What a link for somebody without an account is for."""

    RECEIPT = "receipt", _("Confirming receipt")
    ADVICE = "advice", _("Giving advice")


class ReceiptKind(TextChoices):
    """What a recipient said about having the information."""

    SEEN = "seen", _("They have it")
    ACCEPTED = "accepted", _("They accept it")
    RETURNED = "returned", _("They sent it back")


class FollowUpKind(TextChoices):
    """What happened after a recipient had the information."""

    ACCEPTED = "accepted", _("They will act")
    DECLINED = "declined", _("They will not act")
    NO_ANSWER = "no-answer", _("No answer")
    CHASED = "chased", _("We chased it")
    ESCALATED = "escalated", _("Taken further")
    DONE = "done", _("What they did")
    VERIFIED = "verified", _("We checked that it was done")
    TOLD = "told", _("We told those who raised it")
    WITHDRAWAL_TOLD = "withdrawal-told", _("We told them that consent was taken back")


class IncidentKind(TextChoices):
    """What went wrong with something that was sent."""

    WRONG_PLACE = "wrong-place", _("It went to the wrong person or place")
    WRONG_CONTENT = "wrong-content", _("It held something that should not have gone")
    FOUND_WRONG = "found-wrong", _("It turned out to be wrong")


class Breach(TextChoices):
    """Whether it is a personal data breach, and whether the regulator hears of it."""

    UNDECIDED = "undecided", _("Not decided yet")
    NOT_A_BREACH = "not-a-breach", _("Not a personal data breach")
    NOT_REPORTABLE = "not-reportable", _("A breach that need not be reported")
    REPORTABLE = "reportable", _("A breach to report to the ICO")


class PuttingRight(TextChoices):
    """What is asked of somebody who has what they should not have."""

    RECALL = "recall", _("Get it back or have it destroyed")
    CORRECT = "correct", _("Tell them what is right")


class TaskKind(TextChoices):
    """What has to be done."""

    COMPLETE = "complete", _("Fill in what is missing")
    REVIEW_DECISION = "look-again", _("Look at the decision again")
    TELL_RECIPIENT = "tell-recipient", _("Tell a recipient")
    WRITTEN_FOLLOW_UP = "written-follow-up", _("Send the written follow-up of a call")
    TRY_AGAIN = "try-again", _("Try again: it did not arrive")
    RECEIPT = "receipt", _("Get a receipt")
    CHASE = "chase", _("Chase an answer")
    DECLINED = "declined", _("Decide what to do: they will not act")
    VERIFY = "verify", _("Check that it was done")
    TELL_RAISER = "tell-raiser", _("Tell those who raised it")
    TELL_PERSON = "tell-person", _("Ask again whether the person can be told")
    CONSENT_REVIEW = "consent-review", _("Look at the consent again")
    TELL_WITHDRAWAL = "tell-withdrawal", _("Tell a recipient that consent was taken back")
    PUT_RIGHT = "put-right", _("Get it back, or put it right")
    BREACH = "breach", _("Decide about the data breach")
    REPORT_BREACH = "report-breach", _("Report the data breach")
    CLOSE_INCIDENT = "close-incident", _("Finish what went wrong")
    ADVISE = "advise", _("Give advice")
    FOLLOW_ADVICE = "follow-advice", _("Say what became of the advice")
    ANSWER_REVIEW = "answer-review", _("Answer a reviewer")
    ADJUDICATE = "adjudicate", _("Decide as Guardian")
    TRANSFER = "transfer", _("Make sure that a record arrived")


# What others wait for an answer to.
ANSWERS = (TaskKind.ANSWER_REVIEW, TaskKind.ADVISE, TaskKind.ADJUDICATE)


class TaskState(TextChoices):
    """Where a task stands."""

    OPEN = "open", _("To do")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("No longer needed")


class Finding(TextChoices):
    """What a reviewer found."""

    SATISFIED = "satisfied", _("Satisfied")
    QUESTION = "question", _("A question for the author")
    ACTION = "action", _("Something has to be done")
    ESCALATE = "escalate", _("For the Caldicott Guardian")


class Ruling(TextChoices):
    """What the Guardian decided."""

    UPHELD = "upheld", _("The decision was right")
    SHOULD_SHARE = "should-share", _("More should be shared")
    SHOULD_NOT_HAVE = "should-not-have", _("Less should have been shared")
    ACTION = "action", _("Something has to be done")


class IncomingKind(TextChoices):
    """What came in."""

    REQUEST = "request", _("A request for information")
    UNASKED = "unasked", _("Information that nobody asked for")


class ReplyKind(TextChoices):
    """What a reply says."""

    NOT_YET = "not-yet", _("Not yet")
    PART = "part", _("Part of it")
    NO = "no", _("No")
    ALL = "all", _("All of it")


class NoticeKind(TextChoices):
    """What waits for somebody; the words that an e-mail may hold."""

    TASK_DUE = "task-due", _("A task is due soon")
    TASK_OVERDUE = "task-overdue", _("A task is overdue")
    TASK_ESCALATED = "task-escalated", _("A task was passed to you")
    TASK_MOVED = "task-moved", _("A colleague’s task has come to you")
    TASK_UNOWNED = "task-unowned", _("A task belongs to nobody")
    RECEIPT = "receipt", _("A recipient has answered")
    RETURNED = "returned", _("A recipient sent something back")
    LINK_STOPPED = "link-stopped", _("A link stopped working after wrong codes")
    REVIEWED = "reviewed", _("Somebody has looked at your record")
    ANSWERED = "answered", _("The author has answered you")
    RULED = "ruled", _("The Guardian has decided")
    ESCALATED = "escalated", _("A record was brought to you")
    ADVICE_ASKED = "advice-asked", _("Somebody asks for your advice")
    ADVICE_GIVEN = "advice-given", _("Your question was answered")
    INCOMING = "incoming", _("A request has come in")
    INCIDENT = "incident", _("Something went wrong with a share")
    INCOMING_OVERDUE = "incoming-overdue", _("A request waits longer than it should")
    AGREEMENT = "agreement", _("A sharing agreement has run out")
