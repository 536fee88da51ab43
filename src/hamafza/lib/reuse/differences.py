"""What was changed between an original and a text that repeats it: words, each change with its kind.

Only what lies between common runs of letters is compared word by word, so the work grows with the
changes and not with the texts. Spelling by other letters, half-spaces and spaces is no change.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from hamafza.lib.reuse.align import Passage, Run
from hamafza.lib.reuse.amounts import is_number, values
from hamafza.lib.reuse.kinds import Kind, Kinds
from hamafza.lib.reuse.negation import opposite
from hamafza.lib.reuse.words import Word, Words

Op = Literal["replace", "insert", "delete"]

_FAR = 150  # letters: two passages with so much of other text between them in both are two quotations
_TOUCH = 10  # letters by which two passages may seem to overlap, since neighbours agree by chance
_REACH = 8  # words at the edge of a passage that may still belong to its sentence
_BEYOND = 3  # words that may still belong to the sentence before or behind
_MOVED, _MOVED_SHARE = 4, 0.7  # so many words of a gap, and so much of it, found in another place
_COMPARED = 60  # words on either side of a gap that are compared one by one
_STOP = re.compile(r"[.؟!?…](?=\s|$)|[\n«»]")


@dataclass(frozen=True, slots=True)
class Change:
    """`before`, at ``a_start:a_end`` of the original, became `after`, at ``b_start:b_end`` of the text.

    An insertion has no `before` and stands at one place of the original; a deletion likewise.
    """

    op: Op
    kinds: tuple[Kind, ...]
    before: str
    after: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int

    @property
    def kind(self) -> Kind:
        """The weightiest of its kinds."""
        return self.kinds[0]


@dataclass(frozen=True, slots=True)
class _Gap:
    """Words of both texts between two places that they have in common."""

    a: range
    b: range
    edge: Literal["", "before", "behind"] = ""
    """Whether it is beside the outermost passages and not between two."""


def differences(
    original: Words, text: Words, passages: Sequence[Passage], names: frozenset[str] = frozenset()
) -> list[Change]:
    """Changes inside and between the passages (`align(text, original)`), in the order of the text.

    >>> from hamafza.lib.reuse.align import align
    >>> from hamafza.lib.reuse.letters import letters
    >>> a = letters("بیمهٔ ۵۰ هزار کارگر فصلی استان از اول مهرماه آغاز می‌شود و همه را در بر می‌گیرد.")
    >>> b = letters("بیمه 90 هزار کارگر فصلی استان از اول مهرماه آغاز نمی شود و همه را در بر ميگيرد")
    >>> [(c.kind, c.before, c.after) for c in differences(Words(a), Words(b), align(b, a))]
    [('number', '۵۰', '90'), ('negation', 'می‌شود', 'نمی شود')]
    """
    kinds = Kinds(original, text, names)
    found: list[Change] = []
    told = [(run.b_start, run.b_start + run.length) for p in passages for run in p.runs]
    for frame in _frames(passages):
        for gap in (*_gaps(original, text, frame), *_points(original, text, frame)):
            found += _compared(original, text, _unless_told(original, text, gap, told), kinds)
    return sorted(dict.fromkeys(found), key=lambda change: (change.b_start, change.a_start))


def _frames(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Passages that continue one another in both texts."""
    frame: list[Passage] = []
    for passage in passages:
        if frame:
            last = frame[-1]
            between = passage.a_start - last.a_end, passage.b_start - last.b_end
            if between[1] < -_TOUCH or min(between) > _FAR:
                yield frame
                frame = []
        frame.append(passage)
    if frame:
        yield frame


def _gaps(original: Words, text: Words, frame: list[Passage]) -> Iterator[_Gap]:
    """Where the two differ, from one common word boundary to the next."""
    left: Bound | None = None
    for run in (run for passage in frame for run in passage.runs):
        first, last = _bounds(original, text, run, left or (0, 0))
        if first is None or last is None:
            continue
        if left is None:
            yield _edge(_back(original, first[1]), _back(text, first[0]), "before")
            yield from _across(original, text, first, "before")
        elif first != left:
            yield _Gap(range(left[1], first[1]), range(left[0], first[0]))
        left = last
    if left is not None:
        yield _edge(_on(original, left[1]), _on(text, left[0]), "behind")
        yield from _across(original, text, left, "behind")


Bound = tuple[int, int]  # number of a word of the text, and of one of the original


def _bounds(original: Words, text: Words, run: Run, least: Bound) -> tuple[Bound | None, Bound | None]:
    """The first and the last place of a run where words of both texts begin, not before `least`."""
    first = last = None
    for place in range(run.length + 1):
        here, there = text.resumes.get(run.a_start + place), original.resumes.get(run.b_start + place)
        if here is not None and there is not None and here >= least[0] and there >= least[1]:
            first = here, there
            break
    for place in range(run.length, -1, -1) if first else ():
        here, there = text.begins.get(run.a_start + place), original.begins.get(run.b_start + place)
        if here is not None and there is not None and here >= least[0] and there >= least[1]:
            last = here, there
            break
    return first, max(first, last) if first and last else first


