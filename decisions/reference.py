"""How a decision's public reference is made, checked and tidied.

Nine random characters and a check character from an alphabet of 31 signs that are told
apart by ear and eye (no I, L, O, 0 or 1). 31 is prime, so the weighted sum catches every
single wrong character and every swap of two neighbours.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
GROUP = 5


def _check_character(body: str) -> str:
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]


def _grouped(signs: str) -> str:
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


def new_reference(choose: Callable[[str], str] = secrets.choice) -> str:
    """A fresh reference such as ``7K4MQ-2XPW9``; about 44 bits, so it cannot be guessed."""
    body = "".join(choose(ALPHABET) for _ in range(LENGTH - 1))
    return _grouped(body + _check_character(body))


def tidy(text: str) -> str | None:
    """The reference that somebody typed, in its stored form; None if it cannot be one."""
    signs = re.sub(r"[\s\-–—.]", "", text).upper()
    if len(signs) != LENGTH or any(sign not in ALPHABET for sign in signs):
        return None
    if _check_character(signs[:-1]) != signs[-1]:
        return None
    return _grouped(signs)
