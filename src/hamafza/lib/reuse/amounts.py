"""How many and which one: numbers in figures and in words, as values that can be compared."""

from collections.abc import Sequence
from functools import lru_cache

from hamafza.lib.text.numbers import Number, numbers

_PARTS = frozenset(("نیمی", "برابر", "درصد", "double"))
_ENGLISH_ORDINALS = frozenset(("first", "second", "third", "fourth", "fifth", "sixth"))
_TOLD_BY_NAME = _PARTS | _ENGLISH_ORDINALS
_JOINING = frozenset(("و", "and"))


@lru_cache(maxsize=1 << 14)
def is_number(key: str) -> bool:
    """Whether a word (by its key) says how many or which one: «۵۰», «پنجاه», «میلیون», «سوم», «درصد».

    >>> [is_number(word) for word in ("1401", "پنجاه", "سوم", "کتاب")]
    [True, True, True, False]
    """
    return key[:1].isdigit() or key in _TOLD_BY_NAME or bool(numbers((key,)))


def values(keys: Sequence[str]) -> tuple[str, ...]:
    """The numbers that a run of words says, in order; one written in words equals one in figures.

    >>> values(["12", "هزار", "و", "500", "نفر"]) == values(["12500"])
    True
    >>> values(["بیست", "و", "یکم"]), values(["دو", "و", "نیم", "میلیون"]), values(["یک", "سوم"])
    (('21.',), ('2500000',), ('1/3',))
    """
    read = numbers(keys)
    others = [(n, key) for n, key in _outside(keys, read) if is_number(key)]
    return tuple(said for _, said in sorted([*((one.start, _said(keys, one)) for one in read), *others]))


def _said(keys: Sequence[str], one: Number) -> str:
    """The value; as it is written where three digits behind a point may be thousands as well."""
    written = keys[one.start] if one.end - one.start == 1 else ""
    part = written.partition(".")[2]
    return written if part and len(part) % 3 == 0 else str(one)


def besides(keys: Sequence[str]) -> bool:
    """Whether some of the words are no part of a number."""
    return any(key not in _JOINING and not is_number(key) for _, key in _outside(keys, numbers(keys)))


def _outside(keys: Sequence[str], read: Sequence[Number]) -> list[tuple[int, str]]:
    """Words that no number was read from, with their places."""
    inside = {n for one in read for n in range(one.start, one.end)}
    return [(n, key) for n, key in enumerate(keys) if n not in inside]
