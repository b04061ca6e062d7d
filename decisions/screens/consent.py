"""Step 9: what happened about consent, in one answer or for each person?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.door import Actor
from accounts.ui.forms import UiForm
from consent.choices import ConsentStatus, Thing
from consent.policies import is_same_answer, standing
from decisions.actions.consent import Answered, put_consents
from decisions.guidance import givers
from decisions.merge import Answers
from decisions.models import PersonConcerned
from decisions.record import Record
from decisions.screens.base import NEXT, Block, Gap, Screen
from decisions.screens.consent_forms import (
    DIFFERENT,
    DIFFERS,
    SAME,
    TOGETHER,
    AnswerForm,
    PersonAnswerForm,
    TogetherForm,
    as_answers,
    as_initial,
)
from decisions.screens.consent_rows import consent_blocks, consent_gaps
from decisions.screens.consent_stored import both_answers, everybody, of, said_together
from decisions.screens.whom import called, expected_to_answer, role_of, spoken_to
from decisions.words import label

CONFIDENCE = "-confidence"


class ConsentScreen(Screen):
    """part "": one answer for everybody; "12": person 12 in full; "12-confidence": the second
    of the two things, where person 12 answered it differently."""

    @property
    def template(self) -> str:  # type: ignore[override]
        return f"decisions/steps/consent{'_person' if self.part else ''}.html"

    @property
    def person(self) -> PersonConcerned | None:
        key = self.part.removesuffix(CONFIDENCE)
        return next((found for found in spoken_to(self.record) if str(found.pk) == key), None)

    @property
    def thing(self) -> str:
        asked = Thing.CONFIDENCE if self.part.endswith(CONFIDENCE) else Thing.DATA_PROTECTION
        return asked.value

    def exists(self) -> bool:
        return self.part == "" or self.person is not None

    def initial(self) -> Answers:
        if self.person is not None:
            stored = of(self.record, self.person)
            found = as_initial(stored.get(self.thing))
            return found if self.thing == Thing.CONFIDENCE else found | {"both": _both(stored)}
        rows, chosen = self.record.consents, said_together(self.record)
        first = as_initial(rows[0] if chosen in TOGETHER else None)
        asked = [name for name in TogetherForm.base_fields if name != "everybody"]
        return {"everybody": chosen, **{name: first[name] for name in asked}}

    def build(self, initial: Answers) -> Iterable[tuple[str, UiForm]]:
        if self.part == "":
            yield "", TogetherForm(self.data, initial=initial)
        elif self.thing == Thing.CONFIDENCE:
            yield "", AnswerForm(self.data, initial=initial)
        else:
            yield "", PersonAnswerForm(self.data, initial=initial)

    def write(self, answers: Answers, actor: Actor) -> str:
        if self.person is not None:
            return self._write_person(self.person, answers, actor)
        chosen = answers.get("everybody", "")
        if chosen in TOGETHER:
            said = as_answers({**answers, "status": TOGETHER[chosen].value})
            people = everybody(self.record)
            put_consents(self.record, actor=actor, answers=_for_all(people, said))
        return self._after(None) if chosen == DIFFERS else NEXT

    def _write_person(self, person: PersonConcerned, answers: Answers, actor: Actor) -> str:
        if answers.get("status"):
            said = as_answers(answers)
            things = Thing.values if answers.get("both") == SAME else [self.thing]
            new = {(person.pk, thing): said for thing in things}
            put_consents(self.record, actor=actor, answers=new)
        if answers.get("both") == DIFFERENT:
            return f"{person.pk}{CONFIDENCE}"
        return self._after(person)

    def _after(self, person: PersonConcerned | None) -> str:
        """The next person whose answer is missing; after the last one, the next step."""
        people = expected_to_answer(self.record)
        place = people.index(person) + 1 if person in people else 0
        waiting = [p for p in people[place:] if not both_answers(self.record, p)]
        return str(waiting[0].pk) if waiting else NEXT

    def context(self) -> dict[str, Any]:
        if self.person is not None:
            return {
                "person": self.person,
                "person_name": called(self.person, self.record),
                "person_role": role_of(self.person),
                "about_confidence": self.thing == Thing.CONFIDENCE,
                "givers": givers(self.decision.nation),
            }
        people = [self._listed(person) for person in spoken_to(self.record)]
        return {"people": people, "differs": said_together(self.record) == DIFFERS}

    def _listed(self, person: PersonConcerned) -> dict[str, Any]:
        """One line of the list of people: who, and what each answered about each thing."""
        said = [
            {"thing": row.get_thing_display(), "status": self._status(row)}
            for row in of(self.record, person).values()
        ]
        return {
            "part": str(person.pk),
            "name": called(person, self.record),
            "role": role_of(person),
            "said": said,
        }

    def _status(self, row: Any) -> str:
        return label(ConsentStatus, standing(row, self.record.withdrawals_of(row)))

    @classmethod
    def gaps(cls, record: Record) -> list[Gap]:
        return consent_gaps(record)

    @classmethod
    def begun(cls, record: Record) -> bool:
        return bool(record.consents)

    @classmethod
    def blocks(cls, record: Record) -> list[Block]:
        return consent_blocks(record)


def _both(stored: dict[str, Any]) -> str:
    """Whether one answer was given about both things, as far as it is known."""
    if len(stored) < len(Thing):
        return ""
    one, other = stored.values()
    return SAME if is_same_answer(one, other) else DIFFERENT


def _for_all(people: Iterable[PersonConcerned], said: dict[str, Any]) -> Answered:
    return {(person.pk, thing): said for person in people for thing in Thing.values}
