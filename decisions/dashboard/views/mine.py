"""What waits for me, and what became of what I shared?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.decorators import signed_in
from accounts.door import reading
from audit.actions import note
from decisions.dashboard.mine import work_of
from decisions.permissions import may_start


@require_safe
@signed_in
def my_work(request: HttpRequest) -> HttpResponse:
    """Answers that others wait for, tasks, drafts, and what became of shares."""
    with reading(request.actor):
        may_start(request.membership).or_403()
        work = work_of(request.membership)
        counts = {name: len(getattr(work, name)) for name in ("answers", "tasks", "drafts")}
        note("dashboard.work_viewed", detail={**counts, "shares": len(work.shares)})
        return render(request, "dashboard/my_work.html", {"work": work})
