"""What happened after a decision was recorded? Everything in one query, now or as it stood."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from django.db.models import Model

from decisions.loading import of_decision, read, together
from decisions.models import (
    Adjudication,
    Copy,
    CrossReference,
    Dispatch,
    FollowUp,
    Incident,
    IncidentRecipient,
    Incoming,
    OutsideLink,
    Receipt,
    Recipient,
    RecordTransfer,
    Reply,
    Review,
    ReviewAnswer,
    SchemeConcern,
    SchemeEvent,
    Task,
    TransferEvent,
)
from decisions.record import Record

PARTS_AFTER: dict[str, type[Model]] = {
    "copies": Copy,
    "dispatches": Dispatch,
    "elsewhere": CrossReference,
    "outside_links": OutsideLink,
    "receipts": Receipt,
    "follow_ups": FollowUp,
    "incidents": Incident,
    "incident_recipients": IncidentRecipient,
    "tasks": Task,
    "reviews": Review,
    "review_answers": ReviewAnswer,
    "adjudications": Adjudication,
    "incoming": Incoming,
    "replies": Reply,
    "schemes": SchemeConcern,
    "scheme_events": SchemeEvent,
    "transfers": RecordTransfer,
    "transfer_events": TransferEvent,
}


@dataclass
class After:
    """A record with what followed it in memory; files and secrets are not read."""

    record: Record
    copies: list[Copy] = field(default_factory=list)
    dispatches: list[Dispatch] = field(default_factory=list)
    elsewhere: list[CrossReference] = field(default_factory=list)
    outside_links: list[OutsideLink] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    incident_recipients: list[IncidentRecipient] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    review_answers: list[ReviewAnswer] = field(default_factory=list)
    adjudications: list[Adjudication] = field(default_factory=list)
    incoming: list[Incoming] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    schemes: list[SchemeConcern] = field(default_factory=list)
    scheme_events: list[SchemeEvent] = field(default_factory=list)
    transfers: list[RecordTransfer] = field(default_factory=list)
    transfer_events: list[TransferEvent] = field(default_factory=list)

    def dispatches_to(self, recipient: Recipient) -> list[Dispatch]:
        """Each attempt to tell one recipient, the latest last."""
        return [row for row in self.dispatches if row.recipient_id == recipient.pk]

    def copies_for(self, recipient: Recipient) -> list[Copy]:
        return [row for row in self.copies if row.recipient_id == recipient.pk]

    def links_for(self, recipient: Recipient) -> list[OutsideLink]:
        return [row for row in self.outside_links if row.recipient_id == recipient.pk]

    def receipts_of(self, recipient: Recipient) -> list[Receipt]:
        """What one recipient said about having it, the latest last."""
        return [row for row in self.receipts if row.recipient_id == recipient.pk]

    def follow_ups_of(self, recipient: Recipient) -> list[FollowUp]:
        """What happened with one recipient since, the latest last."""
        return [row for row in self.follow_ups if row.recipient_id == recipient.pk]

    def recipients_of(self, incident: Incident) -> list[IncidentRecipient]:
        return [row for row in self.incident_recipients if row.incident_id == incident.pk]

    def answers_to(self, review: Review) -> list[ReviewAnswer]:
        return [row for row in self.review_answers if row.review_id == review.pk]

    def events_of(self, concern: SchemeConcern) -> list[SchemeEvent]:
        """What happened with one concern in its disclosure scheme, the latest last."""
        return [row for row in self.scheme_events if row.concern_id == concern.pk]

    def events_on_the_way(self, transfer: RecordTransfer) -> list[TransferEvent]:
        """What happened to one record on its way, the latest last."""
        return [row for row in self.transfer_events if row.transfer_id == transfer.pk]

    @property
    def came_from(self) -> Incoming | None:
        """The request, or the information, that the record was begun for."""
        return self.incoming[0] if self.incoming else None

    @property
    def open_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.state == "open"]


def load_after(record: Record, *, version: int | None = None) -> After:
    """What followed ``record`` in one query; as it stood at ``version`` where one is named."""
    return After(record=record, **read(PARTS_AFTER, _sql, record.decision.pk, version))


@cache
def _sql(then: bool) -> str:
    return together(of_decision(name, model, then) for name, model in PARTS_AFTER.items())
