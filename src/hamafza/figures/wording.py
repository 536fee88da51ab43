"""Numbers and periods in the language of the moment."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, pgettext

from hamafza.figures.models import Definition, Observation
from hamafza.lib.documents.model import Language
from hamafza.lib.documents.showing import DocumentReader
from hamafza.lib.documents.values import Shape, ValueKind
from hamafza.lib.figures.periods import period_name


def language_now() -> Language:
    return "en" if get_language() == "en" else "fa"


def number(value: Decimal, places: int) -> str:
    """In the digits of the moment's language."""
    language = language_now()
    reader = DocumentReader(language, "jalali" if language == "fa" else "gregorian")
    return reader.number(value, Shape(ValueKind.NUMBER, places))


def sheet_number(value: Decimal | None) -> float | int | None:
    """A number that a sheet can count with; what was not measured is an empty cell, never a zero."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def period_in_words(definition: Definition, period: int) -> str:
    return period_name(period, definition.every, definition.calendar, language_now())


def value_in_words(definition: Definition, row: Observation) -> str:
    """What a unit entered: its number, or that it did not measure and why."""
    if row.amount is None:
        return f"{pgettext('value', 'not measured')}: {row.reason}"
    return number(Decimal(row.amount).scaleb(-definition.decimals), definition.decimals)


def entered(definition: Definition, row: Any) -> Observation:
    """What an asked unit entered, of a row that was read with it; empty if it has said nothing."""
    return Observation(definition=definition, amount=row.amount, reason=row.why or "")
