"""Addresses of the health of the installation."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.project import health

urlpatterns: list[URLPattern] = [
    path("healthz", health.healthz, name="healthz"),
    path("metrics", health.metrics, name="metrics"),
    path("desk/health/", health.page, name="health"),
    path("desk/health/retry/", health.retry, name="health-retry"),
]
