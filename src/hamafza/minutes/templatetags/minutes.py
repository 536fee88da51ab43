"""Words of the minutes as they are shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language

from hamafza.council.models import SeatRole
from hamafza.minutes.news import bare
from hamafza.minutes.words import VoteChoice
from hamafza.newsroom.importing import language_of

register = template.Library()
MARKS = {"fa": ("«", "»"), "en": ("“", "”")}


@register.filter
def quoted(text: str) -> str:
    """A quotation between the marks of its own language, whatever the page speaks."""
    first, last = MARKS[language_of([text])]
    return f"{first}{bare(text)}{last}"


@register.filter
def called(one: dict[str, Any], name: str) -> str:
    """A unit, a person or a title of the signed words, which keep both names, in the reader's language."""
    return str((get_language() == "en" and one.get(f"{name}_en")) or one[name])


@register.filter
def role(one: dict[str, Any]) -> str:
    """What somebody was there, unless it is what most are."""
    return "" if one["role"] == SeatRole.MEMBER else str(SeatRole(one["role"]).label)


@register.filter
def tally(votes: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """How many raised their hand for what, in the words of the page."""
    return [(str(choice.label), sum(one["choice"] == choice for one in votes)) for choice in VoteChoice]


@register.filter
def choice(vote: dict[str, Any]) -> str:
    return str(VoteChoice(vote["choice"]).label)


@register.filter
def voting(seats: list[dict[str, Any]]) -> int:
    """How many of them count for the quorum."""
    return sum(one["role"] != SeatRole.OBSERVER for one in seats)


@register.filter
def written_day(text: str) -> date:
    """A day of the signed words, which keep it as plain text."""
    return date.fromisoformat(text)
