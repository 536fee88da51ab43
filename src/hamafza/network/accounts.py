"""How the account library sees our people: nobody signs up by themselves, people are invited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hamafza.network import actions, addresses, throttle, tokens
from hamafza.network.models import Person
from hamafza.network.queries import the_network
from hamafza.record.actions import write_entry
from hamafza.record.models import Entry
from hamafza.record.origin import current
from hamafza.record.powers import met
from hamafza.record.refusals import counted


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The user name or the password is wrong."),
        "email_password_mismatch": _("The user name or the password is wrong."),
        "invalid_login": _("The user name or the password is wrong."),
        "too_many_login_attempts": _("Too many wrong passwords. Wait five minutes and try again."),
        "enter_current_password": _("This is not your current password."),
        "invalid_password_reset": _("This link is no longer valid."),
        "rate_limited": _("Too many attempts. Wait a moment and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return f"{the_network()}: {subject}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Instead of the library's own limits, which are kept by host and by what was typed."""
        if throttle.wait(request, typed(credentials)):
            if counted(f"log-in.{current()}"):
                write_entry("log-in.throttled", outcome=Entry.REFUSED, words={"typed": typed(credentials)})
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user is not None:
            throttle.passed(request, typed(credentials))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        throttle.failed(request, typed(credentials))
        write_entry("log-in", outcome=Entry.REFUSED, words={"typed": typed(credentials)})

    def post_login(self, request: HttpRequest, user: Person, **said: Any) -> Any:
        response = super().post_login(request, user, **said)
        throttle.remember(request, response, user)
        return response

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        throttle.passed(request, typed(credentials))

    def get_client_ip(self, request: HttpRequest) -> str:
        """As the door says it, which believes only the proxies it was told of."""
        return str(request.META.get("REMOTE_ADDR", ""))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link carries the configured address, never the one a request claims."""
        return f"{settings.BASE_URL}/accounts/password/reset/key/{key}/"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to people in their own language, whatever the language of the page that caused it."""
        person = context.get("user")
        language = person.language if isinstance(person, Person) else translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, {**context, "network": the_network()})

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Greeting someone who has just logged in says nothing new; everything else is told."""
        if "account/messages/logged_in.txt" not in (*args, *kwargs.values()):
            super().add_message(*args, **kwargs)


def typed(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or credentials.get("email") or "")


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        """Log sessions out, and close the live streams they opened."""
        ended = list(sessions)
        super().end_sessions(ended)
        actions.close_streams(session_keys=[session.session_key for session in ended])


def display_name(person: Person) -> str:
    return str(person)


def close_session_stream(request: HttpRequest | None, **_signal: Any) -> None:
    key = request.session.session_key if request is not None else None
    if key:
        UserSession.objects.filter(session_key=key).delete()
        actions.close_streams(session_keys=[key])


def logged_in(user: Person, **_signal: Any) -> None:
    met(user.pk, administrator=user.is_administrator)
    write_entry("log-in", actor=user.pk, kind="person", subject=user.pk)


def logged_out(user: Person | None, **_signal: Any) -> None:
    if user is not None:
        write_entry("log-out", actor=user.pk, kind="person", subject=user.pk)


def new_password(user: Person, **_signal: Any) -> None:
    """It ends all other sessions with their streams, and all keys for programs; a letter says so."""
    with transaction.atomic():
        ended = tokens.end_all(user)
        write_entry("password.changed", actor=user.pk, kind="person", subject=user.pk, keys_ended=ended)
        addresses.later("password_changed", user.email, user)
        actions.close_streams(person=user)


def listen() -> None:
    user_logged_in.connect(logged_in, dispatch_uid="network.record.in")
    user_logged_out.connect(logged_out, dispatch_uid="network.record.out")
    user_logged_out.connect(close_session_stream, dispatch_uid="network.session")
    for signal in (password_changed, password_reset, password_set):
        signal.connect(new_password, dispatch_uid="network.password")
