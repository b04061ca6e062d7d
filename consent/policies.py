"""What may each answer about consent hold, and what does it amount to today?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from consent.choices import Capacity, ConsentStatus, ToldWhat
from consent.models import Consent, Withdrawal

GIVEN, REFUSED, WITHDRAWN = ConsentStatus.GIVEN, ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN
NOT_SOUGHT, CANNOT = ConsentStatus.NOT_SOUGHT, ConsentStatus.CANNOT

ANSWERED = frozenset({GIVEN, REFUSED, WITHDRAWN})
AGREED = frozenset({GIVEN, WITHDRAWN})
AGAINST = frozenset({REFUSED, WITHDRAWN})

# Which answers belong to which status. What does not belong is never stored, so that an
# override is never found on a consent that was given, nor a scope on one that was refused.
BELONGS_TO: dict[str, frozenset[str]] = {
    "capacity": ANSWERED | {CANNOT},
    "giver_name": ANSWERED,
    "assessed_by": ANSWERED | {CANNOT},
    "assessment": ANSWERED | {CANNOT},
    "how": ANSWERED,
    "is_explicit": AGREED,
    "evidence": ANSWERED,
    "what_exactly": AGREED,
    "to_whom": AGREED,
    "for_what": AGREED,
    "limits": AGREED,
    "told": ANSWERED,
    "given_on": ANSWERED,
    "review_on": AGREED,
    "weighing": AGAINST,
    "discussed_with": AGAINST,
    "overridden": AGAINST,
    "override_reason": AGAINST,
    "not_sought_reason": frozenset({NOT_SOUGHT}),
    "not_sought_note": frozenset({NOT_SOUGHT}),
}
ANSWERS: tuple[str, ...] = ("status", *BELONGS_TO)
TICKS = frozenset({"is_explicit", "overridden"})
DATES = frozenset({"given_on", "review_on"})


def nothing(name: str) -> Any:
    """What an answer holds while it is not answered."""
    if name in TICKS:
        return False
    if name in DATES:
        return None
    return [] if name == "told" else ""


def is_nothing(value: Any) -> bool:
    return value in ("", None, [], False)


def whole(values: Mapping[str, Any]) -> dict[str, Any]:
    """Every answer of a consent, from those that belong to its status; the rest empty."""
    status = str(values.get("status") or "")
    kept = {name: _kept(name, status, values) for name in BELONGS_TO}
    # Nobody says yes or no in another's best interests; where nobody can, nobody answers.
    if (kept["capacity"] == Capacity.BEST_INTERESTS) != (status == CANNOT):
        kept["capacity"] = ""
    kept["told"] = [code for code in ToldWhat.values if code in kept["told"]]
    return {"status": status, **kept}


def _kept(name: str, status: str, values: Mapping[str, Any]) -> Any:
    value = values.get(name) if status in BELONGS_TO[name] else None
    return nothing(name) if is_nothing(value) else value


def answers_of(consent: Consent) -> dict[str, Any]:
    """Every answer that a stored consent holds."""
    return {name: getattr(consent, name) for name in ANSWERS}


def is_same_answer(one: Consent, other: Consent) -> bool:
    """Whether one answer was given about both things."""
    return answers_of(one) == answers_of(other)


def standing(consent: Consent, withdrawals: Iterable[Withdrawal]) -> str:
    """What the answer amounts to now: a later change of mind counts, the row stays as it was."""
    return WITHDRAWN if any(True for _ in withdrawals) else consent.status


def is_in_force(consent: Consent, withdrawals: Iterable[Withdrawal], on: dt.date) -> bool:
    """Given, not withdrawn, and not past the day on which it was to be looked at again."""
    expired = consent.review_on is not None and consent.review_on < on
    return standing(consent, withdrawals) == GIVEN and not expired


def is_withdrawable(consent: Consent, withdrawals: Iterable[Withdrawal]) -> bool:
    """Consent that was given can be withdrawn at any time, once."""
    return standing(consent, withdrawals) == GIVEN


def is_against(consent: Consent) -> bool:
    """A no, or a yes taken back, that somebody would have to go against."""
    return consent.status in AGAINST
