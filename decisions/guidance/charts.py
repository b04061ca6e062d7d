"""Which flow charts are there, which is walked where, and does every arrow lead somewhere?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from decisions.guidance.files import read_sources, refuse
from decisions.guidance.flow import CHART, SOCIAL_CARE, Answer, Chart, End, Question, Walked
from decisions.guidance.parsing import finished
from decisions.guidance.reading import HERE, Entry, open_file
from decisions.guidance.shapes import MARKS, NATIONS, Source, Verified
from decisions.guidance.tips import problems_with_words
from decisions.guidance.vocabulary import NationTerms

Sources = dict[str, Source]
NAME = "charts.toml"
WHOM = ("child", "adult")
# What an answer may say of the record. Nothing legal, and nothing about consent.
CARRIED = {
    "direction": ("share", "asked", "shared", "asking"),
    "danger_now": ("yes", "no", "not-sure"),
}


class ChartFile(NamedTuple):
    charts: tuple[Chart, ...]
    walked: tuple[Walked, ...]


@cache
def _file() -> ChartFile:
    problems: list[str] = []
    found = read(HERE, read_sources(HERE, problems), problems)
    refuse(problems)
    return found


def charts(nation: str = "") -> tuple[Chart, ...]:
    """Every chart, or those of one nation, in the file's order."""
    return tuple(each for each in _file().charts if not nation or nation in each.nations)


def chart(key: str) -> Chart:
    """The chart with this key. KeyError if there is none."""
    return {each.key: each for each in charts()}[key]


def walked(nation: str, about: str) -> Walked:
    """What is offered first; “both” is treated as a child. KeyError if nothing is."""
    whom = "child" if about == "both" else about
    return {(each.nation, each.about): each for each in _file().walked}[nation, whom]


def read(folder: Path, sources: Sources, problems: list[str]) -> ChartFile:
    """The whole file; what is wrong with it is added to ``problems``."""
    file = open_file(folder / NAME, problems)
    if not file.data:
        return ChartFile((), ())
    opening = tuple(
        finished(each, lambda one: _question(one, True, "unverified"))
        for each in file.entries("opening")
    )
    ends = tuple(finished(each, lambda one: _end(one, sources)) for each in file.entries("ends"))
    charts = tuple(
        finished(each, lambda one: _chart(one, sources, opening, ends))
        for each in file.entries("charts")
    )
    walked = tuple(
        finished(each, lambda one: _walked(one, sources)) for each in file.entries("walked")
    )
    file.done()
    problems += _twice((each.key for each in charts), "charts")
    problems += _twice((each.key for each in ends), "ends")
    problems += _unused(ends, charts)
    problems += _offered(walked, charts)
    return ChartFile(charts, walked)


def problems_of(file: ChartFile, items: Iterable[object]) -> list[str]:
    """Words that a nation has not got, or that are not its own, in what is walked there."""
    nations = {each.key: each for each in items if isinstance(each, NationTerms)}
    return [
        problem
        for chart in file.charts
        for nation in set(chart.nations) & set(nations)
        for text in chart.texts
        for care in ("{referral}", "{adult_referral}")
        for problem in problems_with_words(
            f"{NAME}, {chart.key}", text.replace(SOCIAL_CARE, care), nation, nations
        )
    ]


def _question(entry: Entry, ours: bool, usual: Verified) -> Question:
    return Question(
        key=entry.text("key"),
        text=entry.text("text"),
        help=entry.text("help", ""),
        is_ours=ours,
        answers=tuple(finished(each, _answer) for each in entry.entries("answers")),
        verified=entry.one_of("verified", MARKS, usual),
    )


def _answer(entry: Entry) -> Answer:
    carries = entry.pairs("carries", tuple(CARRIED))
    for name, code in carries:
        if code not in CARRIED[name]:
            entry.complain(f"“{name}” must be one of {', '.join(CARRIED[name])}, not {code!r}")
    return Answer(entry.text("code"), entry.text("text"), entry.text("to"), carries)


def _end(entry: Entry, sources: Sources) -> End:
    made = End(
        key=entry.text("key"),
        title=entry.text("title"),
        meaning=entry.text("meaning"),
        unless=entry.text("unless", ""),
        do=entry.texts("do"),
        source=entry.source(sources),
        verified=entry.mark(),
    )
    if "not" in made.title.lower().split() and not made.unless:
        entry.complain("“unless” is missing: nobody is told not to share without it")
    return made


