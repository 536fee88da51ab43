"""Addresses of items at the desk, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.newsroom import views

urlpatterns: list[URLPattern] = [
    path("items/", views.items, name="items"),
    path("items/<int:pk>/", views.item, name="item"),
    path("items/<int:pk>/<slug:what>/", views.act, name="item-act"),
    path("checks/", views.checks, name="checks"),
    path("urgent/", views.urgent, name="urgent"),
]
