"""In what order is a decision recorded, and which steps apply? The one statement of both.

Which rule of which edition a step answers is data in ``decisions/guidance/editions``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.choices import Direction, PersonRole
from decisions.record import Record
from decisions.screens.advice import AdviceScreen
from decisions.screens.base import Gap, Screen
from decisions.screens.basis import BasisScreen
from decisions.screens.concern import ConcernScreen, SafetyScreen
from decisions.screens.consent import ConsentScreen
from decisions.screens.information import InformationScreen
from decisions.screens.opening import OpeningScreen
from decisions.screens.outcome import OutcomeScreen
from decisions.screens.recipients import RecipientsScreen
from decisions.screens.request import RequestScreen
from decisions.screens.telling import TellingScreen
from decisions.screens.who import WhoScreen


def _always(_record: Record) -> bool:
    return True


def _asked(record: Record) -> bool:
    return record.decision.direction == Direction.ASKED or record.request is not None


def _somebody(record: Record) -> bool:
    """There is somebody who could be told or asked."""
    return any(person.role != PersonRole.UNBORN for person in record.people)


@dataclass(frozen=True)
class Step:
    """One short page of the journey; ``screen`` is None for the last two, which ask nothing."""

    slug: str
    title: str | Promise
    task: str | Promise
    screen: type[Screen] | None
    applies: Callable[[Record], bool] = _always

    @property
    def asks(self) -> type[Screen]:
        """The screen of a step that asks something."""
        if self.screen is None:
            raise LookupError(f"The step {self.slug} asks nothing.")
        return self.screen


STEPS: tuple[Step, ...] = (
    Step("what-has-happened", _("What has happened?"), _("What has happened"), OpeningScreen),
    Step("who", _("Who is it about?"), _("Who it is about"), WhoScreen),
    Step("request", _("What were you asked for?"), _("The request"), RequestScreen, _asked),
    Step("concern", _("What is worrying you, and what is sharing for?"), _("The concern and the purpose"), ConcernScreen),  # noqa: E501
    Step("safety", _("Is everyone safe?"), _("Everyone’s safety"), SafetyScreen),
    Step("information", _("What do you know?"), _("The information"), InformationScreen),
    Step("recipients", _("Who gets it?"), _("Who gets it"), RecipientsScreen),
    Step("telling", _("Have you told the person, and what do they want?"), _("Telling the person"), TellingScreen, _somebody),  # noqa: E501
    Step("consent", _("What about consent?"), _("Consent"), ConsentScreen, _somebody),
    Step("basis", _("Which law lets you do this?"), _("Lawful basis"), BasisScreen),
    Step("advice", _("Did you ask anybody for advice?"), _("Advice"), AdviceScreen),
    Step("decision", _("What have you decided, and why?"), _("The decision and the reasons"), OutcomeScreen),  # noqa: E501
    Step("check", _("Check your answers"), _("Check your answers"), None),
    Step("recorded", _("Recorded"), _("Recorded"), None),
)  # fmt: skip

BY_SLUG = {step.slug: step for step in STEPS}
ASKING = tuple(step for step in STEPS if step.screen is not None)
CHECK, RECORDED = BY_SLUG["check"], BY_SLUG["recorded"]


def applicable(record: Record) -> list[Step]:
    """The asking steps that this decision needs, in their order."""
    return [step for step in ASKING if step.applies(record)]


def neighbours(step: Step, record: Record) -> tuple[Step | None, Step]:
    """The step before (None at the start) and the step after."""
    order = [each for each in (*ASKING, CHECK) if each is step or each.applies(record)]
    place = order.index(step)
    return (order[place - 1] if place else None, order[min(place + 1, len(order) - 1)])


def first_open(record: Record) -> Step:
    """Where to go on: the first step with something missing, else check-answers."""
    return next((step for step in applicable(record) if step.asks.gaps(record)), CHECK)


@dataclass(frozen=True)
class Missing:
    """A gap and the step that asks for it."""

    step: Step
    gap: Gap


def missing(record: Record) -> list[Missing]:
    """All that the record does not hold yet, in the order of the journey."""
    return [Missing(step, gap) for step in applicable(record) for gap in step.asks.gaps(record)]
