"""Of which kind a change of words is: a number, a negation, a date, a name, or other words."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from hamafza.lib.calendar.names import GREGORIAN, JALALI, LUNAR, WEEKDAYS
from hamafza.lib.reuse.amounts import is_number, values
from hamafza.lib.reuse.negation import reverses
from hamafza.lib.reuse.words import Word, Words, key
from hamafza.lib.text.fold import fold

Kind = Literal["number", "negation", "date", "name", "wording", "spelling"]

_TITLES = frozenset(
    key(word)
    for word in [
        "دکتر",
        "مهندس",
        "آقای",
        "خانم",
        "آقا",
        "سید",
        "حاج",
        "وزیر",
        "معاون",
        "رئیس",
        "مدیر",
        "مدیرعامل",
        "مدیرکل",
        "سردار",
        "امیر",
        "سرتیپ",
        "سرهنگ",
        "سرلشکر",
        "استاندار",
        "فرماندار",
        "شهردار",
        "سخنگوی",
        "نماینده",
        "شهید",
        "استاد",
        "پروفسور",
        "حجت\u200cالاسلام",
        "آیت\u200cالله",
        "حجتالاسلام",
        "آیتالله",
        "سفیر",
        "دبیر",
        "mr",
        "mrs",
        "ms",
        "dr",
        "minister",
        "president",
        "director",
        "governor",
        "ambassador",
    ]
)
_AFTER_TITLE = 4  # words after a title that may be part of a name
_GENERIC = frozenset(
    key(word)
    for word in [
        "روابط",
        "عمومی",
        "روابط\u200cعمومی",
        "سازمان",
        "اداره",
        "کل",
        "مرکز",
        "وزارت",
        "استان",
        "شهرستان",
        "شهر",
        "دفتر",
        "صندوق",
        "شرکت",
        "موسسه",
        "بنیاد",
        "معاونت",
        "و",
        "در",
        "به",
        "از",
        "با",
        "خبر",
        "شبکه",
        "آزمون",
        "امور",
        "ملی",
        "کشور",
        "ایران",
        "the",
        "of",
        "and",
        "office",
        "centre",
        "center",
        "organization",
        "ministry",
        "public",
        "relations",
        "network",
        "fund",
        "department",
    ]
)
_DATE_WORD = re.compile(
    "(?:{})".format("|".join(names.pattern for names in (JALALI, LUNAR, GREGORIAN, WEEKDAYS))), re.IGNORECASE
)
_NUMERIC_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_LONG = 12  # more words than that are another sentence, not another number


def name_words(names: Iterable[str]) -> frozenset[str]:
    """The words that make names of people, units and places, as they are compared.

    >>> sorted(name_words(["روابط‌عمومی البرز"]))
    ['البرز']
    """
    found = {key(word) for name in names for word in re.findall(r"[^\W_]+(?:\u200c[^\W_]+)*", name)}
    return frozenset(word for word in found if len(word) > 2 and word not in _GENERIC and not is_number(word))


class Kinds:
    """Judges changes between two texts; `names` as `name_words` gives them."""

    def __init__(self, before: Words, after: Words, names: frozenset[str]) -> None:
        self._texts = before, after
        self._names = names

    def of(self, before: range, after: range) -> tuple[Kind, ...]:
        """Kinds of a change of the words `before` into the words `after`, the weightiest first."""
        sides = [[text.all[n] for n in span] for text, span in zip(self._texts, (before, after), strict=True)]
        keys = [[word.key for word in side] for side in sides]
        if max(map(len, keys)) > _LONG:
            return ("wording",)
        found: list[Kind] = []
        spans = before, after
        if any(self._in_date(text, span) for text, span in zip(self._texts, spans, strict=True)):
            found.append("date")
        elif _counts_otherwise(*keys):
            found.append("number")
        if reverses(*keys):
            found.append("negation")
        if any(self._in_name(text, span) for text, span in zip(self._texts, spans, strict=True)):
            found.append("name")
        if not found and _misspelt(*map("".join, keys)):
            return ("spelling",)
        return tuple(found) or ("wording",)

    def _in_date(self, text: Words, span: range) -> bool:
        """A month, a weekday, or a number beside a month or in a date of figures."""
        for n in span:
            word = text.all[n]
            if _is_date_word(word):
                return True
            if word.key[:1].isdigit() and (_beside_month(text, n) or _in_figures(text, word)):
                return True
        return False

    def _in_name(self, text: Words, span: range) -> bool:
        for n in span:
            word = text.all[n]
            if word.key in self._names:
                return True
            if not is_number(word.key) and (_after_title(text, n) or _capital(text, n)):
                return True
        return False


def _is_date_word(word: Word) -> bool:
    # «مه», «دی», «می», «تیر» and «مهر» are ordinary words too: beside a number they are months.
    return len(word.key) > 3 and _is_month_or_weekday(word.key)


def _is_month_or_weekday(key: str) -> bool:
    """Whether a key is such a name, alone or with «ماه»."""
    return _DATE_WORD.fullmatch(key) is not None or _DATE_WORD.fullmatch(key.removesuffix("ماه")) is not None


def _beside_month(text: Words, n: int) -> bool:
    around = text.all[max(0, n - 2) : n + 3]
    return any(_is_month_or_weekday(word.key) for word in around if word.key != "می")


def _in_figures(text: Words, word: Word) -> bool:
    start = max(0, word.start - 12)
    window = fold(text.letters.text[start : word.end + 12])
    return any(
        start + m.start() <= word.end and start + m.end() >= word.start
        for m in _NUMERIC_DATE.finditer(window)
    )


def _after_title(text: Words, n: int) -> bool:
    """Within a few words after a title, with no stop between."""
    for back in range(1, min(_AFTER_TITLE, n) + 1):
        between = text.letters.text[text.all[n - back].end : text.all[n - back + 1].start]
        if any(stop in between for stop in ".،,:؛«»\n"):
            return False
        if text.all[n - back].key in _TITLES:
            return True
    return False


def _capital(text: Words, n: int) -> bool:
    """A Latin word with a capital that does not begin its sentence."""
    word = text.all[n]
    if not word.written[0].isupper() or n == 0:
        return False
    return not any(c in ".!?\n:" for c in text.letters.text[text.all[n - 1].end : word.start])


def _counts_otherwise(before: Sequence[str], after: Sequence[str]) -> bool:
    one, other = values(before), values(after)
    if one == other:
        return False
    return not (set(one) | set(other) <= {"1"} and not (one and other))  # «یک» is an article too


def _misspelt(before: str, after: str) -> bool:
    """One letter more, less, other, or two neighbours swapped, in a word of four letters or more."""
    short, long = sorted((before, after), key=len)
    if len(short) < 4 or len(long) - len(short) > 1 or is_number(before) or is_number(after):
        return False
    head = next((n for n, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    if len(short) != len(long):
        return short[head:] == long[head + 1 :]
    rest = short[head + 1 :], long[head + 1 :]
    swapped = short[head : head + 2] == long[head : head + 2][::-1] and short[head + 2 :] == long[head + 2 :]
    return rest[0] == rest[1] or swapped
