"""Under which agreements do we share, who is in them, and until when?"""

from __future__ import annotations

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import half_typed
from accounts.decorators import signed_in
from accounts.door import acting, reading
from accounts.views.shared import saved, show, typed
from audit.actions import note
from decisions.directory import actions, permissions, queries
from decisions.directory.forms import AgreementForm
from decisions.models import Agreement

PAGE = 25
METHODS = ["GET", "HEAD", "POST"]
COLUMNS = [name for name in AgreementForm.base_fields if name != "parties"]


@require_safe
@signed_in
def agreements(request: HttpRequest) -> HttpResponse:
    """Every agreement by its title, with those who are in it."""
    with reading(request.actor):
        permissions.may_read(request.membership).or_403()
        after = request.GET.get("after", "")
        organisation_id = request.membership.organisation_id
        found = queries.agreements_page(organisation_id, size=PAGE, after=after)
        context = {
            "found": found[:PAGE],
            "next": found[PAGE - 1].pk if len(found) > PAGE else "",
            "paged": bool(after),
            "today": timezone.localdate(),
            "may_keep": permissions.may_keep(request.membership),
        }
        note("directory.viewed", target="agreements", detail={"agreements": len(found[:PAGE])})
        return render(request, "directory/agreements.html", context)


@require_safe
@signed_in
def agreement(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """One agreement: what it covers, with whom, until when, where the document is."""
    with reading(request.actor):
        permissions.may_read(request.membership).or_403()
        found = queries.agreement_or_404(request.membership.organisation_id, agreement_id)
        note("directory.viewed", detail={"agreement": found.pk})
        context = {
            "agreement": found,
            "today": timezone.localdate(),
            "may_keep": permissions.may_keep(request.membership),
        }
        return render(request, "directory/agreement.html", context)


@require_http_methods(METHODS)
@signed_in
def edit_agreement(request: HttpRequest, agreement_id: int | None = None) -> HttpResponse:
    """Write an agreement down, or bring one up to date."""
    organisation_id = request.membership.organisation_id
    with reading(request.actor):
        found = queries.agreement_or_404(organisation_id, agreement_id) if agreement_id else None
        permissions.may_keep(request.membership).or_403()
        could_be = queries.in_use(organisation_id)
    initial: dict[str, object] = {"is_active": True}
    if found:
        parties = [row.agency for row in found.in_it]
        could_be += [each for each in parties if not each.is_active]
        initial = {**model_to_dict(found, COLUMNS), "parties": [str(each.pk) for each in parties]}
    form = AgreementForm(typed(request), agencies=could_be, initial=initial)
    if saved(request, form) and (done := _save(request, found, form)):
        half_typed.forget(request.actor, request.path)
        messages.success(request, _("The agreement is saved."))
        return redirect("agreement", done.pk)
    return show(request, "directory/edit_agreement.html", form, agreement=found)


def _save(request: HttpRequest, kept: Agreement | None, form: AgreementForm) -> Agreement | None:
    values = dict(form.cleaned_data)
    parties = [int(pk) for pk in values.pop("parties", [])]
    told = {"actor": request.actor, "values": values, "parties": parties}
    try:
        with acting(request.actor):
            if kept is None:
                return actions.add_agreement(request.membership.organisation_id, **told)
            actions.change_agreement(kept, **told)
            return kept
    except actions.Taken:
        form.add_error("title", _("There is an agreement of this name already"))
        return None
