"""Addresses of this room, below /desk/."""

from __future__ import annotations

from django.urls import path

from hamafza.comparisons import views

urlpatterns = [
    path("comparisons/", views.index, name="comparisons"),
    path("comparisons/new/", views.new, name="comparison-new"),
    path("comparisons/<int:pk>/", views.comparison, name="comparison"),
    path("comparisons/<int:pk>/count/", views.count, name="comparison-count"),
    path("comparisons/<int:pk>/set/", views.change_set, name="comparison-set"),
]
