"""What does the directory give to a record: whom to choose, which number, which warning?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.ui.dates import day_in_words
from decisions.after import After
from decisions.directory.forms import named
from decisions.directory.policies import has_lapsed
from decisions.models import Agency, Agreement, Recipient
from decisions.record import Record

TELEPHONE, PORTAL = "phone", "portal"
BY_EMAIL = {"secure-email", "encrypted-file"}


@dataclass(frozen=True)
class Lapsed:
    """A recipient whose agreement has run out, and whether that was before it went."""

    recipient: Recipient
    agreement: Agreement
    was_before: bool


def lapsed(record: Record) -> list[Lapsed]:
    """Recipients under agreements that have run out by today."""
    today = timezone.localdate()
    found = []
    for recipient in record.recipients:
        agreement = record.agreement_of(recipient)
        if agreement is not None and has_lapsed(agreement, today):
            sent_on = timezone.localdate(recipient.sent_at) if recipient.sent_at else today
            found.append(Lapsed(recipient, agreement, has_lapsed(agreement, sent_on)))
    return found


def on_record(after: After, membership: Membership) -> dict[str, Any]:  # noqa: ARG001
    """Agreements that have run out, on the page of a record."""
    return {"lapsed": lapsed(after.record)}


def agency_choices(agencies: Iterable[Agency]) -> list[tuple[str, str]]:
    """Every agency in use; or none of them, and the name is typed."""
    offered = [(str(each.pk), named(each)) for each in agencies]
    return [("", _("Not in the directory: write it below")), *offered]


def agreement_choices(
    agreements: Iterable[Agreement], agency_id: int | None, today: dt.date
) -> list[tuple[str, str]]:
    """Those in which the chosen agency is a party come first; what has run out says so."""
    known = list(agreements)
    first = [each for each in known if agency_id and _is_party(each, agency_id)]
    others = [each for each in known if each not in first]
    offered = [(str(each.pk), said_of(each, today)) for each in first + others]
    return [("", _("None, or not written down here")), *offered]


def _is_party(agreement: Agreement, agency_id: int) -> bool:
    return any(row.agency_id == agency_id for row in getattr(agreement, "in_it", ()))


def said_of(agreement: Agreement | None, today: dt.date | None = None) -> str:
    """Its title; and that it has run out, where ``today`` is after its end."""
    if agreement is None:
        return ""
    said = agreement.title
    if today and has_lapsed(agreement, today) and agreement.ends_on:
        said += _(": ran out on %(day)s") % {"day": day_in_words(agreement.ends_on)}
    return said


def filled(answers: Mapping[str, Any], agency: Agency, before: Agency | None) -> dict[str, Any]:
    """What is empty, or was filled in from ``before``, comes from the directory."""
    suggested = {
        "agency_name": agency.name,
        "agency_type": agency.kind,
        "contact": contact_for(agency, str(answers.get("method") or "")),
    }
    old = _known_of(before) if before else {}
    return {
        name: value
        for name, value in suggested.items()
        if value and (not answers.get(name) or answers[name] in old.get(name, ()))
    }


def _known_of(agency: Agency) -> dict[str, set[str]]:
    return {
        "agency_name": {agency.name},
        "agency_type": {agency.kind},
        "contact": {agency.phone, agency.email, agency.portal},
    }


def contact_for(agency: Agency, way: str) -> str:
    """The number or address that a way of telling them needs."""
    if way == PORTAL:
        return agency.portal
    if way in BY_EMAIL:
        return agency.email
    return agency.phone if way in {"", TELEPHONE} else ""
