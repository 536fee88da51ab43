"""Who we are, for pages whose views belong to a library; days and devices by name."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from hamafza.lib.calendar.jalali import WEEKDAYS, WEEKDAYS_EN
from hamafza.network import queries
from hamafza.network.models import Network

register = template.Library()
BROWSERS = ("Edg/", "OPR/", "SamsungBrowser", "Firefox", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
CALLED = {"Edg/": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet", "Mac OS": "macOS"}


@register.simple_tag
def the_network() -> Network:
    return queries.the_network()


@register.filter
def weekday(day: int) -> str:
    """The name of a day; Monday is 0."""
    return WEEKDAYS[day] if get_language() == "fa" else WEEKDAYS_EN[day]


@register.filter
def device(user_agent: str) -> str:
    """What a browser calls itself, in two words: "Chrome, Android". The text itself if it is unknown."""
    kinds = (next((name for name in names if name in user_agent), "") for names in (BROWSERS, SYSTEMS))
    return ", ".join(CALLED.get(kind, kind) for kind in kinds if kind) or user_agent[:60]
