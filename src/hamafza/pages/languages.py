"""The languages of the pages. One more is a line in the settings, a catalogue in each room, and a calendar if it has its own."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language, get_language_info


def codes() -> tuple[str, ...]:
    return tuple(code for code, _name in settings.LANGUAGES)


def own_name(code: str) -> str:
    """What a language calls itself."""
    return str(get_language_info(code)["name_local"])


def choices() -> list[tuple[str, str]]:
    return [(code, own_name(code)) for code in codes()]


def prefix() -> str:
    """What stands before the addresses of public pages in the current language; the network's own has none."""
    code = get_language() or settings.LANGUAGE_CODE
    return "" if code == settings.LANGUAGE_CODE else f"/{code}"
