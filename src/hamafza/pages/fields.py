"""Form fields that several rooms use."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.lib.calendar.parse import parse_dates
from hamafza.lib.text.display import display


class Line(forms.CharField):
    """One line of text that people read; its letters and spacing are put right."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"dir": "auto"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return display(super().to_python(value) or "")


class MomentField(forms.CharField):
    """A moment as people write it, in either calendar and any digits."""

    def to_python(self, value: Any) -> datetime | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        found = parse_dates(text)
        if not found:
            raise ValidationError(_("Write a date and a time, like 1405/09/10 14:30."))
        return found[0].when


class FutureField(MomentField):
    """A moment that is still to come."""

    def validate(self, value: datetime | None) -> None:
        super().validate(value)
        if value is not None and value <= timezone.now():
            raise ValidationError(_("This moment has passed."))
