"""Where is each page of the guidance? Under ``/guidance/``."""

from django.urls import URLPattern, path

from decisions.library.views import charts, pages, today

# Below the address of a record.
of_record: list[URLPattern] = [
    path("asked-today/", today.asked_today, name="asked_today"),
]
urlpatterns: list[URLPattern] = [
    path("", pages.index, name="guidance"),
    path("now/", pages.in_force, name="in_force"),
    path("editions/", pages.editions, name="editions"),
    path("editions/<slug:key>/", pages.edition, name="edition"),
    path("compare/<slug:older>/<slug:newer>/", pages.compare, name="compare"),
    path("search/", pages.search, name="search_guidance"),
    path("charts/", charts.flow_charts, name="flow_charts"),
    path("charts/<slug:key>/", charts.flow_chart, name="flow_chart"),
    path("charts/<slug:key>/walk/", charts.walk_chart, name="walk_chart"),
    path("charts/<slug:key>/begin/", charts.begin, name="begin_from_chart"),
    path("briefing/", pages.briefing, name="briefing"),
    path("glossary/", pages.glossary, name="glossary"),
    path("myths/", pages.myths, name="myths"),
    path("laws/", pages.bases, name="bases"),
    path("sharing-code/", pages.sharing_code, name="sharing_code"),
    path("practice/", pages.practice, name="practice"),
    path("people/", pages.who_is_who, name="who_is_who"),
    path("sources/", pages.sources, name="sources"),
]
