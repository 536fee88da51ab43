"""What was changed between an original and a text that repeats it: words, each change with its kind.

Only what lies between common runs of letters is compared word by word, so the work grows with the
changes and not with the texts. Spelling by other letters, half-spaces and spaces is no change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import Literal

from hamafza.lib.reuse.align import LetterRun, Passage
from hamafza.lib.reuse.amounts import besides, values
from hamafza.lib.reuse.days import Pair, named_alike, same_days
from hamafza.lib.reuse.gaps import Gap, frames, gaps, nearest, stops
from hamafza.lib.reuse.kinds import Kind, Kinds
from hamafza.lib.reuse.letters import Letters
from hamafza.lib.reuse.marks import Difference, Mark, beside, unlike
from hamafza.lib.reuse.words import PlacedWord, TextWords
from hamafza.lib.text.letters import ZWNJ
from hamafza.lib.text.lexicon import lexicon

Op = Literal["replace", "insert", "delete"]

_MOVED, _MOVED_SHARE = 4, 0.7  # so many words of a gap, and so much of it, found in another place
_FEW, _MET_AGAIN = 4, 4  # words at an edge that may be exchanged at once; letters that show it
_COMPARED = 60  # words on either side of a gap that are compared one by one


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
class Comparison:
    """What was changed, and which words of the text say the same as the original outside the common runs.

    `same` pairs words of the original with words of the text: «پنجاه» with «۵۰», «شده است» behind a changed word.
    """

    changes: list[Change]
    same: list[Pair]


def differences(
    original: TextWords, text: TextWords, passages: Sequence[Passage], names: frozenset[str] = frozenset()
) -> list[Change]:
    """Changes inside and between the passages (`align(text, original)`), in the order of the text.

    >>> from hamafza.lib.reuse.align import align
    >>> from hamafza.lib.reuse.letters import letters
    >>> a = letters("بیمهٔ ۵۰ هزار کارگر فصلی استان از اول مهرماه آغاز می‌شود و همه را در بر می‌گیرد.")
    >>> b = letters("بیمه 90 هزار کارگر فصلی استان از اول مهرماه آغاز نمی شود و همه را در بر ميگيرد")
    >>> [(c.kind, c.before, c.after) for c in differences(TextWords(a), TextWords(b), align(b, a))]
    [('number', '۵۰', '90'), ('negation', 'می‌شود', 'نمی شود')]
    """
    return compare(original, text, passages, names).changes


def compare(
    original: TextWords, text: TextWords, passages: Sequence[Passage], names: frozenset[str] = frozenset()
) -> Comparison:
    """`differences`, and the words that are official beside the passages."""
    kinds = Kinds(original, text, names)
    found: list[Change] = []
    same: list[Pair] = []
    told = [(run.b_start, run.b_start + run.length) for p in passages for run in p.runs]
    for frame in frames(passages):
        for gap in gaps(original, text, frame):
            for outcome in _compared(original, text, _unless_told(original, text, gap, told), kinds):
                same.append(outcome) if isinstance(outcome, tuple) else found.append(outcome)
    runs = [run for passage in passages for run in passage.runs]
    found += signs(original, text, runs, found, same)
    return Comparison(sorted(dict.fromkeys(found), key=lambda one: (one.b_start, one.a_start)), same)


def signs(
    original: TextWords, text: TextWords, runs: Sequence[LetterRun], told: list[Change], same: list[Pair]
) -> Iterator[Change]:
    """Signs that were put in, left out or exchanged where the letters are the same."""
    spans = [(change.b_start, change.b_end) for change in told]
    written = [(_letters(original, a), _letters(text, b)) for a, b in same if a and b]
    for one in chain(
        unlike(original.letters, text.letters, runs), beside(original.letters, text.letters, written)
    ):
        a_start, a_end = _around(original.letters, one.a_at, one.before)
        b_start, b_end = _around(text.letters, one.b_at, one.after)
        if one.sort in ("framing", "direction") and one.after:
            a_start = a_end
            b_start, b_end = one.after.start, one.after.end
        if any(start < b_end and b_start < end for start, end in spans):
            continue
        if one.sort == "number" and _says_the_same(original, text, one, same):
            continue
        before, after = original.letters.text[a_start:a_end], text.letters.text[b_start:b_end]
        op: Op = "replace" if before and after else "delete" if before else "insert"
        yield Change(op, (one.sort,), before, after, a_start, a_end, b_start, b_end)


def _says_the_same(original: TextWords, text: TextWords, one: Difference, same: list[Pair]) -> bool:
    """Whether what parts the figures belongs to a number or a day that both say, each in its way."""
    return named_alike(original, text, one.a_at, one.b_at) or any(
        a and b and one.a_at in _letters(original, a) and one.b_at in _letters(text, b) for a, b in same
    )


def _letters(text: TextWords, words: range) -> range:
    return range(text.all[words[0]].first, text.all[words[-1]].last)


def _around(of: Letters, at: int, mark: Mark | None) -> tuple[int, int]:
    """The figure or word that a sign belongs to, with all its signs."""
    start, end = of.span(at, at + 1)
    if mark is not None:
        start, end = min(start, mark.start), max(end, mark.end)
    text = of.text
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    while end - start > 1 and text[end - 1] in ".،,؛:»)":
        end -= 1
    return start, end


def _unless_told(original: TextWords, text: TextWords, gap: Gap, told: list[tuple[int, int]]) -> Gap:
    """The gap without words of the original that the text has in another place: they were moved, not left out."""
    if gap.edge or len(gap.a) < _MOVED:
        return gap
    gap = Gap(*_trimmed(original, text, gap.a, gap.b))
    words = [original.all[n] for n in gap.a]
    elsewhere = [any(start <= word.first and word.last <= end for start, end in told) for word in words]
    if len(words) < _MOVED or sum(elsewhere) < _MOVED_SHARE * len(words):
        return gap
    first, last = gap.a.start, gap.a.stop
    while first < last and elsewhere[last - 1 - gap.a.start]:
        last -= 1
    while first < last and elsewhere[first - gap.a.start]:
        first += 1
    return Gap(range(first, last), gap.b)


def _compared(original: TextWords, text: TextWords, gap: Gap, kinds: Kinds) -> Iterator[Change | Pair]:
    """Changes in a gap, and pairs of words that say the same."""
    pieces = list(_pieces(original, text, gap)) if gap.a or gap.b else []
    if gap.edge:
        yield from _from_the_edge(original, text, pieces, gap, kinds)
        return
    for equal, a, b in pieces:
        a, b = (a, b) if equal else _trimmed(original, text, a, b)
        if equal or _same(original, text, a, b):
            yield a, b
        elif a or b:
            yield _change(original, text, a, b, kinds.of(a, b))


_Piece = tuple[bool, range, range]  # whether both say the same; words of the original and of the text


def _from_the_edge(
    original: TextWords, text: TextWords, pieces: list[_Piece], gap: Gap, kinds: Kinds
) -> Iterator[Change | Pair]:
    """What beside a passage still belongs to it, from its end outwards; a quotation may begin and end where it likes."""
    outwards = pieces[::-1] if gap.edge == "before" else pieces
    for number, (equal, a, b) in enumerate(outwards):
        if equal or _same(original, text, a, b):
            yield a, b
            continue
        a, b = _trimmed(original, text, a, b)
        if a and b and not _ends_alike(original, text, a, b):
            count = min(len(a), len(b))
            a, b = nearest(a, count, gap.edge), nearest(b, count, gap.edge)
        if not (a or b):
            continue
        found = kinds.of(a, b)
        met_again = number + 1 < len(outwards) and _weighs(text, outwards[number + 1])
        if not met_again and not (a and b and _certain(original, text, a, b, found, gap)):
            return
        yield _change(original, text, a, b, found)


def _weighs(text: TextWords, piece: _Piece) -> bool:
    """Whether words that are the same again show that what came before them was changed."""
    equal, _a, b = piece
    return equal and sum(len(text.all[n].key) for n in b) >= _MET_AGAIN


def _ends_alike(original: TextWords, text: TextWords, a: range, b: range) -> bool:
    """Whether one side is the end of the other, as «می‌شود» of «نمی شود»."""
    before, after = ("".join(side.all[n].key for n in span) for side, span in ((original, a), (text, b)))
    return before.endswith(after) or after.endswith(before)


def _certain(
    original: TextWords, text: TextWords, a: range, b: range, kinds: tuple[Kind, ...], gap: Gap
) -> bool:
    """Whether a change at the edge is one of the sentence.

    A number, a negation, a name after the same title; or few words that end the sentence in both.
    """
    if set(kinds) & {"number", "unit", "negation", "date"}:
        return True
    if "name" in kinds and a[0] and b[0] and original.all[a[0] - 1].key == text.all[b[0] - 1].key:
        return True
    return (
        max(len(gap.a), len(gap.b)) <= _FEW
        and _ends(original, gap.a, gap.edge)
        and _ends(text, gap.b, gap.edge)
    )


def _ends(text: TextWords, words: range, edge: str) -> bool:
    """Whether the sentence begins or ends with these words."""
    if edge == "before":
        return words.start == 0 or stops(text, words.start - 1)
    return words.stop >= len(text.all) or stops(text, words.stop - 1)


def _pieces(original: TextWords, text: TextWords, gap: Gap) -> Iterator[_Piece]:
    """The days that both name, and what differs and agrees before, between and behind them."""
    a, b = gap.a, gap.b
    for day, other in same_days(original, text, gap):
        yield from _runs(original, text, _until(a, day.start), _until(b, other.start))
        yield True, day, other
        a, b = _since(a, day.stop), _since(b, other.stop)
    yield from _runs(original, text, a, b)


def _until(words: range, n: int) -> range:
    return range(words.start, max(words.start, min(n, words.stop)))


def _since(words: range, n: int) -> range:
    return range(max(words.start, min(n, words.stop)), words.stop)


def _runs(original: TextWords, text: TextWords, a: range, b: range) -> Iterator[_Piece]:
    """Runs of words that differ and those between them; one by one where as many stand on both sides."""
    if not (a or b):
        return
    if not (a and b) or max(len(a), len(b)) > _COMPARED:
        yield False, a, b
        return
    before, after = [original.all[n].key for n in a], [text.all[n].key for n in b]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    in_place = sum(x == y for x, y in zip(before, after, strict=False))
    if len(a) == len(b) and in_place >= sum(block.size for block in matcher.get_matching_blocks()):
        # As good word for word: «۲ تا ۳» that became «۶ تا ۲» is two numbers exchanged, nothing moved.
        yield from _one_by_one(original, text, a, b)
        return
    for op, i, j, k, m in matcher.get_opcodes():
        left, right = range(a[0] + i, a[0] + j), range(b[0] + k, b[0] + m)
        if op == "replace" and len(left) == len(right) and "".join(before[i:j]) != "".join(after[k:m]):
            yield from _one_by_one(original, text, left, right)
        else:
            yield op == "equal", left, right


def _one_by_one(original: TextWords, text: TextWords, a: range, b: range) -> Iterator[_Piece]:
    for x, y in zip(a, b, strict=True):
        yield original.all[x].key == text.all[y].key, range(x, x + 1), range(y, y + 1)


def _trimmed(original: TextWords, text: TextWords, a: range, b: range) -> tuple[range, range]:
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


def _same(original: TextWords, text: TextWords, a: range, b: range) -> bool:
    """Whether the difference is one of spelling alone."""
    if not (a and b):
        return False
    before, after = [original.all[n].key for n in a], [text.all[n].key for n in b]
    one, other = sorted(("".join(before), "".join(after)), key=len)
    if one == other:
        return True
    if one.endswith("ه") and other == one + "ی":
        return _is_glide([original.all[n].written for n in a], [text.all[n].written for n in b], other)
    said, heard = values(before), values(after)
    if not said or besides(before) or besides(after):
        return False
    figures = before if all(word.isdigit() for word in before) else after
    if all(word.isdigit() for word in figures):  # «۲۱ آبان» is «بیست و یکم آبان»
        said, heard = (tuple(value.rstrip(".") for value in values) for values in (said, heard))
    return said == heard


def _is_glide(before: list[str], after: list[str], folded: str) -> bool:
    """Whether «ی» only joins: «شبکه‌ی» is «شبکهٔ». Glued to a word it may make another one: «ماهی» is not «ماه»."""
    apart = len(before) != len(after) or any(ZWNJ in word for word in (*before, *after))
    return apart or not (folded in lexicon().nouns or folded in lexicon().adjectives)


def _change(original: TextWords, text: TextWords, a: range, b: range, kinds: tuple[Kind, ...]) -> Change:
    a_start, a_end = _offsets(original, a)
    b_start, b_end = _offsets(text, b)
    op: Op = "replace" if a and b else "delete" if a else "insert"
    before, after = original.letters.text[a_start:a_end], text.letters.text[b_start:b_end]
    return Change(op, kinds, before, after, a_start, a_end, b_start, b_end)


def _offsets(text: TextWords, span: range) -> tuple[int, int]:
    words: list[PlacedWord] = text.all
    if span:
        return words[span[0]].start, words[span[-1]].end
    at = words[span.start - 1].end if span.start else 0
    return at, at
