"""One's own account. Of the account library only what is listed here has an address: no sign-up."""

from __future__ import annotations

from allauth.account import views as account
from allauth.usersessions import views as usersessions
from django.urls import URLPattern, path, re_path

from hamafza.network import account_views as views

urlpatterns: list[URLPattern] = [
    path("login/", account.login, name="account_login"),
    path("logout/", views.log_out, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("sessions/", usersessions.list_usersessions, name="usersessions_list"),
    path("profile/", views.profile, name="profile"),
    path("address/<str:key>/", views.confirm_address, name="confirm-address"),
    path("language/", views.language, name="account-language"),
    path("tokens/", views.make_token, name="make-token"),
    path("tokens/<int:pk>/revoke", views.revoke_token, name="revoke-token"),
    path("invitations/<str:key>/", views.invitation, name="invitation"),
    path("invitations/<str:key>/join", views.join, name="join-invitation"),
]
