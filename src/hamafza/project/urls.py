"""Every address of the installation: what the rooms bring, and what readers see."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from hamafza.interchange.reference import page as reference
from hamafza.pages import rooms
from hamafza.portal.views.site import security

urlpatterns = [
    *(path(one.below, include(one.module)) for one in rooms.brought(rooms.Urls)),
    path("api/", reference, name="api-reference"),
    path(".well-known/security.txt", security),
    *i18n_patterns(path("", include("hamafza.portal.urls")), prefix_default_language=False),
]
handler403 = "hamafza.desk.errors.no_permission"
handler404 = "hamafza.desk.errors.not_found"
handler500 = "hamafza.portal.errors.server_error"
