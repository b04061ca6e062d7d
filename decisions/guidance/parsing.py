"""Which fields does each guidance file have, and which shape do they make?"""

from collections.abc import Callable
from typing import TypeVar

from decisions.guidance import nation_words, shapes, vocabulary
from decisions.guidance.reading import Entry
from decisions.guidance.shapes import Source

Sources = dict[str, Source]
Made = TypeVar("Made")


def source(entry: Entry) -> Source:
    return Source(
        key=entry.text("key"),
        title=entry.text("title"),
        publisher=entry.text("publisher"),
        url=entry.text("url", ""),
        seen=entry.one_of("seen", shapes.MARKS),
    )


def evidence(entry: Entry) -> shapes.Evidence:
    return shapes.Evidence(
        name=entry.text("name"),
        answered=entry.text("answered"),
        gap=entry.text("gap"),
        step=entry.one_of("step", shapes.STEP_SLUGS),
        when=entry.one_of("when", shapes.EVIDENCE_WHEN),
    )


def edition(entry: Entry, sources: Sources) -> shapes.Edition:
    found = entry.source(sources)
    key, title = entry.text("key"), entry.text("title")
    rules = tuple(
        finished(rule, lambda each: _rule(each, key, title, found))
        for rule in entry.entries("rules")
    )
    return shapes.Edition(
        key=key,
        family=entry.one_of("family", shapes.FAMILIES),
        title=title,
        short=entry.text("short"),
        publisher=entry.text("publisher"),
        published=entry.day("published"),
        published_shown=entry.text("published_shown"),
        nations=entry.nations(),
        written_for=entry.nations("written_for"),
        about=entry.one_of("about", shapes.ABOUT),
        title_note=entry.text("title_note"),
        notes=entry.pairs("notes", ("adult", *shapes.NATIONS)),
        source=found,
        verified=entry.mark(),
        rules=rules,
        reading_only=entry.text("reading_only", ""),
    )


def _rule(entry: Entry, edition_key: str, edition_title: str, found: Source) -> shapes.Rule:
    rule = shapes.Rule(
        code=entry.text("code"),
        edition_key=edition_key,
        edition_title=edition_title,
        number=entry.number("number"),
        title=entry.text("title"),
        explanation=entry.text("explanation"),
        do=entry.text("do"),
        evidence=entry.text("evidence"),
        evidence_from=entry.texts("evidence_from"),
        why_by_step=entry.pairs("why", shapes.STEP_SLUGS),
        not_by_step=entry.text("not_by_step", ""),
        unconfirmed=entry.text("unconfirmed", ""),
        source=found,
        verified=entry.mark(),
    )
    if not rule.why_by_step and not rule.not_by_step:
        entry.complain("no step answers it: give “why” per step, or say in “not_by_step” why not")
    return rule


def basis(entry: Entry, sources: Sources) -> shapes.Basis:
    made = shapes.Basis(
        code=entry.text("code"),
        layer=entry.one_of("layer", shapes.LAYERS),
        label=entry.text("label"),
        official=entry.text("official"),
        when=entry.text("when"),
        consent_needed=entry.flag("consent_needed", False),
        evidence=entry.text("evidence"),
        nations=entry.nations(),
        bodies=entry.one_of("bodies", shapes.BODIES),
        bodies_note=entry.text("bodies_note", ""),
        about=entry.one_of("about", shapes.ABOUT, "both"),
        limbs=_limbs(entry),
        needs=entry.some_of("needs", (*shapes.LAYERS, "consent_record", "policy_document"), []),
        caution=entry.text("caution", ""),
        status=entry.one_of("status", shapes.STATUSES, "in_force"),
        status_note=entry.text("status_note", ""),
        source=entry.source(sources),
        verified=entry.mark(),
    )
    if made.status != "in_force" and not made.status_note:
        entry.complain("“status_note” must say what is not known about its commencement")
    return made


def _limbs(entry: Entry) -> tuple[shapes.Limb, ...]:
    if "limbs" not in entry.data:
        return ()
    return tuple(
        finished(limb, lambda each: shapes.Limb(each.text("code"), each.text("label")))
        for limb in entry.entries("limbs")
    )


