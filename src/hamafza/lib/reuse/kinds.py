"""Of which kind a change of words is: a number, a negation, a date, a name, or other words."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, pairwise, takewhile
from typing import Literal

from hamafza.lib.reuse.amounts import is_number, values
from hamafza.lib.reuse.negation import denies, reverses
from hamafza.lib.reuse.vocabulary import (
    is_contact,
    is_frame,
    is_given_name,
    is_month_or_weekday,
    is_saying,
    is_unit,
    is_word,
)
from hamafza.lib.reuse.words import PlacedWord, TextWords, key
from hamafza.lib.text.fold import fold

Kind = Literal[
    "number",
    "unit",
    "sign",
    "negation",
    "framing",
    "direction",
    "date",
    "name",
    "speaker",
    "contact",
    "wording",
    "spelling",
]

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

    def __init__(self, before: TextWords, after: TextWords, names: frozenset[str]) -> None:
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
        if _differ(is_unit, *keys):
            found.append("unit")
        if reverses(*keys):
            found.append("negation")
        if _differ(is_frame, *keys):
            found.append("framing")
        if any(self._in_name(text, span) for text, span in zip(self._texts, spans, strict=True)):
            found.append("name")
        one, other = map("".join, keys)
        if not found and _misspelt(one, other):
            return ("spelling",)
        if "name" not in found and _misread(one, other) and not self._says_more(spans):
            return ("spelling",)
        return tuple(found) or ("wording",)

    def _says_more(self, spans: tuple[range, range]) -> bool:
        """Whether the words that were put in mean something: a unit, a denial, a number, a name, or more than one word."""
        keys = [self._texts[1].all[n].key for n in spans[1]]
        meant = (is_unit, is_frame, denies, is_number, is_saying, is_month_or_weekday)
        return len(keys) != 1 or len(spans[0]) != 1 or any(test(keys[0]) for test in meant)

    def beside(self, words: range) -> tuple[Kind, ...]:
        """Kinds of words of the second text that stand beside official ones and are not official."""
        text = self._texts[1]
        keys = [text.all[n].key for n in words]
        tests: list[tuple[Kind, bool]] = [
            ("contact", any(map(is_contact, keys)) or any(_is_account(text, n) for n in words)),
            ("framing", any(map(is_frame, keys))),
            ("negation", any(map(denies, keys))),
            ("speaker", any(map(is_saying, keys)) and len(keys) <= _LONG),
            ("number", bool(values(keys))),
            ("unit", any(map(is_unit, keys))),
            ("name", self._in_name(text, words)),
        ]
        return tuple(kind for kind, holds in tests if holds) or ("wording",)

    def _in_date(self, text: TextWords, span: range) -> bool:
        """A month, a weekday, or a number beside a month or in a date of figures."""
        for n in span:
            word = text.all[n]
            if _is_date_word(word):
                return True
            if word.key[:1].isdigit() and (_beside_month(text, n) or _in_figures(text, word)):
                return True
        return False

    def _in_name(self, text: TextWords, span: range) -> bool:
        for n in span:
            word = text.all[n]
            if word.key in self._names or is_given_name(word.key):
                return True
            if n and is_given_name(text.all[n - 1].key) and not is_saying(word.key):
                return True
            if not is_number(word.key) and (_after_title(text, n) or _capital(text, n)):
                return True
        return False


def _is_account(text: TextWords, n: int) -> bool:
    """The name of an account, or a word of an address on the web."""
    start, end = text.all[n].start, text.all[n].end
    return text.letters.text[max(0, start - 1) : start] == "@" or text.letters.text[end : end + 3] == "://"


def _is_date_word(word: PlacedWord) -> bool:
    # «مه», «دی», «می», «تیر» and «مهر» are ordinary words too: beside a number they are months.
    return len(word.key) > 3 and is_month_or_weekday(word.key)


def _beside_month(text: TextWords, n: int) -> bool:
    around = text.all[max(0, n - 2) : n + 3]
    return any(is_month_or_weekday(word.key) for word in around if word.key != "می")


def _in_figures(text: TextWords, word: PlacedWord) -> bool:
    start = max(0, word.start - 12)
    window = fold(text.letters.text[start : word.end + 12])
    return any(
        start + m.start() <= word.end and start + m.end() >= word.start
        for m in _NUMERIC_DATE.finditer(window)
    )


def _after_title(text: TextWords, n: int) -> bool:
    """Within a few words after a title, with no stop between."""
    for back in range(1, min(_AFTER_TITLE, n) + 1):
        between = text.letters.text[text.all[n - back].end : text.all[n - back + 1].start]
        if any(stop in between for stop in ".،,:؛«»\n"):
            return False
        if text.all[n - back].key in _TITLES:
            return True
    return False


def _capital(text: TextWords, n: int) -> bool:
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


def _differ(test: Callable[[str], bool], before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the words of both sides for which the test holds are not the same."""
    return [key for key in before if test(key)] != [key for key in after if test(key)]


