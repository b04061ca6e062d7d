"""Where is each page of this part: those of one record, and those apart from any?"""

from django.urls import path

from decisions.law import views

# Below the address of a record.
of_record = [
    path("law/", views.law_guide, name="law_guide"),
    path("law/detriment/", views.judge_detriment, name="judge_detriment"),
]
urlpatterns = [path("", views.law_tool, name="law_tool")]
