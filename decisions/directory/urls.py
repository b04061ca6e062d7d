"""Where is each page of the directory? Under ``/directory/``."""

from django.urls import URLPattern, path

from decisions.directory.views import agencies, agreements, files

urlpatterns: list[URLPattern] = [
    path("", agencies.directory, name="directory"),
    path("add/", agencies.edit_agency, name="add_agency"),
    path("import/", files.import_directory, name="import_directory"),
    path("export/", files.export_directory, name="export_directory"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/add/", agreements.edit_agreement, name="add_agreement"),
    path("agreements/<int:agreement_id>/", agreements.agreement, name="agreement"),
    path(
        "agreements/<int:agreement_id>/change/",
        agreements.edit_agreement,
        name="change_agreement",
    ),
    path("<int:agency_id>/", agencies.agency, name="agency"),
    path("<int:agency_id>/change/", agencies.edit_agency, name="change_agency"),
    path("<int:agency_id>/people/add/", agencies.edit_contact, name="add_contact"),
    path("<int:agency_id>/people/<int:contact_id>/", agencies.edit_contact, name="change_contact"),
]
