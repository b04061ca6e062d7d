"""How does a table of agencies come in, and how does the directory go out as a file?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import signed_in
from accounts.door import acting, reading
from audit.actions import note
from decisions.directory import actions, file, lines, permissions, queries
from decisions.directory.forms import ImportForm
from decisions.directory.lines import Table

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_directory(request: HttpRequest) -> HttpResponse:
    """First what the table says and what is wrong with it; then all of it, or nothing."""
    with reading(request.actor):
        permissions.may_keep(request.membership).or_403()
    form = ImportForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    text = form.cleaned_data["file"] or form.cleaned_data["text"]
    table = lines.read(text, request.membership.organisation.nation)
    if table.is_sound and request.POST.get("do") == "add" and not form.cleaned_data["file"]:
        with acting(request.actor):
            agencies, people = actions.bring_in(
                request.membership.organisation_id, actor=request.actor, lines=table.lines
            )
        said = _(
            "The table is in the directory. New services: %(agencies)d. New people: %(people)d."
        )
        messages.success(request, said % {"agencies": agencies, "people": people})
        return redirect("directory")
    # What stood in a file stands on the page from now on, and nowhere else.
    return _page(request, ImportForm(initial={"text": text}), table)


def _page(request: HttpRequest, form: ImportForm, table: Table | None = None) -> HttpResponse:
    wrong = bool(form.errors) or (table is not None and not table.is_sound)
    with reading(request.actor):
        if table is not None:
            lines.remark(table.lines, *queries.there(request.membership.organisation_id))
        context = {
            "form": form,
            "table": table,
            "wrong": table.wrong[:SHOWN] if table else [],
            "shown": table.lines[:SHOWN] if table else [],
            "heads": file.heads(),
            "has_errors": wrong,
        }
        return render(request, "directory/import.html", context, status=422 if wrong else 200)


@require_safe
@signed_in
def export_directory(request: HttpRequest) -> HttpResponse:
    """The agencies in use and their people, as CSV."""
    with reading(request.actor):
        permissions.may_read(request.membership).or_403()
        organisation = request.membership.organisation
        found = queries.everything(organisation.pk)
        note("directory.exported", detail={"agencies": len(found)})
        answer = HttpResponse(
            file.written(found, organisation.nation), content_type="text/csv; charset=utf-8"
        )
    name = f"directory-{timezone.localdate():%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
