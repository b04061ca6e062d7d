"""Where are the pages about keeping and destroying records? Under ``/history/retention/``."""

from django.urls import path

from decisions.retention import views

urlpatterns = [
    path("", views.retention, name="retention"),
    path("periods/<slug:kind>/", views.period, name="retention_period"),
    path("holds/", views.holds, name="holds"),
    path("holds/<reference:reference>/", views.hold, name="hold"),
    path("holds/<int:hold_id>/lift/", views.release, name="release_hold"),
    path("decided/", views.decided, name="disposals"),
    path("propose/<reference:reference>/", views.propose, name="propose_disposal"),
    path("disposals/<int:disposal_id>/", views.disposal, name="disposal"),
    path("disposals/<int:disposal_id>/destroy/", views.destroy, name="destroy"),
]
