"""What is missing about consent, and how is what is there put in rows?"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consent.choices import Capacity, ConsentStatus, How, NotSoughtReason, Thing, ToldWhat
from consent.models import Consent, Withdrawal
from consent.policies import is_against, is_same_answer, standing
from decisions.models import PersonConcerned
from decisions.record import Record
from decisions.screens.base import Block, Gap
from decisions.screens.consent_forms import DIFFERS
from decisions.screens.consent_stored import everybody, of, said_together
from decisions.screens.rows import block
from decisions.screens.whom import called, day_of, expected_to_answer, goes_ahead
from decisions.words import day, label, moment

# Most questions were not answered, and their words are not looked up.
Found = tuple[str | Promise, str, str]


# What is missing


def consent_gaps(record: Record) -> list[Gap]:
    """What the record does not say yet of consent; nothing need be said where nothing goes."""
    together = said_together(record)
    if not together:
        text = _("It does not say what happened about consent, or why nobody was asked.")
        asked = goes_ahead(record) and expected_to_answer(record)
        return [Gap(text, "everybody")] if asked else []
    found = [gap for person in expected_to_answer(record) for gap in _unanswered(record, person)]
    if together != DIFFERS:
        alone = _lacking(record.consents[0], record)
        return found + [Gap(text[0].upper() + text[1:], field) for field, text in alone]
    people = [person for person in record.people if of(record, person)]
    return found + [gap for person in people for gap in _of_person(record, person)]


def _unanswered(record: Record, person: PersonConcerned) -> Iterator[Gap]:
    stored, name = of(record, person), called(person, record)
    if not goes_ahead(record) or len(stored) == len(Thing):
        return
    if not stored:
        text = _("It does not say what happened about consent for %(name)s.")
        yield Gap(text % {"name": name}, "status", str(person.pk))
        return
    text = _("It does not say if what %(name)s answered counts under the duty of confidence too.")
    yield Gap(text % {"name": name}, "both", str(person.pk))


def _of_person(record: Record, person: PersonConcerned) -> Iterator[Gap]:
    for row, part in _told_apart(record, person):
        for field, text in _lacking(row, record):
            yield Gap(f"{called(person, record)}: {text}", field, part)


def _told_apart(record: Record, person: PersonConcerned) -> list[tuple[Consent, str]]:
    """Each different answer of one person and its page; one where both are the same."""
    stored = list(of(record, person).values())
    if len(stored) == len(Thing) and is_same_answer(*stored):
        return [(stored[0], str(person.pk))]
    second = f"{person.pk}-confidence"
    return [(row, second if row.thing == Thing.CONFIDENCE else str(person.pk)) for row in stored]


def _lacking(row: Consent, record: Record) -> Iterator[tuple[str, str]]:
    """Field and sentence for what the status of one answer calls for."""
    if row.status == ConsentStatus.GIVEN:
        yield from _lacking_if_given(row, record)
    elif is_against(row):
        yield from _lacking_if_refused(row, record)
    elif row.status == ConsentStatus.NOT_SOUGHT and not row.not_sought_reason:
        yield "not_sought_reason", _("it does not say why consent was not asked for.")
    elif row.status == ConsentStatus.CANNOT:
        if not row.assessment:
            text = _("it does not say how it was decided that they cannot consent.")
            yield "assessment", text
        if row.capacity != Capacity.BEST_INTERESTS:
            yield "best_interests", _("it does not say that it is in their best interests.")


def _lacking_if_given(row: Consent, record: Record) -> Iterator[tuple[str, str]]:
    if not (row.what_exactly and row.to_whom):
        yield "what_exactly", _("it does not say what they agreed to, and with whom.")
    if not row.evidence:
        yield "evidence", _("it does not say what shows that they agreed.")
    if row.review_on and row.review_on < day_of(record.decision):
        text = _("the day to ask if consent still holds has passed (%(day)s).")
        yield "review_on", text % {"day": day(row.review_on)}


def _lacking_if_refused(row: Consent, record: Record) -> Iterator[tuple[str, str]]:
    if not record.decision.shares:
        return
    if not row.override_reason:
        yield "override_reason", _("it does not say why it is shared although they said no.")
    if not row.weighing:
        yield "weighing", _("it does not say how both harms were weighed after the no.")


# What is there


def consent_blocks(record: Record) -> list[Block]:
    """One block for everybody where one answer counts for all, else one for each answer."""
    if not record.consents:
        return []
    covered = [person for person in record.people if of(record, person)]
    if said_together(record) != DIFFERS:
        title = _("For everybody") if len(everybody(record)) > 1 else called(covered[0], record)
        return [block(title, *_rows(record.consents[0], record))]
    return [found for person in covered for found in _blocks_of(record, person)]


def _blocks_of(record: Record, person: PersonConcerned) -> Iterator[Block]:
    answers, name = _told_apart(record, person), called(person, record)
    both = len(answers) < len(of(record, person))
    for row, part in answers:
        thing = _("both kinds of consent") if both else label(Thing, row.thing)
        yield block(f"{name}: {thing}", *_rows(row, record), part=part)


def _rows(row: Consent, record: Record) -> list[Found]:
    now = standing(row, record.withdrawals_of(row))
    said = label(ConsentStatus, row.status)
    if now != row.status:
        said = _("%(said)s; withdrawn later") % {"said": said}
    going = _("Yes. It stays a no: ") + row.override_reason if row.overridden else ""
    return [
        (gettext_lazy("Answer"), said, "status"),
        (
            gettext_lazy("Why not asked"),
            label(NotSoughtReason, row.not_sought_reason),
            "not_sought_reason",
        ),
        (gettext_lazy("What makes us think so"), row.not_sought_note, "not_sought_note"),
        *_who_and_how(row),
        *_scope(row),
        (gettext_lazy("How both harms were weighed"), row.weighing, "weighing"),
        (gettext_lazy("Talked over with"), row.discussed_with, "discussed_with"),
        (gettext_lazy("Going ahead although they said no"), going, "overridden"),
        *(found for taken in record.withdrawals_of(row) for found in _taken_back(taken)),
    ]


def _who_and_how(row: Consent) -> list[Found]:
    told = ", ".join(label(ToldWhat, code) for code in row.told)
    return [
        (gettext_lazy("Who answered"), label(Capacity, row.capacity), "capacity"),
        (gettext_lazy("Their name"), row.giver_name, "giver_name"),
        (gettext_lazy("Who decided if they can"), row.assessed_by, "assessed_by"),
        (gettext_lazy("How that was decided"), row.assessment, "assessment"),
        (gettext_lazy("Told beforehand"), told, "told"),
        (gettext_lazy("How they answered"), label(How, row.how), "how"),
        (gettext_lazy("On"), day(row.given_on), "given_on"),
        (gettext_lazy("Their words, or where it is written"), row.evidence, "evidence"),
    ]


def _scope(row: Consent) -> list[Found]:
    return [
        (gettext_lazy("What may be shared"), row.what_exactly, "what_exactly"),
        (gettext_lazy("With whom"), row.to_whom, "to_whom"),
        (gettext_lazy("For what"), row.for_what, "for_what"),
        (gettext_lazy("Not agreed to"), row.limits, "limits"),
        (gettext_lazy("A clear yes"), _("Yes") if row.is_explicit else "", "is_explicit"),
        (gettext_lazy("Ask again on"), day(row.review_on), "review_on"),
    ]


def _taken_back(taken: Withdrawal) -> list[Found]:
    return [
        (gettext_lazy("Withdrawn"), moment(taken.withdrawn_at), ""),
        (gettext_lazy("By"), taken.by_whom, ""),
        (gettext_lazy("How it was withdrawn"), label(How, taken.how), ""),
        (gettext_lazy("Their words"), taken.words, ""),
    ]
