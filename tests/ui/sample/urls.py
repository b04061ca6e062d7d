"""Where the sample pages are."""

from django.urls import path

from tests.ui.sample import views

urlpatterns = [
    path("form/", views.form, name="start"),
    path("one/", views.one, name="mine"),
    path("parts/", views.parts, name="find"),
    path("items/", views.items, name="people"),
    path("error/<str:code>/", views.error, name="error"),
    path("statement/", views.statement, name="accessibility"),
    path("privacy/", views.statement, name="privacy"),
    path("tasks/<str:reference>/<slug:slug>/", views.statement, name="step"),
    path("keep/", views.keep, name="keep_typed"),
    path("stay/", views.stay, name="keep_session"),
    path("out/", views.stay, name="account_logout"),
]
