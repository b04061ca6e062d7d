"""Where on the body is an injury: the drawing, the list of places, and one mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from audit.actions import note
from decisions import queries as decisions
from decisions.guidance import body
from decisions.marking import permissions, queries
from decisions.marking.actions import add_mark, change_mark, remove_mark
from decisions.marking.figures import suggested
from decisions.marking.forms import MarkForm, answers_of, values_of
from decisions.marking.shown import both_sides, close_up, grouped, table
from decisions.merge import Answers, Merged, drawn_from, merge
from decisions.models import BodyMark, InformationItem
from decisions.permissions import may_write
from decisions.record import Record, load
from decisions.screens.information.forms import named
from decisions.views.conflicts import said_of

METHODS = ["GET", "HEAD", "POST"]
TARGET = "body-map"


@require_safe
@signed_in
def body_map(request: HttpRequest, reference: str, item_id: int) -> HttpResponse:
    """One item's marks on both sides of a figure, and every place to put another."""
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        may_write(request.membership, decision).or_403()
        record = load(decision)
        item = queries.item_or_404(record, item_id)
        permissions.may_mark(request.membership, decision, item).or_403()
        note("decision.viewed", decision_id=decision.pk, target=TARGET)
        marks = record.marks_of(item)
        figure = _figure(request, record, item)
        context = {
            **_of_item(record, item),
            "figures": body.body().figures,
            "figure": figure,
            "lines": table(marks),
            "may_remove": bool(permissions.may_remove_mark(request.membership, decision)),
            **(_drawn(figure, marks) if figure else {}),
        }
        return render(request, "marking/body_map.html", context)


def _figure(request: HttpRequest, record: Record, item: InformationItem) -> str:
    """The one that was chosen, that of the last mark, or what fits the age."""
    asked = request.GET.get("figure", "")
    if asked in body.FIGURES:
        return asked
    marks = record.marks_of(item)
    return marks[-1].figure if marks else suggested(record, item)


def _drawn(figure: str, marks: list[BodyMark]) -> dict[str, Any]:
    sides = both_sides(figure, marks)
    return {
        "sides": sides,
        "head": close_up(sides[0]),
        "groups": grouped(figure),
        "warnings": body.body().warnings_for(figure),
    }


@require_http_methods(METHODS)
@signed_in
def new_mark(
    request: HttpRequest, reference: str, item_id: int, figure: str, number: int
) -> HttpResponse:
    """A mark in the place that was chosen."""
    if figure not in body.FIGURES or body.numbered(figure, number) is None:
        raise Http404
    if request.method == "POST":
        return _save(request, reference, item_id, None, figure)
    asked = {"region": str(number), "at": request.GET.get("at", "")}
    return _show(request, reference, item_id, None, figure, asked)


@require_http_methods(METHODS)
@signed_in
def one_mark(request: HttpRequest, reference: str, item_id: int, mark_id: int) -> HttpResponse:
    """What was written about one mark, to be changed."""
    if request.method == "POST":
        return _save(request, reference, item_id, mark_id)
    return _show(request, reference, item_id, mark_id)


def _show(
    request: HttpRequest,
    reference: str,
    item_id: int,
    mark_id: int | None,
    figure: str = "",
    initial: Answers | None = None,
) -> HttpResponse:
    kept = half_typed.take_back(request.actor, request.path)
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        may_write(request.membership, decision).or_403()
        record = load(decision)
        item = queries.item_or_404(record, item_id)
        permissions.may_mark(request.membership, decision, item).or_403()
        mark = queries.mark_or_404(record, item, mark_id) if mark_id else None
        form = _form(record, mark, kept, figure, initial)
        note("decision.viewed", decision_id=decision.pk, target=TARGET)
        version = drawn_from(kept) or decision.version
        return _page(request, record, item, form, version=version, restored=kept is not None)


def _save(
    request: HttpRequest, reference: str, item_id: int, mark_id: int | None, figure: str = ""
) -> HttpResponse:
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        may_write(request.membership, decision).or_403()
        record = load(decision)
        before = queries.then(record, drawn_from(request.POST))
        item = _item(record, before, item_id)
        mark, was = _mark(record, before, item, mark_id)
        form = _form(record, mark or was, request.POST, figure)
        version = drawn_from(request.POST) or decision.version
        if not _is_there(record, item):
            _say_it_is_gone(request, form)
            return _page(request, record, item, form, version=version, status=409)
        if not form.is_valid():
            return _page(request, record, item, form, version=version, status=422)
        merged = _merged(form, mark, was)
        if merged.conflicts:
            return _both_shown(request, record, item, mark, merged)
        values = values_of(merged.values, form.figure)
        _write(request, record, item, mark, values, before)
        half_typed.forget(request.actor, request.path)
    if mark_id and mark is None:
        messages.info(request, _("Somebody else had removed this mark. It is back."))
    return redirect(_map(reference, item_id, form.figure) + "#marks")


def _item(record: Record, before: Record | None, item_id: int) -> InformationItem:
    """The item, or one that somebody took away while its form was open."""
    if before is None or any(item.pk == item_id for item in record.items):
        return queries.item_or_404(record, item_id)
    return queries.item_or_404(before, item_id)


