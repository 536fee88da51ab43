"""Every address of the installation."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from hamafza.interchange.reference import page as reference
from hamafza.portal.views.site import security

urlpatterns = [
    path("desk/", include("hamafza.desk.urls")),
    path("desk/", include("hamafza.pages.urls")),
    path("desk/", include("hamafza.newsroom.writing_urls")),
    path("desk/", include("hamafza.newsroom.urls")),
    path("desk/", include("hamafza.relay.urls")),
    path("desk/", include("hamafza.archive.urls")),
    path("desk/", include("hamafza.verify.urls")),
    path("desk/", include("hamafza.calls.urls")),
    path("desk/", include("hamafza.response.urls")),
    path("desk/", include("hamafza.notices.urls")),
    path("desk/", include("hamafza.network.urls")),
    path("accounts/", include("hamafza.network.account_urls")),
    path("", include("hamafza.wire.urls")),
    path("", include("hamafza.project.health_urls")),
    path("api/", reference, name="api-reference"),
    path("api/v1/", include("hamafza.interchange.urls")),
    path(".well-known/security.txt", security),
    *i18n_patterns(path("", include("hamafza.portal.urls")), prefix_default_language=False),
]
handler404 = "hamafza.portal.errors.not_found"
handler500 = "hamafza.portal.errors.server_error"
