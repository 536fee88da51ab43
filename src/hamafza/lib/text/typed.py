"""Typed text put right as imported text is, with a list of what was changed, so that it can be undone."""

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Literal, NamedTuple

from hamafza.lib.text.digits import ARABIC, PERSIAN
from hamafza.lib.text.display import display
from hamafza.lib.text.fold import fold, fold_tight
from hamafza.lib.text.halfspace import Restored, changes
from hamafza.lib.text.letters import HALF_SPACES, MARKS, ZWNJ
from hamafza.lib.text.spaced import joints
from hamafza.lib.text.verbatim import around

Kind = Literal["halfspace", "letters", "digits", "quotes", "punctuation", "spaces"]


class TypingSuggestion(NamedTuple):
    """One change: ``before == typed[start:end]``."""

    before: str
    after: str
    start: int
    end: int
    kind: Kind


_DIGITS = str.maketrans(ARABIC, PERSIAN)
_PIECE = re.compile(rf"[\w{MARKS}]+(?:[{HALF_SPACES}]+[\w{MARKS}]+)*|[ \t\u00a0]+|.", re.DOTALL)
_LONGEST = 4000
"""Pieces of a line up to which changes are told apart; a longer line is one change."""


def correct_typing(text: str, *, language: str = "fa", kept: Collection[str] = ()) -> str:
    """The text as it is stored: letters, marks, spaces and quotation marks, in Persian half-spaces and digits too.

    A half-space stands for one that was lost («کتابها») or typed as a space («کتاب ها»). Words in `kept` (as they were typed) get no half-space; what is no prose stays as it is.

    >>> correct('كتابهاي "نو" در example.ir/كتابها') == 'کتاب‌های «نو» در example.ir/كتابها'
    True
    >>> correct("كتابهاي نو", kept=["كتابهاي"])
    'کتابهای نو'
    """
    shown = display(text)
    if language != "fa":
        return shown
    shown = around(lambda prose: prose.translate(_DIGITS), shown)
    refused = {display(word, punctuation=False) for word in kept}
    for find in (changes, joints):
        for word in reversed(find(shown)):
            if word.before not in refused:
                shown = shown[: word.start] + word.after + shown[word.end :]
    return shown


def refused(text: str) -> set[str]:
    """Words of a stored text that stand without the half-space which `correct` would give them."""
    found: list[Restored] = [*changes(text), *joints(text)]
    return {word.before for word in found}


def suggestions(text: str, corrected: str) -> list[TypingSuggestion]:
    """What differs, piece by piece, in order.

    >>> [(s.before, s.after, s.kind) for s in suggestions('كتابها , نو', correct('كتابها , نو'))]
    [('كتابها', 'کتاب\u200cها', 'halfspace'), (' ', '', 'spaces'), (',', '،', 'punctuation')]
    """
    found: list[TypingSuggestion] = []
    at = 0
    olds, news = text.split("\n"), corrected.split("\n")
    if len(olds) != len(news):
        olds, news = [text], [corrected]
    for old, new in zip(olds, news, strict=True):
        if old != new:
            found += (s._replace(start=s.start + at, end=s.end + at) for s in _of_line(old, new))
        at += len(old) + 1
    return found


def _of_line(old: str, new: str) -> list[TypingSuggestion]:
    before, after = _pieces(old), _pieces(new)
    if max(len(before), len(after)) > _LONGEST:
        return [TypingSuggestion(old, new, 0, len(old), _kind(old, new))]
    place = list(accumulate(map(len, before), initial=0))
    keys = [_key(piece) for piece in before], [_key(piece) for piece in after]
    found = []
    for a, b, c, d in _pairs(SequenceMatcher(None, *keys, autojunk=False)):
        said, put = "".join(before[a:b]), "".join(after[c:d])
        if said != put:
            found.append(TypingSuggestion(said, put, place[a], place[b], _kind(said, put)))
    return found


def _pieces(line: str) -> list[str]:
    """Words, spaces and signs; two words that belong together are one piece, so that one change is told of them."""
    found: list[str] = []
    for piece in _PIECE.findall(line):
        if len(found) > 1 and not found[-1].strip() and _belong(found[-2], piece):
            found[-2:] = ["".join((*found[-2:], piece))]
        else:
            found.append(piece)
    return found


def _belong(word: str, following: str) -> bool:
    letters = f"{word}{following}".replace(ZWNJ, "").isalpha()
    pair = display(f"{word} {following}") if letters else ""
    return any(joint.before == pair for joint in joints(pair))


def _pairs(matcher: "SequenceMatcher[str]") -> Iterator[tuple[int, int, int, int]]:
    """Stretches that stand for one another: pieces alike one by one, the others as they come."""
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            yield from ((a + i, a + i + 1, c + i, c + i + 1) for i in range(b - a))
        else:
            yield a, b, c, d


_SAME_SIGN = str.maketrans("«»“”،؛؟", '""""' + ",;?")


def _key(piece: str) -> str:
    return fold_tight(piece).replace(" ", "").translate(_SAME_SIGN) or " "


def _kind(before: str, after: str) -> Kind:
    if after.count(ZWNJ) > before.count(ZWNJ) or (" " in before.strip() and " " not in after):
        return "halfspace"
    if any(sign in after and sign not in before for sign in "«»"):
        return "quotes"
    if any(c in ARABIC for c in before) and not any(c in ARABIC for c in after):
        return "digits"
    if before.split() == after.split() or "".join(before.split()) == "".join(after.split()):
        return "spaces"
    return "letters" if fold(before) == fold(after) else "punctuation"
