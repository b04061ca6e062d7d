"""Step 10: which law lets us share, and what shows that it fits?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from accounts.door import Actor
from accounts.ui.forms import UiForm
from decisions.actions.basis import put_bases
from decisions.law.guide import Guidance, guide
from decisions.law.reading import facts_of, told_of
from decisions.merge import Answers
from decisions.record import Record
from decisions.screens.base import NEXT, Block, Gap, Screen
from decisions.screens.basis_forms import (
    ASKED,
    FACT_FIELDS,
    LAYER_WORDS,
    LIMBED,
    BasisForm,
    despite_name,
    evidence_name,
    fact_name,
)
from decisions.screens.basis_rows import basis_blocks, basis_gaps, warnings
from decisions.screens.basis_stored import in_layer, offered

OF_DECISION = ("basis_left_to_lead", "article_8")
Laws = dict[str, dict[str, str]]


class BasisScreen(Screen):
    """One form: left to the lead, or layer by layer. Nothing is chosen for anybody."""

    template = "decisions/steps/basis.html"

    @cached_property
    def guidance(self) -> Guidance:
        """What the guide says of the facts as they are stored."""
        return guide(facts_of(self.record))

    def initial(self) -> Answers:
        found: Answers = {name: getattr(self.decision, name) for name in OF_DECISION}
        found |= {fact_name(name): value for name, value in told_of(self.record).items()}
        for layer in ASKED:
            rows = in_layer(self.record, layer)
            found[layer] = [row.code for row in rows]
            found[evidence_name(layer)] = _together(row.evidence for row in rows)
            found[despite_name(layer)] = _together(row.despite for row in rows)
        limbs = [row.limb for row in self.record.bases if row.code == LIMBED]
        return found | {"limb": limbs[0] if limbs else ""}

    def build(self, initial: Answers) -> Iterable[tuple[str, UiForm]]:
        choices = {layer: offered(self.record, layer, self.guidance) for layer in ASKED}
        yield "", BasisForm(self.data, initial=initial, offered=choices, guidance=self.guidance)

    def write(self, answers: Answers, actor: Actor) -> str:
        before = self.initial()
        told = {name.removeprefix("fact_"): answers[name] for name in FACT_FIELDS}
        now = guide(facts_of(self.record, told))
        bases: Laws = {row.code: {} for row in self.record.bases if row.layer not in ASKED}
        for layer in ASKED:
            bases |= self._of_layer(layer, answers, before, now)
        values = {name: answers[name] for name in OF_DECISION}
        put_bases(self.record, actor=actor, bases=bases, values=values, told=told)
        return NEXT

    def _of_layer(self, layer: str, answers: Answers, before: Answers, now: Guidance) -> Laws:
        """What is said of each law; each keeps its own words where the text did not change."""
        evidence, despite = evidence_name(layer), despite_name(layer)
        doubted = _doubted(answers[layer], now) or set(answers[layer])
        found: Laws = {}
        for code in answers[layer]:
            said = {"layer": layer, "limb": answers["limb"] if code == LIMBED else ""}
            is_new = code not in before[layer]
            if is_new or answers[evidence] != before[evidence]:
                said["evidence"] = answers[evidence]
            if is_new or answers[despite] != before[despite]:
                said["despite"] = answers[despite] if code in doubted else ""
            found[code] = said
        return found

    def context(self) -> dict[str, Any]:
        form = self.forms[""]
        wanted = {gap.field for gap in basis_gaps(self.record)}
        return {
            "layers": [self._layer(layer, form, wanted) for layer in ASKED],
            "facts": [form[name] for name in FACT_FIELDS],
            "facts_wrong": any(form[name].errors for name in FACT_FIELDS),
            "limb": form["limb"],
            "warnings": warnings(self.record),
            "guidance": self.guidance,
            "organisation_policy": self.decision.organisation.policy_document,
        }

    def _layer(self, layer: str, form: UiForm, wanted: set[str]) -> dict[str, Any]:
        """One layer for the page; folded away while nothing is said of it or missing."""
        chosen = form[layer].value() or []
        despite = form[despite_name(layer)]
        named = {layer, evidence_name(layer), despite_name(layer)}
        codes = [code for code, _label in offered(self.record, layer, self.guidance)]
        doubted = _doubted(codes, self.guidance)
        in_sight = despite.value() or _doubted(chosen, self.guidance) or doubted == set(codes)
        return {
            "key": layer,
            "title": LAYER_WORDS[layer].title,
            "fold": LAYER_WORDS[layer].fold,
            "is_open": bool(chosen or form[layer].errors or named & wanted),
            "field": form[layer],
            "evidence": form[evidence_name(layer)],
            "despite": despite if doubted or in_sight else None,
            "despite_waits": not in_sight,
            "has_limbs": LIMBED in (chosen if form[layer].field.disabled else codes),
            "is_missing": layer in self.guidance.missing,
            "is_not_needed": self.guidance.needed[layer] == "no",
        }

    @classmethod
    def gaps(cls, record: Record) -> list[Gap]:
        return basis_gaps(record)

    @classmethod
    def begun(cls, record: Record) -> bool:
        decision = record.decision
        told = any(told_of(record).values())
        return bool(record.bases or decision.basis_left_to_lead or decision.article_8 or told)

    @classmethod
    def blocks(cls, record: Record) -> list[Block]:
        return basis_blocks(record)


def _together(texts: Iterable[str]) -> str:
    """What several laws say as one text, each sentence once."""
    return "\n\n".join(dict.fromkeys(filter(None, texts)))


def _doubted(codes: Iterable[str], guidance: Guidance) -> set[str]:
    """Of these laws, those that may not fit."""
    answers = map(guidance.of, codes)
    return {answer.code for answer in answers if answer and answer.may_not_fit}
