"""What the pages of councils need to show words."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

register = template.Library()

PERSIAN = [
    "نخستین",
    "دومین",
    "سومین",
    "چهارمین",
    "پنجمین",
    "ششمین",
    "هفتمین",
    "هشتمین",
    "نهمین",
    "دهمین",
    "یازدهمین",
    "دوازدهمین",
    "سیزدهمین",
    "چهاردهمین",
    "پانزدهمین",
    "شانزدهمین",
    "هفدهمین",
    "هجدهمین",
    "نوزدهمین",
    "بیستمین",
]
ENGLISH = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]


@register.filter
def ordinal(number: int) -> str:
    """«سومین», or "third": the place of a day in its month, from 1 to 20."""
    return (PERSIAN if get_language() == "fa" else ENGLISH)[number - 1]
