"""What followed a decision, as it is read on the screen, on paper and as it once stood?

Made from the stored rows alone, by the same functions for all three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.queries import names_of
from decisions.after import After
from decisions.choices import (
    Breach,
    CopyLanguage,
    DispatchResult,
    Finding,
    FollowUpKind,
    IncidentKind,
    PuttingRight,
    ReceiptKind,
    ReplyKind,
    Ruling,
    YesNoNotSure,
)
from decisions.guidance import edition, method
from decisions.law.chapters import judgements
from decisions.models import (
    Adjudication,
    Dispatch,
    FollowUp,
    Incident,
    Receipt,
    Recipient,
    Review,
)
from decisions.schemes.chapters import schemes
from decisions.screens.base import Block
from decisions.screens.rows import block
from decisions.sending.shown import rows_of
from decisions.transfers.chapters import transfers
from decisions.words import day, label, moment, said

Names = dict[int, str]


@dataclass(frozen=True)
class Chapter:
    """What followed of one kind, under a heading."""

    title: str
    blocks: tuple[Block, ...]


def afterwards(after: After) -> list[Chapter]:
    """Everything that followed, in the order in which a case goes on; nothing where nothing did."""
    names = names_of(_people(after))
    written: dict[str, Callable[[After, Names], Iterator[Block]]] = {
        _("Sending"): _sending,
        _("What became of it"): _following,
        _("What went wrong, and was put right"): _incidents,
        _("Reviews"): _reviews,
        _("Replies to the request"): _replies,
        _("The duty to share"): judgements,
        _("Disclosure schemes of the police"): schemes,
        _("Records that moved"): transfers,
        _("Written down elsewhere"): _elsewhere,
    }
    found = [Chapter(title, tuple(write(after, names))) for title, write in written.items()]
    return [chapter for chapter in found if chapter.blocks]


def _people(after: After) -> Iterator[int | None]:
    yield from (row.done_by_id for row in after.dispatches)
    yield from (row.made_by_id for row in after.replies)
    yield from (row.noted_by_id for row in after.receipts)
    yield from (row.noted_by_id for row in after.elsewhere)
    yield from (row.by_id for row in after.follow_ups)
    for incident in after.incidents:
        yield from (incident.found_by_id, incident.breach_decided_by_id, incident.closed_by_id)
    yield from (row.asked_by_id for row in after.incident_recipients)
    yield from (row.reviewer_id for row in after.reviews)
    yield from (row.author_id for row in after.review_answers)
    yield from (row.guardian_id for row in after.adjudications)
    yield from (row.judged_by_id for row in after.record.judgements)
    for rows in (after.schemes, after.scheme_events, after.transfers, after.transfer_events):
        yield from (row.noted_by_id for row in rows)


def _sending(after: After, names: Names) -> Iterator[Block]:
    for recipient in after.record.recipients:
        for dispatch in after.dispatches_to(recipient):
            yield _dispatch(dispatch, recipient, after, names)
        for receipt in after.receipts_of(recipient):
            yield _receipt(receipt, recipient, names)


def _dispatch(row: Dispatch, recipient: Recipient, after: After, names: Names) -> Block:
    copy = next((each for each in after.copies if each.pk == row.copy_id), None)
    hashed = f"{label(CopyLanguage, copy.language)}, SHA-256 {copy.pdf_sha256}" if copy else ""
    return block(
        str(recipient),
        (_("How"), method(row.method).label if row.method else "", ""),
        (_("When"), moment(row.happened_at), ""),
        (_("By whom"), names.get(row.done_by_id or 0, "") or row.done_by_other, ""),
        *((name, value, "") for name, value in rows_of(row, after.record)),
        (_("The copy that went"), hashed, ""),
        tag=label(DispatchResult, row.result),
    )


def _receipt(row: Receipt, recipient: Recipient, names: Names) -> Block:
    return block(
        str(recipient),
        (_("When"), moment(row.happened_at), ""),
        (_("Who answered"), ", ".join(filter(None, [row.name, row.role])), ""),
        (_("Of"), row.organisation_name, ""),
        (_("Accepts the conditions"), said(row.accepts_conditions), ""),
        (_("Why it was sent back"), row.reason, ""),
        (_("What they will do"), row.will_do, ""),
        (_("By when"), day(row.will_do_by), ""),
        (_("Their reference"), row.reference_number, ""),
        (_("Noted by"), names.get(row.noted_by_id or 0, "") or _("The recipient, by link"), ""),
        tag=label(ReceiptKind, row.kind),
    )


def _following(after: After, names: Names) -> Iterator[Block]:
    for recipient in after.record.recipients:
        for row in after.follow_ups_of(recipient):
            yield _follow_up(row, recipient, names)


def _follow_up(row: FollowUp, recipient: Recipient, names: Names) -> Block:
    return block(
        str(recipient),
        (_("When"), moment(row.happened_at), ""),
        (_("What happened"), row.note, ""),
        (_("How"), row.how, ""),
        (_("To whom, or who said so"), row.whom, ""),
        (_("What they will do"), row.action, ""),
        (_("Who will do it"), row.action_by, ""),
        (_("By when"), day(row.due_on), ""),
        (_("Noted by"), names.get(row.by_id or 0, ""), ""),
        tag=label(FollowUpKind, row.kind),
    )


def _incidents(after: After, names: Names) -> Iterator[Block]:
    recipients = {row.pk: row for row in after.record.recipients}
    for incident in after.incidents:
        yield _incident(incident, names)
        for row in after.recipients_of(incident):
            yield block(
                str(recipients.get(row.recipient_id or 0, "")) or row.somebody_else,
                (_("Asked"), _joined(moment(row.asked_at), row.asked_how), ""),
                (_("Asked by"), names.get(row.asked_by_id or 0, ""), ""),
                (_("Confirmed"), _joined(moment(row.confirmed_at), row.confirmed_how), ""),
                (_("Confirmed by"), row.confirmed_by, ""),
                (_("Note"), row.note, ""),
                tag=label(PuttingRight, row.putting_right),
            )


def _incident(row: Incident, names: Names) -> Block:
    return block(
        label(IncidentKind, row.kind),
        (_("What went wrong"), row.what, ""),
        (_("Found"), _joined(moment(row.found_at), names.get(row.found_by_id, "")), ""),
        (_("Is somebody in danger now"), label(YesNoNotSure, row.in_danger), ""),
        (_("Who is in danger"), row.who_in_danger, ""),
        (_("What was done for them"), row.done_for_them, ""),
        (_("Data breach"), label(Breach, row.breach), ""),
        (_("Reasons"), row.breach_reasons, ""),
        (
            _("Decided"),
            _joined(moment(row.breach_decided_at), names.get(row.breach_decided_by_id or 0, "")),
            "",
        ),
        (_("Reported to the ICO"), _joined(moment(row.reported_at), row.report_reference), ""),
        (_("Who was told"), row.people_told, ""),
        (_("What was learned"), row.lessons, ""),
        (_("Closed"), _joined(moment(row.closed_at), names.get(row.closed_by_id or 0, "")), ""),
    )


def _reviews(after: After, names: Names) -> Iterator[Block]:
    for review in after.reviews:
        yield _review(review, names)
        for answer in after.answers_to(review):
            yield block(
                _("Answer by %s") % names.get(answer.author_id, ""),
                (_("When"), moment(answer.answered_at), ""),
                (_("Answer"), answer.text, ""),
            )
    for ruling in after.adjudications:
        yield _ruling(ruling, after, names)


def _review(row: Review, names: Names) -> Block:
    return block(
        _("Reviewed by %s") % names.get(row.reviewer_id, ""),
        (_("When"), moment(row.reviewed_at), ""),
        (_("Comment"), row.comment, ""),
        tag=label(Finding, row.finding),
    )


def _ruling(row: Adjudication, after: After, names: Names) -> Block:
    rules = {rule.code: rule.title for rule in edition(after.record.decision.caldicott).rules}
    return block(
        _("Decided by %s, Guardian") % names.get(row.guardian_id, ""),
        (_("When"), moment(row.decided_at), ""),
        (_("Reasons"), row.reasons, ""),
        (_("Principles engaged"), "\n".join(rules.get(code, code) for code in row.principles), ""),
        tag=label(Ruling, row.ruling),
    )


def _replies(after: After, names: Names) -> Iterator[Block]:
    for row in after.replies:
        yield block(
            label(ReplyKind, row.kind),
            (_("Written"), _joined(moment(row.made_at), names.get(row.made_by_id, "")), ""),
            (_("Sent"), _joined(moment(row.sent_at), row.sent_how), ""),
            (_("Reply"), row.text, ""),
        )


def _elsewhere(after: After, names: Names) -> Iterator[Block]:
    for row in after.elsewhere:
        yield block(
            row.system,
            (_("Reference"), row.reference_number, ""),
            (_("Noted"), _joined(moment(row.noted_at), names.get(row.noted_by_id, "")), ""),
        )


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))
