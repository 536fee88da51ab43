"""Fields that every room's forms share: lines of text, moments and times as people write them."""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamafza.lib.calendar.moments import MomentProblem, Toward, Unclear, read_clock, read_moment
from hamafza.lib.text.bidi import bare, isolate_name
from hamafza.lib.text.digits import to_latin, to_persian
from hamafza.lib.text.display import display

RETRY_KEY = "retry_key"
THOUSANDS = re.compile(r"(?<=\d)[٬،,](?=\d{3}(?!\d))")
WITHIN = [
    ("2", _("within 2 hours")),
    ("6", _("within 6 hours")),
    ("24", _("within a day")),
    ("72", _("within 3 days")),
]
"""The deadlines that are chosen most; hours and their words."""

SENTENCES: dict[MomentProblem, Promise] = {
    MomentProblem.EMPTY: _("Write a date and a time, like 2026-12-01 14:30."),
    MomentProblem.UNREAD: _("“%(part)s” is not understood. Write a date and a time, like 2026-12-01 14:30."),
    MomentProblem.NO_DAY: _("Which day is meant? Write a date and a time, like 2026-12-01 14:30."),
    MomentProblem.NO_TIME: _("At what time? Write it like 14:30."),
    MomentProblem.AMBIGUOUS_DAY: _("“%(part)s” may be two different days. Write the date like 2026-12-01."),
    MomentProblem.AMBIGUOUS_HOUR: _(
        "“%(part)s” may be in the morning or in the evening. Write it like 14:30."
    ),
    MomentProblem.NO_SUCH_DAY: _("There is no such day: “%(part)s”."),
    MomentProblem.NO_SUCH_TIME: _("There is no such time: “%(part)s”."),
    MomentProblem.CONTRADICTION: _("Day, weekday and time do not go together."),
    MomentProblem.PASSED: _("This time has passed. Choose a later one."),
    MomentProblem.TO_COME: _("This moment is still to come."),
}


def sentence(unclear: Unclear) -> str:
    """What to say about a moment that is not understood, in the reader's language."""
    part = to_persian(unclear.part) if get_language() == "fa" else unclear.part
    return str(SENTENCES[unclear.problem]) % {"part": isolate_name(part)}


def new_key() -> str:
    return uuid.uuid4().hex


class RetryKeyField(forms.CharField):
    """Tells a second tap on one form from another text: under the name `RETRY_KEY`, new with each form."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, max_length=80, required=False, initial=new_key)


class Line(forms.CharField):
    """One line of text that people read; its letters and spacing are put right."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"dir": "auto"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return display(super().to_python(value) or "")


class BareField(forms.CharField):
    """A name to log in with, a code, a number: what cannot be seen in it or round it is dropped."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(bare(value) if isinstance(value, str) else value) or "")


class PhoneField(BareField):
    """A telephone number, in Latin digits as programs need it."""

    def to_python(self, value: Any) -> str:
        return to_latin(super().to_python(value))


class DigitsInput(forms.TextInput):
    """A number in the digits of the page. A browser's own field for numbers takes no Persian ones."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        shown = super().format_value(value)
        return to_persian(shown) if shown and get_language() == "fa" else shown


class NumberField(forms.IntegerField):
    """A whole number in any digits, with or without marks between thousands."""

    widget = DigitsInput

    def to_python(self, value: Any) -> int | None:
        text = to_latin(bare(value)) if isinstance(value, str) else value
        return super().to_python(THOUSANDS.sub("", text) if isinstance(text, str) else text)


class AddressField(BareField, forms.EmailField):
    """An e-mail address, also when it was copied with the invisible marks of a page."""


class LinkField(BareField, forms.URLField):
    """An address on the web, also when it was copied with the invisible marks of a page."""


class MomentField(forms.CharField):
    """A moment that lies behind, as people write it, in either calendar and any digits."""

    toward: Toward = "past"
    day_is_enough = True

    def to_python(self, value: Any) -> datetime | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        zone = timezone.get_current_timezone()
        read = read_moment(
            text, now=timezone.now(), zone=zone, toward=self.toward, day_is_enough=self.day_is_enough
        )
        if isinstance(read, Unclear):
            raise ValidationError(sentence(read), code=read.problem)
        return read.when


class FutureField(MomentField):
    """A moment that is still to come; its time of day is needed."""

    toward = "future"
    day_is_enough = False


class AnyDayField(MomentField):
    """A day without its hour, behind or ahead: of a day without a year the next one is meant."""

    def to_python(self, value: Any) -> date | None:  # type: ignore[override]
        text = forms.CharField.to_python(self, value)
        if not text:
            return None
        zone, now = timezone.get_current_timezone(), timezone.now()
        read = read_moment(text, now=now, zone=zone, toward="future", day_is_enough=True)
        if isinstance(read, Unclear) and read.problem == MomentProblem.PASSED:
            read = read_moment(text, now=now, zone=zone, toward="past", day_is_enough=True)
        if isinstance(read, Unclear):
            raise ValidationError(sentence(read), code=read.problem)
        return read.when.astimezone(zone).date()


class ClockField(forms.CharField):
    """A time of day in any digits: «۲۲:۰۰», «۱۰ شب»."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TimeInput({"type": "time"}, format="%H:%M"))
        super().__init__(**options)

    def to_python(self, value: Any) -> time | None:  # type: ignore[override]
        if isinstance(value, time):
            return value
        text = super().to_python(value)
        if not text:
            return None
        read = read_clock(text)
        if isinstance(read, Unclear):
            raise ValidationError(sentence(read), code=read.problem)
        return read
