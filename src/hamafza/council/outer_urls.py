"""Secret addresses that need no log-in: a calendar that is subscribed to, and the answer to an invitation."""

from django.urls import path

from hamafza.council import calendar_views

urlpatterns = [
    path("calendar/<str:key>.ics", calendar_views.feed, name="council-feed"),
    path("invitation/<str:key>/", calendar_views.answer, name="council-answer"),
]
