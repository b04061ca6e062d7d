"""What a decision and its parts are, and what can ever be stored of them."""

from decisions.models.decision import (
    Addendum,
    Contributor,
    Decision,
    DecisionLink,
    PartOfDecision,
    Request,
)
from decisions.models.export import Export, ExportFormat
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
from decisions.models.retention import Disposal, HoldRelease, LegalHold, RetentionPeriod

__all__ = [
    "Addendum",
    "Advice",
    "Contributor",
    "Decision",
    "DecisionLink",
    "Disposal",
    "Export",
    "ExportFormat",
    "HoldRelease",
    "InformationItem",
    "Informing",
    "LawfulBasis",
    "LegalHold",
    "PartOfDecision",
    "PersonConcerned",
    "PersonConsent",
    "PersonWishes",
    "Recipient",
    "RecipientItem",
    "Request",
    "RetentionPeriod",
]
