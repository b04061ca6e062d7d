"""Where is each page of this part: those of one record, and those apart from any?"""

from django.urls import URLPattern, path

from decisions.transfers import views

# Below the address of a record.
of_record: list[URLPattern] = [
    path("transfers/", views.of_record, name="transfers_of_record"),
    path("transfers/add/<slug:kind>/", views.add, name="add_transfer"),
    path("transfers/<int:transfer_id>/", views.transfer, name="transfer"),
    path("transfers/<int:transfer_id>/<slug:stage>/", views.event, name="transfer_event"),
]
urlpatterns: list[URLPattern] = []
