"""Addresses of this room, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.notices import device_views, views

urlpatterns: list[URLPattern] = [
    path("notices/", views.notices, name="notices"),
    path("notices/count/", views.count, name="notice-count"),
    path("notices/seen", views.seen, name="notices-seen"),
    path("notices/delivered", views.delivered, name="notices-delivered"),
    path("notices/<int:pk>/", views.notice, name="notice"),
    path("notices/<int:pk>/tap/", views.tap, name="notice-tap"),
    path("notices/settings/", views.settings, name="notice-settings"),
    path("notices/unsubscribe/<str:token>/", views.unsubscribe, name="notice-unsubscribe"),
    path("notices/devices", device_views.add, name="notice-devices"),
    path("notices/devices/off", device_views.off, name="notice-device-off"),
    path("notices/devices/<int:pk>/remove", device_views.remove, name="notice-device-remove"),
    path("notices/worker.js", device_views.worker, name="notice-worker"),
    path("notices/app.webmanifest", device_views.manifest, name="notice-manifest"),
]
