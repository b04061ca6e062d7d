"""Where is each page of a decision?"""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from decisions.dashboard.views.mine import my_work
from decisions.evidence_pack import views as evidence
from decisions.following import urls as following
from decisions.guardian.views import log as guardian_log
from decisions.guardian.views import record as guardian_record
from decisions.law import urls as law
from decisions.library import urls as library
from decisions.marking import urls as marking
from decisions.receipts import urls as receipts
from decisions.reference import ALPHABET, GROUP
from decisions.reviewing import urls as reviewing
from decisions.schemes import urls as schemes
from decisions.sending import urls as sending
from decisions.transfers import urls as transfers
from decisions.views import (
    begin,
    checking,
    colleagues,
    correcting,
    finding,
    journey,
    recorded,
    typed,
    withdrawal,
)
from decisions.wording import urls as wording


class Reference(StringConverter):
    """A reference in its stored form; anything else is no address at all."""

    regex = f"[{ALPHABET}]{{{GROUP}}}-[{ALPHABET}]{{{GROUP}}}"


register_converter(Reference, "reference")

RECORD = "decisions/<reference:reference>/"
urlpatterns = [
    path("decisions/", finding.mine, name="mine"),
    path("decisions/find/", finding.find, name="find"),
    path("decisions/start/", begin.start, name="start"),
    path("decisions/start/ringing/", begin.ringing, name="ringing"),
    path("decisions/start/already-shared/", begin.already, name="already"),
    path("decisions/typed/", typed.keep, name="keep_typed"),
    path(RECORD, journey.decision, name="decision"),
    path(RECORD + "tasks/", journey.tasks, name="tasks"),
    path(RECORD + "check/", checking.check, name="check"),
    path(RECORD + "history/", guardian_record.record_history, name="record_history"),
    path(RECORD + "as-it-stood/<int:version>/", guardian_record.as_it_stood, name="as_it_stood"),
    path(RECORD + "evidence/", evidence.evidence_pack, name="evidence_pack"),
    path("history/", guardian_log.log, name="log"),
    path("history/export/", guardian_log.export_log, name="export_log"),
    path("history/retention/", include("decisions.retention.urls")),
    path(RECORD + "recorded/", recorded.recorded, name="recorded"),
    path(RECORD + "print/", recorded.printed, name="print"),
    path(RECORD + "timeline/", recorded.every_change, name="timeline"),
    path(RECORD + "add/", correcting.add, name="addendum"),
    path(RECORD + "replace/", correcting.replace, name="supersede"),
    path(RECORD + "in-error/", correcting.in_error, name="in_error"),
    path(RECORD + "give-up/", correcting.give_up, name="abandon"),
    path(RECORD + "colleagues/", colleagues.colleagues, name="colleagues"),
    path(RECORD + "another-request/", begin.later_request, name="later_request"),
    path(RECORD + "passed-on/", begin.passed_on, name="passed_on"),
    path(
        RECORD + "consent/<int:consent_id>/withdraw/", withdrawal.withdraw, name="withdraw_consent"
    ),
    path(RECORD, include(sending.of_record)),
    path(RECORD, include(receipts.of_record)),
    path(RECORD, include(following.of_record)),
    path(RECORD, include(reviewing.of_record)),
    path(RECORD, include(law.of_record)),
    path(RECORD, include(library.of_record)),
    path(RECORD, include(marking.of_record)),
    path(RECORD, include(schemes.of_record)),
    path(RECORD, include(transfers.of_record)),
    path(RECORD, include(wording.of_record)),
    path("", include("decisions.sending.urls")),
    path("", include("decisions.receipts.urls")),
    path("", include("decisions.following.urls")),
    path("", include("decisions.reviewing.urls")),
    path("tasks/", include("decisions.tasks.urls")),
    path("dashboard/", include("decisions.dashboard.urls")),
    path("my-work/", my_work, name="my_work"),
    path("incoming/", include("decisions.arriving.urls")),
    path("directory/", include("decisions.directory.urls")),
    path("schemes/", include("decisions.schemes.urls")),
    path("guidance/law/", include("decisions.law.urls")),
    path("guidance/local/", include("decisions.local.urls")),
    path("guidance/", include("decisions.library.urls")),
    path(RECORD + "<slug:slug>/", journey.step, name="step"),
    path(RECORD + "<slug:slug>/<slug:part>/", journey.step, name="step_part"),
]
