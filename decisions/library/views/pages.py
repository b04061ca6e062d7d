"""What does the guidance say? One page for each thing, for whoever asks."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.door import reading
from audit.actions import note
from decisions import guidance
from decisions.guidance.briefing import briefing as parts_of_briefing
from decisions.guidance.sharing_code import sharing_code as held_code
from decisions.library import editions as shelf
from decisions.library.forms import SearchForm, WordsForm
from decisions.library.law import layers, sources_in_use
from decisions.library.reader import link, nation_of, page
from decisions.library.search import LONGEST, find
from decisions.library.shelves import PARTS, anchor_of, tips_of
from decisions.library.words import stems, telling
from decisions.steps import BY_SLUG


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Where everything is: a box to search and one card for each thing."""
    return page(request, "library/index.html", form=SearchForm())


@require_safe
def in_force(request: HttpRequest) -> HttpResponse:
    """Which editions answer here now, about a child and about an adult."""
    return page(request, "library/in_force.html", now=shelf.in_force(nation_of(request)))


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition, old and new."""
    nation = nation_of(request)
    families = [
        (label, [(each, shelf.answered(each, nation)) for each in held])
        for label, held in shelf.families(nation)
    ]
    return page(request, "library/editions.html", families=families)


@require_safe
def edition(request: HttpRequest, key: str) -> HttpResponse:
    """One edition, rule by rule."""
    found = shelf.edition_or_404(key)
    nation = nation_of(request)
    rules = [
        {
            "rule": rule,
            "steps": [BY_SLUG[slug] for slug in rule.steps],
            "before": guidance.predecessors(rule),
            "after": guidance.successors(rule),
        }
        for rule in found.rules
    ]
    return page(
        request,
        "library/edition.html",
        edition=found,
        rules=rules,
        answered=shelf.answered(found, nation),
        replaced=shelf.replaced(found, nation),
        notes=found.notes_for(nation, found.about),
        written_for=[guidance.terms(each).name for each in found.written_for],
        others=shelf.relatives(found),
        before=guidance.edition_before(found),
    )


@require_safe
def compare(request: HttpRequest, older: str, newer: str) -> HttpResponse:
    """Two editions of one family side by side."""
    old, new = shelf.edition_or_404(older), shelf.edition_or_404(newer)
    if old.family != new.family or old is new:
        raise Http404
    if old.published > new.published:
        return redirect(link(request, "compare", newer, older))
    return page(
        request,
        "library/compare.html",
        old=old,
        new=new,
        changes=guidance.changes(old, new),
        others=[each for each in shelf.relatives(new) if each is not old],
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What holds these words. They are shown in the box again, and kept nowhere."""
    nation = nation_of(request)
    asked = " ".join(request.GET.get("q", "").split())[:LONGEST]
    found = find(nation, asked) if asked else None
    if found and request.membership is not None:
        with reading(request.actor):
            note("guidance.searched", detail={"nation": nation, "found": found.total})
    form = SearchForm(initial={"q": asked})
    return page(request, "library/search.html", form=form, found=found, asked=bool(asked))


@require_safe
def myths(request: HttpRequest) -> HttpResponse:
    """What people have heard, and what is so."""
    return page(request, "library/myths.html", myths=guidance.myths())


@require_safe
def bases(request: HttpRequest) -> HttpResponse:
    """The law that lets us share, by its layers."""
    return page(request, "library/bases.html", layers=list(layers(nation_of(request))))


@require_safe
def sharing_code(request: HttpRequest) -> HttpResponse:
    """The ICO's data sharing code: its checklist and its forms, and where we ask the same."""
    code = held_code()
    parts = [
        (name, label, [(each, BY_SLUG.get(each.step)) for each in code.part(name)])
        for name, label in PARTS.items()
    ]
    return page(request, "library/sharing_code.html", code=code, parts=parts)


@require_safe
def practice(request: HttpRequest) -> HttpResponse:
    """Kinds of worry, who may agree, who may need to know, ways of sending, breaches."""
    nation = nation_of(request)
    return page(
        request,
        "library/practice.html",
        concerns=guidance.concerns(),
        givers=guidance.givers(nation),
        agencies=guidance.agencies(nation),
        methods=guidance.methods(),
        breaches=guidance.breach_rules(),
        tips=tips_of(nation),
    )


@require_safe
def who_is_who(request: HttpRequest) -> HttpResponse:
    """What people and places are called in this nation."""
    return page(request, "library/who_is_who.html")


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Where everything comes from, and how it was read."""
    return page(request, "library/sources.html", sources=sources_in_use())


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Abbreviations by letter; a box finds one by what it means, too."""
    nation = nation_of(request)
    asked = " ".join(request.GET.get("q", "").split())[:LONGEST]
    wanted = set(telling(asked))
    terms = [
        {"term": each, "anchor": anchor_of(each.short)}
        for each in guidance.glossary()
        if nation in each.nations
        and wanted <= set(stems(f"{each.label} {each.meaning} {each.caution}"))
    ]
    letters = [
        (letter, list(found))
        for letter, found in groupby(terms, key=lambda each: each["term"].short[0].upper())
    ]
    form = WordsForm(initial={"q": asked})
    return page(request, "library/glossary.html", letters=letters, form=form, asked=bool(asked))


@require_safe
def briefing(request: HttpRequest) -> HttpResponse:
    """Seven short parts on one page for the wall."""
    nation = nation_of(request)
    parts = [(each, each.said_in(nation)) for each in parts_of_briefing()]
    sources = {(part.source.key, part.verified): part for part, _here in parts}
    return page(request, "library/briefing.html", parts=parts, sources=list(sources.values()))
