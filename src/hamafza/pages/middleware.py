"""The language of a page: said by its address, or by the person, never guessed from the browser."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from hamafza.pages import languages

PRIVATE = ("/desk/", "/accounts/", "/api/")


def permissions(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """No page needs a camera, a place or a payment, nor may what is shown in it ask for one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    return middleware


def readable(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """An address with a NUL is nobody's, and PostgreSQL takes none into a question."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or "\0" in query or "\0" in request.path_info:
            raise BadRequest
        return get_response(request)

    return middleware


def language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        code = language_of(request)
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = get_response(request)
            if hasattr(response, "render") and callable(response.render):
                response.render()
        response.headers.setdefault("Content-Language", code)
        return response

    return middleware


def language_of(request: HttpRequest) -> str:
    """Public pages: the address's first part. Private ones: person, then cookie, then the network's own."""
    if not request.path_info.startswith(PRIVATE):
        first = request.path_info.split("/", 2)[1]
        return first if first in languages.codes() else settings.LANGUAGE_CODE
    wishes = [wanted_by_program(request)] if request.path_info.startswith("/api/") else []
    with suppress(DatabaseError):  # that it is away is to be said in some language
        if request.user.is_authenticated:
            wishes.append(request.user.language)
    wishes += [request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""), settings.LANGUAGE_CODE]
    return next(code for code in wishes if code in languages.codes())


def wanted_by_program(request: HttpRequest) -> str:
    """The API's callers say their language in Accept-Language."""
    wanted = request.headers.get("Accept-Language", "")
    named = (part.strip()[:2] for part in wanted.split(","))
    return next((code for code in named if code in languages.codes()), "")
