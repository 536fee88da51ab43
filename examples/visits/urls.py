"""Addresses of this room, below /desk/."""

from django.urls import path

from examples.visits import views

urlpatterns = [
    path("visits/", views.index, name="visits"),
    path("visits/new/", views.new, name="visit-new"),
    path("visits/<int:pk>/", views.visit, name="visit"),
    path("visits/<int:pk>/<slug:what>/", views.act, name="visit-act"),
]
