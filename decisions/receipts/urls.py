"""Where is each page of this part: those of one record, and those apart from any?"""

from django.urls import path, register_converter

from decisions.receipts import outside, views
from decisions.receipts.address import LinkConverter

register_converter(LinkConverter, "link")

# Below the address of a record.
of_record = [
    path("sharing/<int:recipient_id>/link/", views.make_link, name="receipt_link"),
    path("sharing/<int:recipient_id>/receipt/", views.note_receipt, name="note_receipt"),
    path("links/<int:link_id>/take-back/", views.revoke_link, name="revoke_link"),
]
# For people without an account.
urlpatterns = [path("r/<link:address>/", outside.receive, name="receive")]
