"""Addresses of this room, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.response import acting_views, views

ONE = "incidents/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("incidents/", views.incidents, name="incidents"),
    path("incidents/new/", views.report, name="incident-new"),
    path("incidents/rules/", acting_views.rules, name="incident-rules"),
    path(ONE, views.incident, name="incident"),
    path(ONE + "part/<slug:name>/", views.part, name="incident-part"),
    path(ONE + "audit/", views.audit, name="incident-audit"),
    path(ONE + "capture/", views.capture, name="incident-capture"),
    path(ONE + "form/<slug:name>/", acting_views.sheet, name="incident-form"),
    path(ONE + "facts/<slug:section>/", acting_views.save_facts, name="incident-facts"),
    path(ONE + "evidence/<int:piece>/file/", views.evidence_file, name="incident-evidence-file"),
    path(ONE + "evidence/<int:piece>/check/", acting_views.check, name="incident-check"),
    path(ONE + "offers/<int:answer>/<slug:what>/", acting_views.settle, name="incident-offer"),
    path(ONE + "helps/<int:help_>/release/", acting_views.release, name="incident-release"),
    path(ONE + "<slug:what>/", acting_views.act, name="incident-act"),
]
