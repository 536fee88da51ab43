"""Tags and filters that every template has without loading."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import get_language, gettext, gettext_lazy

from hamafza.lib.calendar.jalali import date_en, date_fa, long_en, long_fa
from hamafza.lib.text.bidi import bare, isolate_html, isolate_markup
from hamafza.lib.text.digits import to_latin, to_persian, to_persian_prose
from hamafza.pages import moments
from hamafza.pages.mistakes import has_files, has_secrets, in_words, mistakes

register = template.Library()
DIALLED = re.compile(r"\+?[0-9 ().-]*")
MIRRORED = {"ask", "back", "forward", "list", "out", "relay", "send"}  # they point along the line
ZONE = ZoneInfo(settings.TIME_ZONE)


@cache
def sheet_of_icons() -> str:
    return static("pages/icons.svg")


def persian() -> bool:
    return get_language() == "fa"


@register.filter
def digits(value: Any) -> str:
    """A number or a text with the digits of the page's language."""
    return to_persian(str(value)) if persian() else str(value)


ZONES = {"Asia/Tehran": gettext_lazy("Tehran time"), "Asia/Kabul": gettext_lazy("Kabul time")}


@register.filter
def zone(name: str) -> str:
    """What people call a time zone."""
    return str(ZONES.get(name, name))


def element(when: datetime, text: str) -> SafeString:
    return format_html(
        '<time datetime="{}">{}</time>', when.astimezone(UTC).isoformat(timespec="seconds"), text
    )


@register.filter
def said(text: Any) -> str:
    """A sentence with the digits of the page's language; addresses and Latin names keep theirs."""
    return to_persian_prose(str(text)) if persian() else str(text)


@register.filter
def moment(when: datetime | None) -> str:
    """«یکشنبه ۲۳ مرداد ۱۴۰۱ - ۱۲:۱۳», or "Sunday 14 August 2022, 12:13"."""
    if when is None:
        return ""
    return element(when, long_fa(when, ZONE) if persian() else long_en(when, ZONE))


@register.filter(name="in_words")
def moment_in_words(when: datetime | None) -> str:
    """The moment as a sentence holds it, without markup."""
    return "" if when is None else moments.in_words(when)


@register.filter
def day(when: datetime | date | None) -> str:
    """The day without the clock."""
    if when is None:
        return ""
    if isinstance(when, datetime):
        local = when.astimezone(ZONE).date()
        return element(when, date_fa(local) if persian() else date_en(local))
    return date_fa(when) if persian() else date_en(when)


@register.filter
def clock(when: datetime | None) -> str:
    """Hours and minutes."""
    return "" if when is None else element(when, digits(when.astimezone(ZONE).strftime("%H:%M")))


@register.filter
def ago(when: datetime | None) -> str:
    """How long ago, or in how long, in one unit: "3 hours ago", "in 20 minutes"."""
    if when is None:
        return ""
    now = timezone.now()
    if abs((when - now).total_seconds()) < 60:
        text = gettext("just now")
    elif when <= now:
        span = timesince(when, now, depth=1).replace("\xa0", " ")
        text = gettext("%(span)s ago") % {"span": span}
    else:
        text = gettext("in %(span)s") % {"span": timeuntil(when, now, depth=1).replace("\xa0", " ")}
    return element(when, digits(text))


@register.filter
def dial(phone: str) -> str:
    """The first number of a telephone line for a `tel:` address: Latin digits and no spaces."""
    found = DIALLED.match(to_latin(bare(phone)))
    return found.group().replace(" ", "").rstrip("(.-") if found else ""


@register.filter
def isolate_body(body: Any) -> SafeString:
    """A clean body with its mixed-direction runs isolated."""
    return mark_safe(isolate_markup(str(body)))  # noqa: S308 - cleaned when it was stored


@register.filter
def isolate(text: Any) -> SafeString:
    """The text escaped, its mixed-direction runs isolated."""
    return mark_safe(isolate_html(str(text)))  # noqa: S308 - isolate_html escapes


@register.inclusion_tag("pages/_errors.html")
def error_summary(*sources: Any, title: str = "", files_kept: bool = False) -> dict[str, Any]:
    """`{% error_summary form pictures %}`: what to put right, with a link to each field; nothing if all is well.

    `files_kept` is for a form that stores its files while they are chosen.
    """
    found = mistakes(sources)
    if has_secrets(sources):
        kept = ""
    elif files_kept:
        kept = gettext("What you wrote and your files are kept.")
    elif has_files(sources):
        kept = gettext("What you wrote is kept; choose your file again.")
    else:
        kept = gettext("What you wrote is kept.")
    number = len(found)
    return {
        "found": found,
        "number": number,
        "counted": digits(in_words(number)) if found else "",
        "title": title or gettext("Not sent yet"),
        "kept": kept,
    }


@register.filter
def has_errors(form: Any, names: str = "") -> bool:
    """`<details{% if form|has_errors:"kicker source" %} open{% endif %}>`: a part with a mistake stands open."""
    return any(form[name].errors for name in names.split()) if names else bool(mistakes((form,)))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of `pages/icons.svg`, for eyes only: the words stand beside it or in a label."""
    kind = "icon flip" if name in MIRRORED else "icon"
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', kind, sheet_of_icons(), name
    )
