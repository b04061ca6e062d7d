"""What does a record already say of the facts that the law turns on? Codes only, no words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from consent.choices import Capacity, ConsentStatus, NotSoughtReason, Thing
from consent.models import Consent
from consent.policies import is_in_force
from decisions.choices import Direction, Outcome, PersonRole, YesNo, YesNoNotSure
from decisions.law.facts import NO, YES, Facts
from decisions.models import BasisFacts, PersonConcerned
from decisions.record import Record
from decisions.screens.whom import day_of, years_old

CHILDREN = frozenset({PersonRole.CHILD, PersonRole.UNBORN})
SUBJECTS = CHILDREN | {PersonRole.ADULT}
OUTCOMES = {Outcome.SHARE_ALL: "share", Outcome.SHARE_PART: "part"}
BY_THEMSELVES = frozenset({Capacity.SELF, Capacity.YOUNG_PERSON, Capacity.COMPETENT_CHILD})
# What is left of several answers where nobody said yes, the weightiest first.
WEIGHT = ("refused", "withdrawn", "cannot", "not-sought")
# Which kinds of recipient ask in whose name.
ASKERS: Mapping[str, frozenset[str]] = {
    "council": frozenset(
        {
            "childrens-social-care", "adult-social-care", "out-of-hours", "staff-allegations",
            "education-authority", "early-help",
        }
    ),
    "police": frozenset({"police"}),
    "court": frozenset({"court"}),
    "private": frozenset({"family", "voluntary", "advocacy", "care-provider"}),
    "public": frozenset(
        {
            "probation", "criminal-justice-social-work", "youth-justice", "childrens-reporter",
            "hospital", "gp", "ambulance", "health-visitor", "midwife", "mental-health",
            "regulator", "barring", "benefits", "fire", "mappa", "marac",
        }
    ),
}  # fmt: skip


def facts_of(record: Record, told: Mapping[str, str] | None = None) -> Facts:
    """The facts of a record; ``told`` stands in for what the guide was told about it."""
    decision = record.decision
    given = told if told is not None else told_of(record)
    return Facts(
        nation=decision.nation,
        organisation=decision.organisation.kind,
        public=YES if decision.organisation.is_public_authority else NO,
        about=about(record),
        age=_age(record),
        consent=_status(record, Thing.DATA_PROTECTION),
        agreement=_status(record, Thing.CONFIDENCE),
        explicit=_explicit(record),
        able=_able(record),
        concerns=tuple(decision.concerns),
        significant=_sure(decision.significant_harm),
        sensitive=_sure(given["sensitive"]),
        offence=_sure(given["offence"]),
        confidence=_sure(given["in_confidence"]),
        direction=decision.direction,
        asker=_asker(record),
        recipients=_recipients(record),
        court_order=given["court_order"],
        life={YesNo.YES: "danger", YesNo.NO: NO}.get(decision.danger_now, ""),  # type: ignore[call-overload]
        known=given["how_known"],
        regulated=_sure(given["regulated"]),
        anyway=_anyway(record, given),
        outcome=OUTCOMES.get(decision.outcome, decision.outcome),  # type: ignore[call-overload]
    )


TOLD = (
    "sensitive", "offence", "in_confidence", "court_order", "would_share_anyway", "how_known",
    "regulated",
)  # fmt: skip


def told_of(record: Record) -> dict[str, str]:
    """What the guide was told about a record, and the record says nowhere else."""
    kept = record.facts or BasisFacts()
    return {name: getattr(kept, name) for name in TOLD}


def about(record: Record) -> str:
    """A child, an adult at risk, or both; empty where neither is named yet."""
    roles = {person.role for person in record.people}
    child, adult = bool(roles & CHILDREN), PersonRole.ADULT in roles
    return "both" if child and adult else "child" if child else "adult" if adult else ""


def _sure(answer: str) -> str:
    return "" if answer == YesNoNotSure.NOT_SURE else answer


def _subjects(record: Record) -> list[PersonConcerned]:
    return [person for person in record.people if person.role in SUBJECTS]


def _age(record: Record) -> int | None:
    """The age of the one whom it is about; of several nobody's."""
    found = _subjects(record)
    return years_old(found[0], day_of(record.decision)) if len(found) == 1 else None


def _status(record: Record, thing: str) -> str:
    """What came of asking everybody about one of the two things."""
    found = {_stands(row, record) for row in record.consents if row.thing == thing} - {""}
    if len(found) < 2:
        return next(iter(found), "")
    return "mixed" if "given" in found else next(each for each in WEIGHT if each in found)


def _stands(row: Consent, record: Record) -> str:
    """How one answer stands now; a yes that has run out is not known to stand."""
    if record.withdrawals_of(row):
        return "withdrawn"
    if row.status == ConsentStatus.GIVEN:
        return "given" if is_in_force(row, [], day_of(record.decision)) else ""
    return "cannot" if row.status == ConsentStatus.CANNOT else row.status


def _given(record: Record) -> Iterable[Consent]:
    return (
        row
        for row in record.consents
        if row.thing == Thing.DATA_PROTECTION and _stands(row, record) == "given"
    )


def _explicit(record: Record) -> str:
    found = [row.is_explicit for row in _given(record)]
    return (YES if all(found) else NO) if found else ""


def _able(record: Record) -> str:
    """Whether those whom it is about answer for themselves."""
    rows = [row for person in _subjects(record) for row in record.consents_of(person)]
    if any(row.status == ConsentStatus.CANNOT for row in rows):
        return NO
    found = {row.capacity for row in rows} - {""}
    if not found:
        return ""
    return YES if found <= BY_THEMSELVES else NO


def _anyway(record: Record, told: Mapping[str, str]) -> str:
    reasons = {row.not_sought_reason for row in record.consents}
    return YES if NotSoughtReason.WOULD_SHARE in reasons else _sure(told["would_share_anyway"])


def _recipients(record: Record) -> tuple[str, ...] | None:
    """Kinds of recipient; not known while nobody is named, or somebody’s kind is not."""
    found = tuple(row.agency_type for row in record.recipients)
    return found if found and all(found) else None


def _asker(record: Record) -> str:
    """In whose name somebody asked, as far as those who get it show."""
    if record.decision.direction != Direction.ASKED:
        return ""
    kinds = set(_recipients(record) or ())
    names = {name for name, held in ASKERS.items() if kinds & held}
    known = kinds <= set().union(*ASKERS.values())
    return names.pop() if known and len(names) == 1 else ""