def _points(original: Words, text: Words, frame: list[Passage]) -> Iterator[_Gap]:
    """Numbers that differ by their decimal point alone, which is no letter."""
    with_point = [
        *(("b", word) for word in original.all if "." in word.key),
        *(("a", word) for word in text.all if "." in word.key),
    ]
    for run in (run for passage in frame for run in passage.runs) if with_point else ():
        for side, word in with_point:
            start = word.first - (run.a_start if side == "a" else run.b_start)
            if not 0 <= start <= run.length - (word.last - word.first):
                continue
            here, there = text.resumes.get(run.a_start + start), original.resumes.get(run.b_start + start)
            if here is not None and there is not None and text.all[here].key != original.all[there].key:
                yield _Gap(range(there, there + 1), range(here, here + 1))


def _edge(a: range, b: range, side: Literal["before", "behind"]) -> _Gap:
    """As many words of both beside a passage as the shorter side has, and one more."""
    count = min(len(a), len(b)) + 1 if a and b else 0
    return _Gap(_nearest(a, count, side), _nearest(b, count, side), side)


def _nearest(words: range, count: int, side: str) -> range:
    """So many of the words before or behind a passage that are next to it."""
    return words[max(0, len(words) - count) :] if side == "before" else words[:count]


def _across(original: Words, text: Words, at: Bound, side: Literal["before", "behind"]) -> Iterator[_Gap]:
    """Words beside a passage that belong to another sentence: numbers exchanged, words denied.

    They are of the original if the word beyond them is the same in both, or if the text has none there.
    """
    step = -1 if side == "before" else 1
    here, there = (n if step > 0 else n - 1 for n in at)
    if not (_parted(text, here, step) or _parted(original, there, step)):
        return  # without a stop between they are seen with the edge
    pairs: list[_Gap] = []
    for _ in range(_BEYOND):
        if not 0 <= there < len(original.all):
            return
        if not 0 <= here < len(text.all):
            break
        before, after = original.all[there].key, text.all[here].key
        if before == after:
            yield from pairs
            return
        if not (opposite(before, after) or (is_number(before) and is_number(after))):
            return
        pairs.append(_Gap(range(there, there + 1), range(here, here + 1), side))
        here, there = here + step, there + step
    if all(opposite(original.all[one.a[0]].key, text.all[one.b[0]].key) for one in pairs):
        yield from pairs


def _parted(text: Words, n: int, step: int) -> bool:
    """Whether a stop stands between the word and the one before it in the direction of `step`."""
    return 0 <= n < len(text.all) and 0 <= n - step < len(text.all) and _stops(text, min(n, n - step))


def _back(text: Words, n: int) -> range:
    first = n
    while first > 0 and n - first <= _REACH and not _stops(text, first - 1):
        first -= 1
    return range(first, n)


def _on(text: Words, n: int) -> range:
    last = n
    while last < len(text.all) and last - n <= _REACH and (last == 0 or not _stops(text, last - 1)):
        last += 1
    return range(n, last)


def _stops(text: Words, n: int) -> bool:
    """Whether a sentence ends between the word and the next."""
    end = text.all[n + 1].start if n + 1 < len(text.all) else len(text.letters.text)
    return _STOP.search(text.letters.text, text.all[n].end, end) is not None


def _unless_told(original: Words, text: Words, gap: _Gap, told: list[tuple[int, int]]) -> _Gap:
    """The gap without words of the original that the text has in another place: they were moved, not left out."""
    if gap.edge or len(gap.a) < _MOVED:
        return gap
    gap = _Gap(*_trimmed(original, text, gap.a, gap.b))
    words = [original.all[n] for n in gap.a]
    elsewhere = [any(start <= word.first and word.last <= end for start, end in told) for word in words]
    if len(words) < _MOVED or sum(elsewhere) < _MOVED_SHARE * len(words):
        return gap
    first, last = gap.a.start, gap.a.stop
    while first < last and elsewhere[last - 1 - gap.a.start]:
        last -= 1
    while first < last and elsewhere[first - gap.a.start]:
        first += 1
    return _Gap(range(first, last), gap.b)


def _compared(original: Words, text: Words, gap: _Gap, kinds: Kinds) -> Iterator[Change]:
    if not (gap.a or gap.b):
        return
    for a, b in _pieces(original, text, gap):
        a, b = _trimmed(original, text, a, b)
        if gap.edge and a and b and not _ends_alike(original, text, a, b):
            count = min(len(a), len(b))
            a, b = _nearest(a, count, gap.edge), _nearest(b, count, gap.edge)
        if not (a or b) or _same(original, text, a, b):
            continue
        found = kinds.of(a, b)
        if gap.edge and not (a and b and _certain(original, text, a, b, found)):
            continue  # a quotation may begin and end where it likes
        yield _change(original, text, a, b, found)


