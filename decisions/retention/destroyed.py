"""What becomes of a page of a record that was destroyed? The Guardian is led to its disposal."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from decisions.choices import DisposalStatus
from decisions.models import Disposal


class Destroyed(Http404):
    """There was such a record here, and two people let it be destroyed."""

    def __init__(self, disposal_id: int) -> None:
        super().__init__()
        self.disposal_id = disposal_id


def raise_if_destroyed(organisation_id: int, reference: str) -> None:
    """For whoever may know that there was such a record: ask first."""
    found = Disposal.objects.filter(
        organisation=organisation_id, reference=reference, status=DisposalStatus.DISPOSED
    ).first()
    if found is not None:
        raise Destroyed(found.pk)


class LeadsToDisposals:
    """Whichever page of a destroyed record the Guardian asks for, this one says what became."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, found: Exception) -> HttpResponse | None:  # noqa: ARG002
        return redirect("disposal", found.disposal_id) if isinstance(found, Destroyed) else None
