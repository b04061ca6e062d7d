"""What a decision and its parts are, and what can ever be stored of them."""

from decisions.models.decision import (
    Addendum,
    Contributor,
    Decision,
    DecisionLink,
    PartOfDecision,
    Request,
)
from decisions.models.parts import (
    Advice,
    InformationItem,
    Informing,
    LawfulBasis,
    PersonConcerned,
    PersonConsent,
    PersonWishes,
    Recipient,
    RecipientItem,
)

__all__ = [
    "Addendum",
    "Advice",
    "Contributor",
    "Decision",
    "DecisionLink",
    "InformationItem",
    "Informing",
    "LawfulBasis",
    "PartOfDecision",
    "PersonConcerned",
    "PersonConsent",
    "PersonWishes",
    "Recipient",
    "RecipientItem",
    "Request",
]
