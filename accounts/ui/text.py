"""Which characters can PostgreSQL not store, and how is the rest of a text kept?"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def unstorable_in(text: str) -> list[str]:
    """The characters of ``text`` that cannot be stored, as “U+0000”, each named once."""
    return list(dict.fromkeys(f"U+{ord(found):04X}" for found in UNSTORABLE.findall(text)))


def storable(text: str) -> str:
    """``text`` without the characters that cannot be stored."""
    return UNSTORABLE.sub("", text)


def unstorable_error(names: list[str]) -> ValidationError:
    """Says which characters were taken out."""
    if len(names) == 1:
        message = _(
            "The text contains a character that cannot be stored (%(names)s). "
            "We have taken it out; check the text and continue."
        )
    else:
        message = _(
            "The text contains characters that cannot be stored (%(names)s). "
            "We have taken them out; check the text and continue."
        )
    return ValidationError(message, code="unstorable", params={"names": ", ".join(names)})


def without_unstorable(
    data: MultiValueDict[str, str],
) -> tuple[MultiValueDict[str, str], dict[str, list[str]]]:
    """A copy of posted ``data`` that can be stored, and what was taken out, by field name."""
    found: dict[str, list[str]] = {}
    for name in data:
        if names := unstorable_in("".join(filter(None, data.getlist(name)))):
            found[name] = names
    if not found:
        return data, found
    kept = data.copy()
    for name in found:
        kept.setlist(name, [storable(text) for text in data.getlist(name)])
    return kept, found


def as_multi_value(data: object) -> MultiValueDict[str, str]:
    """Posted data as Django's forms receive it: a QueryDict, or a plain dict from a test."""
    if isinstance(data, QueryDict | MultiValueDict):
        return data
    pairs = dict(data or {}).items()  # type: ignore[call-overload]
    return MultiValueDict(
        {name: list(v) if isinstance(v, list | tuple) else [v] for name, v in pairs}
    )
