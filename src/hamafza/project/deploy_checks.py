"""What `hamafza check --deploy` says no to: settings that are fine for a trial and wrong for the public."""

from __future__ import annotations

import os
import smtplib
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.core.checks import CheckMessage, Error, register
from django.core.mail import get_connection
from django.db import DatabaseError
from django.utils.translation import gettext as _

from hamafza.project.checks import DEMO_LOGINS
from hamafza.project.environment import LOOPBACK, Environment, environment

PATIENCE = 5  # seconds for the mail server


@register("hamafza", deploy=True)
def check_deployment(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every finding about serving the public with this process's settings."""
    settings = environment()
    found: list[Callable[[Environment], Iterator[CheckMessage]]] = [
        public_address,
        demo_network,
        mail,
        readable_by_others,
        root,
    ]
    return [message for look in found for message in look(settings)]


def public_address(settings: Environment) -> Iterator[CheckMessage]:
    parts = urlsplit(settings.public_url)
    if parts.scheme != "https" or (parts.hostname or "localhost") in LOOPBACK:
        yield Error(
            _("There is no public address with https, so links in letters and feeds lead nowhere."),
            hint="HAMAFZA_PUBLIC_URL=https://news.example.org",
            id="hamafza.E010",
        )


def demo_network(settings: Environment) -> Iterator[CheckMessage]:
    from hamafza.network.models import Network

    try:
        is_demo = Network.objects.filter(is_demo=True).exists()
    except DatabaseError:
        is_demo = False  # that it does not answer is told elsewhere
    if is_demo or (settings.data / DEMO_LOGINS).exists():
        yield Error(
            _("This is the demo network; its log-ins and its news are invented."),
            hint=_("Use a new data folder (HAMAFZA_DATA) and an empty database."),
            id="hamafza.E011",
        )


def mail(settings: Environment) -> Iterator[CheckMessage]:
    if not settings.email_url:
        yield Error(
            _("No mail server is set: invitations and new passwords reach nobody."),
            hint="HAMAFZA_EMAIL_URL=smtp+tls://user:password@mail.example.org:587",
            id="hamafza.E012",
        )
        return
    try:
        connection = get_connection(timeout=PATIENCE)
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        yield Error(
            _("The mail server does not take letters: %(why)s") % {"why": error},
            hint="HAMAFZA_EMAIL_URL",
            id="hamafza.E013",
        )


def readable_by_others(settings: Environment) -> Iterator[CheckMessage]:
    if settings.data.exists() and settings.data.stat().st_mode & 0o007:
        yield Error(
            _("Others on this machine may look into the data folder %(folder)s.") % {"folder": settings.data},
            hint=f"chmod 700 {settings.data}",
            id="hamafza.E014",
        )


def root(settings: Environment) -> Iterator[CheckMessage]:
    if os.geteuid() == 0:
        yield Error(
            _("Hamafza runs as root; whoever breaks into it has the whole machine."),
            hint=_("Run it as a user of its own."),
            id="hamafza.E015",
        )
