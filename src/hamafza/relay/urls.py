"""Addresses of this room, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.relay import ledger_views, overview, views

urlpatterns: list[URLPattern] = [
    path("relays/", overview.overview, name="relays"),
    path("relays/all/", overview.every, name="relays-all"),
    path("relays/part/<slug:name>/", overview.fragment, name="relay-part"),
    path("relays/ledger/", ledger_views.whole, name="relay-ledger"),
    path("relays/ledger/rows/", ledger_views.behind, name="relay-rows"),
    path("relays/of/<int:pk>/", views.box, name="relay-box"),
    path("relays/tap/<int:pk>/", views.tap, name="relay-tap"),
    path("relays/make/<int:pk>/", views.make, name="relay-make"),
    path("relays/<int:pk>/", views.one, name="relay"),
    path("relays/<int:pk>/<slug:what>/", views.act, name="relay-act"),
]
