"""Where is each page of a decision?"""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from decisions.reference import ALPHABET, GROUP
from decisions.views import (
    begin,
    checking,
    correcting,
    finding,
    journey,
    recorded,
    typed,
    withdrawal,
)


class Reference(StringConverter):
    """A reference in its stored form; anything else is no address at all."""

    regex = f"[{ALPHABET}]{{{GROUP}}}-[{ALPHABET}]{{{GROUP}}}"


register_converter(Reference, "reference")

urlpatterns = [
    path("decisions/", finding.mine, name="mine"),
    path("decisions/find/", finding.find, name="find"),
    path("decisions/start/", begin.start, name="start"),
    path("decisions/start/ringing/", begin.ringing, name="ringing"),
    path("decisions/start/already-shared/", begin.already, name="already"),
    path("decisions/typed/", typed.keep, name="keep_typed"),
    path("decisions/<reference:reference>/", journey.decision, name="decision"),
    path("decisions/<reference:reference>/tasks/", journey.tasks, name="tasks"),
    path("decisions/<reference:reference>/check/", checking.check, name="check"),
    path("decisions/<reference:reference>/recorded/", recorded.recorded, name="recorded"),
    path("decisions/<reference:reference>/print/", recorded.printed, name="print"),
    path("decisions/<reference:reference>/add/", correcting.add, name="addendum"),
    path("decisions/<reference:reference>/replace/", correcting.replace, name="supersede"),
    path("decisions/<reference:reference>/in-error/", correcting.in_error, name="in_error"),
    path("decisions/<reference:reference>/give-up/", correcting.give_up, name="abandon"),
    path("decisions/<reference:reference>/another-request/", begin.later_request, name="later_request"),
    path("decisions/<reference:reference>/passed-on/", begin.passed_on, name="passed_on"),
    path(
        "decisions/<reference:reference>/consent/<int:consent_id>/withdraw/",
        withdrawal.withdraw,
        name="withdraw_consent",
    ),
    path("decisions/<reference:reference>/<slug:slug>/", journey.step, name="step"),
    path("decisions/<reference:reference>/<slug:slug>/<slug:part>/", journey.step, name="step_part"),
]
