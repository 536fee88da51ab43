"""Who we are, for pages whose views belong to a library; and days by name."""

from __future__ import annotations

from django import template
from django.utils.dates import WEEKDAYS

from hamafza.network import queries
from hamafza.network.models import Network

register = template.Library()


@register.simple_tag
def the_network() -> Network:
    return queries.the_network()


@register.filter
def weekday(day: int) -> str:
    """The name of a day; Monday is 0."""
    return str(WEEKDAYS[day])
