"""What do the pages of this part have in common?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import half_typed
from accounts.ui import UiForm

METHODS = ["GET", "HEAD", "POST"]


def form_page(
    request: HttpRequest,
    template: str,
    form: UiForm,
    *,
    restored: bool = False,
    **context: Any,
) -> HttpResponse:
    """A form as it stands; one that was refused is answered with 422."""
    page = {
        "form": form,
        "restored": restored,
        "typed_token": half_typed.token(request.actor, request.path),
        **context,
    }
    return render(request, template, page, status=422 if request.method == "POST" else 200)
