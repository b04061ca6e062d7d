"""Where is each page of this part?"""

from django.urls import path

from decisions.dashboard.views import charts, listing, queue

urlpatterns = [
    path("", queue.dashboard, name="dashboard"),
    path("sample/", queue.sample, name="sample"),
    path("sample/<reference:reference>/", queue.triage_sample, name="triage_sample"),
    path("decisions/", listing.decisions_of_team, name="decisions_of_team"),
    path("decisions/export/", listing.export_decisions, name="export_decisions"),
    path("views/", listing.save_view, name="save_view"),
    path("views/<int:view_id>/remove/", listing.remove_view, name="remove_view"),
    path("charts/", charts.charts, name="charts"),
    path("charts/export/", charts.export_figures, name="export_figures"),
    path("<reference:reference>/", queue.triage, name="triage"),
]
