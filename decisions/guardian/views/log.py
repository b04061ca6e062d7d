"""The history of the organisation: the log with its filters, and the same as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.models import Organisation
from accounts.ui.places import address
from accounts.views.shared import typed
from audit.actions import note
from audit.permissions import may_audit
from decisions import paging
from decisions.actions.exporting import keep_export
from decisions.guardian import export, queries
from decisions.guardian.asked import Asked
from decisions.guardian.forms import ExportForm, LogForm
from decisions.guardian.groups import PRESETS, label_of
from decisions.guardian.words import in_words, told

PAGE = 50
SALT = "decisions.guardian"
# Pages beside the log; some installations do not have them yet.
BESIDE = (
    ("verification", gettext_lazy("Is the history unaltered?")),
    ("checkpoints", gettext_lazy("Signed checkpoints")),
    ("retention", gettext_lazy("How long records are kept")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def log(request: HttpRequest) -> HttpResponse:
    """Every act, the newest first. Filters are posted, and answered by an address of codes."""
    organisation = request.membership.organisation
    with reading(request.actor):
        may_audit(request.membership).or_403()
        people = queries.everybody(organisation.pk)
        if request.method == "POST":
            form = LogForm(request.POST, people=people)
            if form.is_valid():
                return redirect(reverse("log") + form.asked().query())
            return render(request, "history/log.html", _frame(form, Asked()), status=422)
        asked = Asked.from_codes(request.GET)
        form = LogForm(initial=vars(asked), people=people)
        context = _frame(form, asked) | _page(request, organisation, asked)
        context["asked_for"] = in_words(asked, dict(people))
        return render(request, "history/log.html", context)


def _frame(form: LogForm, asked: Asked) -> dict[str, Any]:
    return {
        "form": form,
        "asked": asked,
        "presets": [(code, label_of(code), asked.kind == code) for code in PRESETS],
        "beside": [(address(name), label) for name, label in BESIDE if address(name)],
        "export_query": asked.query(),
    }


def _page(request: HttpRequest, organisation: Organisation, asked: Asked) -> dict[str, Any]:
    """One page, and where the next ones begin. To look is an act, too."""
    found = queries.page(
        organisation,
        asked,
        PAGE,
        older=paging.position(request.GET.get("older", ""), salt=SALT),
        newer=paging.position(request.GET.get("newer", ""), salt=SALT),
    )
    if codes := asked.codes():
        note("history.searched", detail=codes)
    else:
        note("history.viewed")
    acts = found.acts
    return {
        "lines": told(acts, asked, nation=organisation.nation),
        "older": asked.query(older=_signed(acts[-1])) if found.has_older and acts else "",
        "newer": asked.query(newer=_signed(acts[0])) if found.has_newer and acts else "",
    }


def _signed(act: Any) -> str:
    """The position is signed, so that it can only be followed."""
    return paging.signed(act.at, act.pk, salt=SALT)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def export_log(request: HttpRequest) -> HttpResponseBase:
    """What was asked for as a file, for a reason that is kept."""
    organisation = request.membership.organisation
    asked, form = Asked.from_codes(request.GET), ExportForm(typed(request))
    with reading(request.actor):
        may_audit(request.membership).or_403()
        people = dict(queries.everybody(organisation.pk))
    if request.method == "POST" and form.is_valid():
        if made := _file(request, asked, form):
            return made
        too_many = _("There are more than %(most)s entries. Choose fewer days, or fewer kinds.")
        form.add_error(None, too_many % {"most": f"{export.MOST_ROWS:,}"})
    context = {
        "form": form,
        "asked_for": in_words(asked, people),
        "log_query": asked.query(),
        "most": f"{export.MOST_ROWS:,}",
    }
    status = 422 if request.method == "POST" else 200
    with reading(request.actor):
        return render(request, "history/export.html", context, status=status)


def _file(request: HttpRequest, asked: Asked, form: ExportForm) -> HttpResponseBase | None:
    """The file; nothing where it would not be whole."""
    organisation, given = request.membership.organisation, form.cleaned_data
    with acting(request.actor, reason=given["reason"]):
        ids = queries.ids(organisation, asked, export.MOST_ROWS)
        if len(ids) > export.MOST_ROWS:
            return None
        kept = keep_export(
            organisation.pk,
            actor=request.actor,
            asked=asked.codes(),
            file_format=given["format"],
            reason=given["reason"],
            rows=len(ids),
        )
    pieces = export.written(kept, ids, actor=request.actor, nation=organisation.nation)
    response = StreamingHttpResponse(pieces, content_type=export.content_type(kept))
    response["Content-Disposition"] = f'attachment; filename="{export.file_name(kept)}"'
    return response
