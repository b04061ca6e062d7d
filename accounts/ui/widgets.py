"""How do several boxes make one answer?

``DateWidget`` posts ``<name>-day``, ``-month`` and ``-year``; ``WhenWidget`` adds
``-time``. Their markup comes from the design system (``accounts.ui.bound``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from accounts.ui.dates import UK, day_in_words, tidy, typed_time, when_in_words


class PartsWidget(forms.Widget):
    """Boxes that make one answer; its value is a dict of what stands in each box."""

    parts: ClassVar[tuple[str, ...]] = ()

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> dict[str, str] | None:
        if self.value_omitted_from_data(data, files, name):
            return None
        return {part: tidy(data.get(f"{name}-{part}")) for part in self.parts}

    def value_omitted_from_data(
        self,
        data: Mapping[str, Any],
        files: Any,  # noqa: ARG002
        name: str,
    ) -> bool:
        return not any(f"{name}-{part}" in data for part in self.parts)

    def id_for_label(self, id_: str, index: str = "0") -> str:  # noqa: ARG002
        return f"{id_}-{self.parts[0]}" if id_ else ""

    def typed(self, value: object) -> dict[str, str]:
        """What stands in each box for a value that was typed or stored."""
        if isinstance(value, Mapping):
            return {part: str(value.get(part, "")) for part in self.parts}
        return dict.fromkeys(self.parts, "")

    def in_words(self, value: object) -> str:
        """The whole answer as people read it."""
        return " ".join(filter(None, self.typed(value).values()))


class DateWidget(PartsWidget):
    """Day, month and year."""

    parts: ClassVar[tuple[str, ...]] = ("day", "month", "year")

    def in_words(self, value: object) -> str:
        return day_in_words(value) if isinstance(value, dt.date) else super().in_words(value)

    def typed(self, value: object) -> dict[str, str]:
        if isinstance(value, dt.datetime):
            value = value.astimezone(UK).date()
        if isinstance(value, dt.date):
            return {"day": str(value.day), "month": str(value.month), "year": f"{value.year:04d}"}
        return super().typed(value)


class WhenWidget(DateWidget):
    """Day, month, year and time of day."""

    parts: ClassVar[tuple[str, ...]] = ("day", "month", "year", "time")

    def typed(self, value: object) -> dict[str, str]:
        if isinstance(value, dt.datetime):
            aware = timezone.make_aware(value, UK) if timezone.is_naive(value) else value
            return {**super().typed(aware), "time": typed_time(aware)}
        return {"time": "", **super().typed(value)}

    def in_words(self, value: object) -> str:
        return when_in_words(value) if isinstance(value, dt.datetime) else super().in_words(value)
