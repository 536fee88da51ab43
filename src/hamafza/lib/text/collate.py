"""Persian alphabetical order without ICU: a text key that any database sorts byte by byte."""

from functools import cache

from hamafza.lib.text.fold import fold
from hamafza.lib.text.letters import ZWNJ

_ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_FIRST = 0x100  # above every Latin letter, so Latin names come first


@cache
def _order() -> dict[int, str]:
    table = {ord(letter): chr(_FIRST + place) for place, letter in enumerate(_ALPHABET)}
    return table | {ord(ZWNJ): ""}


def sort_key(text: str) -> str:
    """Text whose code-point order is Persian dictionary order; spelling variants sort together.

    آ comes before ا at the start of a word, as Persian dictionaries have it.

    >>> sorted(["یزد", "پارس", "بابل", "گرگان", "لار"], key=sort_key)
    ['بابل', 'پارس', 'گرگان', 'لار', 'یزد']
    """
    folded = fold(text.replace("آ", "\u0001")).replace("\u0001", "آ")
    return " ".join(folded.translate(_order()).split())
