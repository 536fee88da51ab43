"""Addresses of this room, below /desk/."""

from django.urls import path

from hamafza.council import calendar_views, point_views, session_views, views

urlpatterns = [
    path("council/", views.index, name="council"),
    path("council/new/", views.new, name="council-new"),
    path("council/holidays/", calendar_views.holidays, name="council-holidays"),
    path("council/calendar/", calendar_views.own, name="council-calendar"),
    path("council/sessions/", session_views.index, name="council-sessions"),
    path("council/sessions/<int:pk>/", session_views.session, name="council-session"),
    path("council/sessions/<int:pk>/move/", session_views.move, name="council-move"),
    path("council/sessions/<int:pk>/place/", session_views.place, name="council-place"),
    path("council/sessions/<int:pk>/agenda/", session_views.agenda_document, name="council-agenda"),
    path("council/sessions/<int:pk>/order/", session_views.order, name="council-order"),
    path("council/sessions/<int:pk>/session.ics", calendar_views.file, name="council-file"),
    path("council/sessions/<int:pk>/reply/<int:invitation>/", session_views.reply, name="council-reply"),
    path(
        "council/sessions/<int:pk>/reply/<int:invitation>/substitute/",
        session_views.substitute,
        name="council-substitute",
    ),
    path("council/sessions/<int:pk>/step/<slug:what>/", session_views.step, name="council-step"),
    path("council/sessions/<int:pk>/hearings/<int:hearing>/", session_views.hearing, name="council-hearing"),
    path("council/points/", point_views.index, name="council-points"),
    path("council/points/<int:pk>/", point_views.point, name="council-point"),
    path("council/points/<int:pk>/edit/", point_views.edit, name="council-point-edit"),
    path("council/points/<int:pk>/papers/", point_views.add_paper, name="council-papers"),
    path("council/points/<int:pk>/papers/<int:paper>/", point_views.paper, name="council-paper"),
    path("council/points/<int:pk>/step/<slug:what>/", point_views.step, name="council-point-step"),
    path("council/<int:pk>/", views.series, name="council-series"),
    path("council/<int:pk>/edit/", views.edit, name="council-edit"),
    path("council/<int:pk>/end/", views.end, name="council-end"),
    path("council/<int:pk>/plan/", views.plan, name="council-plan"),
    path("council/<int:pk>/points/new/", point_views.new, name="council-point-new"),
    path("council/<int:pk>/seats/", views.seats, name="council-seats"),
    path("council/<int:pk>/seats/new/", views.new_seat, name="council-seat-new"),
    path("council/<int:pk>/seats/many/", views.many_seats, name="council-seats-many"),
    path("council/<int:pk>/seats/<int:seat>/", views.seat, name="council-seat"),
]
