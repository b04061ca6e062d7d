"""Where is each page of this part: those of one record, and those apart from any?"""

from django.urls import path

from decisions.following.views import follow_ups, incidents, stages

# Below the address of a record.
of_record = [
    path(
        "sharing/<int:recipient_id>/follow-up/<slug:kind>/", follow_ups.follow_up, name="follow_up"
    ),
    path("told/<int:person_id>/", follow_ups.told_later, name="told_later"),
    path("wrong/", incidents.wrong, name="wrong"),
    path("wrong/<int:incident_id>/", incidents.incident, name="incident"),
    path(
        "wrong/<int:incident_id>/recipients/<int:row_id>/<slug:step>/",
        incidents.incident_recipient,
        name="incident_recipient",
    ),
    path("wrong/<int:incident_id>/<slug:part>/", incidents.incident_part, name="incident_part"),
]
urlpatterns = [
    path("escalation/", stages.stages, name="stages"),
    path("escalation/add/", stages.stage, name="add_stage"),
    path("escalation/<int:stage_id>/", stages.stage, name="stage"),
    path("escalation/<int:stage_id>/up/", stages.raise_stage, name="raise_stage"),
    path("escalation/<int:stage_id>/remove/", stages.remove_stage, name="remove_stage"),
]
