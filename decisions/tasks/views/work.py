"""How does work in the background go? A page for administrators, and a line for monitors."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import signed_in
from accounts.door import SYSTEM, acting, reading
from audit.actions import note
from decisions.tasks import permissions, worker
from decisions.tasks.words import kind_of_job

FAILED_SHOWN = 25


@require_safe
@signed_in
def jobs(request: HttpRequest) -> HttpResponse:
    """Whether the worker is alive, what waits, and what was given up; no case content."""
    with reading(request.actor):
        permissions.may_see_work(request.membership).or_403()
        note("jobs.viewed")
        failed = worker.failed(FAILED_SHOWN)
        context = {
            "state": worker.state(),
            "started_at": worker.started_at(),
            "failed": [(each, kind_of_job(each.kind)) for each in failed],
        }
        return render(request, "tasks/jobs.html", context)


@require_POST
@signed_in
def again(request: HttpRequest, job_id: int) -> HttpResponse:
    """Let a job that was given up wait again."""
    with acting(request.actor):
        permissions.may_see_work(request.membership).or_403()
        if not worker.exists(job_id):
            raise Http404
        if worker.try_again(job_id):
            note("jobs.tried_again", detail={"job": job_id})
            messages.success(request, _("The job waits to be done again."))
    return redirect("jobs")


@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """For monitors: is there a worker, and does it keep up? Numbers, and nothing else."""
    with reading(SYSTEM("health")):
        found = worker.state()
    said = "ok" if found.is_well else "behind" if found.is_alive else "stopped"
    text = f"{said}\nwaiting {found.waiting + found.retrying}\nfailed {found.failed}\n"
    return HttpResponse(text, status=200 if found.is_well else 503, content_type="text/plain")