def _ends_alike(original: Words, text: Words, a: range, b: range) -> bool:
    """Whether one side is the end of the other, as «می‌شود» of «نمی شود»."""
    before, after = ("".join(side.all[n].key for n in span) for side, span in ((original, a), (text, b)))
    return before.endswith(after) or after.endswith(before)


def _certain(original: Words, text: Words, a: range, b: range, kinds: tuple[Kind, ...]) -> bool:
    """Whether a change at the edge is one of the sentence: a number, a negation, a name after the same title."""
    if set(kinds) & {"number", "negation", "date"}:
        return True
    same = a[0] and b[0] and original.all[a[0] - 1].key == text.all[b[0] - 1].key
    return "name" in kinds and bool(same)


def _pieces(original: Words, text: Words, gap: _Gap) -> Iterator[tuple[range, range]]:
    """Runs of words that differ; one by one where as many stand on both sides."""
    a, b = gap.a, gap.b
    if not (a and b) or max(len(a), len(b)) > _COMPARED:
        yield a, b
        return
    before, after = [original.all[n].key for n in a], [text.all[n].key for n in b]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    in_place = sum(x == y for x, y in zip(before, after, strict=False))
    if len(a) == len(b) and in_place >= sum(block.size for block in matcher.get_matching_blocks()):
        # As good word for word: «۲ تا ۳» that became «۶ تا ۲» is two numbers exchanged, nothing moved.
        yield from ((range(x, x + 1), range(y, y + 1)) for x, y in zip(a, b, strict=True))
        return
    for op, i, j, k, m in matcher.get_opcodes():
        if op == "equal":
            continue
        left, right = range(a[0] + i, a[0] + j), range(b[0] + k, b[0] + m)
        if op == "replace" and len(left) == len(right) and "".join(before[i:j]) != "".join(after[k:m]):
            yield from ((range(x, x + 1), range(y, y + 1)) for x, y in zip(left, right, strict=True))
        else:
            yield left, right


def _trimmed(original: Words, text: Words, a: range, b: range) -> tuple[range, range]:
    """Without the words at both ends that are the same but for spaces."""
    left, right = [original.all[n].key for n in a], [text.all[n].key for n in b]
    front = _equal_words(left, right)
    left, right = left[front[0] :], right[front[1] :]
    back = _equal_words(left[::-1], right[::-1], backwards=True)
    return range(a.start + front[0], a.stop - back[0]), range(b.start + front[1], b.stop - back[1])


def _equal_words(left: list[str], right: list[str], *, backwards: bool = False) -> tuple[int, int]:
    """How many words of each side, from its front, have the same letters in all."""
    best, i, j, x, y = (0, 0), 0, 0, "", ""
    while True:
        if len(x) <= len(y) and i < len(left):
            x = left[i] + x if backwards else x + left[i]
            i += 1
        elif j < len(right):
            y = right[j] + y if backwards else y + right[j]
            j += 1
        else:
            return best
        if x == y:
            best = i, j
        elif not ((x.endswith(y) or y.endswith(x)) if backwards else (x.startswith(y) or y.startswith(x))):
            return best


def _same(original: Words, text: Words, a: range, b: range) -> bool:
    """Whether the difference is one of spelling alone."""
    if not (a and b):
        return False
    before, after = [original.all[n].key for n in a], [text.all[n].key for n in b]
    one, other = sorted(("".join(before), "".join(after)), key=len)
    if one == other or (one.endswith("ه") and other == one + "ی"):
        return True
    said = values(before)
    return bool(said) and said == values(after) and not _besides(before) | _besides(after)


def _besides(keys: list[str]) -> set[str]:
    """Words that are no part of a number."""
    return {word for word in keys if not values([word]) and word not in ("و", "and", *_SCALE_WORDS)}


_SCALE_WORDS = ("هزار", "میلیون", "میلیارد", "تریلیون", "thousand", "million", "billion", "trillion")


def _change(original: Words, text: Words, a: range, b: range, kinds: tuple[Kind, ...]) -> Change:
    a_start, a_end = _offsets(original, a)
    b_start, b_end = _offsets(text, b)
    op: Op = "replace" if a and b else "delete" if a else "insert"
    before, after = original.letters.text[a_start:a_end], text.letters.text[b_start:b_end]
    return Change(op, kinds, before, after, a_start, a_end, b_start, b_end)


def _offsets(text: Words, span: range) -> tuple[int, int]:
    words: list[Word] = text.all
    if span:
        return words[span[0]].start, words[span[-1]].end
    at = words[span.start - 1].end if span.start else 0
    return at, at
