"""What is a page called, where an act holds its name in the address alone?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import Act
from decisions.reference import tidy
from decisions.screens.base import DecisionScreen
from decisions.screens.collection import CollectionScreen
from decisions.steps import ASKING, BY_SLUG

NOT_FOUND = 404
REFERENCE = re.compile(r":([2-9A-Z]{5}-[2-9A-Z]{5})(?::|$)")
OF_A_RECORD: Mapping[str, Promise] = {
    "decision": gettext_lazy("the page of the record"),
    "recorded": gettext_lazy("the page of the record"),
    "print": gettext_lazy("the record for printing"),
    "tasks": gettext_lazy("the list of what is to do"),
    "check": gettext_lazy("check your answers"),
    "addendum": gettext_lazy("add to the record"),
    "supersede": gettext_lazy("replace the decision"),
    "in_error": gettext_lazy("recorded in error"),
    "abandon": gettext_lazy("give up the draft"),
    "colleagues": gettext_lazy("colleagues named on the record"),
    "later_request": gettext_lazy("they have asked again"),
    "passed_on": gettext_lazy("pass on more"),
    "withdraw": gettext_lazy("consent taken back"),
    "withdraw_consent": gettext_lazy("consent taken back"),
    "record_history": gettext_lazy("the history"),
    "as_it_stood": gettext_lazy("the record as it once stood"),
    "evidence_pack": gettext_lazy("the evidence pack"),
    "review": gettext_lazy("review the record"),
    "answer_review": gettext_lazy("answer a reviewer"),
    "ruling": gettext_lazy("decide as Guardian"),
    "ask_advice": gettext_lazy("ask for advice"),
    "name_for_advice": gettext_lazy("tell an adviser who it is"),
    "advice_outcome": gettext_lazy("what became of advice"),
    "advice_link": gettext_lazy("a link for an adviser"),
    "step": gettext_lazy("a page of questions"),
    "step_part": gettext_lazy("a page of questions"),
}
OTHERS: Mapping[str, Promise] = {
    "log": gettext_lazy("the history of the organisation"),
    "export_log": gettext_lazy("an export of the history"),
    "start": gettext_lazy("start a record"),
    "ringing": gettext_lazy("start a record"),
    "already": gettext_lazy("start a record"),
    "mine": gettext_lazy("a list of records"),
    "find": gettext_lazy("find a record"),
    "advice": gettext_lazy("a question for an adviser"),
    "advice_asked": gettext_lazy("questions for an adviser"),
    "people": gettext_lazy("people"),
    "invite": gettext_lazy("invite somebody"),
    "member": gettext_lazy("somebody’s roles and teams"),
    "teams": gettext_lazy("teams"),
    "team": gettext_lazy("a team"),
    "numbers": gettext_lazy("numbers to ring"),
    "organisation": gettext_lazy("settings"),
}
FOUND_BY: Mapping[str, Promise] = {
    "reference": gettext_lazy("the reference of the record"),
    "person": gettext_lazy("the reference of a person"),
    "since": gettext_lazy("the first day"),
    "until": gettext_lazy("the last day"),
}
# Parts of a record that are written on a page which asks for several things.
STEP_OF_PART = {
    "lawfulbasis": "basis",
    "informationitem": "information",
    "personconcerned": "who",
    "telling": "telling",
    "consent": "consent",
    "request": "request",
}


def reference_in(act: Act) -> str:
    """The record whose page was refused, where the act says it; else nothing."""
    found = REFERENCE.search(act.target)
    return (tidy(found[1]) or "") if found else ""


def asked_for(target: str) -> str:
    """The page that a refusal is about."""
    name, _colon, rest = target.partition(":")
    slug = rest.split(":")[1] if rest.count(":") else ""
    if name in {"step", "step_part"} and slug in BY_SLUG:
        return page_of_record(slug)
    return str(OF_A_RECORD.get(name) or OTHERS.get(name) or _("a page"))


def page_of_record(slug: str) -> str:
    """A page of one record, by its slug."""
    if slug in BY_SLUG:
        return str(BY_SLUG[slug].task)
    return str(OF_A_RECORD.get(slug) or _("another page"))


def why_refused(act: Act) -> str:
    """Both refusals in words; a record that is not there is told apart from one that is."""
    if act.detail.get("status") != NOT_FOUND:
        return _("Their role does not allow it")
    return _("It is not theirs to see") if act.decision_id else _("It is not there")


def steps_of(detail: Mapping[str, Any]) -> list[str]:
    """Under which pages answers were changed, each once, in the order of the journey."""
    slugs = set(_slugs(detail))
    return [str(step.task) for step in ASKING if step.slug in slugs]


def _slugs(detail: Mapping[str, Any]) -> Iterator[str]:
    known, part = _where(), str(detail.get("part", ""))
    yield known.get(part) or STEP_OF_PART.get(part, "")
    for name in detail.get("fields", ()):
        yield known.get(f"decision.{name}", "")


@cache
def _where() -> dict[str, str]:
    """The step of each kind of part and of each of the decision's own answers."""
    found: dict[str, str] = {}
    for step in ASKING:
        if issubclass(step.asks, DecisionScreen):
            found |= {f"decision.{name}": step.slug for name in step.asks.form_class.base_fields}
        elif issubclass(step.asks, CollectionScreen):
            found[step.asks.model._meta.model_name or ""] = step.slug
    return found
