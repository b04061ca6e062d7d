"""Where is each page of the marks on a body? Below the address of a record.

A place on the body stands there as a number: an address says nothing about anybody.
"""

from django.urls import URLPattern, path

from decisions.marking import views

of_record: list[URLPattern] = [
    path("body-map/<int:item_id>/", views.body_map, name="body_map"),
    path("body-map/<int:item_id>/marks/<int:mark_id>/", views.one_mark, name="change_mark"),
    path(
        "body-map/<int:item_id>/marks/<int:mark_id>/remove/",
        views.take_out_mark,
        name="remove_mark",
    ),
    path("body-map/<int:item_id>/<slug:figure>/<int:number>/", views.new_mark, name="add_mark"),
]
