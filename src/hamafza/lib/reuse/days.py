"""Days that two texts name in different writing: «۳۰ آذر ۱۴۰۵», ۱۴۰۵/۹/۳۰ and 2026-12-21 are one."""

from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher

from hamafza.lib.calendar.parse import NamedDay
from hamafza.lib.reuse.gaps import Gap
from hamafza.lib.reuse.vocabulary import is_month_or_weekday
from hamafza.lib.reuse.words import TextWords

_OF = frozenset(("ماه", "سال"))

Pair = tuple[range, range]
"""Words of the original and words of the text."""


def same_days(original: TextWords, text: TextWords, gap: Gap) -> Iterator[Pair]:
    """The words by which both texts name the same day in a gap, though they are not the same words."""
    if not (_tells_of_days(original, gap.a) or _tells_of_days(text, gap.b)):
        return
    there, here = _near(original, gap.a), _near(text, gap.b)
    said, heard = [_said(day) for _, day in there], [_said(day) for _, day in here]
    for block in SequenceMatcher(None, said, heard, autojunk=False).get_matching_blocks():
        for n in range(block.size):
            a, b = there[block.a + n][0], here[block.b + n][0]
            if _alike_outside(original, text, a, b, gap):
                yield a, b


def named_alike(original: TextWords, text: TextWords, a_at: int, b_at: int) -> bool:
    """Whether both texts name the same day at these places of their letters."""
    one, other = _at(original, a_at), _at(text, b_at)
    return one is not None and other is not None and _said(one) == _said(other)


def _said(named: NamedDay) -> tuple[date, str]:
    """The day itself; of a month alone, in which calendar it is one."""
    return named.day, named.calendar if named.precision == "month" else ""


def _tells_of_days(text: TextWords, words: range) -> bool:
    return any(key[0].isdigit() or key in _OF or is_month_or_weekday(key) for key in _keys(text, words))


def _near(text: TextWords, words: range) -> list[tuple[range, NamedDay]]:
    return [one for one in text.days if one[0].start <= words.stop and words.start <= one[0].stop]


def _alike_outside(original: TextWords, text: TextWords, a: range, b: range, gap: Gap) -> bool:
    """Whether what both days have beyond the gap are the same words, so that no word is told twice or lost."""
    before = gap.edge == "before" or (
        _keys(original, range(a.start, min(a.stop, gap.a.start)))
        == _keys(text, range(b.start, min(b.stop, gap.b.start)))
    )
    return before and (
        gap.edge == "behind"
        or _keys(original, range(max(a.start, gap.a.stop), a.stop))
        == _keys(text, range(max(b.start, gap.b.stop), b.stop))
    )


def _keys(text: TextWords, words: range) -> list[str]:
    return [text.all[n].key for n in words]


def _at(text: TextWords, letter: int) -> NamedDay | None:
    for words, named in text.days:
        if text.all[words[0]].first <= letter < text.all[words[-1]].last:
            return named
    return None
