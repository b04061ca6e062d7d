"""What does the record hold about consent: whose answer, about which thing, one for all or not?"""

from __future__ import annotations

from dataclasses import dataclass

from consent.choices import Thing
from consent.models import Consent
from consent.policies import answers_of, is_withdrawable
from decisions.models import PersonConcerned, Recipient
from decisions.record import Record
from decisions.screens.consent_forms import DIFFERS, TOGETHER
from decisions.screens.whom import called, expected_to_answer, spoken_to
from decisions.words import label


def of(record: Record, person: PersonConcerned) -> dict[str, Consent]:
    """One person's answers by thing, data protection first."""
    found = {row.thing: row for row in record.consents_of(person)}
    return {thing: found[thing] for thing in Thing.values if thing in found}


def both_answers(record: Record, person: PersonConcerned) -> bool:
    """Whether it is known what happened about each of the two things."""
    return len(of(record, person)) == len(Thing)


def everybody(record: Record) -> list[PersonConcerned]:
    """Those to whom one answer for everybody applies."""
    return expected_to_answer(record) or spoken_to(record)


def said_together(record: Record) -> str:
    """ "nobody" or "cannot" where all stored answers are that and the same; else "differs"."""
    if not record.consents:
        return ""
    first = answers_of(record.consents[0])
    if all(answers_of(row) == first for row in record.consents):
        for chosen, status in TOGETHER.items():
            if first["status"] == status:
                return chosen
    return DIFFERS


@dataclass(frozen=True)
class Withdrawable:
    """Consent that somebody can take back: whose, and about what."""

    consent: Consent
    person: PersonConcerned
    name: str

    @property
    def thing(self) -> str:
        return label(Thing, self.consent.thing)


def withdrawable(record: Record) -> list[Withdrawable]:
    """Every consent of the record that was given and stands."""
    return [
        Withdrawable(row, person, called(person, record))
        for person in record.people
        for row in of(record, person).values()
        if is_withdrawable(row, record.withdrawals_of(row))
    ]


def must_be_told(record: Record) -> list[Recipient]:
    """Whoever has the information already, and so must hear that consent was taken back."""
    return [recipient for recipient in record.recipients if recipient.sent_at]
