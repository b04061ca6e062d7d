"""Where is each page of our own guidance? Under ``/guidance/local/``."""

from django.urls import URLPattern, path

from decisions.local import views

urlpatterns: list[URLPattern] = [
    path("", views.local_guidance, name="local_guidance"),
    path("add/", views.add_local_guidance, name="add_local_guidance"),
    path("<int:guidance_id>/change/", views.change_local_guidance, name="change_local_guidance"),
    path("<int:guidance_id>/off/", views.take_off_local_guidance, name="take_off_local_guidance"),
    path("<int:guidance_id>/read/", views.read_local_guidance, name="read_local_guidance"),
    path("<int:guidance_id>/readers/", views.local_guidance_readers, name="local_guidance_readers"),
    path(
        "<int:guidance_id>/readers/export/",
        views.export_local_guidance_readers,
        name="export_local_guidance_readers",
    ),
]
