"""What is done about a hint on check-answers: written out, marked, or put away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import signed_in
from accounts.door import acting
from decisions import queries
from decisions.record import Record, load
from decisions.wording import actions, permissions, shown
from decisions.wording.found import Found
from decisions.wording.shown import AWAY, MARK, WRITE

ANCHOR = "#words"


@require_POST
@signed_in
def wording(request: HttpRequest, reference: str) -> HttpResponse:
    """The button says what, about which hint, and which meaning: “write:4f0c…:0”."""
    what, _colon, rest = request.POST.get("do", "").partition(":")
    mark, _colon, number = rest.partition(":")
    with acting(request.actor):
        decision = queries.for_writing(request.membership, reference)
        may = permissions.may_put_away if what == AWAY else permissions.may_change_words
        may(request.membership, decision).or_403()
        record = load(decision)
        found = shown.named_by(shown.of_record(record), mark)
        if found is None or not _done(request, record, found, what, number):
            said = _("Those words have changed, or were seen to. This is how it stands now.")
            messages.info(request, said)
    return redirect(reverse("check", args=[reference]) + ANCHOR)


def _done(request: HttpRequest, record: Record, found: Found, what: str, number: str) -> bool:
    """Whether the button was one that this hint has."""
    if what == AWAY:
        return actions.put_away(record, found, actor=request.actor)
    if what == MARK and found.is_about_nature:
        actions.mark_as(record, found, actor=request.actor)
        return True
    meanings = len(found.hint.instead)
    if what == WRITE and number in map(str, range(meanings)):
        actions.write_out(record, found, actor=request.actor, number=int(number))
        return True
    return False
