"""What is there to find in the guidance of one nation, and on which page does it stand?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.guidance import (
    agencies,
    bases,
    breach_rules,
    concerns,
    editions,
    givers,
    glossary,
    methods,
    myths,
    terms,
)
from decisions.guidance.briefing import briefing
from decisions.guidance.charts import charts
from decisions.guidance.shapes import Marked
from decisions.guidance.sharing_code import sharing_code
from decisions.guidance.tips import Tip, in_terms_of, tips

WHOM = ("child", "adult")
PARTS: dict[str, Promise | str] = {
    "checklist": gettext_lazy("Checklist"),
    "decision_form": gettext_lazy("Decision form"),
    "request_form": gettext_lazy("Request form"),
}
LESS = 0.2


@dataclass(frozen=True)
class Page:
    """Something that can be found: what it is called, says, and where it stands."""

    kind: str
    title: str
    text: str
    url_name: str
    args: tuple[str, ...] = ()
    anchor: str = ""
    short: str = ""
    # About whom nobody answers it any more.
    superseded_for: tuple[str, ...] = ()
    is_unverified: bool = False

    @property
    def worth(self) -> float:
        """What nobody answers any more counts for less, and what some still answer for a little."""
        return 1.0 - LESS * len(self.superseded_for)


def pages(nation: str) -> tuple[Page, ...]:
    """Every text of the guidance that is for this nation."""
    return (
        *_rules(nation),
        *_charts(nation),
        *_briefing(nation),
        *_law(nation),
        *_myths(),
        *_practice(nation),
        *_code(nation),
        *_who(nation),
        *_words(nation),
    )


def _rules(nation: str) -> Iterator[Page]:
    today = timezone.localdate()
    for edition in editions():
        if nation not in edition.nations:
            continue
        older = tuple(whom for whom in WHOM if edition.is_superseded(whom, today))
        for rule in edition.rules:
            yield Page(
                kind=f"{edition.short}, {rule.number}",
                title=rule.title,
                text=f"{rule.explanation} {rule.do} {rule.evidence} {rule.unconfirmed}",
                url_name="edition",
                args=(edition.key,),
                anchor=rule.code,
                superseded_for=older,
                is_unverified=rule.is_unverified,
            )


def _charts(nation: str) -> Iterator[Page]:
    for chart in charts(nation):
        asked = [f"{each.text} {each.help}" for each in chart.own_questions]
        yield Page(
            kind=_("Flow chart"),
            title=chart.title,
            text=" ".join([chart.note, *asked, *(each.title + "." for each in chart.ends)]),
            url_name="flow_chart",
            args=(chart.key,),
            is_unverified=chart.is_unverified,
        )


def _briefing(nation: str) -> Iterator[Page]:
    said = [
        " ".join([each.title, each.text, *each.points, each.said_in(nation)]) for each in briefing()
    ]
    yield Page(_("Briefing"), _("The seven-minute briefing"), " ".join(said), "briefing")


def _law(nation: str) -> Iterator[Page]:
    for each in bases(nation):
        said = [each.when, each.evidence, each.caution, each.status_note, each.bodies_note]
        yield _page(
            each, _("The law"), each.label, [each.official + ".", *said], "bases", each.code
        )


def _myths() -> Iterator[Page]:
    for each in myths():
        yield _page(each, _("Myth"), each.myth, [each.truth], "myths", each.code)


def tips_of(nation: str) -> list[Tip]:
    """What helps, in the nation's own words."""
    held = terms(nation)
    return [in_terms_of(each, held) for each in tips() if nation in each.nations]


def _code(nation: str) -> Iterator[Page]:
    code = sharing_code()
    for each in code.items if nation in code.nations else ():
        kind = f"{code.title}: {PARTS[each.part]}"
        said = [each.explanation, each.do]
        yield _page(each, kind, each.title, said, "sharing_code", each.code)


def _practice(nation: str) -> Iterator[Page]:
    for tip in tips_of(nation):
        anchor = f"tip-{tip.key}"
        yield _page(tip, _("Tip"), tip.title, [tip.text], "practice", anchor)
    for kind in concerns():
        said = [kind.hint, kind.ask]
        yield _page(kind, _("Kind of worry"), kind.label, said, "practice", f"concern-{kind.code}")
    for giver in givers(nation):
        title, anchor = giver.who, f"giver-{giver.code}"
        yield _page(giver, _("Who may agree"), title, [giver.text], "practice", anchor)
    for agency in agencies(nation):
        said = [agency.need, agency.record, agency.caution]
        anchor = f"agency-{agency.code}"
        yield _page(agency, _("Who may need to know"), agency.label, said, "practice", anchor)
    for way in methods():
        said = [way.check, *way.record, way.follow_up, way.caution]
        yield _page(way, _("Way of sending"), way.label, said, "practice", f"method-{way.code}")
    for rule in breach_rules():
        said = [rule.text, rule.article]
        title, anchor = _("When something went wrong"), f"breach-{rule.code}"
        yield _page(rule, _("Data breach"), title, said, "practice", anchor)


def _who(nation: str) -> Iterator[Page]:
    held = terms(nation)
    people = [
        held.lead, held.guardian, held.referral, held.adult_referral, held.police,
        held.staff_allegations, held.board, held.plan, held.urgent_meeting,
    ]  # fmt: skip
    said = ". ".join([*people, *held.core_guidance, held.confidentiality, held.reporting])
    title = _("Who is who in %(nation)s") % {"nation": held.name}
    yield _page(held, _("Who is who"), title, [said, held.pending], "who_is_who", "")


def _words(nation: str) -> Iterator[Page]:
    for each in glossary():
        if nation in each.nations:
            yield Page(
                kind=_("Abbreviation"),
                title=each.label,
                text=" ".join(filter(None, [each.meaning, each.caution])),
                url_name="glossary",
                anchor=anchor_of(each.short),
                short=each.short,
                is_unverified=each.is_unverified,
            )


def anchor_of(short: str) -> str:
    """Where an abbreviation stands on its page."""
    return "word-" + "".join(letter if letter.isalnum() else "-" for letter in short.lower())


def _page(item: Marked, kind: str, title: str, said: list[str], url_name: str, anchor: str) -> Page:
    text = " ".join(filter(None, said))
    return Page(kind, title, text, url_name, (), anchor, is_unverified=item.is_unverified)
