"""What day or time did somebody type?

``day_from`` and ``time_from`` read what people write ("3", "March", "3.40pm") and raise a
``ValidationError`` whose ``params["parts"]`` names the boxes that are wrong. Times are UK
time; ``moment`` gives aware UTC.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS as MONTH_NAMES
from django.utils.translation import gettext as _

UK = ZoneInfo("Europe/London")
MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.\s]?(?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m?\.?)?\s*(?P<zone>gmt|bst)?"
)
NAMED_TIMES = {"midday": (12, 0), "noon": (12, 0), "midnight": (0, 0)}


def error(message: str, code: str, *parts: str) -> ValidationError:
    """A mistake in some of the boxes of a date or time."""
    return ValidationError(message, code=code, params={"parts": parts})


def tidy(text: object) -> str:
    """What was typed, without spaces around it and with ordinary digits."""
    return unicodedata.normalize("NFKC", str(text or "")).strip()


def missing_parts(parts: dict[str, str]) -> ValidationError:
    """Names the boxes that are empty, for a date that is partly filled in."""
    words = {"day": _("a day"), "month": _("a month"), "year": _("a year"), "time": _("a time")}
    empty = [name for name, text in parts.items() if not text]
    what = _(" and ").join(words[name] for name in empty)
    return error(_("The date must include %(what)s") % {"what": what}, "incomplete", *empty)


def day_from(day: str, month: str, year: str) -> dt.date:
    """The date typed in three boxes; the month may be a number or its name."""
    if not (day and month and year):
        raise missing_parts({"day": day, "month": month, "year": year})
    number = MONTHS.get(month.lower().rstrip("."), int(month) if month.isdecimal() else 0)
    if not 1 <= number <= 12:
        raise error(_("The month must be a number from 1 to 12, or its name"), "month", "month")
    if not (year.isdecimal() and len(year) == 4 and int(year) >= 1):
        raise error(_("The year must have 4 numbers"), "year", "year")
    return _real_day(day, number, int(year))


def _real_day(day: str, month: int, year: int) -> dt.date:
    if not day.isdecimal() or len(day) > 2 or int(day) == 0:
        raise error(_("The day must be a number from 1 to 31"), "day", "day")
    last = calendar.monthrange(year, month)[1]
    if int(day) > last:
        message = _("%(month)s %(year)s has %(last)s days: check the day") % {
            "month": calendar.month_name[month],
            "year": year,
            "last": last,
        }
        raise error(message, "day", "day")
    return dt.date(year, month, int(day))


def time_from(typed: str) -> tuple[dt.time, str]:
    """The time typed in one box, and "gmt" or "bst" where somebody said which."""
    text = typed.lower()
    if text in NAMED_TIMES:
        return dt.time(*NAMED_TIMES[text]), ""
    found = TIME.fullmatch(text)
    if found is None or not (found["minute"] or found["half"]):
        raise error(_("Enter the time, such as 3:40pm or 15:40"), "time", "time")
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    elif half and (hour > 12) is not half.startswith("p"):
        raise error(_("Enter a real time, such as 3:40pm or 15:40"), "time", "time")
    elif not half and 1 <= hour <= 9 and len(found["hour"]) == 1:
        message = _("Say whether %(time)s is am or pm, for example %(time)spm")
        raise error(message % {"time": typed}, "half", "time")
    if hour > 23 or minute > 59:
        raise error(_("Enter a real time, such as 3:40pm or 15:40"), "time", "time")
    return dt.time(hour, minute), found["zone"] or ""


def moment(day: dt.date, time: dt.time, zone: str = "") -> dt.datetime:
    """That time of that day in the UK, as aware UTC.

    The hour that the clocks skip in spring never happened. The hour that comes twice in
    autumn is taken as the first, unless "GMT" was typed.
    """
    local = dt.datetime.combine(day, time, UK).replace(fold=1 if zone == "gmt" else 0)
    found = local.astimezone(dt.UTC)
    if found.astimezone(UK).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise error(
            _("That time did not happen: the clocks went forward. Check the time"), "gap", "time"
        )
    return found


def typed_time(at: dt.datetime) -> str:
    """A stored moment's time as it stands in the box: 3:40pm."""
    local = at.astimezone(UK)
    half = "am" if local.hour < 12 else "pm"
    return f"{local.hour % 12 or 12}:{local.minute:02d}{half}"


def day_in_words(day: dt.date) -> str:
    """A day as people write it: 4 March 2026; a moment's day is its day in the UK."""
    if isinstance(day, dt.datetime):
        day = day.astimezone(UK).date()
    return f"{day.day} {MONTH_NAMES[day.month]} {day.year:04}"


def when_in_words(at: dt.datetime) -> str:
    """A moment in UK time: 4 March 2026, 3:40pm."""
    return f"{day_in_words(at)}, {typed_time(at)}"
