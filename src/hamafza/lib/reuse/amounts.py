"""Numbers in figures and in words, as values that can be compared."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

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
    >>> values(["بیست", "و", "یکم"]), values(["دو", "و", "نیم", "میلیون"]), values(["یک", "سوم"])
    (('21.',), ('2500000',), ('1/3',))
    """
    reader = _Reader()
    words = _hundreds_joined(keys)
    for word, behind in zip_longest(words, words[1:], fillvalue=""):
        reader.read(word, behind)
    reader.close()
    return tuple(reader.found)


def _hundreds_joined(keys: Sequence[str]) -> list[str]:
    """«نه صد» is «نهصد»."""
    words: list[str] = []
    for word in keys:
        if word == "صد" and words and 2 <= _WORTH.get(words[-1], 0) <= 9:
            words[-1] = str(100 * _WORTH[words[-1]])
        else:
            words.append(word)
    return words


class _Reader:
    """Adds up the words of one number after the other."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._start()

    def _start(self) -> None:
        self._whole, self._part, self._begun = Decimal(0), Decimal(0), False
        self._joined = False  # «و» or a scale word came last
        self._spelt = False  # the last number was a word

    def read(self, word: str, behind: str) -> None:
        if word[:1].isdigit() or word in _WORTH:
            self._number(word)
        elif word in _SCALES:
            self._whole += (self._part or 1) * _SCALES[word]
            self._part, self._begun, self._joined = Decimal(0), True, True
        elif word == "نیم" and ((self._joined and self._begun) or behind in _SCALES):
            self._part, self._begun, self._joined = self._part + Decimal("0.5"), True, False
        elif word in ("و", "and") and self._begun:
            self._joined = True
        elif word in _ORDINALS:
            self._ordinal(_ORDINALS[word])
        else:
            self.close()
            if word in _PARTS:
                self.found.append(word)

    def _number(self, word: str) -> None:
        worth, spelt = _worth(word), not word[:1].isdigit()
        hundred = word == "hundred" and self._part
        if self._begun and not self._joined and not hundred and not (spelt and self._continues(worth)):
            self.close()
        self._part = self._part * 100 if hundred else self._part + worth
        self._begun, self._joined, self._spelt = True, False, spelt

    def _continues(self, worth: Decimal) -> bool:
        """Whether a word goes on with the number before it without «و»: «چهارصد پنجاه», «twenty five»."""
        return self._spelt and (
            (self._part >= 100 and self._part % 100 == 0 and worth < 100)
            or (self._part >= 20 and self._part % 10 == 0 and 1 <= worth <= 9)
        )

    def _ordinal(self, worth: int) -> None:
        if self._begun and self._joined:
            self.found.append(f"{_plain(self._whole + self._part + worth)}.")
            self._start()
        elif self._begun and self._spelt and not self._whole and self._part < 10 and worth > 2:
            self.found.append(f"{_plain(self._part)}/{worth}")
            self._start()
        else:
            self.close()
            self.found.append(f"{worth}.")

    def close(self) -> None:
        """The number that was being read is over."""
        if self._begun:
            self.found.append(_plain(self._whole + self._part))
        self._start()


def _worth(word: str) -> Decimal:
    return Decimal(word) if word[:1].isdigit() else Decimal(_WORTH[word])


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
