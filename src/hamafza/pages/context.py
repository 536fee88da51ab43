"""What every template may ask for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi

from hamafza.pages import languages


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "lang": get_language() or "fa",
        "dir": "rtl" if get_language_bidi() else "ltr",
        "site_prefix": languages.prefix(),
        "csrf_token": SimpleLazyObject(lambda: token(request)),
    }


def token(request: HttpRequest) -> str:
    """The token of forms, masked once for a page: fifty rows with a button each weigh kilobytes with fifty masks."""
    known: str | None = getattr(request, "_csrf_masked", None)
    if known is None:
        known = request._csrf_masked = get_token(request)  # type: ignore[attr-defined]
    return known
