"""What a decision and its parts are, and what can ever be stored of them."""

from decisions.models.arriving import Incoming, Reply
from decisions.models.decision import (
    Addendum,
    Contributor,
    Decision,
    DecisionLink,
    PartOfDecision,
    Request,
)
from decisions.models.directory import Agency, AgencyContact, Agreement, AgreementParty
from decisions.models.export import Export, ExportFormat
from decisions.models.following import (
    EscalationStage,
    FollowUp,
    Incident,
    IncidentRecipient,
    Task,
)
from decisions.models.notices import Notice
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
from decisions.models.reviewing import (
    Adjudication,
    Attention,
    Facet,
    Review,
    ReviewAnswer,
    SavedView,
)
from decisions.models.sending import Copy, CrossReference, Dispatch, OutsideLink, Receipt

__all__ = [
    "Addendum",
    "Adjudication",
    "Advice",
    "Agency",
    "AgencyContact",
    "Agreement",
    "AgreementParty",
    "Attention",
    "Contributor",
    "Copy",
    "CrossReference",
    "Decision",
    "DecisionLink",
    "Dispatch",
    "Disposal",
    "EscalationStage",
    "Export",
    "ExportFormat",
    "Facet",
    "FollowUp",
    "HoldRelease",
    "Incident",
    "IncidentRecipient",
    "Incoming",
    "InformationItem",
    "Informing",
    "LawfulBasis",
    "LegalHold",
    "Notice",
    "OutsideLink",
    "PartOfDecision",
    "PersonConcerned",
    "PersonConsent",
    "PersonWishes",
    "Receipt",
    "Recipient",
    "RecipientItem",
    "Reply",
    "Request",
    "RetentionPeriod",
    "Review",
    "ReviewAnswer",
    "SavedView",
    "Task",
]