def _misspelt(before: str, after: str) -> bool:
    """One letter typed twice, left out or taken for one that sounds, looks or lies beside it; two neighbours swapped.

    A word that is one («تأکید» for «تأیید») is no misspelling of another.
    """
    if min(len(before), len(after)) < 2 or len(before) < 3 or abs(len(before) - len(after)) > 1:
        return False
    if is_number(before) or is_number(after) or is_word(after):
        return False
    head = next(
        (n for n, (x, y) in enumerate(zip(before, after, strict=False)) if x != y),
        min(len(before), len(after)),
    )
    if len(after) > len(before):
        return before[head:] == after[head + 1 :]
    if len(after) < len(before):
        return before[head + 1 :] == after[head:]
    if before[head + 1 :] == after[head + 1 :]:
        return frozenset((before[head], after[head])) in _ALIKE
    return before[head : head + 2] == after[head : head + 2][::-1] and before[head + 2 :] == after[head + 2 :]


def is_like_shape(before: str, after: str) -> bool:
    """Whether few letters were taken for others of the same shape, whatever word came of it: «آنان» read as «آبان»."""
    unlike = [frozenset(pair) for pair in zip(before, after, strict=False) if pair[0] != pair[1]]
    few = 0 < len(unlike) <= max(1, len(before) // 2)
    return len(before) == len(after) and few and all(pair in _SHAPED_ALIKE for pair in unlike)


def _alike_from_start(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def is_slip(before: str, after: str) -> bool:
    """Whether one letter was lost, put in or exchanged, or two neighbours swapped, or letters of one shape misread.

    >>> [is_slip("نقطه", word) for word in ("نطه", "نققطه", "اقطه", "قنطه", "نکته")]
    [True, True, True, True, False]
    """
    if min(len(before), len(after)) < 2 or before == after:
        return False
    start = _alike_from_start(before, after)
    behind = _alike_from_start(before[start:][::-1], after[start:][::-1])
    one, other = before[start : len(before) - behind], after[start : len(after) - behind]
    return (
        max(len(one), len(other)) <= 1
        or (len(one) == 2 and one == other[::-1])
        or is_like_shape(before, after)
    )


def _misread(before: str, after: str) -> bool:
    """Whether a scanner took one or two letters for others of the same shape, which made no word: «نفر» read as «بفر»."""
    known = len(before) < 2 or is_word(after) or any(c.isdigit() for c in before + after)
    return not known and is_like_shape(before, after)


_SOUND = ("زذضظ", "سثص", "تط", "هح", "غق", "اع")
_LOOK = (
    "بپتثنی",
    "جچحخ",
    "دذ",
    "رزژ",
    "سش",
    "صض",
    "طظ",
    "عغ",
    "فق",
    "کگ",
    "هم",
    "دو",
    "رو",
    "il1",
    "o0",
    "mn",
    "uv",
)
_SHAPED_ALIKE = {frozenset(pair) for group in _LOOK[:10] for pair in combinations(group, 2)}
_KEYBOARD = ("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE = {frozenset(pair) for group in _SOUND + _LOOK for pair in combinations(group, 2)} | {
    frozenset(pair) for row in _KEYBOARD for pair in pairwise(row)
}
