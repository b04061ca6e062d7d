"""What does the state of a review, or of a piece of advice, allow? No person, no request."""

from __future__ import annotations

from collections.abc import Mapping

from decisions.after import After
from decisions.choices import Finding, Followed
from decisions.models import Advice, Review

NONE, SATISFIED, QUESTION, ACTION = "none", "satisfied", "question", "action"
ESCALATED, ANSWERED, RULED = "escalated", "answered", "ruled"
ANSWER, RULE = "answer", "rule"
# What each finding makes of a record. None of it ever stands before a share.
AFTER_FINDING: Mapping[str, str] = {
    Finding.SATISFIED: SATISFIED,
    Finding.QUESTION: QUESTION,
    Finding.ACTION: ACTION,
    Finding.ESCALATE: ESCALATED,
}
# Reviews may follow each other, and the Guardian may decide at any time.
_ALWAYS = {f"find {finding}": state for finding, state in AFTER_FINDING.items()} | {RULE: RULED}
REVIEW_STATES: Mapping[str, Mapping[str, str]] = {
    NONE: _ALWAYS,
    SATISFIED: _ALWAYS,
    QUESTION: {**_ALWAYS, ANSWER: ANSWERED},
    ACTION: {**_ALWAYS, ANSWER: ANSWERED},
    # The author may say something to the Guardian, who still has to decide.
    ESCALATED: {**_ALWAYS, ANSWER: ESCALATED},
    ANSWERED: {**_ALWAYS, ANSWER: ANSWERED},
    RULED: _ALWAYS,
}

ASKED, NAMED, OUTCOME = "asked", "named", "outcome"
NAME, CONCLUDE = "name", "conclude"
ADVICE_STATES: Mapping[str, Mapping[str, str]] = {
    ASKED: {NAME: NAMED, ANSWER: ANSWERED},
    NAMED: {ANSWER: ANSWERED},
    ANSWERED: {CONCLUDE: OUTCOME},
    OUTCOME: {},
}
# What was asked through the product is a fact: the step may say only what became of it.
STEP_MAY_WRITE = frozenset({"followed", "why_not"})


def state_of(after: After) -> str:
    """Where the review of a record stands: the latest of what was said about it."""
    reviews, rulings = after.reviews, after.adjudications
    latest = reviews[-1] if reviews else None
    ruled = rulings[-1] if rulings else None
    if ruled and (latest is None or ruled.decided_at > latest.reviewed_at):
        return RULED
    return state_of_review(latest, answered=bool(latest and after.answers_to(latest)))


def state_of_review(latest: Review | None, *, answered: bool) -> str:
    """Where it stands after one review; an answer does not take it from the Guardian."""
    if latest is None:
        return NONE
    state = AFTER_FINDING[latest.finding]
    return ANSWERED if answered and state in {QUESTION, ACTION} else state


def allows(after: After, act: str) -> bool:
    """Whether the table lets this happen to the record now."""
    return act in REVIEW_STATES[state_of(after)]


def may_be_answered(after: After, review: Review) -> bool:
    """Only the latest review is still open to an answer, and only if its finding asks for one."""
    return bool(after.reviews) and after.reviews[-1].pk == review.pk and allows(after, ANSWER)


def open_escalation(after: After) -> Review | None:
    """The latest review that was brought to the Guardian and not decided on since."""
    brought = [row for row in after.reviews if row.finding == Finding.ESCALATE]
    decided = after.adjudications[-1].decided_at if after.adjudications else None
    if not brought or (decided and decided > brought[-1].reviewed_at):
        return None
    return brought[-1]


def is_asked_here(advice: Advice) -> bool:
    """Whether it was asked through the product, and not written down afterwards."""
    return advice.asked_by_id is not None


def may_write_in_step(advice: Advice, field: str) -> bool:
    """Which answers the step may still write: all of its own, of others what became of them."""
    if not is_asked_here(advice):
        return True
    return field in STEP_MAY_WRITE and advice.answered_at is not None


def may_be_removed(advice: Advice) -> bool:
    """Only what the step wrote down goes from a draft again; what was asked here was asked."""
    return not is_asked_here(advice)


def advice_state(advice: Advice) -> str:
    """Where advice that was asked through the product stands."""
    if advice.followed:
        return OUTCOME
    if advice.answered_at is not None:
        return ANSWERED
    return NAMED if advice.is_named else ASKED


def advice_allows(advice: Advice, act: str) -> bool:
    """Whether the table lets this happen to the advice now."""
    return is_asked_here(advice) and act in ADVICE_STATES[advice_state(advice)]


def is_concluded(advice: Advice, *, followed: str, why_not: str = "") -> bool:
    """Whether just this was said before of what became of it; followed advice needs no reason."""
    why = "" if followed == Followed.YES else why_not
    return (advice.followed, advice.why_not) == (followed, why)
