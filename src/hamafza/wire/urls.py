"""What the browser asks of the wire besides the stream itself, which the door hands over."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.wire import views

urlpatterns: list[URLPattern] = [path("live/ticket", views.ticket, name="live-ticket")]
