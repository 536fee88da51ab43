"""Addresses of this room, below /desk/."""

from __future__ import annotations

from django.urls import path

from hamafza.campaigns import board_views, slot_views, views

urlpatterns = [
    path("campaigns/", views.index, name="campaigns"),
    path("campaigns/new/", views.new, name="campaign-new"),
    path("campaigns/slots/", slot_views.mine, name="campaign-slots"),
    path("campaigns/slots/<int:pk>/", slot_views.slot, name="campaign-slot"),
    path("campaigns/slots/<int:pk>/do/<slug:what>/", slot_views.act, name="campaign-slot-act"),
    path("campaigns/<int:pk>/", views.campaign, name="campaign"),
    path("campaigns/<int:pk>/board/", board_views.board, name="campaign-board"),
    path("campaigns/<int:pk>/days/<int:day>/", views.day, name="campaign-day"),
    path("campaigns/<int:pk>/slots/new/", slot_views.new, name="campaign-slot-new"),
    path("campaigns/<int:pk>/do/<slug:what>/", views.act, name="campaign-act"),
]
