"""The query language. Reading a query never fails: what is not understood is looked for as words.

| written | means |
|---|---|
| `بیمه کارگران` | items with any of the words; those with more and rarer ones first |
| `"…"` or `«…»` | these words in this order |
| `+word` | must be in it |
| `-word`, `-"…"` | must not be in it |
| `unit:` `واحد:` | a unit, by code or by words of its name |
| `topic:` `موضوع:`, `profile:` `قالب:` | a topic, a kind of item, by code or name |
| `source:` `منبع:` | words of the credited source |
| `from:` `از:`, `to:` `تا:`, `date:` `تاریخ:` | a year, month or day, in either calendar and any digits |
| `code:` `کد:` | a news code; a bare number that is a news code finds its item too |

A value of several words stands in quotation marks. A field may be excluded with `-` too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from hamafza.lib.calendar.jalali import TEHRAN, day_bounds, month_bounds, year_bounds
from hamafza.lib.calendar.parse import parse_dates
from hamafza.lib.text.fold import fold
from hamafza.lib.text.letters import ZWNJ
from hamafza.lib.text.tokens import Keys, tokens
from hamafza.lib.text.wholes import from_home, join_prefixes, wholes

LONGEST = 500  # characters
MOST_WORDS = 24

Sign = Literal["", "+", "-"]
Bounds = tuple[datetime, datetime]


@dataclass(frozen=True)
class QueryWord:
    """One word as typed, with its keys."""

    text: str
    keys: Keys
    sign: Sign = ""


@dataclass(frozen=True)
class Phrase:
    """Words in this order."""

    words: tuple[QueryWord, ...]
    sign: Sign = "+"


@dataclass(frozen=True)
class QueryField:
    """A condition on what is not text; `value` as typed."""

    name: str
    value: str
    sign: Sign = "+"


@dataclass(frozen=True)
class Query:
    """A query as it was understood."""

    text: str
    words: tuple[QueryWord, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    fields: tuple[QueryField, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases or self.fields)


NAMES = {
    "unit": ("unit", "واحد"),
    "topic": ("topic", "موضوع"),
    "profile": ("profile", "قالب"),
    "source": ("source", "منبع"),
    "from": ("from", "از", "after", "since"),
    "to": ("to", "تا", "before", "until"),
    "date": ("date", "تاریخ"),
    "code": ("code", "کد", "کد خبر"),
}
_FIELDS = {fold(name): field for field, names in NAMES.items() for name in names}
_QUOTES = {'"': '"', "«": "»", "“": "”", "„": "“", "″": "″"}
_OPEN = "".join(_QUOTES)
_PIECE = re.compile(
    rf"(?P<sign>[-+−–])?(?:(?P<field>کد\s?خبر|كد\s?خبر|[^\W\d_]+)[:：]\s*)?(?:(?P<quote>[{_OPEN}])|(?P<plain>[^\s{_OPEN}]+))"
)


def parse(text: str) -> Query:
    """A query as typed, understood.

    >>> q = parse('بیمه -شغل «تأمین اجتماعی» از:1401/05')
    >>> [w.text for w in q.words if not w.sign], [f.name for f in q.fields], len(q.phrases)
    (['بیمه'], ['from'], 1)
    """
    text = from_home(join_prefixes(text[:LONGEST].replace("\0", " ")))
    loose: list[str] = []
    words: list[QueryWord] = []
    phrases: list[Phrase] = []
    fields: list[QueryField] = []
    at = 0
    while (piece := _PIECE.search(text, at)) is not None:
        name = _FIELDS.get(" ".join(fold(piece["field"] or "").replace(ZWNJ, " ").split()))
        sign = _sign(piece["sign"])
        if piece["field"] and name is None:  # «تهران: …» is no field
            at = piece.end("field") + 1
            words += _words(piece["field"], sign)
            continue
        value, at = _value(text, piece)
        if name is not None:
            if value.strip():
                fields.append(QueryField(name, value.strip(), "-" if sign == "-" else "+"))
        elif piece["quote"]:
            if inside := tuple(_words(value, "")):
                phrases.append(Phrase(inside, "-" if sign == "-" else "+"))
        else:
            words += _words(value, sign)
            loose += [value] if not sign else []
    known = {word.keys.folded for word in words}
    words += [whole(key) for key in wholes(" ".join(loose)) if key not in known]
    return Query(text.strip(), tuple(words[:MOST_WORDS]), tuple(phrases[:8]), tuple(fields[:12]))


def whole(key: str) -> QueryWord:
    """Several words that say one thing, as one: the number that «هفت و نیم» says."""
    return QueryWord(key, Keys(key, (key,), key))


def _sign(sign: str | None) -> Sign:
    return "" if sign is None else "+" if sign == "+" else "-"


def _value(text: str, piece: re.Match[str]) -> tuple[str, int]:
    """What stands after sign and field, and where to go on."""
    if piece["quote"] is None:
        return piece["plain"], piece.end()
    start = piece.end()
    end = text.find(_QUOTES[piece["quote"]], start)
    return (text[start:], len(text)) if end < 0 else (text[start:end], end + 1)


def _words(text: str, sign: Sign) -> list[QueryWord]:
    """Words of a piece; of an excluded or demanded piece of several words each one."""
    return [QueryWord(token.text, token.keys, sign) for token in tokens(text) if token.keys.parts]


_DIGITS_DATE = re.compile(r"(\d{4})(?:[/.\-](\d{1,2})(?:[/.\-](\d{1,2}))?)?\Z")
_FIRST_GREGORIAN = 1700


def span(value: str, zone: ZoneInfo = TEHRAN) -> Bounds | None:
    """First instant of the day, month or year that `value` says, and the first one after it.

    >>> [when.isoformat() for when in span("۱۴۰۱/۰۵/۲۳")]
    ['2022-08-13T19:30:00+00:00', '2022-08-14T19:30:00+00:00']
    """
    plain = fold(value).strip()
    try:
        if match := _DIGITS_DATE.match(plain):
            numbers = [int(n) for n in match.groups() if n]
            return _gregorian(numbers, zone) if numbers[0] >= _FIRST_GREGORIAN else _jalali(numbers, zone)
        found = parse_dates(value, zone)
        if not found:
            return None
        first = found[0]
        if first.precision == "month":
            return first.when.astimezone(UTC), _month_after(first.when, first.calendar, zone)
        start = datetime.combine(first.when.astimezone(zone).date(), time(), zone)
        return start.astimezone(UTC), _day_after(start.date(), zone)
    except (ValueError, OverflowError):
        return None


def _jalali(numbers: list[int], zone: ZoneInfo) -> Bounds:
    if len(numbers) == 1:
        return year_bounds(numbers[0], zone)
    if len(numbers) == 2:
        return month_bounds(numbers[0], numbers[1], zone)
    return day_bounds(numbers[0], numbers[1], numbers[2], zone)


def _gregorian(numbers: list[int], zone: ZoneInfo) -> Bounds:
    year, month, day = [*numbers, 1, 1][:3]
    start = datetime(year, month, day, tzinfo=zone)
    if len(numbers) == 3:
        end = _day_after(start.date(), zone)
    elif len(numbers) == 2:
        end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone).astimezone(UTC)
    else:
        end = datetime(year + 1, 1, 1, tzinfo=zone).astimezone(UTC)
    return start.astimezone(UTC), end


def _day_after(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


def _month_after(first: datetime, calendar: str, zone: ZoneInfo) -> datetime:
    """The end of a month that begins at `first`: a lunar or Jalali month is at most 31 days long."""
    if calendar == "gregorian":
        return _gregorian([first.year, first.month], zone)[1]
    days = 30 if calendar == "lunar" else 31
    return (first + timedelta(days=days)).astimezone(UTC)
