"""Addresses of the desk's own screens, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.desk import record_views, style, views

urlpatterns: list[URLPattern] = [
    path("", views.now, name="desk-now"),
    path("record/", record_views.record, name="record"),
    path("record/erase", record_views.erase_words, name="record-erase"),
    path("record/trail.csv", record_views.export, name="record-export"),
    path("style/", style.style, name="desk-style"),
    path("places/<slug:name>/", views.place, name="desk-place"),
    path("now/<slug:name>/", views.fragment, name="desk-fragment"),
]
