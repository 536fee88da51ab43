"""A light stemmer: suffixes off, no lemmas, so that it can never go far wrong.

It works on folded words. Verb forms stay apart (nothing is gained in search), and so does negation:
«نمی‌شود» must not be found for «می‌شود».
"""

import re
from functools import cache

from hamafza.lib.text.fold import fold
from hamafza.lib.text.lexicon import lexicon

_PERSIAN = re.compile("[ا-ی]")
_PLURAL = re.compile("(?<=..)ها(?:یی|یشان|یتان|یمان|یم|یت|یش|یی?|ست)?$")
_COMPARATIVE = ("ترین", "تری", "تر")
_ENDINGS = ("گان", "ان", "ات", "یی", "ی")
_SHORTEST = 3
_KEEP = frozenset(
    fold(
        """تنها بها رها انتها منتها منهای
        دفتر دختر متر بهتر بیشتر کمتر تیتر تئاتر چتر مهتر مشتری دکتر برتر ریشتر دستر بستر خاکستر کنتر پیشتر
        علی ملی ولی قوی حتی خیلی وقتی کسی بسیاری برخی
        اثبات ثبات حیات ملات نجات برات جهات صفات مکافات مناجات ادبیات
        شورا شورای برای دارای جای سوی روی پای رای همکاری"""
    ).split()
)


def stem(word: str) -> str:
    """The index key of one folded word without half-spaces.

    >>> stem("کتابهایشان"), stem("ایران"), stem("منتقدانی"), stem("ministries")
    ('کتاب', 'ایران', 'منتقد', 'ministry')
    """
    if not _PERSIAN.match(word):
        return _english(word)
    if word in _KEEP:
        return _shortened(word)
    return _ending_off(_comparative_off(_PLURAL.sub("", word)))


def _shortened(word: str) -> str:
    """«شورای» and «شورا» are one word in two cases."""
    return word[:-1] if word.endswith(("ای", "وی")) and len(word) > _SHORTEST else word


def _comparative_off(word: str) -> str:
    for suffix in _COMPARATIVE:
        base = word.removesuffix(suffix)
        if base != word and len(base) >= _SHORTEST and base in _adjectives():
            return base
    return word


def _ending_off(word: str, depth: int = 0) -> str:
    for suffix in _ENDINGS:
        base = word.removesuffix(suffix)
        if base == word or len(base) < _SHORTEST or word in _KEEP:
            continue
        if suffix == "گان":
            if f"{base}ه" in _whole():
                return f"{base}ه"
            continue
        if suffix == "ان" and word in _whole():
            return word
        under_it = base.endswith("ی") if suffix == "ان" else suffix == "ی" and base.endswith(("ان", "ات"))
        return _ending_off(base, depth + 1) if under_it and depth < 2 else base
    return word


@cache
def _adjectives() -> frozenset[str]:
    return _folded(lexicon().adjectives)


@cache
def _whole() -> frozenset[str]:
    """Folded nouns that dictionaries list as they stand, such as «ایران» and «سازمان»."""
    return _folded(lexicon().nouns)


def _folded(words: frozenset[str]) -> frozenset[str]:
    """Folded words; most are folded as they stand, and those are not kept twice."""
    return frozenset(word if (folded := fold(word)) == word else folded for word in words)


def _english(word: str) -> str:
    """Plural endings of English words off (Harman's s-stemmer)."""
    if len(word) > 4 and word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ies")):
        return word[:-1]
    return word
