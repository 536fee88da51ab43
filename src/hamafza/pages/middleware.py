"""The language of a page: said by its address, or by the person, never guessed from the browser."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

PRIVATE = ("/desk/", "/accounts/", "/api/")
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


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
        return first if first in LANGUAGES else settings.LANGUAGE_CODE
    wishes = [wanted_by_program(request)] if request.path_info.startswith("/api/") else []
    if request.user.is_authenticated:
        wishes.append(request.user.language)
    wishes += [request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""), settings.LANGUAGE_CODE]
    return next(code for code in wishes if code in LANGUAGES)


def wanted_by_program(request: HttpRequest) -> str:
    """The API's callers say their language in Accept-Language."""
    wanted = request.headers.get("Accept-Language", "")
    return next((part.strip()[:2] for part in wanted.split(",") if part.strip()[:2] in LANGUAGES), "")
