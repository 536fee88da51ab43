"""Addresses of this room, below /desk/."""

from django.urls import path

from hamafza.decisions import views

urlpatterns = [
    path("decisions/", views.index, name="decisions"),
    path("decisions/new/<int:session>/", views.new, name="decision-new"),
    path("decisions/<int:pk>/", views.decision, name="decision"),
    path("decisions/<int:pk>/postpone/", views.postpone, name="decision-postpone"),
    path("decisions/<int:pk>/supersede/", views.supersede, name="decision-supersede"),
    path("decisions/<int:pk>/<slug:what>/", views.act, name="decision-act"),
]
