"""What do the form pages of accounts have in common?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from accounts import half_typed
from accounts.door import reading
from accounts.ui import UiForm


def typed(request: HttpRequest) -> QueryDict | None:
    """What the form shows: the post, or what was typed before the sign-in ran out."""
    if request.method == "POST":
        return request.POST
    return half_typed.take_back(request.actor, request.path)


def show(
    request: HttpRequest, template: str, form: UiForm | None = None, **context: Any
) -> HttpResponse:
    """Draw a page inside ``reading()``; a post with errors is answered with 422."""
    is_refused = request.method == "POST" and form is not None and bool(form.errors)
    with reading(request.actor):
        return render(
            request, template, {"form": form, **context}, status=422 if is_refused else 200
        )


def saved(request: HttpRequest, form: UiForm) -> bool:
    """Is this a post that can be saved?"""
    return request.method == "POST" and form.is_valid()
