"""Words of the minutes as they are shown."""

from __future__ import annotations

from datetime import date

from django import template

from hamafza.minutes.news import bare
from hamafza.newsroom.importing import language_of

register = template.Library()
MARKS = {"fa": ("«", "»"), "en": ("“", "”")}


@register.filter
def quoted(text: str) -> str:
    """A quotation between the marks of its own language, whatever the page speaks."""
    first, last = MARKS[language_of([text])]
    return f"{first}{bare(text)}{last}"


@register.filter
def written_day(text: str) -> date:
    """A day of the signed words, which keep it as plain text."""
    return date.fromisoformat(text)
