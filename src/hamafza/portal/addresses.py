"""Where public pages live, in each language."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from hamafza.pages import languages


def local(name: str, *, language: str | None = None, **parts: Any) -> str:
    """Path of a public page in a language (default: the current one)."""
    return path(name, language or translation.get_language(), tuple(parts.items()))


@lru_cache(maxsize=2000)
def path(name: str, language: str | None, parts: tuple[tuple[str, Any], ...]) -> str:
    with translation.override(language):
        return reverse(f"portal:{name}", kwargs=dict(parts))


def absolute(name: str, *, language: str | None = None, **parts: Any) -> str:
    """The same with the public address in front: for feeds, share links and search engines."""
    return f"{settings.BASE_URL}{local(name, language=language, **parts)}"


def alternates(name: str, **parts: Any) -> dict[str, str]:
    """Absolute address of one page in every language, by language code."""
    return {code: absolute(name, language=code, **parts) for code in languages.codes()}


def site(path: str) -> str:
    """An absolute address from a path of this installation."""
    return f"{settings.BASE_URL}{path}"
