"""Addresses of this room, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.verify import views

urlpatterns: list[URLPattern] = [path("similar/", views.similar_items, name="similar")]
