"""What every template may ask for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi

from hamafza.pages import languages


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "lang": get_language() or "fa",
        "dir": "rtl" if get_language_bidi() else "ltr",
        "site_prefix": languages.prefix(),
    }
