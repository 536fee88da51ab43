"""Addresses of items in the desk, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.newsroom import views

urlpatterns: list[URLPattern] = [
    path("items/", views.items, name="items"),
    path("items/<int:pk>/", views.item, name="item"),
    path("items/<int:pk>/part/", views.item_part, name="item-part"),
    path("items/<int:pk>/<slug:step>", views.act, name="item-act"),
    path("checks/", views.checks, name="checks"),
    path("checks/part/", views.checks_part, name="checks-part"),
    path("urgent/", views.urgent, name="urgent"),
]
