"""Addresses of this room, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.relay import views

urlpatterns: list[URLPattern] = [
    path("relays/of/<int:pk>/", views.box, name="relay-box"),
    path("relays/make/<int:pk>/", views.make, name="relay-make"),
    path("relays/<int:pk>/", views.one, name="relay"),
    path("relays/<int:pk>/<slug:what>/", views.act, name="relay-act"),
]
