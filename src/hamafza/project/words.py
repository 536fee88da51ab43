"""The command line's language, known before Django is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from gettext import NullTranslations, translation
from pathlib import Path

LOCALE = Path(__file__).with_name("locale")


def language(environment: Mapping[str, str] = os.environ) -> str:
    """`fa` or `en`: as HAMAFZA_LANGUAGE says, else the terminal's own."""
    names = ("HAMAFZA_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    said = next((environment[name] for name in names if environment.get(name)), "")
    return "fa" if said.lower().startswith("fa") else "en"


@lru_cache(maxsize=1)
def catalogue() -> NullTranslations:
    return translation("django", LOCALE, languages=[language()], fallback=True)


def gettext(text: str) -> str:
    """The text in the user's language."""
    return catalogue().gettext(text) if text else ""
