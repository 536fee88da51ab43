"""Addresses of the answers that fields ask for, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.pages import views

urlpatterns: list[URLPattern] = [path("moment/", views.moment, name="moment")]
