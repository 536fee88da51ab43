"""Addresses of this room, below /desk/."""

from __future__ import annotations

from django.urls import path

from hamafza.reports import round_views, version_views, views

ONE = "reports/of/<slug:code>/<slug:span>/"
VERSION = "reports/<int:pk>/<int:number>/"

urlpatterns = [
    path("reports/", views.index, name="reports"),
    path("reports/choose/", views.choose, name="report-choose"),
    path(ONE, views.report, name="report"),
    path(f"{ONE}rows/<slug:key>/", views.rows, name="report-rows"),
    path(f"{ONE}words/<slug:group>/", views.words, name="report-words"),
    path(f"{ONE}hand-in/", views.hand_in, name="report-hand-in"),
    path(f"{ONE}as/<slug:form>/", views.export, name="report-as"),
    path("reports/rounds/new/", round_views.new, name="report-round-new"),
    path("reports/rounds/<int:pk>/", round_views.board_page, name="report-round"),
    path("reports/rounds/<int:pk>/own/", round_views.own, name="report-round-own"),
    path("reports/rounds/<int:pk>/book/", round_views.ask_book, name="report-book"),
    path("reports/books/<int:pk>/<slug:form>/", round_views.book, name="report-book-as"),
    path(VERSION, version_views.version, name="report-version"),
    path(f"{VERSION}rows/<slug:key>/", version_views.rows, name="report-version-rows"),
    path(f"{VERSION}as/<slug:form>/", version_views.export, name="report-version-as"),
    path("reports/<int:pk>/send-back/", version_views.send_back, name="report-send-back"),
]
