"""Values written for a reader: digits, signs and dates of the document's language.

Nothing here is isolated: each form has its own way to hold a number together inside Persian text.
`isolated` is the one for plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from hamafza.lib.calendar.jalali import MONTHS, MONTHS_EN, TEHRAN, jalali_of
from hamafza.lib.documents.model import Amount, Calendar, Document, Language, Run
from hamafza.lib.documents.values import Number, Shape, Unmeasured, Value, ValueKind, is_number
from hamafza.lib.documents.words import WORDS
from hamafza.lib.text.bidi import closed
from hamafza.lib.text.characters import allowed
from hamafza.lib.text.digits import to_persian
from hamafza.lib.text.letters import ARABIC

MINUS = "\u2212"
LRM = "\u200e"
GREGORIAN_FA = ("ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر",
                "دسامبر")  # fmt: skip
JALALI_EN = ("Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey",
             "Bahman", "Esfand")  # fmt: skip
_RTL_LETTER = re.compile(f"[{ARABIC}\u0590-\u05ff]")
_LATIN = re.compile("[A-Za-z]")
_EXACT = Context(prec=400)
_PERSIAN_SIGNS = str.maketrans(",.%", "٬٫٪")


@dataclass(frozen=True, slots=True)
class DocumentReader:
    """For whom values are written."""

    language: Language
    calendar: Calendar

    @classmethod
    def of(cls, document: Document) -> DocumentReader:
        return cls(document.language, document.days)

    def value(self, value: Value, shape: Shape) -> str:
        """As a cell shows it. What does not fit its kind is shown as the text it is."""
        if value is None:
            return ""
        if isinstance(value, Unmeasured):
            return WORDS[self.language].unmeasured
        if isinstance(value, date):
            return self.short_day(value)
        if isinstance(value, str):
            return allowed(value)
        return self.number(value, shape) if is_number(value) else WORDS[self.language].unmeasured

    def number(self, value: Number, shape: Shape) -> str:
        """«−۱٬۲۳۴٫۵», "+12%"; zero has no sign.

        >>> Reader("fa", "jalali").number(-1234.56, Shape(Kind.SIGNED, 1))
        '−۱٬۲۳۴٫۶'
        """
        rounded = rounded_to(value, shape)
        text = f"{abs(rounded):,f}" + ("%" if shape.kind.is_share else "")
        if self.language == "fa":
            text = to_persian(text.translate(_PERSIAN_SIGNS))
        return sign(rounded, shape.kind) + text

    def day(self, value: date) -> str:
        """«۲۳ مرداد ۱۴۰۱», as a sentence holds it."""
        day, clock = parts(value)
        if self.calendar == "jalali":
            named = jalali_of(day)
            months = MONTHS if self.language == "fa" else JALALI_EN
            text = f"{named.day} {months[named.month - 1]} {named.year}"
        else:
            names = GREGORIAN_FA if self.language == "fa" else MONTHS_EN
            text = f"{day.day} {names[day.month - 1]} {day.year}"
        return self.digits(text + clock)

    def short_day(self, value: date) -> str:
        """«۱۴۰۱/۰۵/۲۳», as a column of dates shows it; the order of these texts is that of the days."""
        day, clock = parts(value)
        if self.calendar == "jalali":
            named = jalali_of(day)
            return self.digits(f"{named.year}/{named.month:02}/{named.day:02}{clock}")
        return self.digits(f"{day.isoformat()}{clock}")

    def digits(self, text: str) -> str:
        return to_persian(text) if self.language == "fa" else text

    def amount(self, amount: Amount) -> str:
        """A value inside a sentence."""
        if isinstance(amount.value, date):
            return self.day(amount.value)
        return self.value(amount.value, amount.shape)

    def isolated(self, text: str, shape: Shape) -> str:
        """A number or short date that plain text of any direction cannot turn round."""
        return f"{LRM}{text}{LRM}" if text and shape.kind is not ValueKind.TEXT else text

    def text(self, run: Run) -> str:
        """A run without its look."""
        if isinstance(run, str):
            return closed(allowed(run))
        if not isinstance(run, Amount):
            return closed(allowed(run.text))
        text = self.amount(run)
        return self.isolated(text, run.shape) if is_number(run.value) else text


def rounded_to(value: Number, shape: Shape) -> Decimal:
    """The number as it is shown, half away from zero; a share in percent."""
    exact = _EXACT.multiply(Decimal(str(value)), Decimal(100 if shape.kind.is_share else 1))
    rounded = exact.quantize(Decimal(1).scaleb(-shape.places), ROUND_HALF_UP, _EXACT)
    return rounded if rounded else abs(rounded)


def sign(value: Decimal, kind: ValueKind) -> str:
    if value < 0:
        return MINUS
    return "+" if value > 0 and kind.is_signed else ""


def parts(value: date) -> tuple[date, str]:
    """The local day, and the clock if it has one."""
    here = local(value)
    return (here.date(), f" {here:%H:%M}") if isinstance(here, datetime) else (here, "")


def local(value: date) -> date:
    """An instant with the clock of Tehran and without its zone; a day as it is."""
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(TEHRAN).replace(tzinfo=None)
    return value


def explained(value: Unmeasured, language: Language) -> str:
    """«سنجیده نشده: …», for forms without notes."""
    words, reason = WORDS[language], allowed(value.reason)
    return words.unmeasured_because.format(reason=reason) if reason else words.unmeasured


def has_rtl(text: str) -> bool:
    """Whether a text has a letter that is read from right to left."""
    return _RTL_LETTER.search(text) is not None


def direction_of(text: str) -> Literal["rtl", "ltr", ""]:
    """The one direction of all letters of a text; nothing if it has none or both."""
    if has_rtl(text):
        return "" if _LATIN.search(text) else "rtl"
    return "ltr" if _LATIN.search(text) else ""
