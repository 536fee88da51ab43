"""How the people of a drill do something: inside this process, or as a browser does on a running server."""

from __future__ import annotations

import http.cookiejar
import secrets
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.test import Client

from hamafza.network.models import Person

PATIENCE = 30.0  # seconds for one answer


@dataclass(frozen=True)
class Screen:
    """What is on the screen after all redirects."""

    status: int
    text: str
    path: str


class Hands(Protocol):
    """One person, logged in."""

    def get(self, path: str) -> Screen: ...

    def post(self, path: str, data: dict[str, Any]) -> Screen: ...


class InProcess:
    """Through the views of this very process; no server is needed."""

    def __init__(self, person: Person) -> None:
        self._client = Client()
        self._client.force_login(person)

    def get(self, path: str) -> Screen:
        return self._page(self._client.get(path, follow=True), path)

    def post(self, path: str, data: dict[str, Any]) -> Screen:
        return self._page(self._client.post(path, data, follow=True), path)

    def _page(self, answer: Any, path: str) -> Screen:
        last = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        return Screen(answer.status_code, answer.content.decode(), last)


class OverHttp:
    """Through the door of a running server, with a session and a token against forgery as a browser has them."""

    def __init__(self, url: str, host: str, person: Person) -> None:
        client, token, cookies = Client(), secrets.token_hex(16), http.cookiejar.CookieJar()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        here = str(urlsplit(url).hostname)
        cookies.set_cookie(cookie(settings.SESSION_COOKIE_NAME, session, here))
        cookies.set_cookie(cookie(settings.CSRF_COOKIE_NAME, token, here))
        self._url, self._headers = url, {"Host": host, "X-CSRFToken": token}
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))

    def get(self, path: str) -> Screen:
        return self._send(urllib.request.Request(self._url + path, headers=self._headers))  # noqa: S310

    def post(self, path: str, data: dict[str, Any]) -> Screen:
        body = urlencode(data, doseq=True).encode()
        return self._send(urllib.request.Request(self._url + path, body, self._headers))  # noqa: S310

    def _send(self, request: urllib.request.Request) -> Screen:
        try:
            answer = self._opener.open(request, timeout=PATIENCE)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            return Screen(answer.status, answer.read().decode(), urlsplit(answer.url).path)


def cookie(name: str, value: str, domain: str) -> http.cookiejar.Cookie:
    return http.cookiejar.Cookie(
        0, name, value, None, False, domain, False, False, "/", True, False, None, True, None, None, {}
    )  # fmt: skip


def answers(url: str) -> bool:
    """Whether a server is there and well."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=PATIENCE) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False
