"""What is written in pieces and meant as one: «می آید», COVID-19, ۰۲۱-۶۶۴۰۱۲۳۴, «هفت و نیم»."""

import re

from hamafza.lib.text.digits import to_latin
from hamafza.lib.text.letters import ARABIC, MARKS, ZWNJ
from hamafza.lib.text.numbers import numbers, plain
from hamafza.lib.text.tokens import keys, words_of

_PREFIX = re.compile(rf"(?<![{ARABIC}{MARKS}{ZWNJ}])(ن?م[یيى])[ \u00a0](?=[{ARABIC}]{{2}})")
_CALLED = re.compile(r"(?<![\w/.,+-])(?:\+|\(?0)\d{0,4}\)?(?:[ ()‐‑–-]{0,2}\d{2,8}){1,5}(?![\w/.,-]*\d)")
_JOINED = re.compile(r"(?<![\w-])[A-Za-z0-9]{1,30}(?:[-‐‑–][A-Za-z0-9]{1,30}){1,3}(?![\w-])")
_COUNTRY = re.compile(r"(?:\+|00)98")
_ABROAD = re.compile(r"(?<![\w+])(?:\+|[0۰٠]{2})[9۹٩][8۸٨][ -]?(?=\d)")
_SHORTEST, _LONGEST = 8, 15


def join_prefixes(text: str) -> str:
    """A half-space where a verb stands apart from its «می»; no letter changes its place.

    >>> join_prefixes("او می آید") == "او می\u200cآید"
    True
    """
    return _PREFIX.sub(rf"\1{ZWNJ}", text)


def from_home(text: str) -> str:
    """Telephone numbers with the country's code as they are dialled inside it.

    >>> from_home("+98 21 66401234")
    '021 66401234'
    """
    return _ABROAD.sub("0", text)


def wholes(text: str) -> list[str]:
    """Keys of what the text writes in pieces, each as one word.

    >>> wholes("تلفن ۰۲۱-۶۶۴۰۱۲۳۴ و +98 21 66401235، COVID-19، هفت و نیم درصد")
    ['02166401234', '02166401235', 'covid19', '7.5']
    """
    latin = to_latin(text)
    called = (_number(match.group()) for match in _CALLED.finditer(latin))
    joined = (match.group() for match in _JOINED.finditer(latin) if not match.group()[0].isdigit())
    found = [number for number in called if number]
    found += [keys("".join(part for part in one if part.isalnum())).joined for one in joined]
    return list(dict.fromkeys([*found, *_in_words(text)]))


def _number(called: str) -> str:
    """A telephone number as it is dialled inside the country, "" for what is none."""
    digits = "".join(c for c in _COUNTRY.sub("0", called, count=1) if c.isdigit())
    return digits if _SHORTEST <= len(digits) <= _LONGEST else ""


def _in_words(text: str) -> list[str]:
    """Numbers of several words, as figures."""
    said = [keys(word).folded for word in words_of(text)]
    return [plain(n.value) for n in numbers(said) if n.end - n.start > 1 and not n.ordinal]
