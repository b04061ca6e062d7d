"""What is asked about the law that lets us share, layer by layer?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.ui.fields import (
    CheckboxesField,
    CheckboxField,
    LongTextField,
    RadiosField,
    YesNoField,
)
from accounts.ui.forms import UiForm
from decisions.choices import HowKnown, YesNo
from decisions.guidance import Basis, basis, choices
from decisions.law.guide import Answer, Guidance
from decisions.screens.basis_stored import basis_or_none

ASKED = ("article_6", "article_9", "offence", "confidentiality", "gateway")
LIMBED = "A9G+S1-18"  # the one basis whose law has three limbs to choose from


class LayerWords(NamedTuple):
    """What a layer is called, when it is to be opened, what it asks, and how."""

    title: str | Promise
    fold: str | Promise
    question: str | Promise
    hint: str | Promise
    evidence: str | Promise


LAYER_WORDS: Mapping[str, LayerWords] = {
    "article_6": LayerWords(
        _("The reason in data protection law"),
        "",  # every record that shares needs one, so it is never folded away
        _("Why may your organisation share this?"),
        _("Article 6. Every record that shares needs one. Choose the one that fits best."),
        _("What makes it fit? (the reason)"),
    ),
    "article_9": LayerWords(
        _("Sensitive information"),
        _("Sensitive information, such as health, sex life, race or religion"),
        _("Does it say anything about health, sex life, race, religion or beliefs?"),
        _("Article 9. If it does, choose what allows that. If not, leave this empty."),
        _("What makes it fit? (sensitive information)"),
    ),
    "offence": LayerWords(
        _("Offences"),
        _("An offence, or an allegation of one"),
        _("Does it say that somebody committed an offence, or may have?"),
        _("Article 10. If not, leave this empty."),
        _("What makes it fit? (offences)"),
    ),
    "confidentiality": LayerWords(
        _("What was told in confidence"),
        _("What was told or kept in confidence"),
        _("Was any of it told to you, or kept by you, in confidence?"),
        _("The duty of confidence is separate from data protection. If not, leave this empty."),
        _("What makes it fit? (confidence)"),
    ),
    "gateway": LayerWords(
        _("The power or duty to share"),
        _("A power or duty in law to share"),
        _("Which law gives you a power or a duty to share?"),
        _("A public body needs one. Tick all that fit."),
        _("What makes it fit? (power or duty)"),
    ),
}


def evidence_name(layer: str) -> str:
    return f"{layer}_evidence"


def despite_name(layer: str) -> str:
    return f"{layer}_despite"


def fact_name(name: str) -> str:
    return f"fact_{name}"


class FactsForm(UiForm):
    """What the guide to the law asks and the record says nowhere else; each may stay empty."""

    fact_sensitive = YesNoField(
        label=_("Is any of it about health, sex life, race, religion or beliefs?"),
        not_sure=True,
        required=False,
    )
    fact_offence = YesNoField(
        label=_("Does any of it say that somebody committed an offence, or may have?"),
        not_sure=True,
        required=False,
    )
    fact_in_confidence = YesNoField(
        label=_("Was any of it told to you, or kept by you, in confidence?"),
        not_sure=True,
        required=False,
    )
    fact_would_share_anyway = YesNoField(
        label=_("Would you share it even if they said no?"), not_sure=True, required=False
    )
    fact_court_order = RadiosField(
        label=_("Has a court ordered it?"), choices=YesNo.choices, inline=True, required=False
    )
    fact_how_known = RadiosField(
        label=_("If it is about an offence against a child: how is it known?"),
        choices=HowKnown.choices,
        small=True,
        required=False,
    )
    fact_regulated = YesNoField(
        label=_("Are you a teacher, or a registered health or care professional?"),
        help_text=_("Some duties are on the person and not on the organisation."),
        not_sure=True,
        required=False,
    )


FACT_FIELDS = tuple(FactsForm.base_fields)


class BasisForm(FactsForm):
    """The layers; what stands beside each law is what the guide says of it."""

    basis_left_to_lead = CheckboxField(
        label=_("My lead will complete the legal basis"),
        help_text=_("You can record and share now. Your lead is asked to fill this in."),
    )
    limb = RadiosField(label=_("Safeguarding: which of the three fits?"), required=False)
    article_8 = LongTextField(
        label=_("Why is it fair to touch somebody’s private life?"), rows=2, required=False
    )

    def __init__(
        self,
        *args: Any,
        offered: Mapping[str, Sequence[tuple[str, str]]],
        guidance: Guidance,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for layer, words in LAYER_WORDS.items():
            said = {code: guidance.of(code) for code, _label in offered[layer]}
            self.fields[layer] = CheckboxesField(
                label=words.question,
                help_text=words.hint,
                choices=offered[layer],
                small=True,
                hints={code: hint(found.basis, found) for code, found in said.items() if found},
                dividers=_before_the_last(said),
                required=False,
            )
            self.fields[evidence_name(layer)] = LongTextField(
                label=words.evidence,
                help_text=" ".join(asked_of(self.initial.get(layer, ()))),
                rows=3,
                required=False,
            )
            self.fields[despite_name(layer)] = LongTextField(
                label=_("One that may not fit: why do you rely on it all the same?"),
                rows=2,
                required=False,
            )
        self.fields["limb"].choices = choices(basis(LIMBED).limbs)  # type: ignore[attr-defined]
        self.fields["article_8"].help_text = basis("HRA-8").evidence
        self.order_fields(order())

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for layer in ASKED:
            said = found.get(evidence_name(layer)) or found.get(despite_name(layer))
            if said and not found.get(layer) and layer not in self.errors:
                self.add_error(layer, _("Tick which of these your words below are about"))
        if LIMBED not in found.get("article_9", ()):
            self.errors.pop("limb", None)
            found["limb"] = ""
        return found


def asked_of(codes: Iterable[str]) -> list[str]:
    """What each law that is chosen already needs to have written about it."""
    return [found.evidence for found in map(basis_or_none, codes) if found]


def order() -> list[str]:
    """The order of the page, which the error summary follows."""
    found = ["basis_left_to_lead", *FACT_FIELDS]
    for layer in ASKED:
        limb = ["limb"] if layer == "article_9" else []
        found += [layer, *limb, evidence_name(layer), despite_name(layer)]
    return [*found, "article_8"]


def hint(found: Basis, answer: Answer | None = None) -> str:
    """What the guide says of it, when it fits, what to write, its own name, and how sure it is."""
    said = [found.when, found.caution]
    if answer and answer.may_not_fit:
        said = [verdict(answer)]
    elif answer:
        beware = [found.caution] if found.caution else [each.text for each in answer.warnings]
        said = [verdict(answer), found.when if answer.depends else "", *beware]
    if not found.is_in_force:
        said.append(found.status_note)
    unsure = _now(" (not confirmed)") if found.is_unverified else ""
    if not (answer and answer.may_not_fit):
        said.append(_now("To write: %(evidence)s") % {"evidence": found.evidence})
    return " ".join(filter(None, [*said, f"{found.official}{unsure}."]))


def verdict(answer: Answer) -> str:
    """The guide's answer and its reason, with how sure that is."""
    text = answer.why.text
    if answer.could_fit:
        text = _now("Could fit. %(why)s") % {"why": text}
    if answer.may_not_fit:
        text = _now("May not fit. %(why)s") % {"why": text}
    return text


def _before_the_last(said: Mapping[str, Answer | None]) -> dict[str, str | Promise]:
    """A word before the first law that may not fit, where others stand before it."""
    last = [code for code, found in said.items() if found and found.may_not_fit]
    return {last[0]: _("These may not fit:")} if last and len(last) < len(said) else {}
