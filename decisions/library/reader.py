"""For which nation does somebody read the guidance, and how is a page of it drawn for them?

What is published is open to everybody, strangers too: somebody may need it before they have an
account, and nothing here is about a person or an organisation. What is the organisation's own,
its numbers and the button that begins a record, is there only for those who are signed in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from accounts.door import reading
from accounts.models import Membership
from audit.actions import note
from decisions.guidance import NATIONS, terms

NATION = "nation"
STRANGERS = "england"


@dataclass(frozen=True)
class Choice:
    """One nation of the switch, with where it leads."""

    name: str
    href: str
    is_current: bool


def usual_nation(member: Membership | None) -> str:
    """The organisation's own; England for somebody who is not signed in."""
    nation = member.organisation.nation if member else STRANGERS
    return nation if nation in NATIONS else STRANGERS


def nation_of(request: HttpRequest) -> str:
    """The nation that the address names, else the reader's own."""
    asked = request.GET.get(NATION, "")
    return asked if asked in NATIONS else usual_nation(request.membership)  # type: ignore[attr-defined]


def kept(request: HttpRequest) -> str:
    """What every link of the guidance carries on, so that the nation stays."""
    nation = nation_of(request)
    is_usual = nation == usual_nation(request.membership)  # type: ignore[attr-defined]
    return "" if is_usual else urlencode({NATION: nation})


def link(request: HttpRequest, name: str, *args: str) -> str:
    """The address of another page of the guidance, for the nation that is read about."""
    asked = kept(request)
    return reverse(name, args=args) + (f"?{asked}" if asked else "")


def switch(request: HttpRequest) -> Iterator[Choice]:
    """The same page for each nation; what else the address says is kept."""
    here = nation_of(request)
    for nation in NATIONS:
        asked: QueryDict = request.GET.copy()
        asked[NATION] = nation
        href = f"{request.path}?{asked.urlencode(safe=':')}"
        yield Choice(terms(nation).name, href, nation == here)


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Draw one page for whoever asks; that a member looked is noted, never what they typed."""
    nation = nation_of(request)
    shown = {
        "nation": nation,
        "nation_kept": kept(request),
        "nations": list(switch(request)),
        "terms": terms(nation),
        **context,
    }
    member = request.membership  # type: ignore[attr-defined]
    if member is None:
        return render(request, template, shown, status=status)
    with reading(request.actor):  # type: ignore[attr-defined]
        named = request.resolver_match.url_name if request.resolver_match else ""
        note("guidance.viewed", target=str(named), detail={NATION: nation})
        return render(request, template, shown, status=status)
