"""Where are the pages about the proof of the history?"""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
