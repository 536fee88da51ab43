"""Affixes typed after a space, joined by a half-space: «می شود» → «می‌شود», «کتاب ها» → «کتاب‌ها».

A space is often meant, so this is for an editor who asks for it; `display` and `restore` leave spaces alone.
"""

import re

from hamafza.lib.text.letters import ARABIC, MARKS, NON_JOINING, ZWNJ
from hamafza.lib.text.lexicon import lexicon
from hamafza.lib.text.verbatim import around

_LETTER = f"{ARABIC}{MARKS}{ZWNJ}"
_IMPERFECTIVE = re.compile(rf"(?<![{_LETTER}])(ن?می) ([{ARABIC}]{{2,20}})(?![{_LETTER}])")
_AFTER = re.compile(
    rf"(?<=[{ARABIC}]) (ها(?:یی?|یشان|یتان|یمان|یم|یت|یش|ست)?|تر(?:ین|ی)?|ام|ای|ایم|اید|اند)(?![{_LETTER}])"
)
_LAST_WORD = re.compile(rf"[{_LETTER}]{{1,30}}\Z")


def join_spaced(text: str) -> str:
    """The text with spaced affixes joined where the word before them takes such an affix.

    Letters must have been put right by `display`.

    >>> join_spaced("ما می توانیم کتاب ها") == "ما می\u200cتوانیم کتاب\u200cها"
    True
    """
    return around(_join, text)


def _join(text: str) -> str:
    text = _IMPERFECTIVE.sub(lambda m: f"{m[1]}{ZWNJ if m[2] in lexicon().verb_forms else ' '}{m[2]}", text)
    return _AFTER.sub(_joined, text)


def _joined(match: re.Match[str]) -> str:
    before = _LAST_WORD.search(match.string, max(0, match.start() - 30), match.start())
    word, affix = before.group() if before else "", match[1]
    if not _takes(word, affix):
        return match.group()
    return affix if word[-1] in NON_JOINING else f"{ZWNJ}{affix}"


def _takes(word: str, affix: str) -> bool:
    words = lexicon()
    if affix.startswith("ها"):
        return word not in ("این", "آن", "تن")
    if affix.startswith("تر"):
        return word.rpartition(ZWNJ)[2] in words.adjectives
    return word in words.participles
