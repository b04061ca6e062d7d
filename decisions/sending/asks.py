"""What must be written down for each way of sending? As the guidance on the ways says.

``methods.toml`` lists in words what each way must record; here each of these words has the column
that holds it. A way whose words have no column fails a test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.choices import PersonRole
from decisions.guidance import method, methods
from decisions.models import Dispatch, PersonConcerned
from decisions.sending.policies import BY_MOUTH, SPOKEN, VIEWED
from decisions.words import day, label

# Asked by other questions of the form, or answered later by the recipient.
WHEN, DUE, LATER, REFERENCE = "happened_at", "follow_up_due_at", "", "reference_number"
INCIDENT = "incident_number"
COLUMNS: dict[str, str] = {
    "The number you rang": "contact",
    "How you checked who it was": "security_check",
    "Name and role of the person who answered": "spoke_to",
    "Name and role": "spoke_to",
    "Time": WHEN,
    "What you said": "said",
    "When the written follow-up is due": DUE,
    "Reference": REFERENCE,
    "Receipt": LATER,
    "Address checked": "contact",
    "Secure at both ends, or encrypted": "security_check",
    "Sent": WHEN,
    "Read": LATER,
    "Who was there, and from where": "said",
    "Confidentiality statement": "security_check",
    "Reference of the minutes": "contact_source",
    "Which plan": "contact",
    "Which record": "contact",
    "Who can see it": "said",
    "Which system": "contact",
    "What you looked at": "said",
    "Why": "security_check",
    "Who received it": "spoke_to",
    "What you kept": "said",
    "How the key was sent": "security_check",
    "The file's fingerprint (hash)": "said",
    "Tracking number": "contact_source",
    "Sealed": "security_check",
    "Why there was no safer way": "security_check",
    "Who reads it": "spoke_to",
    "Who stood by the machine": "spoke_to",
    "Who else lives there": "security_check",
    "How it was sent": "said",
}
# The order of the form.
ORDER = (
    "contact", "contact_source", "called_back", "security_check", "spoke_to", "spoke_to_role",
    "said", INCIDENT, REFERENCE, DUE,
)  # fmt: skip
# Not everybody gives one, and it may come later.
NOT_NEEDED = {REFERENCE, INCIDENT, DUE}
FINGERPRINT, PORTAL = "encrypted-file", "portal"


@dataclass(frozen=True)
class Ask:
    """One question about an attempt: the column, the words, and whether it must be answered."""

    column: str
    label: str | Promise
    is_needed: bool = True


# Those who give a number of their own to what they do.
NUMBERED = frozenset({"emergency", "police", "ambulance", "fire"})


def asks_of(code: str, agency_type: str = "") -> list[Ask]:
    """What is asked when an attempt by this way is noted, in order."""
    found = dict(_asks(code))
    if agency_type in NUMBERED:
        found[INCIDENT] = _("The police or incident number")
    return [
        Ask(column, found[column], column not in NOT_NEEDED) for column in ORDER if column in found
    ]


def _asks(code: str) -> Iterator[tuple[str, str | Promise]]:
    way = method(code)
    if way.kind not in {*BY_MOUTH, VIEWED}:
        yield "contact", _("The address that it went to")
    if way.check:
        yield "security_check", way.check
    for sentence in way.record:
        column = COLUMNS[sentence]
        if column == "spoke_to" and sentence in NAME_AND_ROLE:
            yield "spoke_to", NAME_AND_ROLE[sentence]
            yield "spoke_to_role", _("Their role")
        elif column not in {WHEN, LATER}:
            yield column, sentence
    if code == "phone":
        yield "contact_source", _("Where did you find the number?")
        yield "called_back", _("Is it a published number, which you rang yourself?")
    yield REFERENCE, _("Their reference")


NAME_AND_ROLE: dict[str, Promise] = {
    "Name and role of the person who answered": _("Name of the person who answered"),
    "Name and role": _("Name of the person you told"),
    "Who received it": _("Name of the person who received it"),
}


def asks_identity(code: str) -> bool:
    """Whether something goes, so that it must be sure about whom."""
    return method(code).kind != VIEWED


def needs_writing(code: str) -> bool:
    """Whether a written follow-up comes after it."""
    return method(code).kind == SPOKEN


def is_by_mouth(code: str) -> bool:
    return method(code).kind in BY_MOUTH


def codes() -> list[str]:
    return [way.code for way in methods()]


def known_as(person: PersonConcerned) -> str:
    """A person with their part, so that two with one name are told apart."""
    role = label(PersonRole, person.role)
    return f"{person} ({role})" if role and str(person) != role else str(person)


def identifiers(person: PersonConcerned) -> dict[str, str]:
    """What is known that tells a person apart: to be read back before anything goes."""
    found = {
        "name": person.name,
        "born": day(person.date_of_birth),
        "identifier": person.identifier,
    }
    return {kind: known for kind, known in found.items() if known}


def gaps_of(row: Dispatch) -> list[str]:
    """What an attempt that happened does not say; it is noted all the same."""
    if row.result == "failed" or not row.method:
        return []
    found = [
        str(ask.label)
        for ask in asks_of(row.method)
        if ask.is_needed and getattr(row, ask.column) in ("", None)
    ]
    if asks_identity(row.method) and not row.read_back and not row.read_back_note:
        found.append(str(_("Which names and numbers were read back")))
    return found