def myth(entry: Entry, sources: Sources) -> vocabulary.Myth:
    return vocabulary.Myth(
        code=entry.text("code"),
        myth=entry.text("myth"),
        truth=entry.text("truth"),
        evidence=entry.text("evidence"),
        steps=entry.steps(),
        stands_in=entry.pairs("stands_in", vocabulary.MYTH_EDITIONS),
        source=entry.source(sources),
        verified=entry.mark(),
    )


def breach_rule(entry: Entry, sources: Sources) -> vocabulary.BreachRule:
    return vocabulary.BreachRule(
        code=entry.text("code"),
        text=entry.text("text"),
        article=entry.text("article"),
        source=entry.source(sources),
        verified=entry.mark(),
    )


def giver(entry: Entry, sources: Sources) -> vocabulary.Giver:
    return vocabulary.Giver(
        code=entry.text("code"),
        capacity=entry.text("capacity"),
        who=entry.text("who"),
        text=entry.text("text"),
        nations=entry.nations(),
        source=entry.source(sources),
        verified=entry.mark(),
    )


def term(entry: Entry, sources: Sources) -> vocabulary.Term:
    entry.data.setdefault("source", "OWN")
    entry.data.setdefault("verified", "unverified")
    entry.data.setdefault("nations", "all")
    return vocabulary.Term(
        short=entry.text("short"),
        expansion=entry.text("expansion"),
        meaning=entry.text("meaning"),
        nations=entry.nations(),
        caution=entry.text("caution", ""),
        known_by=entry.texts("known_by", []),
        also=entry.texts("also", []),
        unless=entry.texts("unless", []),
        source=entry.source(sources),
        verified=entry.mark(),
    )


def agency(entry: Entry, sources: Sources) -> vocabulary.Agency:
    return vocabulary.Agency(
        code=entry.text("code"),
        label=entry.text("label"),
        kind=entry.one_of("kind", ("emergency", "duty", "recipient")),
        about=entry.one_of("about", shapes.ABOUT, "both"),
        need=entry.text("need"),
        record=entry.text("record"),
        number=entry.text("number", ""),
        caution=entry.text("caution", ""),
        nations=entry.nations(),
        labels=entry.pairs("labels", shapes.NATIONS),
        source=entry.source(sources),
        verified=entry.mark(),
    )


def method(entry: Entry, sources: Sources) -> vocabulary.Method:
    return vocabulary.Method(
        code=entry.text("code"),
        label=entry.text("label"),
        kind=entry.one_of("kind", ("written", "spoken", "meeting", "viewed", "transfer")),
        check=entry.text("check"),
        record=entry.texts("record"),
        follow_up=entry.text("follow_up", ""),
        avoid=entry.flag("avoid", False),
        caution=entry.text("caution", ""),
        source=entry.source(sources),
        verified=entry.mark(),
    )


def concern(entry: Entry, sources: Sources) -> vocabulary.Concern:
    return vocabulary.Concern(
        code=entry.text("code"),
        label=entry.text("label"),
        hint=entry.text("hint", ""),
        about=entry.one_of("about", shapes.ABOUT),
        ask=entry.text("ask", ""),
        see_bases=entry.texts("see_bases", []),
        source=entry.source(sources),
        verified=entry.mark(),
    )


def nation(entry: Entry, sources: Sources) -> vocabulary.NationTerms:
    return vocabulary.NationTerms(
        key=entry.one_of("key", shapes.NATIONS),
        name=entry.text("name"),
        guardian=entry.text("guardian"),
        lead=entry.text("lead"),
        referral=entry.text("referral"),
        adult_referral=entry.text("adult_referral"),
        police=entry.text("police"),
        staff_allegations=entry.text("staff_allegations"),
        board=entry.text("board"),
        plan=entry.text("plan"),
        urgent_meeting=entry.text("urgent_meeting"),
        core_guidance=entry.texts("core_guidance"),
        confidentiality=entry.text("confidentiality"),
        reporting=entry.text("reporting"),
        pending=entry.text("pending", ""),
        own_words=entry.texts("own_words"),
        words=tuple(
            finished(each, lambda one: nation_words.word(one, sources))
            for each in entry.entries("words")
        ),
        source=entry.source(sources),
        verified=entry.mark(),
    )


def finished(entry: Entry, make: Callable[[Entry], Made]) -> Made:
    """Make a shape, then complain of any name in the file that it did not use."""
    made = make(entry)
    entry.done()
    return made
