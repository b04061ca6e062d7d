"""How did somebody come to their record? Their walk through a flow chart, in its own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from decisions.guidance.charts import charts
from decisions.guidance.flow import Chart, Walk
from decisions.models import ChartWalk
from decisions.screens.base import Block
from decisions.screens.rows import block


def walks(rows: Iterable[ChartWalk]) -> Iterator[Block]:
    """Each walk that was kept: the chart, every question with its answer, and where it ended."""
    held = {each.key: each for each in charts()}
    for row in rows:
        chart = held.get(row.chart)
        told = _walk(chart, chart.walk(row.answers)) if chart else _forgotten()
        yield replace(told, is_fixed=True)


def _walk(chart: Chart, walk: Walk) -> Block:
    return block(
        _("How you came here"),
        (_("Flow chart"), chart.title, ""),
        *((each.question.text, each.answer.text, "") for each in walk.taken),
        (_("Where it led"), walk.end.title if walk.end else "", ""),
    )


def _forgotten() -> Block:
    said = _("One that is not kept here any more")
    return block(_("How you came here"), (_("Flow chart"), said, ""))
