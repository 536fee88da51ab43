"""Values and periods of figures in the language of the page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString

from hamafza.figures.models import Definition, Observation
from hamafza.figures.wording import entered, number, period_in_words, value_in_words
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
    if row.value is None:
        return SafeString()
    if row.among is None:
        return isolate(number(row.value, definition.decimals))
    return isolate(" / ".join(number(one, places(one)) for one in (row.value, row.among)))


@register.simple_tag
def said(definition: Definition, row: Any) -> SafeString:
    """What an asked unit entered: its number, or why it did not measure."""
    return isolate(value_in_words(definition, entered(definition, row)))


def places(value: Decimal) -> int:
    """Parts of a ratio are counts, most often: no zeros behind their point."""
    return 0 if value == value.to_integral_value() else -int(value.normalize().as_tuple().exponent)
