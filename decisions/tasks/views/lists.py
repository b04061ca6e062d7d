"""What has to be done, by whom and by when: my list, one task, and what I was told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.ui import UiForm
from accounts.verdict import Verdict
from accounts.views.shared import typed
from audit.actions import note
from decisions import paging
from decisions.models import Task
from decisions.tasks import actions, permissions, queries, shown
from decisions.tasks.forms import DO, FINISH, HAND_OVER, FinishForm, HandOverForm

PAGE = 25
SALT, SALT_OF_NOTICES = "decisions.tasks", "decisions.notices"
MINE, OTHERS = "mine", "others"
METHODS = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def my_tasks(request: HttpRequest) -> HttpResponse:
    """What falls to me, the longest due first; or what others do about my records."""
    member = request.membership
    show = OTHERS if request.GET.get("show") == OTHERS else MINE
    with reading(request.actor):
        after = paging.position(request.GET.get("after", ""), salt=SALT)
        standing = queries.standing_of(member)
        rows = queries.mine(member, standing)
        if show == OTHERS:
            rows = queries.waiting_for_others(member)
        found = queries.page(rows, after, PAGE)
        last = found[PAGE - 1] if len(found) > PAGE else None
        note("task.listed", detail={"tasks": len(found[:PAGE])})
        context = {
            "tasks": shown.listed(member, found[:PAGE], standing),
            "show": show,
            "next": paging.signed(last.due_at, last.pk, salt=SALT) if last and last.due_at else "",
            "paged": after is not None,
            "away": shown.those_away(member, standing),
        }
        return render(request, "tasks/my_tasks.html", context)


@require_http_methods(METHODS)
@signed_in
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """One task: why it is there, where it is done, and handing it over."""
    if request.method == "POST":
        return _change(request, task_id)
    kept = typed(request)
    with reading(request.actor):
        found = queries.task_or_404(request.membership, task_id)
        note("task.viewed", decision_id=found.decision_id, detail={"task": found.pk})
        return _task_page(request, found, kept)


def _change(request: HttpRequest, task_id: int) -> HttpResponse:
    with acting(request.actor):
        found = queries.task_or_404(request.membership, task_id)
        decision = queries.decision_of(found)
        found.refresh_from_db()
        verdict = _may(request, found, decision)
        if verdict.code == "state":  # a double click
            return redirect("my_tasks")
        verdict.or_403()
        form = _form(request, found, request.POST)
        if not form.is_valid():
            return _task_page(request, found, request.POST, status=422)
        said = _carry_out(request, found, decision, form)
    half_typed.forget(request.actor, request.path)
    messages.success(request, said)
    return redirect("my_tasks")


def _may(request: HttpRequest, found: Task, decision) -> Verdict:
    if request.POST.get(DO) == HAND_OVER:
        return permissions.may_hand_over(request.membership, found, decision)
    standing = queries.standing_of(request.membership)
    return permissions.may_finish(request.membership, found, decision, standing)


def _carry_out(request: HttpRequest, found: Task, decision, form: UiForm) -> str:
    if isinstance(form, HandOverForm):
        colleagues = {str(each.pk): each for each in queries.could_own(request.membership, found)}
        to = colleagues[form.cleaned_data["to"]]
        reason = form.cleaned_data["reason"]
        actions.hand_over(found, decision, actor=request.actor, to=to, reason=reason)
        return _("The task is now for %s, who is told.") % to.person.name
    actions.finish(found, decision, actor=request.actor, **form.cleaned_data)
    return _("The task is done.")


def _form(request: HttpRequest, found: Task, data) -> UiForm:
    if data is not None and data.get(DO) == HAND_OVER:
        return _handing(request, found, data)
    return FinishForm(data)


def _handing(request: HttpRequest, found: Task, data=None) -> HandOverForm:
    colleagues = queries.could_own(request.membership, found)
    if data is None:
        colleagues = colleagues.exclude(person=found.owner_id)
    return HandOverForm(data, colleagues=colleagues)


def _task_page(request: HttpRequest, found: Task, data, *, status: int = 200) -> HttpResponse:
    member = request.membership
    standing = queries.standing_of(member)
    decision = queries.record_of(found)
    doing = data.get(DO, FINISH) if data is not None else ""
    context: dict[str, Any] = {
        "shown": shown.one(member, found, standing),
        "task": found,
        "may_finish": permissions.may_finish(member, found, decision, standing),
        "may_hand_over": permissions.may_hand_over(member, found, decision),
        "typed_token": half_typed.token(request.actor, request.path),
    }
    if context["may_finish"]:
        context["finish"] = FinishForm(data if doing == FINISH else None)
    if context["may_hand_over"]:
        context["handing"] = _handing(request, found, data if doing == HAND_OVER else None)
    context["form"] = context.get("handing" if doing == HAND_OVER else "finish")
    return render(request, "tasks/task.html", context, status=status)


@require_http_methods(METHODS)
@signed_in
def notices(request: HttpRequest) -> HttpResponse:
    """What I was told; marking it all as read is a post."""
    member = request.membership
    if request.method == "POST":
        up_to = request.POST.get("up_to", "")
        last = int(up_to) if up_to.isascii() and up_to.isdecimal() and len(up_to) < 19 else None
        actions.read_notices(member, actor=request.actor, up_to=last)
        return redirect("notices")
    unread = request.GET.get("show") == "new"
    with reading(request.actor):
        before = paging.position(request.GET.get("before", ""), salt=SALT_OF_NOTICES)
        rows = queries.notices_of(member, unread=unread)
        found = queries.notices_page(rows, before, PAGE)
        last_row = found[PAGE - 1] if len(found) > PAGE else None
        note("notice.listed", detail={"notices": len(found[:PAGE])})
        context = {
            "notices": shown.told(member, found[:PAGE]),
            "up_to": found[0].pk if found else "",
            "unread": unread,
            "some_unread": any(row.read_at is None for row in found),
            "next": _place(last_row),
            "paged": before is not None,
        }
        return render(request, "tasks/notices.html", context)


def _place(row) -> str:
    return paging.signed(row.made_at, row.pk, salt=SALT_OF_NOTICES) if row else ""
