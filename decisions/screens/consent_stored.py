"""What does the record hold about consent: whose answer, about which thing, one for all or not?"""

from __future__ import annotations

from consent.choices import Thing
from consent.models import Consent
from consent.policies import answers_of
from decisions.models import PersonConcerned
from decisions.record import Record
from decisions.screens.consent_forms import DIFFERS, TOGETHER
from decisions.screens.whom import expected_to_answer, spoken_to


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
    """"nobody" or "cannot" where all stored answers are that and the same; else "differs"."""
    if not record.consents:
        return ""
    first = answers_of(record.consents[0])
    if all(answers_of(row) == first for row in record.consents):
        for chosen, status in TOGETHER.items():
            if first["status"] == status:
                return chosen
    return DIFFERS
