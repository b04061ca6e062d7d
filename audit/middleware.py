"""Was somebody refused? A 403, or a 404 for a record, becomes an act in a block of its own."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from accounts.door import reading
from audit.actions import CODE, note

FORBIDDEN, NOT_FOUND = 403, 404
REFERENCE = "reference"
Find = Callable[[str], int | None]
_finds: list[Find] = []


def records_are_found_by(find: Find) -> None:
    """``decisions`` says here which record a reference belongs to; this app may not know."""
    _finds[:] = [find]


class RefusalsAreNoted:
    """Innermost of all, so that the view's own transactions are over, rolled back or not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match, actor = request.resolver_match, getattr(request, "actor", None)
        if match and actor and _is_refusal(response.status_code, match):
            with reading(actor):
                told = {"status": response.status_code}
                record = _record(match)
                note("access.refused", decision_id=record, target=_target(match), detail=told)
        return response


def _is_refusal(status: int, match: ResolverMatch) -> bool:
    """A page that does not exist is no refusal; a record that cannot be found may be one."""
    return status == FORBIDDEN or (status == NOT_FOUND and bool(match.kwargs))


def _record(match: ResolverMatch) -> int | None:
    """The record that was asked for, where this organisation has it."""
    reference = match.kwargs.get(REFERENCE)
    return _finds[0](reference) if reference and _finds else None


def _target(match: ResolverMatch) -> str:
    """The page, and what of it was asked for, where that is an id or a reference."""
    asked = [str(value) for value in match.kwargs.values()]
    target = ":".join([match.view_name or "page", *asked])
    return target if CODE.fullmatch(target) else (match.view_name or "page")
