"""The word lists that come with the program, loaded when first asked for."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hamafza.lib.text.letters import ZWNJ

_PRESENT_ENDINGS = ("م", "ی", "د", "یم", "ید", "ند")
_PAST_ENDINGS = ("م", "ی", "", "یم", "ید", "ند")
_GLIDED = tuple("اوآ")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets of words without half-spaces, except `spellings`."""

    spellings: dict[str, str]
    """Glued word → how it is written."""
    solid: frozenset[str]
    """Words that look as if an affix were glued to them and are right as they are («تنها»)."""
    nouns: frozenset[str]
    """Words that take «ها»."""
    adjectives: frozenset[str]
    """Words that take «تر»."""
    seconds: frozenset[str]
    """Second parts of compounds that are nearly always written apart («‌گذاری»)."""
    verb_forms: frozenset[str]
    """What may follow «می‌»."""
    participles: frozenset[str]
    """Words in «ه» that «‌اند» may follow."""
    others: frozenset[str] = frozenset()
    """Words that none of the other lists has: particles, broken plurals, inflected forms («این», «منافع»)."""


@cache
def lexicon() -> Lexicon:
    """The shipped word lists."""
    forms, participles = _conjugated()
    return Lexicon(
        {word.replace(ZWNJ, ""): word for word in _words("halfspaces.txt")},
        frozenset(_words("solid.txt")),
        frozenset(_words("nouns.txt")),
        frozenset(_words("adjectives.txt")),
        frozenset(_words("seconds.txt")),
        forms,
        participles,
        frozenset(_words("words.txt")),
    )


@cache
def verbs() -> list[tuple[str, str]]:
    """Past and present stems of Persian verbs."""
    rows = (line.split("\t") for line in _words("verbs.tsv"))
    return [(past, present) for past, present in rows]


def _words(name: str) -> list[str]:
    text = files("hamafza.lib.text").joinpath("data", name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _conjugated() -> tuple[frozenset[str], frozenset[str]]:
    forms: set[str] = set()
    participles: set[str] = set()
    for past, present in verbs():
        participles |= {past + "ه", "ن" + past + "ه"}
        forms |= {past + ending for ending in _PAST_ENDINGS} | {past + "ه"}
        stems = (present, present + "ی") if present.endswith(_GLIDED) else (present,)
        forms |= {stem + ending for stem in stems for ending in _PRESENT_ENDINGS}
    return frozenset(forms), frozenset(participles)
