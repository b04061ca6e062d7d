"""Where can somebody go? The few entries of the navigation, and the pages below each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Place:
    """A page of the navigation; without ``roles`` everybody who is signed in sees it."""

    url_name: str
    label: Promise | str
    roles: frozenset[str] = frozenset()
    holds_pages: bool = True


@dataclass(frozen=True)
class Group:
    """An entry for several pages. It leads to the first that somebody may see.

    Where that is the only one, the entry is that page, under its own name.
    """

    label: Promise | str
    pages: tuple[Place, ...]
    name: str = ""


RECORDERS = frozenset({"practitioner", "lead", "guardian"})
ADMINISTRATORS = frozenset({"administrator"})
LEADERS = frozenset({"lead", "guardian"})
# At most seven for anybody: they have to stand on one line.
ENTRIES: tuple[Place | Group, ...] = (
    Place("start", _("Start a record"), RECORDERS),
    Group(
        _("Dashboard"),
        (
            Place("dashboard", _("Who needs you"), LEADERS),
            Place("sample", _("Sample"), LEADERS),
            Place("decisions_of_team", _("All decisions"), LEADERS),
            Place("charts", _("Charts"), LEADERS),
            Place("log", _("History"), frozenset({"guardian"})),
            Place("retention", _("Keeping records"), LEADERS),
        ),
    ),
    Group(
        _("My work"),
        (
            Place("my_work", _("Overview"), RECORDERS),
            Place("my_tasks", _("My tasks")),
            Place("mine", _("My records"), RECORDERS, holds_pages=False),
            Place("incoming", _("What came in"), RECORDERS),
            Place("advice_asked", _("Advice asked of me"), RECORDERS),
            Place("notices", _("What you were told")),
        ),
        "work",
    ),
    Place("find", _("Find"), RECORDERS),
    Group(
        _("Organisation"),
        (
            Place("directory", _("Directory"), RECORDERS | ADMINISTRATORS),
            Place("people", _("People"), ADMINISTRATORS),
            Place("teams", _("Teams"), ADMINISTRATORS),
            Place("numbers", _("Numbers to ring"), ADMINISTRATORS),
            Place("stages", _("Escalation"), ADMINISTRATORS),
            Place("jobs", _("Background work"), ADMINISTRATORS),
            Place("organisation", _("Settings"), ADMINISTRATORS),
        ),
    ),
    Place("guidance", _("Guidance")),
    Place("my_account", _("My account")),
)
PLACES: tuple[Place, ...] = tuple(
    place for entry in ENTRIES for place in (entry.pages if isinstance(entry, Group) else (entry,))
)


def address(url_name: str) -> str:
    """The address of a named page, or nothing where this installation does not have it."""
    return _address(url_name, get_urlconf())


@cache
def _address(url_name: str, urlconf: str | None) -> str:
    try:
        return reverse(url_name, urlconf)
    except NoReverseMatch:
        return ""


Shown = dict[str, Any]


@dataclass(frozen=True)
class Navigation:
    """The entries, and beside each other the pages of the entry that one is in."""

    entries: list[Shown]
    label: str = ""
    pages: tuple[Shown, ...] = ()


def navigation(path: str, roles: set[str], waiting: Mapping[str, str] | None = None) -> Navigation:
    """The places that someone with these roles may go to, the present one marked."""
    shown = Navigation([])
    here = _here(path, PLACES)
    for entry in ENTRIES:
        pages = _open_to(entry, roles, waiting or {}, path, here)
        if not pages:
            continue
        if isinstance(entry, Place) or len(pages) == 1:
            shown.entries.append(pages[0])
            continue
        shown.entries.append(_of_group(entry, pages, path, waiting or {}))
        if _is_within(pages):
            shown = Navigation(shown.entries, str(entry.label), tuple(pages))
    return shown


def _is_within(pages: list[Shown]) -> bool:
    return any(page["current"] or page["active"] for page in pages)


def _open_to(
    entry: Place | Group, roles: set[str], waiting: Mapping[str, str], path: str, here: str
) -> list[Shown]:
    return [
        {
            "text": _beside(place.label, waiting.get(place.url_name)),
            "href": href,
            "current": path == href,
            "active": href == here != path,
        }
        for place in (entry.pages if isinstance(entry, Group) else (entry,))
        if (href := address(place.url_name)) and (not place.roles or place.roles & roles)
    ]


def _of_group(entry: Group, pages: list[Shown], path: str, waiting: Mapping[str, str]) -> Shown:
    href = pages[0]["href"]
    return {
        "text": _beside(entry.label, waiting.get(entry.name)),
        "href": href,
        "current": path == href,
        "active": _is_within(pages) and path != href,
    }


def _beside(label: Promise | str, waiting: str | None) -> str:
    return f"{label}: {waiting}" if waiting else str(label)


def _here(path: str, places: Iterable[Place]) -> str:
    """The page that a path stands below: of several, the nearest."""
    held = [address(place.url_name) for place in places if place.holds_pages]
    return max((href for href in held if href and path.startswith(href)), key=len, default="")
