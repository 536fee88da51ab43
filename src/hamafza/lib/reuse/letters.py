"""A text as its letters and digits alone, each with its place in the text."""

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from hamafza.lib.text.fold import fold


class _Keys(dict[int, str]):
    """The number of a written character → the folded letters it stands for; filled as characters are met."""

    def __missing__(self, number: int) -> str:
        kept = "".join(c for c in fold(chr(number)) if c.isalnum())
        if number < 0x10000:
            self[number] = kept
        return kept


_KEYS = _Keys()


@dataclass(frozen=True)
class Letters:
    """``folded[i]`` was written at ``text[places[i]]``."""

    text: str
    folded: str

    @cached_property
    def places(self) -> "array[int]":
        """Read only where something was found: of most texts that are compared, nowhere."""
        keys = [_KEYS[ord(character)] for character in self.text]
        places = array("L", [at for at, key in enumerate(keys) if key])
        if len(places) != len(self.folded):  # some written sign stands for several letters (ﷺ)
            places = array("L", [at for at, key in enumerate(keys) for _ in key])
        return places

    def __len__(self) -> int:
        return len(self.folded)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the text of the letters ``start`` to ``end`` (exclusive)."""
        if start >= end:
            at = self.places[start] if start < len(self.places) else len(self.text)
            return at, at
        return self.places[start], self.places[end - 1] + 1

    def index(self, offset: int) -> int:
        """How many letters stand before an offset into the text."""
        return bisect_left(self.places, offset)


def letters(text: str) -> Letters:
    """The folded letters and digits of a text: equal for every keyboard, spacing and punctuation.

    >>> letters("كد خبر: ٥٠٢١٥").folded
    'کدخبر50215'
    """
    return Letters(text, text.translate(_KEYS))
