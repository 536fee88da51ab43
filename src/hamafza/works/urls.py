"""Addresses of this room, below /desk/."""

from __future__ import annotations

from django.urls import path

from hamafza.works import views

urlpatterns = [
    path("works/", views.index, name="works"),
    path("works/new/", views.new, name="work-new"),
    path("works/show/", views.show, name="works-show"),
    path("works/by-item/<int:item>/", views.by_item, name="work-by-item"),
    path("works/<int:pk>/", views.work, name="work"),
    path("works/<int:pk>/edit/", views.edit, name="work-edit"),
    path("works/<int:pk>/draft/", views.draft, name="work-draft"),
    path("works/<int:pk>/evidence/<int:piece>/", views.piece, name="work-evidence"),
    path("works/<int:pk>/do/<slug:what>/", views.act, name="work-act"),
]
