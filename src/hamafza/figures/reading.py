"""What a person types as a value of an indicator: read by `lib.figures`, and said in words if it is not taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.figures.models import Definition, Measure
from hamafza.lib.figures.numbers import NumberReading, read_number
from hamafza.lib.figures.periods import period_of
from hamafza.lib.text.fold import fold
from hamafza.lib.text.numbers import scale_of
from hamafza.pages.refusals import Invalid

UNCLEAR: dict[str, Promise] = {
    "approximate": _("“%(text)s” is no exact number. Write the number that was measured."),
    "clock": _("“%(text)s” is a time, no number."),
    "date_or_decimal": _("“%(text)s” may be a date or a decimal number. Write 7.5 with a point."),
    "digits_lost": _("“%(text)s” has more digits than a sheet keeps. Write it as text."),
    "exponent": _("“%(text)s” is shortened. Write all its digits."),
    "fraction": _("“%(text)s” is no decimal number."),
    "grouping": _("The commas of “%(text)s” stand in odd places. Write it like 12,345."),
    "leading_zero": _("“%(text)s” begins with a zero, like a code."),
    "only_scale": _("“%(text)s” says no number."),
    "ordinal": _("“%(text)s” is a place in an order, no number."),
    "percent_twice": _("“%(text)s” says percent twice."),
    "range": _("“%(text)s” is a range. Write one number."),
    "scale_unclear": _("What does “%(text)s” count in? Write thousand, million or billion."),
    "sign_unclear": _("Is “%(text)s” negative? Write the minus before the number."),
    "thousands_or_decimal": _(
        "“%(text)s” may be a thousand or a decimal number. Write 1,234 or 1.234 with «٫»."
    ),
    "too_long": _("This is too long for a number."),
    "two_numbers": _("“%(text)s” has two numbers. Write one."),
    "cell_date": _("“%(text)s” is a date in the sheet."),
    "cell_error": _("“%(text)s”: a formula of the sheet failed."),
}
NOT_UNDERSTOOD = _("“%(text)s” is not understood as a number. Write it like 12,345 or 7.5.")
NO_PERCENT = _("This indicator is not in percent.")
WANTS = pgettext_lazy("value", "Write a number, or say that it was not measured.")


@dataclass(frozen=True)
class Understood:
    """A number in the scale of the indicator, or that it was not measured; neither if nothing was typed."""

    value: Decimal | None = None
    unmeasured: bool = False

    @property
    def is_empty(self) -> bool:
        return self.value is None and not self.unmeasured


def understood(definition: Definition, text: str, field: str = "value") -> Understood:
    """What a text says of this indicator. Raises `Invalid` for what is not clear."""
    return taken(definition, text, read_number(text), field)


def taken(definition: Definition, text: str, reading: NumberReading, field: str = "value") -> Understood:
    if reading.kind == "unclear":
        said = str(UNCLEAR.get(reading.why, NOT_UNDERSTOOD)) % {"text": text[:60]}
        raise Invalid(said, field=field)
    if reading.percent and definition.measure != Measure.PERCENT:
        raise Invalid(NO_PERCENT, field=field)
    if reading.value is None:
        return Understood(unmeasured=reading.kind == "not_measured")
    return Understood(in_scale(definition, text, reading.value))


def in_scale(definition: Definition, text: str, value: Decimal) -> Decimal:
    """«۱٫۲ میلیارد» of an indicator in millions is 1200; without such a word it is in the scale already."""
    if definition.scale == 1 or not any(scale_of(word) for word in fold(text).split()):
        return value
    return value / definition.scale


def known_periods(definition: Definition, today: date, count: int) -> list[int]:
    """The last periods that have begun, the latest first."""
    last = period_of(today, definition.every, definition.calendar)
    return [last - place * definition.every.months for place in range(count)]
