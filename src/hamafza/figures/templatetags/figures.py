"""Values and periods of figures in the language of the page."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from hamafza.figures.models import Definition, Observation
from hamafza.figures.wording import number, period_in_words
from hamafza.pages.templatetags.hamafza import isolate

register = template.Library()


@register.simple_tag
def period(definition: Definition, period: int) -> str:
    return period_in_words(definition, period)


@register.simple_tag
def amount(definition: Definition, value: Decimal) -> SafeString:
    """With the digits and signs of the language, held together."""
    return isolate(number(value, definition.decimals))


@register.simple_tag
def shown(definition: Definition, row: Observation) -> SafeString:
    """The value of one unit; of a ratio both numbers."""
    row.definition = definition
    said = "" if row.value is None else number(row.value, definition.decimals)
    return isolate(f"{said} / {number(row.among, definition.decimals)}" if row.among is not None else said)
