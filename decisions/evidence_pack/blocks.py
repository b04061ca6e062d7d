"""Of which blocks is a document made? The template templates/decisions/evidence_pack.typ sets each.

All of it is plain text: a block says what it is, never how it looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext as _

Block = dict[str, Any]
# Words in one language, or in several, each by its code.
Said = str | dict[str, str]
CODE, DRAWING = "code", "drawing"
# So many letters of one width stand in a line.
WIDTH = 94


def part(heading: Said, blocks: Iterable[Block]) -> Block:
    """One part of the document, with a heading of the first level."""
    return {"heading": heading, "blocks": list(blocks)}


def heading(text: Said, level: int = 2) -> Block:
    return {"kind": "heading", "text": text, "level": level}


def text(*lines: Said) -> Block:
    """Paragraphs."""
    return {"kind": "text", "lines": list(lines)}


def notice(line: Said) -> Block:
    """Something that must not be overlooked."""
    return {"kind": "notice", "text": line}


def drawing(svg: str, words: str) -> Block:
    """A picture, with the words for those who do not see it."""
    return {"kind": DRAWING, "svg": svg, "alt": words}


def points(*lines: str) -> Block:
    """A list."""
    return {"kind": "points", "lines": list(lines)}


def code(*lines: str) -> Block:
    """Something to type, exactly as it stands; a long line goes on in the next."""
    return {"kind": CODE, "lines": [part for line in lines for part in wrap(line, WIDTH)]}


def table(heads: Sequence[Said], rows: Iterable[Sequence[Said]], shares: Sequence[int]) -> Block:
    """A table; ``shares`` says how the width of the page is divided."""
    cells = [list(row) for row in rows]
    return {"kind": "table", "heads": list(heads), "rows": cells, "shares": list(shares)}


def facts(rows: Iterable[tuple[str, str]]) -> Block:
    """Each fact with its name."""
    return table([_("What"), _("Which")], rows, [1, 2])


def answers(rows: Iterable[tuple[str, str]]) -> Block:
    """Each question in short, and what was answered."""
    return table([_("What was asked"), _("What was answered")], rows, [1, 2])


def moment(title: str, when: str, lines: Iterable[str], changes: Iterable[Sequence[str]]) -> Block:
    """Something that happened; each change has its question, what it was and what it became."""
    rows = [list(change) for change in changes]
    heads, shares = [_("What was asked"), _("It was"), _("It became")], [1, 1, 1]
    if not any(before for _label, before, _after in rows):
        # What was answered for the first time has nothing before it.
        rows = [[label, after] for label, _before, after in rows]
        heads, shares = [heads[0], heads[2]], [1, 2]
    return {
        "kind": "moment",
        "title": title,
        "when": when,
        "lines": [line for line in lines if line],
        "changes": rows,
        "heads": heads,
        "shares": shares,
    }
