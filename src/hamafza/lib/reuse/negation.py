"""Whether words deny: in Persian mostly a letter before the verb, easily lost and easily added."""

from collections.abc import Sequence
from functools import lru_cache

from hamafza.lib.text.fold import fold
from hamafza.lib.text.lexicon import lexicon

_DENYING = frozenset(
    fold(word).replace("\u200c", "")
    for word in [
        "نه",
        "نیست",
        "نیستند",
        "نیستیم",
        "نیستم",
        "نیستید",
        "نیستی",
        "بدون",
        "هیچ",
        "هیچ\u200cگونه",
        "هیچگونه",
        "هیچکس",
        "هیچ\u200cیک",
        "هرگز",
        "غیر",
        "عدم",
        "فاقد",
        "مگر",
        "جز",
        "بجز",
        "نباید",
        "نتوان",
        "نمی",
        "نخیر",
        "ممنوع",
        "not",
        "no",
        "never",
        "none",
        "nor",
        "neither",
        "without",
        "cannot",
        "لا",
        "لم",
        "لن",
        "لیس",
        "دون",
    ]
)
_LOOKALIKES = frozenset(
    [
        "نام",
        "نامی",
        "نامند",
        "نزد",
        "نبرد",
        "نیم",
        "نشست",
        "نشسته",
        "نشستی",
        "نشستهای",
        "نشستند",
        "نشستیم",
        "نمکی",
        "نگریسته",
        "نگریست",
    ]
)
_BEING = frozenset(
    [("است", "نیست"), *((f"هست{end}", f"نیست{end}") for end in ("", "م", "ی", "یم", "ید", "ند"))]
)
_PREFIXES = ("نا", "غیر", "بی", "عدم", "بدون", "ن", "نمی", "un", "non", "in", "im", "dis")
_ENGLISH = ("nt",)


@lru_cache(maxsize=1 << 14)
def denies(key: str) -> bool:
    """Whether a word (by its key) denies.

    >>> [denies(word) for word in ("نمیشود", "نشد", "نخواهد", "نیامده", "میشود", "نامه", "didnt")]
    [True, True, True, True, False, False, True]
    """
    if key in _DENYING or (key.startswith("نمی") and key not in _LOOKALIKES):
        return True
    if key.isascii():
        return key.endswith(_ENGLISH) and key[:-2] in _AUXILIARIES
    if len(key) < 3 or key[0] != "ن" or key in _LOOKALIKES:
        return False
    rest = key[1:]
    return _verb(rest) or (rest[0] == "ی" and _verb(rest[1:]))


_AUXILIARIES = frozenset(
    [
        "do",
        "does",
        "did",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "ca",
        "could",
        "would",
        "should",
        "wo",
        "must",
        "need",
    ]
)


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    words = lexicon()
    forms = {fold(form) for form in words.verb_forms | words.participles}
    for first in ("خواه", "دار", "باش", "توان"):
        forms |= {first + ending for ending in ("م", "ی", "د", "یم", "ید", "ند")}
    return frozenset(form for form in forms if len(form) > 1)


def _verb(word: str) -> bool:
    """A verb form, a participle, or a participle with «است» or an ending glued to it («شدهاند»)."""
    if word in _verbs():
        return True
    return any(
        word.endswith(ending) and word.removesuffix(ending) in lexicon().participles
        for ending in ("اند", "ام", "ای", "ایم", "اید", "است")
    )


def is_verb(key: str) -> bool:
    """Whether a word (by its key) is a form of a verb, also with «می», «ن» or «ب» before it.

    >>> [is_verb(word) for word in ("میشود", "بفرستید", "است", "روستا")]
    [True, True, True, False]
    """
    stems = {
        key,
        key.removeprefix("می"),
        key.removeprefix("نمی"),
        key.removeprefix("ب"),
        key.removeprefix("ن"),
    }
    return key in ("است", "هست", "نیست") or any(len(stem) > 2 and _verb(stem) for stem in stems)


def reverses(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether one of two runs of words (by their keys) denies what the other says.

    >>> reverses(["میشود"], ["نمیشود"]), reverses(["است"], ["نیست"]), reverses(["قانونی"], ["غیرقانونی"])
    (True, True, True)
    """
    if sum(map(denies, before)) != sum(map(denies, after)):
        return True
    one, other = sorted(("".join(before), "".join(after)), key=len)
    return len(one) >= 3 and _prefixed(one, other)


def opposite(before: str, after: str) -> bool:
    """Whether one word (by its key) is the other denied, and nothing else.

    >>> [opposite(*words) for words in [("شد", "نشد"), ("است", "نیست"), ("میشود", "نمیشود"), ("شد", "نبود")]]
    [True, True, True, False]
    """
    one, other = sorted((before, after), key=len)
    return denies(one) != denies(other) and (_prefixed(one, other) or (one, other) in _BEING)


def _prefixed(one: str, other: str) -> bool:
    """Whether a prefix that denies makes the one word the other; «می» may stand before both («مینشود»)."""
    stems = [(one, other), (one[2:], other[2:])] if one[:2] == other[:2] == "می" else [(one, other)]
    return any(denied == prefix + said for said, denied in stems for prefix in _PREFIXES)
