"""Where is each page of this part: those of one record, and those apart from any?"""

from django.urls import URLPattern, path

from decisions.schemes import views

# Below the address of a record.
of_record: list[URLPattern] = [
    path("schemes/", views.of_record, name="schemes_of_record"),
    path("schemes/add/<slug:code>/", views.add, name="add_concern"),
    path("schemes/<int:concern_id>/", views.concern, name="scheme"),
    path("schemes/<int:concern_id>/<slug:stage>/", views.event, name="scheme_event"),
]
urlpatterns: list[URLPattern] = [
    path("", views.choose, name="schemes"),
    path("<slug:code>/", views.begin, name="begin_concern"),
]
