"""Which words differ between two texts: words, not letters; a half-space does not split a word."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from hamafza.lib.text.letters import ARABIC, HALF_SPACES, INVISIBLE, MARKS, TATWEEL

_WORD = re.compile(rf"(?:[{ARABIC}{MARKS}{TATWEEL}{INVISIBLE}{HALF_SPACES}\u200d]|\w)+|\s+|[^\w\s]")

Op = Literal["equal", "replace", "delete", "insert"]


class WordChange(NamedTuple):
    """One run of words: ``a == before[a_start:a_end]`` and ``b == after[b_start:b_end]``."""

    op: Op
    a: str
    b: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int


def diff(before: str, after: str) -> list[WordChange]:
    """Runs that turn `before` into `after`, in order, covering both texts completely.

    >>> [(c.op, c.a, c.b) for c in diff("سه طرح تازه", "پنج طرح تازه")]
    [('replace', 'سه', 'پنج'), ('equal', ' طرح تازه', ' طرح تازه')]
    """
    a, b = _pieces(before), _pieces(after)
    matcher = SequenceMatcher(None, [p for p, _ in a], [p for p, _ in b], autojunk=len(a) + len(b) > 20_000)
    a_at = [at for _, at in a] + [len(before)]
    b_at = [at for _, at in b] + [len(after)]
    return [
        WordChange(
            op, before[a_at[i] : a_at[j]], after[b_at[k] : b_at[m]], a_at[i], a_at[j], b_at[k], b_at[m]
        )
        for op, i, j, k, m in matcher.get_opcodes()
    ]


def _pieces(text: str) -> list[tuple[str, int]]:
    return [(match.group(), match.start()) for match in _WORD.finditer(text)]
