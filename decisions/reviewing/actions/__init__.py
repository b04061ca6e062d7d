"""Every write of reviews and advice: each is one transaction that ends by settling the record."""

from decisions.reviewing.actions.advice import (
    answer_advice,
    answer_from_outside,
    ask_advice,
    conclude,
    is_noted,
    name_for_advice,
    note_answer,
)
from decisions.reviewing.actions.reviews import answer_review, review, rule

__all__ = [
    "answer_advice",
    "answer_from_outside",
    "answer_review",
    "ask_advice",
    "conclude",
    "is_noted",
    "name_for_advice",
    "note_answer",
    "review",
    "rule",
]
