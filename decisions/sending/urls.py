"""Where is each page of this part: those of one record, and those apart from any?"""

from django.urls import URLPattern, path

from decisions.sending.views import attempts, copies, sharing

ONE = "sharing/<int:recipient_id>/"
COPY = ONE + "copy/<int:copy_id>/"
# Below the address of a record.
of_record: list[URLPattern] = [
    path(ONE, sharing.sharing, name="sharing"),
    path(ONE + "copy/", copies.make_copy, name="make_copy"),
    path(COPY, copies.kept_copy, name="kept_copy"),
    path(COPY + "pdf/", copies.copy_pdf, name="copy_pdf"),
    path(COPY + "text/", copies.copy_text, name="copy_text"),
    path(ONE + "tell/", attempts.tell, name="tell"),
    path(ONE + "told/<slug:code>/", attempts.note_told, name="note_told"),
    path(ONE + "failed/<slug:code>/", attempts.note_failed, name="note_failed"),
    path("elsewhere/", sharing.elsewhere, name="elsewhere"),
]
urlpatterns: list[URLPattern] = []
