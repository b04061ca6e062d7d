"""What is a flow chart: its questions, where each answer leads, and a walk through it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from decisions.guidance.shapes import Marked, Source, Verified

# Where an answer of the opening leads when the chart itself begins.
CHART = "chart"
# Whom to tell, about a child or about an adult, whichever the chart is walked for.
SOCIAL_CARE = "{social_care}"


@dataclass(frozen=True, slots=True)
class Answer:
    code: str
    text: str
    to: str
    # What the answer says of the record, word for word: columns of a decision and their codes.
    carries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Question(Marked):
    key: str
    text: str
    help: str
    # Asked by this product before the chart, not by its publisher.
    is_ours: bool
    answers: tuple[Answer, ...]
    verified: Verified

    def answer(self, code: str) -> Answer | None:
        return next((each for each in self.answers if each.code == code), None)


@dataclass(frozen=True, slots=True, eq=False)
class End(Marked):
    key: str
    title: str
    meaning: str
    unless: str
    do: tuple[str, ...]
    source: Source
    verified: Verified


@dataclass(frozen=True, slots=True)
class Taken:
    """One question with the answer that was given."""

    question: Question
    answer: Answer

    @property
    def code(self) -> str:
        return f"{self.question.key}:{self.answer.code}"


@dataclass(frozen=True, slots=True)
class Walk:
    """How far somebody has come in a chart: to a question, or to an end."""

    chart: Chart
    taken: tuple[Taken, ...]
    at: Question | End

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.taken)

    @property
    def question(self) -> Question | None:
        return self.at if isinstance(self.at, Question) else None

    @property
    def end(self) -> End | None:
        return self.at if isinstance(self.at, End) else None

    @property
    def carried(self) -> dict[str, str]:
        """What the answers say of the record, and nothing else."""
        return {name: code for each in self.taken for name, code in each.answer.carries}


@dataclass(frozen=True, eq=False)
class Chart(Marked):
    key: str
    title: str
    short: str
    published_shown: str
    nations: tuple[str, ...]
    note: str
    source: Source
    verified: Verified
    branches: Verified
    branches_note: str
    questions: tuple[Question, ...]
    ends: tuple[End, ...]

    @cached_property
    def places(self) -> dict[str, Question | End]:
        found: dict[str, Question | End] = {each.key: each for each in self.questions}
        found.update({each.key: each for each in self.ends})
        return found

    @property
    def own_questions(self) -> tuple[Question, ...]:
        return tuple(each for each in self.questions if not each.is_ours)

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that is read on the way and at its ends."""
        asked = [each.text + " " + each.help for each in self.own_questions]
        ends = [" ".join([each.title, each.meaning, each.unless, *each.do]) for each in self.ends]
        return (*asked, *ends)

    def walk(self, codes: Iterable[str] = ()) -> Walk:
        """Follow “question:answer” codes as far as they fit; what does not fit is not followed."""
        at: Question | End = self.questions[0]
        taken: list[Taken] = []
        for code in codes:
            key, _, given = code.partition(":")
            answer = at.answer(given) if isinstance(at, Question) and at.key == key else None
            if answer is None or isinstance(at, End):
                break
            taken.append(Taken(at, answer))
            at = self.places[answer.to]
        return Walk(self, tuple(taken), at)

    def paths(self) -> Iterator[Walk]:
        """Every way through the chart, from the first question to an end."""
        waiting = [self.walk()]
        while waiting:
            walk = waiting.pop()
            if isinstance(walk.at, End):
                yield walk
                continue
            waiting += [
                self.walk((*walk.codes, f"{walk.at.key}:{answer.code}"))
                for answer in reversed(walk.at.answers)
            ]


@dataclass(frozen=True, slots=True)
class Walked:
    """Which chart is offered first in a nation, about a child or an adult."""

    nation: str
    about: str
    chart: str
    note: str
    source: Source | None
    verified: Verified | None
