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
from decisions.models.law import BasisFacts, ChartWalk, DetrimentJudgement, DismissedHint
from decisions.models.local import GuidanceRead, LocalGuidance
from decisions.models.marking import BodyMark
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
from decisions.models.schemes import RecordTransfer, SchemeConcern, SchemeEvent, TransferEvent
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
    "BasisFacts",
    "BodyMark",
    "ChartWalk",
    "Contributor",
    "Copy",
    "CrossReference",
    "Decision",
    "DecisionLink",
    "DetrimentJudgement",
    "DismissedHint",
    "Dispatch",
    "Disposal",
    "EscalationStage",
    "Export",
    "ExportFormat",
    "Facet",
    "FollowUp",
    "GuidanceRead",
    "HoldRelease",
    "Incident",
    "IncidentRecipient",
    "Incoming",
    "InformationItem",
    "Informing",
    "LawfulBasis",
    "LegalHold",
    "LocalGuidance",
    "Notice",
    "OutsideLink",
    "PartOfDecision",
    "PersonConcerned",
    "PersonConsent",
    "PersonWishes",
    "Receipt",
    "Recipient",
    "RecipientItem",
    "RecordTransfer",
    "Reply",
    "Request",
    "RetentionPeriod",
    "Review",
    "ReviewAnswer",
    "SavedView",
    "SchemeConcern",
    "SchemeEvent",
    "Task",
    "TransferEvent",
]
