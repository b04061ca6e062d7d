"""Which numbers of the organisation's own fit a question, and when were they last checked?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from accounts.facts import Number
from accounts.models import Membership
from decisions.models import Agency
from decisions.record import Record

CHILD, ADULT = ("childrens-social-care", "staff-allegations"), ("adult-social-care",)
# Where somebody may have to ring, and whom: kinds of service, as agencies.toml calls them.
FITTING: dict[str, tuple[str, ...]] = {
    "what-has-happened": ("police", "out-of-hours"),
    "recipients": ("police", "out-of-hours", "health-visitor"),
    "telling": ("police", "out-of-hours"),
    "advice": ("named-professional", "police", "out-of-hours"),
}


def kinds_for(slug: str, about: str) -> tuple[str, ...]:
    """The kinds of service that fit a step and whom the record is about; none at most steps."""
    if slug not in FITTING:
        return ()
    return (*{"child": CHILD, "adult": ADULT}.get(about, CHILD + ADULT), *FITTING[slug])


def for_step(
    slug: str, record: Record, membership: Membership, known: Iterable[Number]
) -> list[Number]:
    """The duty numbers, then services of this record, then services of the directory that fit."""
    if slug not in FITTING:
        return []
    of_record = [_as_number(each) for each in record.agencies if each.phone and each.is_active]
    return _once([*membership.duty_numbers, *of_record, *known])


def _as_number(agency: Agency) -> Number:
    return Number(
        id=agency.pk,
        label=agency.name,
        number=agency.phone,
        area=agency.area,
        hours=agency.hours,
        checked_on=agency.checked_on,
    )


def _once(numbers: Iterable[Number]) -> list[Number]:
    """Each number once, however it is written; the first that names it stays."""
    found: dict[str, Number] = {}
    for each in numbers:
        found.setdefault(re.sub(r"\D", "", each.number) or each.number, each)
    return list(found.values())
