"""Numbers in figures and in words, as values that can be compared."""

from collections.abc import Sequence
from decimal import Decimal

_ONES = "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده"
_TENS = "بیست سی چهل پنجاه شصت هفتاد هشتاد نود"
_HUNDREDS = "صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد"
_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = {
    "هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9, "تریلیون": 10**12,
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_WORTH: dict[str, int] = {
    **{word: n for n, word in enumerate(_ONES.split())},
    **{word: 20 + 10 * n for n, word in enumerate(_TENS.split())},
    **{word: 100 + 100 * n for n, word in enumerate(_HUNDREDS.split())},
    **{word: n for n, word in enumerate(_ENGLISH.split())},
    **{word: 20 + 10 * n for n, word in enumerate(_ENGLISH_TENS.split())},
    "هیجده": 18,
    "hundred": 100,
}
_PARTS = frozenset(
    ["نیم", "نیمی", "نصف", "ثلث", "ربع", "half", "third", "quarter", "double", "برابر", "درصد"]
)
_ORDINALS = {
    f"{word}{ending}": value for word, value in _WORTH.items() if word[0] > "z" for ending in ("م", "مین")
} | {"اول": 1, "اولین": 1, "نخست": 1, "نخستین": 1, "سوم": 3, "سومین": 3, "سیام": 30, "سیامین": 30}
_ORDINALS |= {word: n for n, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth"], 1)}


def is_number(key: str) -> bool:
    """Whether a word (by its key) says how many or which one: «۵۰», «پنجاه», «میلیون», «سوم», «درصد».

    >>> [is_number(word) for word in ("1401", "پنجاه", "سوم", "کتاب")]
    [True, True, True, False]
    """
    return key[:1].isdigit() or key in _WORTH or key in _SCALES or key in _ORDINALS or key in _PARTS


def values(keys: Sequence[str]) -> tuple[str, ...]:
    """The numbers that a run of words says, in order; one written in words equals one in figures.

    >>> values(["12", "هزار", "و", "500", "نفر"]) == values(["12500"])
    True
    """
    found: list[str] = []
    whole, part, begun, joined = Decimal(0), Decimal(0), False, False
    for word in [*keys, ""]:
        if word[:1].isdigit() or word in _WORTH:
            if begun and not joined and not (word == "hundred" and part):
                found.append(_plain(whole + part))
                whole, part = Decimal(0), Decimal(0)
            part = part * 100 if word == "hundred" and part else part + _worth(word)
            begun, joined = True, not word[:1].isdigit() and word.isascii()
        elif word in _SCALES:
            whole += (part or 1) * _SCALES[word]
            part, begun, joined = Decimal(0), True, True
        elif word in ("و", "and") and begun:
            joined = True
        else:
            if begun:
                found.append(_plain(whole + part))
            whole, part, begun, joined = Decimal(0), Decimal(0), False, False
            if word in _ORDINALS:
                found.append(f"{_ORDINALS[word]}.")
            elif word in _PARTS:
                found.append(word)
    return tuple(found)


def _worth(word: str) -> Decimal:
    return Decimal(word) if word[:1].isdigit() else Decimal(_WORTH[word])


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
