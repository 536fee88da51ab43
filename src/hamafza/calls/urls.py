"""Addresses of this room, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.calls import asking_views, views

urlpatterns: list[URLPattern] = [
    path("calls/", views.inbox, name="calls"),
    path("calls/asked/", views.outbox, name="calls-asked"),
    path("calls/new/", asking_views.new, name="call-new"),
    path("calls/preview/", asking_views.preview, name="call-preview"),
    path("calls/rules/", asking_views.rules, name="call-rules"),
    path("calls/hand-over/", asking_views.hand_over, name="call-hand-over"),
    path("calls/<int:pk>/", views.call, name="call"),
    path("calls/<int:pk>/part/<slug:name>/", views.part, name="call-part"),
    path("calls/<int:pk>/<slug:what>/", views.act, name="call-act"),
    path("calls/<int:pk>/answers/<int:answer>/file/", views.file, name="answer-file"),
    path("calls/<int:pk>/answers/<int:answer>/<slug:what>/", views.answer_act, name="answer-act"),
]
