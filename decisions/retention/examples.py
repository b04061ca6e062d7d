"""Which periods have others set? To look up, never to be taken over: none is chosen for anybody.

Each says where it was read, and whether somebody has checked it against the source itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.choices import RecordKind


@dataclass(frozen=True)
class Example:
    """What somebody else keeps, for how long, and by which rule."""

    text: Promise
    source: Promise
    is_checked: bool = False


ADULTS = Example(
    _("NHS records of adults: 8 years"),
    _("Records Management Code of Practice 2021, updated August 2023, as a law firm reports it"),
)
CHILDREN = (
    Example(
        _("NHS records of children: until the 25th birthday, or the 26th if 17 at the end"),
        _("an older edition of the Records Management Code of Practice"),
    ),
    Example(
        _("Child protection files of schools: 25 years from the date of birth"),
        _("the toolkit of the Information and Records Management Society"),
    ),
    Example(
        _("Councils: 35 years after closing; looked-after children 75 years from birth"),
        _("schedules of single councils"),
    ),
    Example(
        _("Wales has a code of its own"), _("Records Management Code of Practice for Wales, 2022")
    ),
)
ABUSE = Example(
    _("Records about child sexual abuse: 75 years was recommended; no code says so yet"),
    _("Independent Inquiry into Child Sexual Abuse, recommendation 17, 2022"),
)
EXAMPLES: dict[str, tuple[Example, ...]] = {
    RecordKind.CHILD: CHILDREN,
    RecordKind.ADULT: (ADULTS,),
    RecordKind.SEXUAL: (ABUSE,),
}
