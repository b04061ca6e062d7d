"""How is typed text set in fonts that do not have every sign? Others are named in brackets.

A PDF that everybody can read must not hold a sign that no font shows: the program that sets it
refuses. The JSON file has every sign as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

TABLE = Path(__file__).with_name("signs.txt")
# Words longer than this get places where a line may end.
LONGEST_WORD = 40
LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
LINE_MAY_END = "\u200b"
LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029\v\f]")
# Latin letters and the usual marks: what every font has, also side by side.
PLAIN = "\n\u0020-\u007e\u00a0-\u024f\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u20ac"
SCRIPTS = {"CJK": gettext_lazy("Chinese")}


def settable(text: str, *, plainly: bool = False) -> str:
    """The text as it can be set; ``plainly`` where even known signs did not stand side by side."""
    text = LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    if not text.isascii() or not text.isprintable():
        text = "".join(sign for sign in text if sign == "\n" or _is_seen(sign))
        text = _others(plainly=plainly).sub(lambda found: _named(found[0]), text)
    return LONG_WORD.sub(lambda found: found[0] + LINE_MAY_END, text)


def _is_seen(sign: str) -> bool:
    """Controls, joiners and selectors are not seen by themselves."""
    is_selector = "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"
    return unicodedata.category(sign) not in {"Cc", "Cf"} and not is_selector


@cache
def _others(*, plainly: bool) -> re.Pattern[str]:
    known = PLAIN if plainly else "\n" + "".join(map(_range, _ranges()))
    return re.compile(f"[^{known}]+")


def _ranges() -> list[str]:
    lines = TABLE.read_text().splitlines()
    return [part for line in lines if not line.startswith("#") for part in line.split()]


def _range(part: str) -> str:
    first, _dash, last = part.partition("-")
    return f"\\U{int(first, 16):08x}-\\U{int(last or first, 16):08x}"


def _named(run: str) -> str:
    """Pictures by their names, letters by their script and number."""
    if any(unicodedata.category(sign)[0] in "LM" for sign in run):
        script = unicodedata.name(run[0], "").partition(" ")[0]
        told = ngettext(
            "%(number)d sign in another script: %(script)s",
            "%(number)d signs in another script: %(script)s",
            len(run),
        )
        named = SCRIPTS.get(script) or script.capitalize() or _("unknown")
        return f"[{told % {'number': len(run), 'script': named}}]"
    names = (unicodedata.name(sign, f"U+{ord(sign):04X}").lower() for sign in run)
    return f"[{', '.join(names)}]"
