"""How does an administrator keep the stages of escalation?"""

from __future__ import annotations

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import half_typed
from accounts.decorators import needs_role
from accounts.door import reading
from accounts.models import Role
from accounts.views.shared import saved, show, typed
from decisions.following import queries
from decisions.following.actions import stages as actions
from decisions.following.forms import StageForm
from decisions.following.views.shared import METHODS
from decisions.models import EscalationStage

administrator = needs_role(Role.ADMINISTRATOR)


@require_safe
@administrator
def stages(request: HttpRequest) -> HttpResponse:
    """The stages in their order."""
    with reading(request.actor):
        found = queries.stages_of(request.membership.organisation_id)
    return show(request, "following/stages.html", stages=found)


@require_http_methods(METHODS)
@administrator
def stage(request: HttpRequest, stage_id: int | None = None) -> HttpResponse:
    """Add a stage, or change one."""
    kept = _stage(request, stage_id) if stage_id is not None else None
    initial = model_to_dict(kept, list(StageForm.base_fields)) if kept else {}
    form = StageForm(typed(request), initial=initial)
    if saved(request, form):
        if kept:
            actions.change_stage(kept, actor=request.actor, **form.cleaned_data)
        else:
            organisation_id = request.membership.organisation_id
            actions.add_stage(organisation_id, actor=request.actor, **form.cleaned_data)
        half_typed.forget(request.actor, request.path)
        messages.success(request, _("The stage is saved."))
        return redirect("stages")
    return show(request, "following/stage.html", form, stage=kept)


@require_POST
@administrator
def raise_stage(request: HttpRequest, stage_id: int) -> HttpResponse:
    """One place further up."""
    if actions.raise_stage(_stage(request, stage_id), actor=request.actor):
        messages.success(request, _("The stage is one place further up."))
    return redirect("stages")


@require_POST
@administrator
def remove_stage(request: HttpRequest, stage_id: int) -> HttpResponse:
    """Offer a stage no longer."""
    actions.remove_stage(_stage(request, stage_id), actor=request.actor)
    messages.success(request, _("The stage is no longer offered."))
    return redirect("stages")


def _stage(request: HttpRequest, stage_id: int) -> EscalationStage:
    with reading(request.actor):
        return queries.stage_or_404(request.membership.organisation_id, stage_id)
