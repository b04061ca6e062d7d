"""Where was it judged, in the demonstration, that telling would harm a child more than silence?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accounts.door import Actor, acting
from decisions.choices import YesNoNotSure
from decisions.law.actions import judge_detriment
from decisions.law.duty import may_concern
from decisions.models import Decision
from decisions.record import load
from decisions.tasks.wanted import LIVE

Told = tuple[Decision, Actor]
FIELDS = (
    "asked_by", "their_function", "relevance", "harm_if_disclosed", "harm_if_not_disclosed",
    "less_considered", "childs_view", "discussed_with", "is_more_detrimental", "reasons",
    "judged_by_other",
)  # fmt: skip
# By the situation; its latest telling has it.
JUDGED: Mapping[str, Mapping[str, str]] = {
    "father-asks-for-new-address": {
        "asked_by": "A man who said that he was the father",
        "their_function": "None: he is no body that does anything for the child by law.",
        "relevance": "It could not help anybody to keep the child safe.",
        "harm_if_disclosed": "He could find the child’s mother, and the child sees what follows.",
        "harm_if_not_disclosed": "None that we could think of.",
        "less_considered": "Not even that we know the family: that alone says which town.",
        "childs_view": "Too young to ask.",
        "discussed_with": "Rowan Quill, named nurse",
        "is_more_detrimental": YesNoNotSure.YES,
        "reasons": "One word could lead him to the door. Nothing is lost for the child by silence.",
    },
    "social-care-asks-who-told-you": {
        "asked_by": "The assessment team, for its enquiry",
        "their_function": "They find out whether the child is being harmed.",
        "relevance": "The visits help them. The name of the person who told us does not.",
        "harm_if_disclosed": "Nobody would dare to tell us again. The child would lose that eye.",
        "harm_if_not_disclosed": "They cannot ask that person more. They can see the child.",
        "less_considered": "All of the visits went, and the name alone was left out.",
        "childs_view": "Not asked: it would have shown who told us.",
        "discussed_with": "Rowan Quill, named nurse",
        "is_more_detrimental": YesNoNotSure.YES,
        "reasons": "They have what they need to act today. If a court asks, it is judged again.",
    },
    "teenage-boyfriend-refusal-respected": {
        "asked_by": "Nobody asked. Children’s social care could be told.",
        "relevance": "Little: no pressure and no fear was found.",
        "harm_if_disclosed": "She would stop coming, here or anywhere.",
        "harm_if_not_disclosed": "If he was misjudged, she stays with somebody who uses her.",
        "less_considered": "Asking without her name: the lead was asked so.",
        "childs_view": "She does not want anybody told.",
        "discussed_with": "Fern Applegarth, safeguarding lead",
        "is_more_detrimental": YesNoNotSure.NOT_SURE,
        "reasons": "It is close. She comes again next week, and it is judged again then.",
    },
}


def play(told: Mapping[str, Sequence[Told]]) -> None:
    """Judge the latest telling of each; ``told``: each situation with who told it."""
    for key, said in JUDGED.items():
        # The newest that stands; “any” stops at the first that could be judged.
        any(_judge(decision, actor, said) for decision, actor in reversed(told.get(key, ())))


def _judge(decision: Decision, actor: Actor, said: Mapping[str, str]) -> bool:
    with acting(actor):
        decision.refresh_from_db()
        record = load(decision)
        if decision.status not in LIVE or not may_concern(record):
            return False
        values = {**dict.fromkeys(FIELDS, ""), **said, "judged_at": decision.decided_at}
        judge_detriment(record, actor=actor, values=values)
        return True
