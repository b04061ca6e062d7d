"""Where is each page of this part: those of one record, and those apart from any?"""

from django.urls import URLPattern, path

from decisions.wording import views

# Below the address of a record.
of_record: list[URLPattern] = [path("wording/", views.wording, name="wording")]
urlpatterns: list[URLPattern] = []
