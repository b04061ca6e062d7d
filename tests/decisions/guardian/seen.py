"""What stands on the Guardian's pages, as text?"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client

from accounts.door import reading
from accounts.models import Membership
from audit.actions import note
from audit.models import Act

ROW = re.compile(r'<tr class="govuk-table__row">\s*<td(.*?)</tr>', re.DOTALL)
LINK = re.compile(r'<a class="govuk-link" href="(/history/\?[^"]*)">(Older|Newer)</a>')


def text_of(markup: str) -> str:
    """Without tags, with single spaces."""
    without = re.sub(r"<[^>]*>", " ", markup)
    return " ".join(html.unescape(without).split())


def lines_of(response: HttpResponse) -> list[str]:
    """Each row of the log."""
    assert response.status_code == 200
    return [text_of("<td" + row) for row in ROW.findall(response.content.decode())]


def lead_on(response: HttpResponse) -> dict[str, str]:
    """Where “Older” and “Newer” lead."""
    found = LINK.findall(response.content.decode())
    return {name: html.unescape(address) for address, name in found}


def pages_from(browser: Client, address: str, towards: str = "Older") -> Iterator[list[str]]:
    """Page after page of the log."""
    while address:
        response = browser.get(address)
        yield lines_of(response)
        address = lead_on(response).get(towards, "")


def acts_of_kind(reader: Membership, *kinds: str) -> list[Act]:
    with reading(reader.actor()):
        return list(Act.objects.filter(kind__in=kinds).order_by("id"))


def notes(who: Membership, kind: str, count: int = 1, **more: object) -> None:
    """Somebody does the same thing several times, all at the same moment of the clock."""
    with reading(who.actor()):
        for _ in range(count):
            note(kind, **more)  # type: ignore[arg-type]
