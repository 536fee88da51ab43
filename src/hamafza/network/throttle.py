"""How often a password may be guessed, without letting anybody shut a named person out.

Counted are one account from one network (a pair), one account from everywhere, and one network against all
accounts. A device on which the person logged in before has a count of its own: what strangers do elsewhere, or
neighbours behind the same address, does not reach it.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from hamafza.network.models import Person
from hamafza.pages.limits import neighbourhood

COOKIE, SALT = "device", "network.device"
YEAR = 365 * 24 * 3600
REMEMBERED = 5  # people of one device
HOUR = 3600


@dataclass(frozen=True)
class Count:
    """After `free` failures each further one doubles the wait, from `first` seconds to an hour."""

    key: str
    free: int
    first: int = 300

    def wait(self) -> int:
        _failures, until = self._read()
        return max(0, int(until - time.time()))

    def add(self) -> None:
        failures, until = self._read()
        failures += 1
        if failures >= self.free:
            until = time.time() + min(HOUR, self.first * 2 ** min(failures - self.free, 10))
        cache.set(self._name, (failures, until), 24 * HOUR if self.first >= 300 else HOUR)

    def clear(self) -> None:
        cache.delete(self._name)

    @property
    def _name(self) -> str:
        return "throttle." + hashlib.sha256(self.key.encode()).hexdigest()[:40]

    def _read(self) -> tuple[int, float]:
        failures, until = cache.get(self._name) or (0, 0.0)
        return failures, until


def counts(request: HttpRequest, login: str) -> list[Count]:
    """The counts that hold for a try; the first is cleared when it succeeds."""
    account = account_of(login)
    if device := known_device(request, account):
        return [Count(f"device:{device}:{account}", free=10)]
    near = neighbourhood(request.META.get("REMOTE_ADDR", ""))
    return [
        Count(f"pair:{account}:{near}", free=5),
        Count(f"account:{account}", free=100, first=60),
        Count(f"network:{near}", free=300, first=60),
    ]


def account_of(login: str) -> str:
    """The same for a person's user name and address, however they are written; also for names nobody has."""
    name = login.strip()
    found = Person.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).order_by("pk")
    pk = found.values_list("pk", flat=True).first() if name else None
    return str(pk) if pk else f"nobody:{name.casefold()}"


def wait(request: HttpRequest, login: str) -> int:
    """Seconds until the next try counts; 0 if it may be made now."""
    return max(count.wait() for count in counts(request, login))


def failed(request: HttpRequest, login: str) -> None:
    for count in counts(request, login):
        count.add()


def passed(request: HttpRequest, login: str) -> None:
    counts(request, login)[0].clear()


# The device


def known_device(request: HttpRequest, account: str) -> str:
    device, people = read(request)
    return device if account in people else ""


def read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        device, people = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=YEAR)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return device, people


def remember(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """From now on this device is the person's own."""
    device, people = read(request)
    kept = [str(person.pk), *(pk for pk in people if pk != str(person.pk))][:REMEMBERED]
    value = signing.dumps([device or secrets.token_urlsafe(12), kept], salt=SALT)
    response.set_cookie(
        COOKIE,
        value,
        max_age=YEAR,
        path="/accounts/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
