"""What must not be so in public."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.mail.backends.smtp import EmailBackend

from hamafza.network.models import Network
from hamafza.project import deploy_checks
from hamafza.project.environment import Environment

pytestmark = pytest.mark.django_db


def found(monkeypatch: pytest.MonkeyPatch, data: Path, **settings: str) -> set[str]:
    environment = Environment(data=data, **settings)  # type: ignore[arg-type]
    monkeypatch.setattr(deploy_checks, "environment", lambda: environment)
    monkeypatch.setattr(deploy_checks, "get_connection", lambda timeout: connection(environment, timeout))
    return {str(message.id) for message in deploy_checks.check_deployment(None)}


def connection(environment: Environment, timeout: int) -> EmailBackend:
    email = environment.email()
    return EmailBackend(host=email["EMAIL_HOST"], port=email["EMAIL_PORT"], timeout=timeout)


@contextmanager
def mail_server(greeting: bytes) -> Iterator[str]:
    """Takes one connection, and agrees to all that is said."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            line, _peer = listening.accept()
            with line:
                line.sendall(greeting)
                while line.recv(1000):
                    line.sendall(b"250 ok\r\n")

        threading.Thread(target=serve, daemon=True).start()
        yield f"smtp://127.0.0.1:{listening.getsockname()[1]}"


@pytest.fixture
def private(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


def test_a_trial_is_not_ready_for_the_public(private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private.chmod(0o755)
    (private / "demo-logins.json").write_text("{}")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert found(monkeypatch, private) == {f"hamafza.E0{n}" for n in (10, 11, 12, 14, 15)}


def test_a_well_set_installation_has_nothing_against_it(
    private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with mail_server(b"220 here\r\n") as url:
        assert found(monkeypatch, private, public_url="https://news.example.org", email_url=url) == set()


@pytest.mark.parametrize("address", ["", "http://news.example.org", "https://localhost"])
def test_an_address_nobody_can_use_safely_is_named(
    private: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    assert "hamafza.E010" in found(monkeypatch, private, public_url=address)


def test_a_demo_network_is_known_by_its_database_too(private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Network.objects.update_or_create(id=1, defaults={"name": "x", "is_demo": True})
    assert "hamafza.E011" in found(monkeypatch, private)


def test_mail_that_does_not_leave_is_named(private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = f"smtp://127.0.0.1:{closed.getsockname()[1]}"
    with mail_server(b"554 go away\r\n") as refusing:
        for url in (nobody, refusing):
            assert "hamafza.E013" in found(monkeypatch, private, email_url=url)


def test_strict_transport_is_for_this_host_alone_unless_asked() -> None:
    program = (
        "from hamafza.project import settings as s;"
        "print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD)"
    )

    def said(**settings: str) -> str:
        environment = {**os.environ, "HAMAFZA_PUBLIC_URL": "https://news.example.org", **settings}
        return subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        ).stdout.strip()

    assert said() == "31536000 False False"
    assert said(HAMAFZA_HSTS_SUBDOMAINS="1") == "31536000 True False"
    assert said(HAMAFZA_HSTS_PRELOAD="1") == "31536000 True True"
