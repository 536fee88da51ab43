"""Where lost half-spaces belong: «روابطعمومی» is shown as «روابط‌عمومی»."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from hamafza.lib.text.letters import ARABIC, MARKS, ZWNJ

_WORD = re.compile(rf"[{ARABIC}{MARKS}]+")
_PLURAL = re.compile(r"^(.{2,}[^\W\dاآدذرزژو])(ها(?:ی(?:ی|شان|تان|مان|م|ت|ش)?)?)$")


class Restored(NamedTuple):
    """One word that got its half-space back: ``before == source[start:end]``."""

    before: str
    after: str
    start: int
    end: int


@dataclass
class Table:
    """What is known about spellings: glued word → the word with its half-spaces."""

    spellings: Mapping[str, str] = field(default_factory=dict)

    def restore(self, text: str) -> str:
        """The text with lost half-spaces back; nothing else changes."""
        return _WORD.sub(lambda match: self.word(match.group()), text)

    def changes(self, text: str) -> list[Restored]:
        """The words that `restore` changes, in order, with their places in `text`."""
        found = ((m, self.word(m.group())) for m in _WORD.finditer(text))
        return [Restored(m.group(), after, m.start(), m.end()) for m, after in found if after != m.group()]

    def word(self, word: str) -> str:
        """One glued word with its half-spaces, or as it is when nothing is sure."""
        if known := self.spellings.get(word):
            return known
        return _PLURAL.sub(rf"\1{ZWNJ}\2", word)

    def learn(self, texts: Iterable[str]) -> "Table":
        """A new table that also knows the spellings of these texts."""
        spellings = dict(self.spellings)
        for text in texts:
            for word in re.findall(rf"[{ARABIC}{MARKS}]+(?:{ZWNJ}[{ARABIC}{MARKS}]+)+", text):
                spellings[word.replace(ZWNJ, "")] = word
        return Table(spellings)


@lru_cache(maxsize=1)
def shipped() -> Table:
    """The table that comes with the program."""
    return Table({"روابطعمومی": "روابط‌عمومی", "اطلاعرسانی": "اطلاع‌رسانی"})


def restore(text: str) -> str:
    """Lost half-spaces restored by the shipped table; expects letters already put right by `display`."""
    return shipped().restore(text)


def changes(text: str) -> list[Restored]:
    """What `restore` changes, in order, with offsets into `text`."""
    return shipped().changes(text)
