"""Folding: two spellings that a reader takes for the same word become the same string.

Folded text is for matching only and is never shown.
"""

import unicodedata
from functools import cache
from importlib.resources import files

from hamafza.lib.text.letters import ARABIC, HALF_SPACES, INVISIBLE, MARKS, SPACES, TATWEEL, ZWNJ, each

_LETTERS = {
    "ی": "يىېۍےئۓ\u0620\u063d\u063e\u063f\u06ce",
    "ک": "كڪ\u063b\u063c\u06ab\u06ac\u06ad\u06ae",
    "ه": "ةۀہھەۂۃ\u06ff",
    "ا": "أإٱآ\u0672\u0673\u0675",
    "و": "ؤ\u0676\u06c4\u06c6\u06c7\u06c8\u06cb",
    "": "ء\u0674",
}
_DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")


def _compatible(point: int) -> str:
    """The plain letters of a presentation form, accented or full-width character."""
    decomposed = unicodedata.normalize("NFKD", chr(point)).lower()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@cache
def _table() -> dict[int, str]:
    """One `str.translate` table for the whole fold; each value is already folded."""
    table = {ord(c): plain for plain, typed in _LETTERS.items() for c in typed}
    table |= {
        point: "" for body in (MARKS, INVISIBLE, TATWEEL, "\u0300-\u036f", "\u200d") for point in each(body)
    }
    table |= dict.fromkeys(each(SPACES), " ")
    table |= {ord(c): ZWNJ for c in HALF_SPACES}
    table |= {ord(c): str(i) for script in _DIGITS[1:] for i, c in enumerate(script)}
    table |= {ord("٬"): "", ord("٫"): "."}
    table |= {point: chr(point).lower() for point in each("A-Z")}
    compatible = each("\u00c0-\u024f\u1e00-\u1eff\uff01-\uff5e") + [p for p in each(ARABIC) if p >= 0xFB50]
    for point in compatible:
        if point not in table and (plain := _compatible(point).translate(table)) != chr(point):
            table[point] = plain
    return table


def fold(text: str) -> str:
    """Text as it is matched: one letter per sound-alike key, no marks, Latin digits and lower case.

    Half-spaces stay (a tokeniser needs them); line breaks stay. Folding twice changes nothing more.

    >>> fold("يكشنبه، ٢٣ مُرداد ۱۴۰۱")
    'یکشنبه، 23 مرداد 1401'
    """
    return text.translate(_table())


# Letters and digits of every keyboard become one, character for character.
_LEVEL = str.maketrans(
    "يىېئكڪةۀہھأإٱآؤ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹\u00a0\u202f\u2009\u00ac\u009d\u200b\u200e\u200f\ufeff−",
    "ییییککههههااااو01234567890123456789   \u200c\u200c\u200c\u200c\u200c\u200c-",
)


def fold_level(text: str) -> str:
    """A rougher fold that keeps every character in its place: offsets into it are offsets into `text`.

    >>> fold_level("كد خبر: ٥٠٢١٥")
    'کد خبر: 50215'
    """
    return text.translate(_LEVEL)


def fold_tight(text: str) -> str:
    """Folded text without spaces and half-spaces: equal for every spacing of the same words.

    >>> fold_tight("روابط عمومي") == fold_tight("روابط‌عمومی") == fold_tight("روابطعمومي")
    True
    """
    return "".join(fold(text).replace(ZWNJ, "").split())


@cache
def variants() -> dict[str, str]:
    """Folded spelling → the spelling it is indexed under, from `data/fa_variants.tsv`."""
    lines = files("hamafza.lib.text").joinpath("data/fa_variants.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {fold(other): fold(first) for first, *others in rows for other in others}