def _chart(
    entry: Entry, sources: Sources, opening: tuple[Question, ...], ends: tuple[End, ...]
) -> Chart:
    usual: Verified = entry.mark()
    own = tuple(
        finished(each, lambda one: _question(one, False, usual))
        for each in entry.entries("questions")
    )
    questions = (*_led_to(opening, own[0].key if own else ""), *own)
    kept = _reached(questions, ends)
    made = Chart(
        key=entry.text("key"),
        title=entry.text("title"),
        short=entry.text("short"),
        published_shown=entry.text("published_shown"),
        nations=entry.nations(),
        note=entry.text("note"),
        source=entry.source(sources),
        verified=usual,
        branches=entry.one_of("branches", MARKS),
        branches_note=entry.text("branches_note"),
        questions=questions,
        ends=kept,
    )
    for problem in faults(made, {each.key for each in ends}):
        entry.complain(problem)
    return made


def _led_to(opening: Iterable[Question], first: str) -> list[Question]:
    """The opening's questions, the last of which leads into this chart."""
    return [
        Question(
            each.key,
            each.text,
            each.help,
            each.is_ours,
            tuple(
                Answer(one.code, one.text, first if one.to == CHART else one.to, one.carries)
                for one in each.answers
            ),
            each.verified,
        )
        for each in opening
    ]


def _reached(questions: Iterable[Question], ends: tuple[End, ...]) -> tuple[End, ...]:
    named = {answer.to for each in questions for answer in each.answers}
    return tuple(each for each in ends if each.key in named)


def faults(chart: Chart, ends: set[str]) -> list[str]:
    """Arrows that lead nowhere or back, and questions that nobody comes to.

    Each question leads only further down or to an end, so there is no circle and every path ends.
    """
    places = {each.key: place for place, each in enumerate(chart.questions)}
    found = _doubled(chart, ends)
    for question in chart.questions:
        if len(question.answers) < 2:
            found.append(f"{question.key} has fewer than two answers")
        for answer in question.answers:
            if answer.to in places and places[answer.to] <= places[question.key]:
                found.append(f"{question.key}, {answer.code} leads back to {answer.to!r}")
            if answer.to not in places and answer.to not in ends:
                found.append(f"{question.key}, {answer.code} leads nowhere: {answer.to!r}")
    named = {answer.to for each in chart.questions for answer in each.answers}
    found += [
        f"nobody comes to the question {each.key!r}"
        for each in chart.questions[1:]
        if each.key not in named
    ]
    return found


def _doubled(chart: Chart, ends: set[str]) -> list[str]:
    keys = [each.key for each in chart.questions]
    found = [f"{key!r} is a question and an end" for key in keys if key in ends]
    found += [f"{key!r} stands {times} times" for key, times in Counter(keys).items() if times > 1]
    for each in chart.questions:
        for code, times in Counter(one.code for one in each.answers).items():
            if times > 1:
                found.append(f"{each.key}: the answer {code!r} stands {times} times")
    return found


def _walked(entry: Entry, sources: Sources) -> Walked:
    has_source = "source" in entry.data
    return Walked(
        nation=entry.one_of("nation", NATIONS),
        about=entry.one_of("about", WHOM),
        chart=entry.text("chart"),
        note=entry.text("note"),
        source=entry.source(sources) if has_source else None,
        verified=entry.mark() if has_source else None,
    )


def _twice(keys: Iterable[str], what: str) -> list[str]:
    return [
        f"{NAME}, {what}: {key!r} stands {times} times"
        for key, times in Counter(keys).items()
        if times > 1
    ]


def _unused(ends: Iterable[End], charts: Iterable[Chart]) -> list[str]:
    used = {each.key for chart in charts for each in chart.ends}
    return [f"{NAME}, {end.key}: no chart leads to it" for end in ends if end.key not in used]


def _offered(walked: tuple[Walked, ...], charts: Iterable[Chart]) -> list[str]:
    nations = {each.key: each.nations for each in charts}
    times = Counter((each.nation, each.about) for each in walked)
    found = [
        f"{NAME}, walked: {nation} and {about} stand {times[nation, about]} times, not once"
        for nation in NATIONS
        for about in WHOM
        if times[nation, about] != 1
    ]
    return found + [
        f"{NAME}, walked: {each.chart!r} is no chart of {each.nation}"
        for each in walked
        if each.nation not in nations.get(each.chart, ())
    ]
