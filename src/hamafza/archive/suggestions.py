"""What may have been meant when nothing was found. Words come from public items only, for everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hamafza.archive.language import Query, QueryWord
from hamafza.archive.models import Term
from hamafza.lib.text.keyboard import as_persian

LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
LATIN = "abcdefghijklmnopqrstuvwxyz"
LEAST = 2  # public items that have a suggested word
LONG = 5  # letters from which two mistakes are believed


def suggest(query: Query, finds: Callable[[str], bool]) -> list[str]:
    """Other queries, best first, of which `finds` says that they find something; at most three."""
    tried = [*other_layout(query), *spellings(query)]
    found = [text for text in dict.fromkeys(tried) if text != query.text]
    return [text for text in found if finds(text)][:3]


def other_layout(query: Query) -> list[str]:
    """Persian typed with the Latin layout on: «v,hfx» is «روابط»."""
    persian = as_persian(query.text)
    return [persian] if persian != query.text else []


def spellings(query: Query) -> Iterator[str]:
    """The query with unknown words replaced by known ones near to them."""
    unknown = [word for word in query.words if not word.sign and not known(word)]
    text, changed = query.text, False
    for word in unknown:
        if (near := nearest(word.keys.joined)) is not None:
            text, changed = text.replace(word.text, near, 1), True
    if changed:
        yield text


def known(word: QueryWord) -> bool:
    return Term.objects.filter(word__in=word.keys.parts, df__gt=0).count() == len(set(word.keys.parts))


def nearest(word: str) -> str | None:
    """How the most frequent public word is written that one or, in a long word, two mistakes away."""
    if len(word) < 3 or word[:1].isdecimal():
        return None
    return best(one_mistake(word)) or (two_mistakes(word) if len(word) >= LONG else None)


def best(words: set[str]) -> str | None:
    rows = Term.objects.filter(word__in=words, df__gte=LEAST).exclude(shown="").order_by("-df", "word")
    return rows.values_list("shown", flat=True).first()


def one_mistake(word: str) -> set[str]:
    """Every string with one letter left out, added, changed, or two neighbours swapped."""
    letters = LATIN if word.isascii() else LETTERS
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {a + b[1:] for a, b in cuts if b} | {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    found |= {a + c + b[1:] for a, b in cuts if b for c in letters} | {
        a + c + b for a, b in cuts for c in letters
    }
    return found - {word}


def two_mistakes(word: str) -> str | None:
    """A frequent word with the same beginning, at most two mistakes away."""
    rows = Term.objects.filter(word__startswith=word[:2], df__gte=LEAST).exclude(shown="")
    near = [
        (distance(word, other, 2), -df, shown)
        for other, df, shown in rows.order_by("-df").values_list("word", "df", "shown")[:3000]
        if abs(len(other) - len(word)) <= 2
    ]
    found = [one for one in near if one[0] <= 2]
    return min(found)[2] if found else None


def distance(one: str, other: str, most: int) -> int:
    """Edit distance, or `most` + 1 as soon as it is certainly more."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
        if min(row) > most:
            return most + 1
    return row[-1]
