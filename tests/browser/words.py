"""The words on the screen, in the person's language, from the catalogues of the rooms."""

from __future__ import annotations

from django.utils import translation


def say(language: str, words: str, context: str = "") -> str:
    """What stands on the screen where the source says `words`."""
    with translation.override(language):
        return translation.pgettext(context, words) if context else translation.gettext(words)
