"""How are answers about consent and people's wishes written and taken back?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from accounts.door import Actor, acting
from consent.choices import Asked
from consent.models import Consent, Wishes, Withdrawal
from consent.policies import is_withdrawable, whole

R = TypeVar("R", Consent, Wishes)
WISHES = ("asked", "words", "heard_on", "heard_by")
NOBODY_SAYS = {"words": "", "heard_on": None, "heard_by": ""}


def take_answers(
    organisation_id: int, *, actor: Actor, answers: Sequence[tuple[str, Mapping[str, Any]]]
) -> list[Consent]:
    """New answers, each about one of the two things: (thing, answers); all in one statement."""
    with acting(actor):
        rows = [
            Consent(organisation_id=organisation_id, thing=thing, **whole(values))
            for thing, values in answers
        ]
        return Consent.objects.bulk_create(rows) if rows else []


def change_answers(
    changes: Iterable[tuple[Consent, Mapping[str, Any]]], *, actor: Actor
) -> list[Consent]:
    """Change answers of a draft; gives those that changed, in one statement."""
    changed = [(row, names) for row, values in changes if (names := _set(row, whole(values)))]
    if changed:
        with acting(actor):
            Consent.objects.bulk_update(*_together(changed))
    return [row for row, _ in changed]


def hear_wishes(
    organisation_id: int, *, actor: Actor, heard: Sequence[Mapping[str, Any]]
) -> list[Wishes]:
    """What people want, in their own words; not consent."""
    with acting(actor):
        rows = [Wishes(organisation_id=organisation_id, **_said(values)) for values in heard]
        return Wishes.objects.bulk_create(rows) if rows else []


def change_wishes(
    changes: Iterable[tuple[Wishes, Mapping[str, Any]]], *, actor: Actor
) -> list[Wishes]:
    """Change what was heard; gives those that changed."""
    changed = [(row, names) for row, values in changes if (names := _set(row, _said(values)))]
    if changed:
        with acting(actor):
            Wishes.objects.bulk_update(*_together(changed))
    return [row for row, _ in changed]


def withdraw_consent(
    consent: Consent,
    *,
    actor: Actor,
    withdrawn_at: dt.datetime,
    by_whom: str,
    how: str,
    words: str = "",
) -> Withdrawal:
    """Append a change of mind; the consent, and what was shared under it, stay as they were.

    ValueError where there is no consent to take back: it was not given, or not any more.
    """
    with acting(actor):
        if not is_withdrawable(consent, consent.withdrawals.all()):
            raise ValueError("Only consent that was given and stands can be withdrawn.")
        row = Withdrawal(
            organisation_id=consent.organisation_id,
            consent=consent,
            withdrawn_at=withdrawn_at,
            by_whom=by_whom,
            how=how,
            words=words,
        )
        row.save(force_insert=True)
        return row


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was heard; who did not speak has no words."""
    said = {name: values.get(name) or NOBODY_SAYS.get(name, "") for name in WISHES}
    return said if said["asked"] == Asked.ASKED else said | NOBODY_SAYS


def _set(row: Consent | Wishes, values: Mapping[str, Any]) -> set[str]:
    """Put the values on the row; the names of those that are new."""
    changed = {name for name, value in values.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, values[name])
    return changed


def _together(changed: Sequence[tuple[R, set[str]]]) -> tuple[list[R], list[str]]:
    """Rows and every column that changed in any of them, for one statement."""
    return [row for row, _ in changed], sorted({name for _, names in changed for name in names})
