"""Digits of the three scripts that mix in one Persian page."""

import re

LATIN = "0123456789"
PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
ARABIC = "٠١٢٣٤٥٦٧٨٩"

_TO_LATIN = str.maketrans(PERSIAN + ARABIC, LATIN * 2)
_TO_PERSIAN = str.maketrans(LATIN + ARABIC, PERSIAN * 2)

# Web and mail addresses, handles and names such as COVID-19 or F16 keep the digits they were coined with.
_LATIN_RUN = re.compile(
    r"(?:https?://|www\.)[^\s،؛«»]+|[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|(?<![A-Za-z0-9])(?=[0-9._/@#%$-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._/@#%$-]*",
    re.ASCII,
)


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
    shown: list[str] = []
    done = 0
    for run in _LATIN_RUN.finditer(text):
        shown += (to_persian(text[done : run.start()]), run.group())
        done = run.end()
    return "".join(shown) + to_persian(text[done:])
