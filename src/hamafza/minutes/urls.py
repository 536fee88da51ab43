"""Addresses of this room, below /desk/."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.minutes import hands_views, live_views, minutes_views

LIVE = "council/sessions/<int:pk>/live/"
MINUTES = "council/sessions/<int:pk>/minutes/"

urlpatterns: list[URLPattern] = [
    path(LIVE, live_views.live, name="session-live"),
    path(LIVE + "part/<slug:name>/", live_views.part, name="session-live-part"),
    path(LIVE + "typing/", hands_views.typing, name="session-typing"),
    path(LIVE + "lines/", live_views.write_line, name="session-lines"),
    path(LIVE + "lines/<int:line>/", live_views.line, name="session-line"),
    path(LIVE + "points/<int:hearing>/<slug:what>/", live_views.act_on_point, name="session-point"),
    path(LIVE + "floor/", live_views.ask_floor, name="session-floor"),
    path(LIVE + "turns/<int:turn>/<slug:what>/", live_views.act_on_turn, name="session-turn"),
    path(LIVE + "seats/<int:seat>/", live_views.attend, name="session-seat"),
    path(LIVE + "motions/", live_views.put_motion, name="session-motions"),
    path(LIVE + "motions/<int:motion>/<slug:what>/", live_views.act_on_motion, name="session-motion"),
    path(LIVE + "decisions/", live_views.decide, name="session-decide"),
    path(LIVE + "end/", live_views.end, name="session-end"),
    path(MINUTES, minutes_views.minutes, name="session-minutes"),
    path(MINUTES + "comments/", minutes_views.comment, name="minutes-comments"),
    path(MINUTES + "comments/<int:comment>/", minutes_views.settle, name="minutes-comment"),
    path(MINUTES + "lines/<int:line>/amend/", minutes_views.amend, name="minutes-amend"),
    path(MINUTES + "as/<slug:form>/", minutes_views.document, name="minutes-document"),
    path(MINUTES + "<slug:what>/", minutes_views.act, name="minutes-act"),
]
