"""Digits of the three scripts that mix in one Persian page."""

import re

LATIN = "0123456789"
PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
ARABIC = "٠١٢٣٤٥٦٧٨٩"

_TO_LATIN = str.maketrans(PERSIAN + ARABIC, LATIN * 2)
_TO_PERSIAN = str.maketrans(LATIN + ARABIC, PERSIAN * 2)
_LATIN_TO_PERSIAN = str.maketrans(LATIN, PERSIAN)
_ARABIC_TO_PERSIAN = str.maketrans(ARABIC, PERSIAN)

_ASCII_RUN = re.compile(r"[!-~]+")
_ASCII_LETTER = re.compile(r"[A-Za-z]")


def to_latin(text: str) -> str:
    """Persian and Arabic digits as 0-9, everything else as it is.

    >>> to_latin("۱۴۰۱ و ٢٣")
    '1401 و 23'
    """
    return text.translate(_TO_LATIN)


def to_persian(text: str) -> str:
    """Latin and Arabic digits as ۰-۹, everything else as it is.

    >>> to_persian("کد 50215")
    'کد ۵۰۲۱۵'
    """
    return text.translate(_TO_PERSIAN)


def to_persian_prose(text: str) -> str:
    """Like `to_persian`, but addresses and Latin names keep their digits.

    >>> to_persian_prose("COVID-19 در 2 شهر")
    'COVID-19 در ۲ شهر'
    """
    return _ASCII_RUN.sub(_unless_latin, text).translate(_ARABIC_TO_PERSIAN)


def row_number(said: object) -> int | None:
    """The number of a row as forms and programs write it; none for what no database can hold.

    >>> row_number("42"), row_number("²"), row_number("9" * 30), row_number(None)
    (42, None, None, None)
    """
    text = str(said)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _unless_latin(run: re.Match[str]) -> str:
    """A run without letters in Persian digits; one with letters (COVID-19, an address) as it was coined."""
    return run.group() if _ASCII_LETTER.search(run.group()) else run.group().translate(_LATIN_TO_PERSIAN)
