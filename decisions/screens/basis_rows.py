"""What is missing about the lawful basis, and how is what is there put in rows?"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from consent.choices import Thing
from consent.policies import is_in_force
from decisions.guidance import Basis
from decisions.law.guide import guide
from decisions.law.reading import facts_of, told_of
from decisions.models import LawfulBasis
from decisions.record import Record
from decisions.screens.base import Block, Gap
from decisions.screens.basis_forms import (
    ASKED,
    FACT_FIELDS,
    LAYER_WORDS,
    LIMBED,
    FactsForm,
    despite_name,
    evidence_name,
)
from decisions.screens.basis_stored import basis_or_none, in_layer, label_of
from decisions.screens.rows import block
from decisions.screens.whom import day_of, goes_ahead

Found = tuple[str, str, str]


# What is missing


def basis_gaps(record: Record) -> list[Gap]:
    """No law to share by, or one that is not shown to fit; nothing where nothing goes."""
    if not goes_ahead(record):
        return []
    if not in_layer(record, "article_6"):
        return [_no_reason(record)]
    if record.decision.basis_left_to_lead:
        return []
    return [*_without_evidence(record), *_unmet(record), *_doubted(record), *warnings(record)]


def _no_reason(record: Record) -> Gap:
    if record.decision.basis_left_to_lead:
        text = _("Your lead has still to complete the legal basis.")
        return Gap(text, "basis_left_to_lead", owner="lead")
    text = _("No reason in data protection law is chosen, and it is not left to your lead.")
    return Gap(text, "article_6")


def _without_evidence(record: Record) -> Iterator[Gap]:
    for row in record.bases:
        if row.layer in ASKED and not row.evidence:
            text = _("It does not say what makes “%(law)s” fit.") % {"law": label_of(row.code)}
            yield Gap(text, evidence_name(row.layer))
        if row.code == LIMBED and not row.limb:
            yield Gap(_("It does not say which of (a), (b) or (c) of paragraph 18 fits."), "limb")


def _unmet(record: Record) -> Iterator[Gap]:
    """Laws that lean on another layer, which is empty."""
    for _row, found in _known(record):
        for layer in ("article_9", "gateway"):
            if layer in found.needs and not in_layer(record, layer):
                text = _("“%(law)s” needs an answer under “%(layer)s” as well.")
                words = {"law": found.label, "layer": LAYER_WORDS[layer].title}
                yield Gap(text % words, layer)


def _doubted(record: Record) -> Iterator[Gap]:
    """Laws that may not fit, relied on without a reason for it."""
    rows = [row for row in record.bases if row.layer in ASKED and not row.despite]
    guidance = guide(facts_of(record)) if rows else None
    for row in rows:
        answer = guidance.of(row.code) if guidance else None
        if answer and answer.may_not_fit:
            text = _("“%(law)s” may not fit. It does not say why it is relied on all the same.")
            yield Gap(text % {"law": answer.basis.label}, despite_name(row.layer))


def warnings(record: Record) -> list[Gap]:
    """Consent that is relied on while none is recorded as given."""
    found = []
    for row, law in _known(record):
        thing = Thing.CONFIDENCE if row.layer == "confidentiality" else Thing.DATA_PROTECTION
        if law.consent_needed and not is_given(record, thing):
            text = _("“%(law)s” is chosen, but no consent of that kind is recorded as given.")
            found.append(Gap(text % {"law": law.label}, row.layer))
    return found


def is_given(record: Record, thing: str) -> bool:
    """Whether somebody's consent to one of the two things is given and stands."""
    on = day_of(record.decision)
    return any(
        row.thing == thing and is_in_force(row, record.withdrawals_of(row), on)
        for row in record.consents
    )


def _known(record: Record) -> Iterator[tuple[LawfulBasis, Basis]]:
    for row in record.bases:
        if found := basis_or_none(row.code):
            yield row, found


# What is there


def basis_blocks(record: Record) -> list[Block]:
    """What is relied on, layer by layer, as one block."""
    decision = record.decision
    left = _("Yes") if decision.basis_left_to_lead else ""
    rows: list[Found] = [(_("Left to the lead"), left, "basis_left_to_lead"), *_told_rows(record)]
    for layer in ASKED:
        rows += _layer_rows(record, layer)
    rows.append((_("Private and family life"), decision.article_8, "article_8"))
    found = block("", *rows)
    return [found] if found.rows else []


def _layer_rows(record: Record, layer: str) -> Iterator[Found]:
    rows = in_layer(record, layer)
    title = str(LAYER_WORDS[layer].title)
    for row in rows:
        yield title, _in_words(row), layer
    for text in dict.fromkeys(row.evidence for row in rows if row.evidence):
        yield _("What makes it fit"), text, evidence_name(layer)
    for text in dict.fromkeys(row.despite for row in rows if row.despite):
        yield _("It may not fit, and is relied on because"), text, despite_name(layer)


def _told_rows(record: Record) -> Iterator[Found]:
    """What was asked about the information, in the words of the page."""
    told = told_of(record)
    for name in FACT_FIELDS:
        asked = FactsForm.base_fields[name]
        value = told[name.removeprefix("fact_")]
        if value:
            words = dict(asked.choices)[value]  # type: ignore[attr-defined]
            yield str(asked.label), str(words), name


def _in_words(row: LawfulBasis) -> str:
    """The law in plain words, its own name, its limb, and whether it is known to be in force."""
    law = basis_or_none(row.code)
    if law is None:
        return row.code
    limb = next((each.label for each in law.limbs if each.code == row.limb), "")
    unsure = "" if law.is_in_force else law.status_note
    return " ".join(filter(None, [f"{law.label} ({law.official}).", limb, unsure]))
