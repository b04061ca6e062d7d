"""Where is each page of this part: those of one record, and those apart from any?"""

from django.urls import URLPattern

# Below the address of a record.
of_record: list[URLPattern] = []
urlpatterns: list[URLPattern] = []
