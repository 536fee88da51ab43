"""Addresses of this room, below /desk/."""

from django.urls import path

from hamafza.problems import views

urlpatterns = [
    path("problems/", views.index, name="problems"),
    path("problems/new/", views.new, name="problem-new"),
    path("problems/alike/", views.alike, name="problem-alike"),
    path("problems/<int:pk>/", views.problem, name="problem"),
    path("problems/<int:pk>/join/<int:unit>/", views.join, name="problem-join"),
    path("problems/<int:pk>/tell/<int:unit>/", views.tell, name="problem-tell"),
    path("problems/<int:pk>/<slug:what>/", views.act, name="problem-act"),
]
