"""System checks: settings that would make an installation unsafe or useless stop its start."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.checks import CheckMessage, Error, Warning, register
from django.utils.translation import gettext as _

from hamafza.project.environment import LOOPBACK, Environment, environment

DEMO_LOGINS = "demo-logins.json"


@register("hamafza")
def check_installation(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every finding about this process's settings."""
    settings = environment()
    found: list[Callable[[Environment], Iterator[CheckMessage]]] = [
        secrets,
        data_folder,
        address,
        demo,
        traces,
    ]
    return [message for look in found for message in look(settings)]


def secrets(settings: Environment) -> Iterator[CheckMessage]:
    path = settings.secret_key_file or settings.data / "secret-key"
    if settings.secret_key_file is not None and not path.exists():
        yield Error(
            _("The secret key file %(file)s is missing.") % {"file": path},
            hint=_("Create it, or remove HAMAFZA_SECRET_KEY_FILE to have a key made in the data folder."),
            id="hamafza.E001",
        )
    elif not settings.secret_key and path.exists() and path.stat().st_mode & 0o077:
        yield Warning(
            _("Other users of this machine can read the secret key in %(file)s.") % {"file": path},
            hint=f"chmod 600 {path}",
            id="hamafza.W001",
        )


def data_folder(settings: Environment) -> Iterator[CheckMessage]:
    if not writable(settings.data):
        yield Error(
            _("The data folder %(folder)s cannot be written to.") % {"folder": settings.data},
            hint=_("Change its owner, or set another folder with HAMAFZA_DATA."),
            id="hamafza.E002",
        )


def writable(folder: Path) -> bool:
    """Whether files can be made there, or the folder itself if it does not exist yet."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def address(settings: Environment) -> Iterator[CheckMessage]:
    url = settings.public_url
    parts = urlsplit(url)
    if url and (parts.scheme not in {"http", "https"} or not parts.hostname):
        yield Error(
            _("HAMAFZA_PUBLIC_URL is “%(url)s”, which is not a web address.") % {"url": url},
            hint=_("Write the full address: https://news.example.org"),
            id="hamafza.E003",
        )
    elif parts.path.strip("/"):
        yield Error(
            _("HAMAFZA_PUBLIC_URL has a path. Hamafza runs only at the root of a host."),
            hint=f"{parts.scheme}://{parts.netloc}",
            id="hamafza.E004",
        )


def traces(settings: Environment) -> Iterator[CheckMessage]:
    if settings.traces and find_spec("opentelemetry") is None:
        yield Error(
            _("HAMAFZA_TRACES is set, but the packages for traces are not installed."),
            hint="pip install 'hamafza[traces]'",
            id="hamafza.E007",
        )


def demo(settings: Environment) -> Iterator[CheckMessage]:
    if (settings.data / DEMO_LOGINS).exists():
        yield from exposed(settings)


def exposed(settings: Environment) -> Iterator[CheckMessage]:
    """What is wrong with serving a network with demo log-ins under these settings."""
    if settings.host not in LOOPBACK:
        yield Error(
            _("A network with demo log-ins runs only on this machine (HAMAFZA_HOST=%(host)s).")
            % {"host": settings.host},
            hint=_("Use HAMAFZA_HOST=127.0.0.1, or a new data folder (HAMAFZA_DATA) without the demo."),
            id="hamafza.E005",
        )
    elif (urlsplit(settings.public_url).hostname or "127.0.0.1") not in LOOPBACK:
        yield Error(
            _("A network with demo log-ins cannot have a public address (HAMAFZA_PUBLIC_URL=%(url)s).")
            % {"url": settings.public_url},
            hint=_("Use a new data folder (HAMAFZA_DATA) without the demo."),
            id="hamafza.E006",
        )
