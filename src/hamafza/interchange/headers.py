"""What every answer of the API says besides its body: how much may still be asked, its tag, where a new thing is."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from ninja import Field, Schema
from ninja.throttling import BaseThrottle

from hamafza.interchange import problems
from hamafza.interchange.fields import Strict
from hamafza.interchange.problems import ApiProblem
from hamafza.network.access import standing_of
from hamafza.pages.limits import MINUTE, neighbourhood

PER_MINUTE = 6000
ROOT = "/api/v1"


@dataclass(frozen=True)
class Rate:
    """So many requests in a minute, and how many of them are left. Below zero: too many were sent."""

    limit: int
    left: int

    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(self.left, 0)),
            "RateLimit-Reset": str(until_reset()),
        }


def until_reset() -> int:
    return MINUTE - int(time.time()) % MINUTE


def counted(who: str) -> Rate:
    """One request more of a caller. Counted in this process's memory: a count in the database would cost more."""
    key, counts = f"rate.{who}.{int(time.time()) // MINUTE}", caches["memory"]
    counts.add(key, 0, MINUTE)
    try:
        return Rate(PER_MINUTE, PER_MINUTE - counts.incr(key))
    except ValueError:  # dropped between the two: the minute is over
        return Rate(PER_MINUTE, PER_MINUTE)


class Throttle(BaseThrottle):
    """Generous, and by person: a second key gives no second share."""

    def allow_request(self, request: HttpRequest) -> bool:
        rate = counted(str(standing_of(request).person.pk))
        tell(request, rate=rate)
        return rate.left >= 0

    def wait(self) -> float:
        return until_reset()


def tell(request: HttpRequest, **facts: Any) -> None:
    """Keep what the headers of the answer will say: `rate`, `version`, `location`, `replayed`."""
    request._told = {**told(request), **facts}  # type: ignore[attr-defined]


def told(request: HttpRequest) -> dict[str, Any]:
    return getattr(request, "_told", {})


class Versioned(Schema):
    """A shape whose ETag begins with its `version`."""


class Based(Strict):
    """A change of something `Versioned`: which version it starts from is said here or by `If-Match`."""

    base_version: int | None = Field(
        None, ge=1, le=10**9, description="number of the version that was read; not needed with `If-Match`"
    )

    def base(self, request: HttpRequest) -> int:
        tag = re.fullmatch(r'\s*(?:W/)?"(\d{1,9})(?:-\w*)?"\s*', request.headers.get("If-Match", ""))
        said, number = self.base_version, int(tag[1]) if tag else self.base_version
        if said not in (None, number):
            raise ApiProblem(422, _("base_version and If-Match name different versions."))
        if number is not None:
            return number
        raise ApiProblem(
            428,
            _("Say which version you change: base_version in the body, or If-Match with the ETag you got."),
        )


def everywhere(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the answers of the API get their headers, are compressed, and are not sent twice."""
    compress = GZipMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith("/api/"):
            return response
        if location := told(request).get("location"):
            response["Location"] = ROOT + location
        if told(request).get("replayed"):
            response["Idempotent-Replayed"] = "true"
        response = tagged(request, limited(request, response))
        return compress.process_response(request, response)  # type: ignore[return-value]

    return middleware


def limited(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """With what is left for the caller; those who are not known are counted by their address."""
    rate = told(request).get("rate") or counted(neighbourhood(request.META.get("REMOTE_ADDR", "")))
    if rate.left < 0 and response.status_code != 429:
        response = problems.answer(request, 429, headers={"Retry-After": str(until_reset())})
    for name, value in rate.headers().items():
        response[name] = value
    return response


def tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """With an ETag of what it says; of an item it begins with the number of the version. 304 if that is known."""
    version = told(request).get("version")
    if response.status_code not in (200, 201) or response.streaming or not response.content:
        return response
    if request.method not in ("GET", "HEAD") and version is None:
        return response
    digest = hashlib.sha256(response.content).hexdigest()[:16]
    response["ETag"] = f'"{digest}"' if version is None else f'"{version}-{digest}"'
    if request.method not in ("GET", "HEAD"):
        return response
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
