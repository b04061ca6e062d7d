"""What do people say at each step? The same words for every case, whoever types them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from tests.journeys.visitor import Visitor

ON = "Save and continue"


def ago(minutes: float = 0, *, days: float = 0) -> dt.datetime:
    """A moment in the past, to the minute, as people write it."""
    now = timezone.now().replace(second=0, microsecond=0)
    return now - dt.timedelta(minutes=minutes, days=days)


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def begins(who: Visitor, direction: str) -> None:
    """Begin a record, step by step."""
    who.opens("/decisions/start/")
    who.chooses("What has happened?", direction)
    who.presses("Start")
    who.is_at("What has happened?")


def says_what_happened(who: Visitor, *, danger: str, at: dt.datetime, urgent: bool = False) -> None:
    who.is_at("What has happened?")
    who.chooses("Is anybody in danger right now?", danger)
    who.dates("When did it happen?", at)
    if urgent:
        who.ticks("This is urgent")
    who.presses(ON)


def names(who: Visitor, *people: Mapping[str, str]) -> None:
    """Say whom it is about: ``role``, ``name`` and whatever else is known."""
    who.is_at("Who is it about?")
    for number, person in enumerate(people):
        if number:
            who.follows("Add another person")
        _person(who, dict(person))
        who.presses(ON)
    who.presses(ON)


def names_after_opening(who: Visitor, *people: Mapping[str, str]) -> None:
    """Say whom it is about straight away, with nothing said of what has happened."""
    who.presses(ON)
    names(who, *people)


def _person(who: Visitor, said: dict[str, str]) -> None:
    who.chooses("Who are they?", said.pop("role"))
    if kind := said.pop("kind", ""):
        who.chooses("What kind of reference is it?", kind)
    if hidden := said.pop("hidden_from", ""):
        who.ticks("Their identity or whereabouts must be kept from somebody")
        who.writes("From whom, and what must not be revealed?", hidden)
    labels = {
        "name": "Initials, or name",
        "reference": "Reference",
        "age": "Age",
        "needs": "Communication needs",
        "contact": "How to reach them safely",
    }
    for name, text in said.items():
        who.writes(labels[name], text)


def tells_the_concern(
    who: Visitor,
    *,
    concern: str,
    kinds: Iterable[str],
    harm: str,
    purpose: str,
    noticed_on: dt.date | None = None,
) -> None:
    who.is_at("What is worrying you, and what is sharing for?")
    who.writes("What are you worried about?", concern)
    for kind in kinds:
        who.ticks(kind, under="What kind of worry is it?")
    who.dates("When did it come to your notice?", noticed_on or timezone.localdate())
    who.chooses("Do you think somebody is suffering, or likely to suffer, significant harm?", harm)
    who.writes("What is the sharing for?", purpose)
    who.chooses("Could it be done without saying who the person is?", "No")
    who.presses(ON)


def weighs(who: Visitor, *, shared: str, not_shared: str, assumptions: str) -> None:
    who.is_at("Is everyone safe?")
    who.writes("What harm could come of sharing?", shared)
    who.writes("What harm could come of not sharing?", not_shared)
    who.writes("Could your own background or beliefs be colouring this?", assumptions)
    who.presses(ON)


@dataclass(frozen=True)
class Line:
    """One thing that is known: its words, what it is, whose it is, and if it goes."""

    words: str
    nature: str = ""
    source: str = ""
    goes: str = "Include"
    kind: str = ""
    why: str = ""


SOURCES = {
    "Fact": "Who saw, heard or measured it",
    "Opinion": "Whose opinion it is",
    "Reported": "Who told you",
}


def writes_down(who: Visitor, lines: Iterable[Line], *, needed: str) -> None:
    """Write freely, a line for each thing; then mark each."""
    lines = list(lines)
    who.is_at("What do you know?")
    who.writes("Write what you know", "\n".join(line.words for line in lines))
    who.writes("Why do they need it?", needed)
    who.presses("Add these lines")
    for number, line in enumerate(lines, start=1):
        marks(who, number, line)
    who.presses(ON)


def marks(who: Visitor, number: int, line: Line) -> None:
    item = who.at(item_called(who, number))
    item.sees(line.words)
    if line.nature:
        item.chooses("What is it?", line.nature)
    if line.source:
        item.writes_source(line.source)
    item.chooses("Does it go?", line.goes)
    if line.kind:
        item.picks("What kind of information is left out?", line.kind)
        item.writes("Why is it left out?", line.why)


def item_called(who: Visitor, number: int) -> str:
    return f"Item {number}"


def chooses_recipients(who: Visitor, *recipients: Mapping[str, Any]) -> None:
    who.is_at("Who gets it?")
    for number, recipient in enumerate(recipients):
        if number:
            who.follows("Add another recipient")
        _recipient(who, dict(recipient))
        who.presses(ON)
    who.presses(ON)


def _recipient(who: Visitor, said: dict[str, Any]) -> None:
    who.chooses("What kind of service or person?", said.pop("kind"))
    who.chooses("How does it reach them?", said.pop("how"))
    for item in said.pop("gets", ["Everything that goes"]):
        who.ticks(item, under="What do they get?")
    if sent := said.pop("sent", None):
        who.dates("When was it told or sent?", sent)
    if by := said.pop("by_when", None):
        who.dates("By when?", by)
    if due := said.pop("written_due", None):
        who.dates("Written follow-up due by", due)
    if written := said.pop("written_sent", None):
        who.dates("Written follow-up sent", written)
    labels = {
        "name": "Name of the service or organisation",
        "person": "Person",
        "role": "Their role",
        "why": "Why do they need to know?",
        "number": "The number or address that you used",
        "checked": "What did you check before it went?",
        "limits": "What may they do with it, and may they pass it on?",
        "by": "Who told or sent it, if it was not you?",
        "taken_by": "Who took it? Name and role",
        "reference": "Their reference or incident number",
        "will_do": "What will they do?",
    }
    for name, text in said.items():
        who.writes(labels[name], text)


def was_told(who: Visitor, name: str, *, at: dt.datetime, how: str, by: str) -> None:
    """On the page about telling: this person was told before anything was shared."""
    person = who.person(name)
    person.chooses("Were they told?", "Told before sharing")
    person.dates("When were they told?", at)
    person.writes("How?", how)
    person.writes("By whom?", by)


def was_not_told(who: Visitor, name: str, *, because: str, note: str, again: dt.date) -> None:
    person = who.person(name)
    person.chooses("Were they told?", "Not told")
    person.chooses("Why not?", because)
    person.writes("What makes you think so?", note)
    person.dates("When will you ask yourself again if they can be told?", again)


def wanted(who: Visitor, name: str, words: str, *, heard_by: str) -> None:
    person = who.person(name)
    person.chooses("What do they want to happen?", "They told us")
    person.writes("What they said, in their own words", words)
    person.dates("On which day?", timezone.localdate())
    person.writes("Who heard it?", heard_by)


def decides(
    who: Visitor,
    *,
    outcome: str,
    reasons: str,
    at: dt.datetime | None = None,
    shared: dt.datetime | None = None,
    look_again: dt.date | None = None,
    told_requester: str = "",
    would_change: str = "",
) -> None:
    who.is_at("What have you decided, and why?")
    who.chooses("What have you decided?", outcome)
    who.writes("Why?", reasons)
    if at:
        who.dates("When did you decide?", at)
    if shared:
        who.dates("When was it shared?", shared)
    if look_again:
        who.dates("When will you look at this again?", look_again)
    if told_requester:
        who.writes("What did you say to the person who asked?", told_requester)
    if would_change:
        who.writes("What would change your mind?", would_change)
    who.presses(ON)


def records(who: Visitor) -> None:
    who.is_at("Check your answers")
    who.presses("Record this decision")
    who.is_at("Saved. Nothing has been sent from here.")


def goes_on(who: Visitor, heading: str) -> None:
    """Leave a step as it is."""
    who.is_at(heading)
    who.presses(ON)


def asks_nobody(who: Visitor, *, why: str, note: str) -> None:
    """One answer about consent, for everybody."""
    who.is_at("What about consent?")
    who.chooses("Did you ask anybody for consent?", "No: nobody was asked")
    who.chooses("Why were they not asked?", why)
    who.writes("What makes you think so?", note)
    who.presses(ON)


REASON = "Why may your organisation share this?"
SENSITIVE = "Does it say anything about health, sex life, race, religion or beliefs?"
CONFIDENCE = "Was any of it told to you, or kept by you, in confidence?"
POWER = "Which law gives you a power or a duty to share?"
# What is folded away until it is needed.
FOLDED = {
    SENSITIVE: "Sensitive information, such as health, sex life, race or religion",
    CONFIDENCE: "What was told or kept in confidence",
    POWER: "A power or duty in law to share",
}
WHAT_FITS = {
    REASON: "What makes it fit? (the reason)",
    SENSITIVE: "What makes it fit? (sensitive information)",
    CONFIDENCE: "What makes it fit? (confidence)",
    POWER: "What makes it fit? (power or duty)",
}

# Layers of the law that are folded away until they are opened or answered.
FOLDED = {
    SENSITIVE: "Sensitive information, such as health, sex life, race or religion",
    CONFIDENCE: "What was told or kept in confidence",
    POWER: "A power or duty in law to share",
}


def relies_on(who: Visitor, laws: Mapping[str, tuple[str, str]]) -> None:
    """For each question about the law: what is ticked, and what makes it fit."""
    who.is_at("Which law lets you do this?")
    for question, (law, evidence) in laws.items():
        if fold := FOLDED.get(question):
            who.opens_up(fold)
        if question in FOLDED:
            who.opens_up(FOLDED[question])
        who.ticks(law, under=question)
        who.writes(WHAT_FITS[question], evidence)
    who.presses(ON)


def took_advice(who: Visitor, *, role: str, question: str, answer: str) -> None:
    who.is_at("Did you ask anybody for advice?")
    who.writes("Who did you ask? Their role", role)
    who.chooses("Did you say who the person is?", "No")
    who.writes("What did you ask?", question)
    who.writes("What was the advice?", answer)
    who.chooses("Did you follow it?", "Followed")
    who.presses(ON)
    who.presses(ON)


def needed_no_advice(who: Visitor) -> None:
    who.is_at("Did you ask anybody for advice?")
    who.presses("No advice was needed")


def records_nothing_missing(who: Visitor) -> None:
    """Nothing that the case does not need is asked for."""
    who.is_at("Check your answers")
    who.sees("Nothing is missing.")
    records(who)
