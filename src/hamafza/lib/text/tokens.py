"""Words and numbers of a text, with their places in it and the keys they are matched by.

Places are found in the original text and keys are kept per written word, so a text is read once.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hamafza.lib.text.display import display
from hamafza.lib.text.fold import fold, variants
from hamafza.lib.text.halfspace import shipped
from hamafza.lib.text.letters import ARABIC, HALF_SPACES, INVISIBLE, MARKS, TATWEEL, ZWNJ
from hamafza.lib.text.numbers import DIGITS as _D
from hamafza.lib.text.numbers import SLASHED, figures
from hamafza.lib.text.stem import stem

_INSIDE = f"{ARABIC}{MARKS}{TATWEEL}{INVISIBLE}\u200d"
_TOKEN = re.compile(
    rf"[{ARABIC}][{_INSIDE}]*(?:[{HALF_SPACES}]+[{_INSIDE}]*[{ARABIC}][{_INSIDE}]*)*"
    rf"|{SLASHED}"
    rf"|[{_D}]+(?:(?:[,٬][{_D}]{{3}})+(?![{_D}]))?(?:[.٫][{_D}]+(?![.٫]?[{_D}]))?"
    r"|[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f\u0300-\u036f0-9]*(?:['’][A-Za-z]+)*"
    rf"|[^\W_{_D}\u0600-\u06ff]+"
)
_LONGEST_CACHED = 40
_LONGEST_READ = 200
_PREFIXES = frozenset(("می", "همی"))
ENDINGS = frozenset(
    [
        "ها",
        "های",
        "هایی",
        "هایم",
        "هایت",
        "هایش",
        "هایمان",
        "هایتان",
        "هایشان",
        "هاست",
        "تر",
        "ترین",
        "تری",
        "ام",
        "ات",
        "اش",
        "ای",
        "اند",
        "ایم",
        "اید",
        "ی",
    ]
)
"""Endings that are also written apart, with a space."""
_SUFFIXES = ENDINGS | frozenset(("ترها", "ترین\u200cها", "ایی", "مان", "تان", "شان", "ست", "یی"))
_LONE = ENDINGS - {"ات", "اش"} | _PREFIXES


class Keys(NamedTuple):
    """What one written word is matched by, equal for every keyboard and every use of the half-space."""

    folded: str
    """The whole word folded, half-spaces out: the exact word."""
    parts: tuple[str, ...]
    """Stems of its parts, affixes dropped; empty for an affix that stands alone («ها»)."""
    joined: str
    """Stem of the whole word written as one."""


class TextToken(NamedTuple):
    """A word or number; ``text == source[start:end]``."""

    text: str
    start: int
    end: int
    keys: Keys


def tokens(text: str) -> Iterator[TextToken]:
    """Words and numbers in order, with offsets into `text` itself.

    >>> [(t.text, t.start, t.keys.parts) for t in tokens("كتابهاي روابطعمومي")]
    [('كتابهاي', 0, ('کتاب',)), ('روابطعمومي', 8, ('روابط', 'عموم'))]
    """
    for match in _TOKEN.finditer(text):
        word = match.group()
        yield TextToken(word, match.start(), match.end(), keys(word))


def written(text: str) -> Iterator[re.Match[str]]:
    """Places of words and numbers in order, for those who keep the keys of a word themselves."""
    return _TOKEN.finditer(text)


def words_of(text: str) -> list[str]:
    """Words and numbers in order, as written.

    >>> words_of("كتابهاي 12 ایران")
    ['كتابهاي', '12', 'ایران']
    """
    return _TOKEN.findall(text)


def keys(word: str) -> Keys:
    """Keys of one written word or number, as `tokens` gives them.

    >>> keys("می‌شود").parts == keys("ميشود").parts
    True
    >>> keys("۱٬۴۰۱").folded
    '1401'
    """
    return _cached(word) if len(word) <= _LONGEST_CACHED else _keys(word[:_LONGEST_READ])


def _keys(word: str) -> Keys:
    folded = fold(word).replace(" ", ZWNJ)  # one written sign may be several words (ﷺ)
    if not folded.strip(ZWNJ):  # a lone hamza, or a diacritic that has a sign of its own
        return Keys("", (), "")
    if folded[:1].isdecimal():
        number = figures(folded)
        return Keys(number, (number,), number)
    if folded[:1].isascii():
        plain = folded.removesuffix("'s").removesuffix("’s").replace("'", "").replace("’", "")
        return Keys(plain, (stem(plain),), stem(plain))
    pieces = folded.split(ZWNJ)
    whole = "".join(pieces)
    if (variant := variants().get(whole)) is not None:
        return Keys(variant, (stem(variant),), stem(variant))
    if len(pieces) == 1:
        pieces = fold(shipped().restore(display(word, punctuation=False))).split(ZWNJ)
    return Keys(whole, _parts([piece for piece in pieces if piece], whole), stem(whole))


_cached = lru_cache(maxsize=1 << 18)(_keys)


def _parts(pieces: list[str], whole: str) -> tuple[str, ...]:
    """Stems of the pieces between half-spaces, without the affixes at both ends."""
    if len(pieces) == 1:
        return () if whole in _LONE else (stem(variants().get(whole, whole)),)
    if pieces[0] in _PREFIXES:
        pieces = pieces[1:]
    while len(pieces) > 1 and pieces[-1] in _SUFFIXES:
        pieces = pieces[:-1]
    return tuple(stem(variants().get(piece, piece)) for piece in pieces)