def _mark(
    record: Record, before: Record | None, item: InformationItem, mark_id: int | None
) -> tuple[BodyMark | None, BodyMark | None]:
    """The mark as it is, and as it was when the form was drawn; neither for a new one."""
    if mark_id is None:
        return None, None
    was = queries.mark_of(before, item, mark_id) if before else None
    mark = queries.mark_of(record, item, mark_id)
    if mark is None and was is None:
        raise Http404
    return mark, was


def _is_there(record: Record, item: InformationItem) -> bool:
    now = next((each for each in record.items if each.pk == item.pk), None)
    return now is not None and permissions.takes_marks(now)


def _say_it_is_gone(request: HttpRequest, form: MarkForm) -> None:
    """What was typed is shown once more; it is kept nowhere else than where one types."""
    form.add_error(
        None,
        _(
            "Somebody else left this item out or removed it while you were typing, so this mark "
            "was not saved. Copy what you need."
        ),
    )
    half_typed.keep(request.actor, request.path, request.POST)


def _merged(form: MarkForm, mark: BodyMark | None, was: BodyMark | None) -> Merged:
    """Answer by answer, with what somebody else saved of this mark in the meantime."""
    if mark is None or was is None:
        return Merged(form.cleaned_data, ())
    return merge(answers_of(was), answers_of(mark), form.cleaned_data)


def _both_shown(
    request: HttpRequest,
    record: Record,
    item: InformationItem,
    mark: BodyMark | None,
    merged: Merged,
) -> HttpResponse:
    """Both changed one answer: mine stays on the page, theirs stands beside it."""
    half_typed.keep(request.actor, request.path, request.POST)
    form = _form(record, mark, None, "", merged.values)
    conflicts = [said_of(conflict, form.fields[conflict.name]) for conflict in merged.conflicts]
    version = record.decision.version
    return _page(request, record, item, form, version=version, conflicts=conflicts, status=409)


def _write(
    request: HttpRequest,
    record: Record,
    item: InformationItem,
    mark: BodyMark | None,
    values: Mapping[str, Any],
    before: Record | None,
) -> None:
    if mark is None:
        add_mark(record, item, actor=request.actor, values=values, before=before)
    else:
        change_mark(mark, record, actor=request.actor, values=values)


def _form(
    record: Record,
    mark: BodyMark | None,
    data: QueryDict | None,
    figure: str = "",
    answers: Answers | None = None,
) -> MarkForm:
    stored = answers_of(mark) if mark else {}
    form = MarkForm(
        data, figure=mark.figure if mark else figure, initial={**stored, **(answers or {})}
    )
    if mark and record.decision.is_recorded:
        form.keep(stored)
    return form


def _page(
    request: HttpRequest,
    record: Record,
    item: InformationItem,
    form: MarkForm,
    *,
    version: int,
    status: int = 200,
    restored: bool = False,
    conflicts: list[dict[str, str]] | None = None,
) -> HttpResponse:
    context = {
        **_of_item(record, item),
        "form": form,
        "back": _map(record.decision.reference, item.pk, form.figure),
        "figure_name": body.body().figure(form.figure).name,
        "version": version,
        "restored": restored,
        "conflicts": conflicts or [],
        "typed_token": half_typed.token(request.actor, request.path),
        "has_errors": bool(form.errors),
    }
    return render(request, "marking/mark.html", context, status=status)


def _of_item(record: Record, item: InformationItem) -> dict[str, Any]:
    numbers = {each.pk: number for number, each in enumerate(record.items, start=1)}
    return {
        "decision": record.decision,
        "reference": record.decision.reference,
        "item": item,
        "named": named(numbers.get(item.pk, len(numbers) + 1)),
    }


def _map(reference: str, item_id: int, figure: str) -> str:
    return f"{reverse('body_map', args=[reference, item_id])}?figure={figure}"


@require_http_methods(METHODS)
@signed_in
def take_out_mark(request: HttpRequest, reference: str, item_id: int, mark_id: int) -> HttpResponse:
    """Asks once, then takes one mark out of the draft."""
    if request.method == "POST":
        return _take_out(request, reference, item_id, mark_id)
    with reading(request.actor):
        decision = decisions.decision_or_404(request.membership, reference)
        permissions.may_remove_mark(request.membership, decision).or_403()
        record = load(decision)
        item = queries.item_or_404(record, item_id)
        mark = queries.mark_or_404(record, item, mark_id)
        context = {
            **_of_item(record, item),
            "line": next(line for line in table(record.marks_of(item)) if line.mark.pk == mark.pk),
            "back": _map(reference, item_id, mark.figure),
        }
        return render(request, "marking/remove.html", context)


def _take_out(request: HttpRequest, reference: str, item_id: int, mark_id: int) -> HttpResponse:
    with acting(request.actor):
        decision = decisions.for_writing(request.membership, reference)
        permissions.may_remove_mark(request.membership, decision).or_403()
        record = load(decision)
        item = queries.item_or_404(record, item_id)
        mark = queries.mark_of(record, item, mark_id)
        # Removed already: a second press of the button has nothing left to do.
        if mark is not None:
            remove_mark(mark, record, actor=request.actor)
    return redirect(reverse("body_map", args=[reference, item_id]) + "#marks")
