"""Addresses of this room, below /desk/."""

from __future__ import annotations

from django.urls import path

from hamafza.figures import collecting_views, entry_views, views

ONE = "figures/<slug:code>/"

urlpatterns = [
    path("figures/", views.index, name="indicators"),
    path("figures/new/", views.new, name="indicator-new"),
    path("figures/checks/", views.checks, name="figures-checks"),
    path("figures/calls/<int:pk>/", collecting_views.board, name="figures-call"),
    path(ONE, views.indicator, name="indicator"),
    path(ONE + "edit/", views.edit, name="indicator-edit"),
    path(ONE + "ask/", collecting_views.new, name="figures-ask"),
    path(ONE + "lock/", views.lock, name="indicator-lock"),
    path(ONE + "break/", views.mark_break, name="indicator-break"),
    path(ONE + "show/", views.show, name="indicator-show"),
    path(ONE + "enter/", entry_views.one, name="figures-enter"),
    path(ONE + "column/<slug:unit>/", entry_views.column, name="figures-column"),
    path(ONE + "sheet.xlsx", entry_views.sheet_out, name="figures-sheet"),
    path(ONE + "sheet/", entry_views.sheet_in, name="figures-sheet-in"),
]
