"""Units, people and terms in the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from hamafza.network import choice_views, import_views, people_views, term_views, unit_views

urlpatterns: list[URLPattern] = [
    path("units/", unit_views.tree, name="units"),
    path("units/new", unit_views.new, name="unit-new"),
    path("units/import", import_views.upload, name="network-import"),
    path("units/import/apply", import_views.apply, name="network-import-apply"),
    path("units/import/sample.<str:ending>", import_views.sample, name="network-sample"),
    path("units/<int:pk>/", unit_views.unit, name="unit"),
    path("units/<int:pk>/edit", unit_views.edit, name="unit-edit"),
    path("units/<int:pk>/invite", people_views.invite, name="unit-invite"),
    path("units/<int:pk>/members", people_views.add_member, name="unit-add-member"),
    path("memberships/<int:pk>/end", people_views.end_membership, name="membership-end"),
    path("invitations/<int:pk>/withdraw", people_views.withdraw, name="invitation-withdraw"),
    path("choose/unit", choice_views.unit, name="choose-unit"),
    path("choose/person", choice_views.person, name="choose-person"),
    path("people/", people_views.directory, name="people"),
    path("people/invite", people_views.invite_where, name="invite"),
    path("people/<int:pk>/", people_views.person, name="person"),
    path("people/<int:pk>/active", people_views.set_active, name="person-active"),
    path("people/<int:pk>/administrator", people_views.set_administrator, name="person-administrator"),
    path("network/", term_views.network, name="network"),
    path("topics/", term_views.topics, name="topics"),
    path("topics/<int:pk>/", term_views.topic, name="topic-edit"),
    path("regions/", term_views.regions, name="regions"),
    path("regions/<int:pk>/", term_views.region, name="region-edit"),
]
