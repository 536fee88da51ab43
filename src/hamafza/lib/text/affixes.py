"""Gluing undone by rule: which affix or part of a compound a word has swallowed."""

from collections.abc import Callable
from dataclasses import dataclass

from hamafza.lib.text.letters import NON_JOINING, ZWNJ
from hamafza.lib.text.lexicon import Lexicon

_PLURAL = ("هایشان", "هایتان", "هایمان", "هایم", "هایت", "هایش", "هایی", "های", "هاست", "ها")
_PERFECT = ("اند", "ایم", "اید")
_AFTER_HEH = ("ای", "اش", "ام")
_COMPARATIVE = ("ترین", "تری", "تر")
_INFLECTIONS = ("مان", "شان", "انه", "ند", "ان", "ات", "یی", "یم", "ید", "ی", "م", "ش")
_PREVERBS = ("", "بر", "در", "باز", "فرا", "فرو", "وا", "ور")
_OBJECTS = ("", "شان", "مان", "تان", "ش", "م", "ت")
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Affixes:
    """The rules over one lexicon; `spelling` answers for words known as wholes."""

    lexicon: Lexicon
    spelling: Callable[[str], str | None]

    def spell(self, word: str, depth: int = 0) -> str:
        """The word with its half-spaces, or as it is when no rule is sure.

        `word` is folded to Persian letters and has no marks and no half-space.
        """
        if known := self.spelling(word):
            return known
        if len(word) < 4 or depth >= _DEEPEST or word in self.lexicon.solid:
            return word
        return (
            self._perfect(word)
            or self._plural(word, depth)
            or self._after_heh(word)
            or self._comparative(word)
            or self._imperfective(word)
            or self._inflected(word)
            or self._compound(word)
            or word
        )

    def _plural(self, word: str, depth: int) -> str | None:
        for suffix in _PLURAL:
            base = word.removesuffix(suffix)
            if base != word and len(base) >= 2 and base[-1] not in NON_JOINING:
                spelt = self.spell(base, depth + 1)
                if base in self.lexicon.nouns or spelt != base:
                    return f"{spelt}{ZWNJ}{suffix}"
        return None

    def _perfect(self, word: str) -> str | None:
        for suffix in _PERFECT:
            base = word.removesuffix(suffix)
            if base != word and self._participle(base):
                return f"{base}{ZWNJ}{suffix}"
        return None

    def _participle(self, word: str) -> bool:
        """A participle, alone or after a preverb («برگشته»)."""
        known = self.lexicon.participles
        return word in known or any(word.removeprefix(before) in known for before in _PREVERBS if before)

    def _after_heh(self, word: str) -> str | None:
        for suffix in _AFTER_HEH:
            base = word.removesuffix(suffix)
            if base == word or len(base) < 3 or base[-1] != "ه":
                continue
            if spelt := self.spelling(base):
                return f"{spelt}{ZWNJ}{suffix}"
            if base in self.lexicon.nouns or self._participle(base):
                return f"{base}{ZWNJ}{suffix}"
        return None

    def _comparative(self, word: str) -> str | None:
        for suffix in _COMPARATIVE:
            base = word.removesuffix(suffix)
            if base == word or len(base) < 2 or base[-1] in NON_JOINING:
                continue
            if spelt := self.spelling(base) or (base if base in self.lexicon.adjectives else None):
                return f"{spelt}{ZWNJ}{suffix}"
        return None

    def _imperfective(self, word: str) -> str | None:
        before, mi, verb = word.partition("می")
        if not mi or before.removesuffix("ن") not in _PREVERBS:
            return None
        for suffix in (*_PERFECT, "ام", "ای"):
            if verb.endswith(suffix) and verb.removesuffix(suffix) in self.lexicon.participles:
                return f"{before}{mi}{ZWNJ}{verb.removesuffix(suffix)}{ZWNJ}{suffix}"
        for clitic in _OBJECTS:
            base = verb.removesuffix(clitic)
            if verb.endswith(clitic) and len(base) >= 2 and base in self.lexicon.verb_forms:
                return f"{before}{mi}{ZWNJ}{verb}"
        return None

    def _inflected(self, word: str) -> str | None:
        """A known compound with an ending that joins it."""
        for ending in _INFLECTIONS:
            if word.endswith(ending) and (spelt := self.spelling(word.removesuffix(ending))):
                return spelt + ending
        return None

    def _compound(self, word: str) -> str | None:
        """A known word and a second part that is nearly always written apart."""
        for at in range(2, len(word) - 1):
            if word[at - 1] not in NON_JOINING and word[at:] in self.lexicon.seconds:
                first = word[:at]
                if first in self.lexicon.nouns or first in self.lexicon.adjectives:
                    return f"{first}{ZWNJ}{word[at:]}"
        return None
