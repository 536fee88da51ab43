"""Addresses of writing, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.newsroom import writing_views as views

urlpatterns: list[URLPattern] = [
    path("items/new/", views.new, name="item-new"),
    path("items/<int:pk>/edit/", views.edit, name="item-edit"),
    path("items/<int:pk>/correct/", views.correct, name="item-correct"),
    path("drafts/<slug:key>/", views.autosave, name="draft-save"),
    path("drafts/<slug:key>/discard/", views.discard_draft, name="draft-discard"),
    path("import/", views.read_page, name="page-import"),
    path("files/<int:pk>/", views.attachment, name="attachment"),
]
