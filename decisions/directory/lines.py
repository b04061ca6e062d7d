"""What does each line of a table of agencies say, and what is wrong with it?

Cells are text and stay text, whatever a spreadsheet would make of them. One agency may stand on
several lines, one for each of its people.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.ui.text import storable
from decisions.directory.forms import AgencyForm, ContactForm, kinds_in
from decisions.guardian.export import DANGEROUS

MOST_LINES = 2000
AGENCY = ("name", "kind", "area", "phone", "email", "portal", "hours", "notes")
# The heads of the columns, in small letters: those that are written, and what else is taken.
HEADS = {
    "name": "name", "kind": "kind", "area": "area", "telephone": "phone", "phone": "phone",
    "email": "email", "e-mail": "email", "portal": "portal", "hours": "hours",
    "shared inbox": "is_shared_inbox", "notes": "notes", "checked on": "checked_on",
    "person": "person", "person’s role": "person_role", "person's role": "person_role",
    "person’s telephone": "person_phone", "person's telephone": "person_phone",
    "person’s email": "person_email", "person's email": "person_email",
}  # fmt: skip
PERSON = {"name": "person", "role": "person_role", "phone": "person_phone", "email": "person_email"}
YES = {"yes", "y", "true", "1", "x"}
NO = {"", "no", "n", "false", "0"}


@dataclass
class Line:
    """One line: the agency and the person that it names, or what is wrong."""

    number: int
    agency: dict[str, Any] = field(default_factory=dict)
    person: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    # What is told, though nothing is wrong with it.
    remark: str = ""
    adds_agency: bool = False
    adds_person: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells agencies apart."""
        return self.agency["name"].casefold(), self.agency["area"].casefold()


@dataclass
class Table:
    """All lines, and what is wrong with the table as a whole."""

    lines: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not self.problems and not any(line.problems for line in self.lines)

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.problems]

    @property
    def agencies_to_add(self) -> int:
        return sum(line.adds_agency for line in self.lines)

    @property
    def people_to_add(self) -> int:
        return sum(line.adds_person for line in self.lines)


def read(text: str, nation: str) -> Table:
    """The table that ``text`` holds; separated by commas, semicolons or tabs."""
    try:
        rows = _rows(text)
    except csv.Error:
        return Table(problems=[_("This table cannot be read. Save it as CSV and try again.")])
    if not rows:
        return Table(problems=[_("The table is empty.")])
    heads = [HEADS.get(" ".join(cell.split()).casefold(), "") for cell in rows[0][1]]
    if problems := _about_heads(heads, rows[0][1], len(rows) - 1):
        return Table(problems=problems)
    kinds = {label.casefold(): code for code, label in kinds_in(nation)}
    return Table([_line(number, heads, row, kinds, nation) for number, row in rows[1:]])


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The lines that hold something, with their numbers."""
    first = text.lstrip("\ufeff").splitlines()[:1]
    mark = max(",;\t", key=first[0].count) if first else ","
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=mark, strict=True)
    return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]


def _about_heads(heads: list[str], written: list[str], lines: int) -> list[str]:
    found = []
    if "name" not in heads:
        found.append(_("The first line must name the columns, and one of them must be “Name”."))
    named = [head for head in heads if head]
    if len(named) != len(set(named)):
        found.append(_("Two columns have the same name."))
    strange = [cell.strip() for head, cell in zip(heads, written, strict=True) if not head]
    if "name" in heads and any(strange):
        known = {"columns": ", ".join(f"“{each[:40]}”" for each in strange if each)}
        found.append(_("These columns are not known: %(columns)s.") % known)
    if not lines and not found:
        found.append(_("There is no line below the names of the columns."))
    if lines > MOST_LINES:
        found.append(_("There are too many lines: %(most)d at most.") % {"most": MOST_LINES})
    return found


def _line(
    number: int, heads: list[str], row: list[str], kinds: Mapping[str, str], nation: str
) -> Line:
    line = Line(number)
    if len(row) > len(heads):
        line.problems.append(_("It has more cells than there are columns."))
    cells = {head: _cell(text) for head, text in zip(heads, row, strict=False) if head}
    if any(storable(cell) != cell for cell in cells.values()):
        line.problems.append(_("It holds a character that cannot be stored."))
        return line
    _take_agency(line, cells, kinds, nation)
    if any(cells.get(head) for head in PERSON.values()):
        _take_person(line, cells)
    return line


def _cell(text: str) -> str:
    """As it was before an export made it safe for spreadsheets."""
    text = text.strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(DANGEROUS) else text


def _take_agency(
    line: Line, cells: Mapping[str, str], kinds: Mapping[str, str], nation: str
) -> None:
    given: dict[str, Any] = {name: cells.get(name, "") for name in AGENCY}
    given["kind"] = kinds.get(given["kind"].casefold(), given["kind"])
    given |= _day(cells.get("checked_on", ""), line)
    given["is_active"] = "on"
    shared = cells.get("is_shared_inbox", "").casefold()
    if shared in YES:
        given["is_shared_inbox"] = "on"
    elif shared not in NO:
        line.problems.append(_("“Shared inbox” must be yes or no."))
    form = AgencyForm(given, nation=nation)
    if form.is_valid():
        line.agency = form.cleaned_data
    else:
        line.problems += _told(form, {"kind": _("“Kind” is none of the kinds of service.")})


def _take_person(line: Line, cells: Mapping[str, str]) -> None:
    given = {name: cells.get(head, "") for name, head in PERSON.items()}
    form = ContactForm({**given, "is_active": "on"})
    if form.is_valid():
        line.person = form.cleaned_data
    else:
        line.problems += [_("Person: %(what)s") % {"what": text} for text in _told(form, {})]


def _told(form: Any, instead: Mapping[str, str]) -> list[str]:
    found = []
    for name, errors in form.errors.items():
        label = str(form.fields[name].label)
        found += [instead.get(name) or f"{label}: {error}" for error in errors]
    return found


def _day(text: str, line: Line) -> dict[str, str]:
    """The three boxes of a date that was written as 4/3/2026, 2026-03-04 or 4 March 2026."""
    parts = text.replace("/", " ").replace("-", " ").replace(".", " ").split()
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()
    if text and len(parts) != 3:
        line.problems.append(_("“Checked on” must be a date like 4/3/2026."))
        return {}
    names = ("checked_on-day", "checked_on-month", "checked_on-year")
    return dict(zip(names, parts, strict=False))


def remark(
    lines: Iterable[Line], known: set[tuple[str, str]], people: set[tuple[str, str, str]]
) -> None:
    """Say of each line what the directory, or a line above it, holds already."""
    above: set[tuple[str, str]] = set()
    named = set(people)
    for line in lines:
        if line.problems:
            continue
        person = (*line.key, line.person.get("name", "").casefold())
        line.adds_person = bool(line.person) and person not in named
        line.adds_agency = line.key not in known and line.key not in above
        if not line.adds_agency:
            place = _("in the directory") if line.key in known else _("on a line above")
            said = _("It is there already, %(place)s. Only the person is added.")
            twice = _("It is there already, %(place)s. Nothing is added.")
            line.remark = (said if line.adds_person else twice) % {"place": place}
        above.add(line.key)
        named.add(person)
