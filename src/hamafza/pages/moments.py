"""A moment in words, and the field one types it into."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from hamafza.lib.calendar.jalali import WEEKDAYS, WEEKDAYS_EN, date_en, date_fa
from hamafza.lib.text.digits import to_persian

ZONE = ZoneInfo(settings.TIME_ZONE)
EVENING = 18  # o'clock: later on, this evening is over


def in_words(when: datetime) -> str:
    """«سه‌شنبه ۱۰ آذر ۱۴۰۵، ساعت ۰۹:۰۰», or "Tuesday 1 December 2026, 09:00"."""
    local = when.astimezone(ZONE)
    if get_language() == "fa":
        day = f"{WEEKDAYS[local.weekday()]} {date_fa(local.date())}"
        return f"{day}، ساعت {to_persian(f'{local:%H:%M}')}"
    return f"{WEEKDAYS_EN[local.weekday()]} {date_en(local.date())}, {local:%H:%M}"


class MomentInput(forms.TextInput):
    """Words like "tomorrow 9", a line that repeats what was understood, and a month to choose from.

    The month and the line need JavaScript (`pages/moment.js`); the words alone do not.
    """

    template_name = "pages/_moment.html"
    day = False

    def format_value(self, value: Any) -> str | None:
        return in_words(value) if isinstance(value, datetime) else super().format_value(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = {"dir": "auto", "autocomplete": "off", **(attrs or {})}
        context = super().get_context(name, value, attrs)
        today = timezone.localdate().isoformat()
        return context | {
            "address": reverse("moment"),
            "today": today,
            "day": self.day,
            "chips": self.chips(),
        }

    def chips(self) -> list[str]:
        evening = [gettext("today 18:00")] if timezone.localtime().hour < EVENING else []
        return [gettext("tomorrow 9:00"), *evening, gettext("Saturday 8:30")]


class DayInput(MomentInput):
    """A day, typed or chosen from the month that opens beside it."""

    day = True

    def chips(self) -> list[str]:
        return []
