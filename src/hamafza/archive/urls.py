"""Addresses of this room, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.archive import views

urlpatterns: list[URLPattern] = [
    path("search/", views.page, name="search"),
    path("search/saved/", views.saved, name="saved-searches"),
    path("search/save/", views.save, name="save-search"),
    path("search/saved/<int:pk>/drop/", views.drop, name="drop-search"),
]
