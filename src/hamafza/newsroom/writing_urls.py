"""Addresses of writing, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.newsroom import draft_views, file_views, import_views, meanwhile, suggesting
from hamafza.newsroom import writing_views as views

urlpatterns: list[URLPattern] = [
    path("items/new/", views.new, name="item-new"),
    path("items/preview/", draft_views.preview, name="item-preview"),
    path("items/suggest/", suggesting.suggest, name="item-suggest"),
    path("uploads/<slug:kind>/", file_views.upload, name="upload"),
    path("items/<int:pk>/writing/", meanwhile.writing, name="item-writing"),
    path("items/<int:pk>/edit/", views.edit, name="item-edit"),
    path("items/<int:pk>/correct/", views.correct, name="item-correct"),
    path("drafts/<slug:key>/", draft_views.autosave, name="draft-save"),
    path("drafts/<slug:key>/discard/", draft_views.discard_draft, name="draft-discard"),
    path("import/", import_views.read_page, name="page-import"),
    path("files/<int:pk>/", file_views.attachment, name="attachment"),
]
