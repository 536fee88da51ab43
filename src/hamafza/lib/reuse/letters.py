"""A text as its letters and digits alone, each with its place in the text."""

from array import array
from bisect import bisect_left
from dataclasses import dataclass

from hamafza.lib.text.fold import fold


class _Keys(dict[str, str]):
    """One written character → the folded letters it stands for; filled as characters are met."""

    def __missing__(self, character: str) -> str:
        kept = "".join(c for c in fold(character) if c.isalnum())
        if character < "\U00010000":
            self[character] = kept
        return kept


_KEYS = _Keys()


@dataclass(frozen=True, slots=True)
class Letters:
    """``folded[i]`` was written at ``text[places[i]]``."""

    text: str
    folded: str
    places: "array[int]"

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
    keys = [_KEYS[character] for character in text]
    folded = "".join(keys)
    places = array("L", [at for at, key in enumerate(keys) if key])
    if len(places) != len(folded):  # some written sign stands for several letters (ﷺ)
        places = array("L", [at for at, key in enumerate(keys) for _ in key])
    return Letters(text, folded, places)
