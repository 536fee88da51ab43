"""Affixes typed after a space, joined by a half-space: «می شود» → «می‌شود», «کتاب ها» → «کتاب‌ها».

A space is often meant, so only what the word lists are sure of is joined, and whoever writes can take it back;
`display` and `restore` leave spaces alone.
"""

import re

from hamafza.lib.text.halfspace import Restored
from hamafza.lib.text.letters import ARABIC, MARKS, NON_JOINING, ZWNJ
from hamafza.lib.text.lexicon import lexicon
from hamafza.lib.text.verbatim import around, spans

_LETTER = f"{ARABIC}{MARKS}{ZWNJ}"
_AFFIX = r"ها(?:یی?|یشان|یتان|یمان|یم|یت|یش|ست)?|تر(?:ین|ی)?|ام|ای|ایم|اید|اند"
_JOINT = re.compile(
    rf"(?<![{_LETTER}])(?:(?P<may>ن?می) (?P<verb>[{ARABIC}]{{2,20}})|(?P<word>[{_LETTER}]{{2,30}}) (?P<affix>{_AFFIX}))(?![{_LETTER}])"
)
_NOT_PLURAL = frozenset(("تن",))  # «تن ها» is more often a «تنها»
_DEEPEST = 3


def joints(text: str) -> list[Restored]:
    """The pairs of words that belong together, in order, with their places in `text`.

    Letters must have been put right by `display`. A word is in one pair only; ask again for what is left.

    >>> [(j.before, j.after) for j in joints("ما می توانیم")]
    [('می توانیم', 'می\\u200cتوانیم')]
    """
    kept = spans(text)
    found, at = [], 0
    while match := _JOINT.search(text, at):
        after = _joined(match)
        if after is None or any(a <= match.start() < b for a, b in kept):
            at = match.start("verb") if match["verb"] else match.start("affix")
            continue
        found.append(Restored(match.group(), after, match.start(), match.end()))
        at = match.end()
    return found


def join_spaced(text: str) -> str:
    """The text with spaced affixes joined where the lists are sure.

    >>> join_spaced("ما می توانیم کتاب ها") == "ما می\u200cتوانیم کتاب\u200cها"
    True
    """
    return around(_join, text)


def _join(text: str) -> str:
    for _again in range(_DEEPEST):
        for joint in reversed(found := joints(text)):
            text = text[: joint.start] + joint.after + text[joint.end :]
        if not found:
            break
    return text


def _joined(match: re.Match[str]) -> str | None:
    if match["verb"]:
        sure = match["verb"] in lexicon().verb_forms
        return f"{match['may']}{ZWNJ}{match['verb']}" if sure else None
    word, affix = match["word"], match["affix"]
    if not _takes(word, affix):
        return None
    return f"{word}{'' if word[-1] in NON_JOINING else ZWNJ}{affix}"


def _takes(word: str, affix: str) -> bool:
    words, last = lexicon(), word.rpartition(ZWNJ)[2]
    if affix.startswith("ها"):
        return (word in words.nouns or last in words.nouns) and word not in _NOT_PLURAL
    if affix.startswith("تر"):
        return last in words.adjectives
    return word in words.participles
