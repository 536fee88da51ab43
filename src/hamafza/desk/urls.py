"""Addresses of the desk's own screens, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.desk import views

urlpatterns: list[URLPattern] = [
    path("", views.now, name="desk-now"),
    path("now/<slug:name>/", views.fragment, name="desk-fragment"),
]
