"""A light stemmer: suffixes off, no lemmas, so that it can never go far wrong."""

import re

_PERSIAN = re.compile(r"[آ-ی]")
_PLURAL = re.compile(r"(?<=..)ها(?:یی|یشان|یتان|یمان|یم|یت|یش|ی)?$")
_SUFFIXES = ("ترین", "تری", "تر", "ات", "ان", "یی", "ی")
_KEEP = frozenset(
    ["ایران", "تهران", "سازمان", "استان", "پایان", "جهان", "زمان", "انسان", "خراسان", "لرستان", "کردستان", "خوزستان", "گلستان", "بلوچستان", "مازندران", "همدان", "کرمان", "گیلان", "زنجان", "سمنان", "اصفهان", "درمان", "فرمان", "جوان", "میان", "بیان", "عنوان", "ایمان", "دوران", "تابستان", "زمستان", "امکان", "جریان", "میزان", "توان", "خیابان", "دبیرستان", "بیمارستان", "شهرستان", "دندان", "آسمان", "داستان", "پنهان", "ساختمان", "قهرمان", "مهمان", "باران", "تومان", "دهان", "دفتر", "دختر", "متر", "بهتر", "بیشتر", "کمتر", "تیتر", "تئاتر", "چتر", "مهتر", "مشتری", "دکتر", "استاد", "دشتی", "علی", "ملی", "تنها", "بها", "رها", "انتها", "آنها", "اینها", "اثبات", "ثبات", "حیات", "ملات", "نجات", "برات", "جهات", "صفات", "شورا"]
)


def stem(word: str) -> str:
    """The index key of one folded word without half-spaces.

    >>> stem("کتابهایشان"), stem("ایران"), stem("ministries")
    ('کتاب', 'ایران', 'ministry')
    """
    if word in _KEEP:
        return word
    if not _PERSIAN.match(word):
        return _english(word)
    word = _PLURAL.sub("", word)
    for suffix in _SUFFIXES:
        if len(word) - len(suffix) >= 3 and word.endswith(suffix) and word not in _KEEP:
            return word.removesuffix(suffix)
    return word


def _english(word: str) -> str:
    """Plural endings of English words off (Harman's s-stemmer)."""
    if len(word) > 4 and word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ies")):
        return word[:-1]
    return word
