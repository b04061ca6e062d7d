"""Step 10: which law lets us share, and what shows that it fits?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.door import Actor
from accounts.ui.forms import UiForm
from decisions.actions.basis import put_bases
from decisions.merge import Answers
from decisions.record import Record
from decisions.screens.base import NEXT, Block, Gap, Screen
from decisions.screens.basis_forms import ASKED, LAYER_WORDS, LIMBED, BasisForm, evidence_name
from decisions.screens.basis_rows import basis_blocks, basis_gaps, warnings
from decisions.screens.basis_stored import in_layer, offered

OF_DECISION = ("basis_left_to_lead", "article_8")
Laws = dict[str, dict[str, str]]


class BasisScreen(Screen):
    """One form: left to the lead, or layer by layer. Nothing is chosen for anybody."""

    template = "decisions/steps/basis.html"

    def initial(self) -> Answers:
        found: Answers = {name: getattr(self.decision, name) for name in OF_DECISION}
        for layer in ASKED:
            rows = in_layer(self.record, layer)
            found[layer] = [row.code for row in rows]
            texts = dict.fromkeys(row.evidence for row in rows if row.evidence)
            found[evidence_name(layer)] = "\n\n".join(texts)
        limbs = [row.limb for row in self.record.bases if row.code == LIMBED]
        return found | {"limb": limbs[0] if limbs else ""}

    def build(self, initial: Answers) -> Iterable[tuple[str, UiForm]]:
        choices = {layer: offered(self.record, layer) for layer in ASKED}
        yield "", BasisForm(self.data, initial=initial, offered=choices)

    def write(self, answers: Answers, actor: Actor) -> str:
        before = self.initial()
        bases: Laws = {row.code: {} for row in self.record.bases if row.layer not in ASKED}
        for layer in ASKED:
            bases |= self._of_layer(layer, answers, before)
        values = {name: answers[name] for name in OF_DECISION}
        put_bases(self.record, actor=actor, bases=bases, values=values)
        return NEXT

    def _of_layer(self, layer: str, answers: Answers, before: Answers) -> Laws:
        """What is said of each law; each keeps its own words where the text did not change."""
        text = answers[evidence_name(layer)]
        rewritten = text != before[evidence_name(layer)]
        found: Laws = {}
        for code in answers[layer]:
            said = {"layer": layer, "limb": answers["limb"] if code == LIMBED else ""}
            if rewritten or code not in before[layer]:
                said["evidence"] = text
            found[code] = said
        return found

    def context(self) -> dict[str, Any]:
        form = self.forms[""]
        wanted = {gap.field for gap in basis_gaps(self.record)}
        return {
            "layers": [self._layer(layer, form, wanted) for layer in ASKED],
            "limb": form["limb"],
            "warnings": warnings(self.record),
            "organisation_policy": self.decision.organisation.policy_document,
        }

    def _layer(self, layer: str, form: UiForm, wanted: set[str]) -> dict[str, Any]:
        """One layer for the page; folded away while nothing is said of it or missing."""
        codes = [code for code, _label in offered(self.record, layer)]
        return {
            "key": layer,
            "title": LAYER_WORDS[layer].title,
            "fold": LAYER_WORDS[layer].fold,
            "is_open": bool(form[layer].value() or form[layer].errors or layer in wanted),
            "field": form[layer],
            "evidence": form[evidence_name(layer)],
            "has_limbs": LIMBED in (form[layer].value() if form[layer].field.disabled else codes),
        }

    @classmethod
    def gaps(cls, record: Record) -> list[Gap]:
        return basis_gaps(record)

    @classmethod
    def begun(cls, record: Record) -> bool:
        decision = record.decision
        return bool(record.bases or decision.basis_left_to_lead or decision.article_8)

    @classmethod
    def blocks(cls, record: Record) -> list[Block]:
        return basis_blocks(record)
