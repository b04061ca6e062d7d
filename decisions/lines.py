"""How does free text become items, and how is one item split or joined? Words stay as typed."""

from __future__ import annotations

import re

MOST_ITEMS = 200

# A list's own sign goes; a number only with its dot and a space, so that "1.5 cm" stays whole.
BULLET = re.compile(r"(?:[-–*·]\s+|•\s*|[0-9]{1,2}[.)]\s+)(?=\S)")
LONE_BULLETS = frozenset("-–*·•")
# The space after a sentence; a title such as "Dr." does not end one.
SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\bDr\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bSt\.)[\"'”’)\]]*\s+(?=\S)"
)
ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\Z")


def lines_of(text: str, *, most: int = MOST_ITEMS) -> list[str]:
    """Every line that holds something, without its bullet; what is past ``most`` stays together."""
    typed = [line.strip() for line in as_lines(text)]
    typed = [line for line in typed if line and line not in LONE_BULLETS]
    kept, rest = typed[: most - 1], typed[most - 1 :]
    if len(rest) > 1:
        return [*map(without_bullet, kept), "\n".join(rest)]
    return [without_bullet(line) for line in typed]


def as_lines(text: str) -> list[str]:
    """A browser's line ends and nobody else's: other separators belong to the words."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def without_bullet(line: str) -> str:
    """A line without the dash, dot or number that only marks it as one of a list."""
    found = BULLET.match(line)
    return line[found.end() :] if found else line


def pieces_of(text: str) -> list[str]:
    """The parts of an item that is split where a new line was put; nothing is taken from them."""
    return [line.strip() for line in as_lines(text) if line.strip()]


def broken_at_sentences(text: str) -> str:
    """The text with a new line after each sentence, as a proposal for splitting it."""
    return SENTENCE_END.sub(lambda found: found[0] if "\n" in found[0] else f"{found[0]}\n", text)


def joined(first: str, second: str) -> str:
    """Two texts as one: after a full stop with a space, otherwise on a new line."""
    if not first or not second:
        return first or second
    return f"{first}{' ' if ENDS_SENTENCE.search(first) else chr(10)}{second}"
