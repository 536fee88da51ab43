"""Where lost half-spaces belong: «روابطعمومی» is shown as «روابط‌عمومی».

The text keeps every character it had; only half-spaces are added, and only inside words that have none.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from hamafza.lib.text.affixes import Affixes
from hamafza.lib.text.letters import ARABIC, HALF_SPACES, MARKS, ZWNJ
from hamafza.lib.text.lexicon import Lexicon, lexicon
from hamafza.lib.text.verbatim import around, spans

_INSIDE = f"{ARABIC}{MARKS}"
_WORD = re.compile(rf"(?<![{_INSIDE}{HALF_SPACES}])[{_INSIDE}]{{4,40}}(?![{_INSIDE}{HALF_SPACES}])")
_SPELT = re.compile(rf"[{_INSIDE}]+(?:{ZWNJ}[{_INSIDE}]+)*")
_PLAIN_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه"})
_MARK = re.compile(f"[{MARKS}]")
_MOST_CACHED = 1 << 17
_SURE = 3


class Restored(NamedTuple):
    """One word that got its half-space back: ``before == source[start:end]``."""

    before: str
    after: str
    start: int
    end: int


class SpellingTable:
    """What is known about spellings: the shipped lists and, before them, what a site's own texts show.

    >>> SpellingTable().restore("دستگاههای روابطعمومی")
    'دستگاه\u200cهای روابط\u200cعمومی'
    """

    def __init__(self, own: Mapping[str, int] | None = None, words: Lexicon | None = None) -> None:
        """`own`: how often a site's texts have each spelling, as `counts` gives it back."""
        self.counts: Counter[str] = Counter(own or {})
        self._own = _decided(self.counts)
        self._affixes = Affixes(words or lexicon(), self._spelling)
        self._cached: dict[str, str] = {}

    def learn(self, texts: Iterable[str]) -> "SpellingTable":
        """A new table that also knows how these texts (already put right by `display`) spell their words.

        Only words seen with a half-space are kept, each with its counts in both spellings.
        """
        seen = Counter(word for text in texts for word in _SPELT.findall(text) if 4 <= len(word) <= 60)
        parted = {word.replace(ZWNJ, "") for word in seen if ZWNJ in word} | {
            w.replace(ZWNJ, "") for w in self.counts
        }
        learnt = Counter({word: n for word, n in seen.items() if word.replace(ZWNJ, "") in parted})
        return SpellingTable(self.counts + learnt, self._affixes.lexicon)

    def restore(self, text: str) -> str:
        """The text with lost half-spaces back, except in addresses, hashtags and the like."""
        return around(lambda prose: _WORD.sub(lambda match: self.word(match.group()), prose), text)

    def changes(self, text: str) -> list[Restored]:
        """The words that `restore` changes, in order, with their places in `text`."""
        kept = spans(text)
        words = (m for m in _WORD.finditer(text) if not any(a <= m.start() < b for a, b in kept))
        found = ((m, self.word(m.group())) for m in words)
        return [Restored(m.group(), after, m.start(), m.end()) for m, after in found if after != m.group()]

    def word(self, word: str) -> str:
        """One word with its half-spaces, or as it is when nothing is sure."""
        known = self._cached.get(word)
        if known is None:
            if len(self._cached) >= _MOST_CACHED:
                self._cached.clear()
            known = self._cached[word] = self._word(word)
        return known

    def _word(self, word: str) -> str:
        plain = word.translate(_PLAIN_LETTERS)
        bare = plain.rstrip(
            "\u0654\u064b\u0650"
        )  # the marks that close a word; with others it is a quotation
        if _MARK.search(bare):
            return word
        return _with_breaks(word, self._affixes.spell(bare))

    def _spelling(self, word: str) -> str | None:
        return self._own.get(word) or self._affixes.lexicon.spellings.get(word)


def _decided(counts: Mapping[str, int]) -> dict[str, str]:
    """Glued word → the spelling that a site's own texts prefer, where they are sure."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, count in counts.items():
        spellings[word.replace(ZWNJ, "")][word] += count
    decided: dict[str, str] = {}
    for glued, found in spellings.items():
        best, count = max(found.items(), key=lambda item: (item[1], item[0]))
        if (best != glued and count > found[glued]) or count >= _SURE:
            decided[glued] = best
    return decided


def _with_breaks(word: str, spelt: str) -> str:
    """`word`, letter for letter, with the half-spaces of `spelt`."""
    if ZWNJ not in spelt:
        return word
    pieces: list[str] = []
    at = 0
    for part in spelt.split(ZWNJ):
        pieces.append(word[at : at + len(part)])
        at += len(part)
    pieces[-1] += word[at:]
    return ZWNJ.join(pieces)


@lru_cache(maxsize=1)
def shipped() -> SpellingTable:
    """The table that comes with the program."""
    return SpellingTable()


class SiteTable:
    """A site's own table in a file, read again when the file has changed; the shipped one while there is none."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self._seen: tuple[int, int] | None = None
        self._table: SpellingTable | None = None

    def table(self) -> SpellingTable:
        """The table to show words by. A file that cannot be read is as good as none."""
        try:
            stat = self.path.stat() if self.path is not None else None
            seen = (stat.st_mtime_ns, stat.st_size) if stat else None
            if seen != self._seen:
                self._table = SpellingTable(read_counts(self.path)[1]) if self.path and seen else None
                self._seen = seen
        except (OSError, ValueError):
            self._table = None
        return self._table or shipped()


site = SiteTable()
"""Set its `path` to the file that `write_counts` writes."""


def read_counts(path: Path) -> tuple[int, Counter[str]]:
    """How far the file's counts go (a number of its writer's) and how often each spelling was seen."""
    head, *lines = path.read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return int(head.removeprefix("# ")), Counter({word: int(count) for word, count in rows})


def write_counts(path: Path, reached: int, counts: Mapping[str, int]) -> None:
    """Replace the file as a whole: a reader sees the old one or the new one."""
    lines = [f"# {reached}", *(f"{word}\t{count}" for word, count in sorted(counts.items()))]
    beside = path.with_suffix(".new")
    beside.write_text("\n".join(lines) + "\n", "utf-8")
    beside.replace(path)


def restore(text: str) -> str:
    """Lost half-spaces restored by the site's own table, where there is one, and the shipped one.

    >>> restore("لحظهای") == "لحظه\u200cای"
    True
    """
    return site.table().restore(text)


def changes(text: str) -> list[Restored]:
    """What `restore` changes, in order, with offsets into `text`."""
    return site.table().changes(text)
