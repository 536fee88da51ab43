"""Addresses of the health of the installation."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.project import health

urlpatterns: list[URLPattern] = [
    path("healthz", health.healthz, name="healthz"),
    path("metrics", health.metrics, name="metrics"),
    path("desk/health/", health.page, name="health"),
    path("desk/health/parked/", health.parked, name="health-parked"),
    path("desk/health/set-aside/", health.set_aside, name="health-set-aside"),
]
