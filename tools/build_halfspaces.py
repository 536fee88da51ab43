"""Build the half-space word lists of `hamafza.lib.text.data` from text and dictionaries.

    python tools/build_halfspaces.py --news NEWS.jsonl.gz --sentences UD.jsonl.gz \\
        --lilak index.dic --hazm words.dat --shekar compound_words.csv --out src/hamafza/lib/text/data

News lines hold `title`, `lead` and `body`; sentence lines hold `text`. Only word spellings and what was
counted from them are written out, never a sentence. With ``--held-out 7`` every seventh text is kept
aside, nothing is written, and the restoration of its sentences is measured instead.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from hamafza.lib.text.affixes import Affixes
from hamafza.lib.text.display import display
from hamafza.lib.text.halfspace import SpellingTable
from hamafza.lib.text.letters import MARKS, NON_JOINING, ZWNJ
from hamafza.lib.text.lexicon import Lexicon, _conjugated
from hamafza.lib.text.tokens import ENDINGS

LETTERS = "ءآأؤئابةتثجحخدذرزژسشصضطظعغفقلمنهوپچکگی"
WORD = re.compile(rf"[{LETTERS}{MARKS}]+(?:{ZWNJ}[{LETTERS}{MARKS}]+)*")
MARK = re.compile(f"[{MARKS}]")
CLEAN = re.compile(rf"[{LETTERS}]+(?:{ZWNJ}[{LETTERS}]+)*\Z")
GLUED_PLURAL = re.compile(rf"[^{ZWNJ}{''.join(sorted(NON_JOINING))}]ها(?:یی?|ی?[متش]|یشان|یمان|یتان)?\Z")
GLUED = re.compile(rf"{GLUED_PLURAL.pattern}|\A«?ن?می[^{ZWNJ}]")
CONJUGATED = re.compile(rf"(?:\A|[^{ZWNJ}])می{ZWNJ}|ه{ZWNJ}(?:ا[می]|ایم|اید|اند)\Z")
"""Verb forms, which the rules make from `verbs.tsv`."""
CLEARLY = 6
"""How many times commoner one of two nouns must be to be taken for the one that was meant."""
MAJORITY = 3
"""How many times more often than the plain spelling a half-space must be seen."""
ALWAYS_SOLID = [
    "آنها",
    "اینها",
    "آنهایی",
    "اینهایی",
    "آنهاست",
    "اینهاست",
    "همینها",
    "همانها",
    "بها",
    "تنها",
    "تنهایی",
    "انتها",
    "منتها",
    "رها",
    "منهای",
    "گرانبها",
    "گرانبهای",
    "گرانبهایی",
]
ALWAYS_PARTED = f"این{ZWNJ}باره علی{ZWNJ}رغم به{ZWNJ}عنوان به{ZWNJ}منظور به{ZWNJ}دلیل".split()
"""Words of which the glued spelling is only ever a lost half-space, or that the Academy parts."""


def main() -> None:
    """Read the sources, then write the lists or measure them."""
    options = _options()
    texts = [display(text) for path in options.news + options.sentences for text in read_texts(path)]
    kept = [text for i, text in enumerate(texts) if not options.held_out or i % options.held_out != 3]
    words = build(Counter(spellings(kept)), read_dictionaries(options))
    if options.held_out:
        aside = [text for i, text in enumerate(texts) if i % options.held_out == 3]
        measure(SpellingTable(words=words), aside)
    else:
        write(words, options.out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--news", type=Path, action="append", default=[])
    parser.add_argument("--sentences", type=Path, action="append", default=[])
    for name in ("--lilak", "--hazm", "--shekar", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--held-out", type=int, default=0)
    return parser.parse_args()


def read_texts(path: Path) -> Iterator[str]:
    """Texts of a gzipped JSON-lines file; those without a single half-space say nothing and are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = row.get("text") or "\n".join(
                filter(None, (row.get("title"), row.get("lead"), row.get("body")))
            )
            if ZWNJ in text or "\u00ac" in text:
                yield text


def spellings(texts: Iterable[str]) -> Iterator[str]:
    """Every word of the texts, without marks."""
    for text in texts:
        for word in WORD.findall(text):
            if bare := MARK.sub("", word).strip(ZWNJ):
                yield bare


class Dictionaries:
    """What three dictionaries know: plain words, words with half-spaces, nouns and adjectives."""

    def __init__(self) -> None:
        self.careful: set[str] = set()
        self.plain: set[str] = set()
        self.parted: set[str] = set()
        self.nouns: set[str] = set()
        self.adjectives: set[str] = set()
        self.frequency: dict[str, int] = {}


def read_dictionaries(options: argparse.Namespace) -> Dictionaries:
    """Lilak (Apache-2.0), the hazm word list (MIT) and the shekar compounds (MIT)."""
    known = Dictionaries()
    for line in options.lilak.read_text("utf-8").splitlines():
        word, _, flags = line.strip().partition("/")
        if CLEAN.match(word) and not CONJUGATED.search(word):
            (known.parted if ZWNJ in word else known.careful).add(word)
            if ("sg" in flags or "sd" in flags) and ZWNJ not in word:
                known.nouns.add(word)
    for line in options.hazm.read_text("utf-8").splitlines():
        word, count, kinds = line.split("\t")
        if CLEAN.match(word):
            known.parted |= {word} if ZWNJ in word else set()
            if ZWNJ not in word and int(count) > 0:
                known.plain.add(word)
                known.frequency[word] = int(count)
                known.adjectives |= {word} if "AJ" in kinds.split(",") else set()
    known.parted |= {
        word for word in options.shekar.read_text("utf-8").split() if CLEAN.match(word) and ZWNJ in word
    }
    known.plain |= known.careful
    return known


def build(counts: Counter[str], known: Dictionaries) -> Lexicon:
    """The word lists, from how often each spelling was seen and what the dictionaries know."""
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, count in counts.items():
        written[word.replace(ZWNJ, "")][word] += count
    spelt = {glued: best for glued, found in written.items() if (best := _preferred(glued, found))}
    for word in sorted(known.parted):
        glued = word.replace(ZWNJ, "")
        if glued not in written and glued not in known.plain:
            spelt.setdefault(glued, word)
    spelt |= {word.replace(ZWNJ, ""): word for word in ALWAYS_PARTED}
    attached: Counter[str] = Counter()
    for word, count in counts.items():
        noun, _half_space, ending = word.rpartition(ZWNJ)
        if ending.startswith("ها"):
            attached[noun] += count
    often = {word for word, count in attached.items() if count > 1 or word in known.plain}
    nouns = {word for word in known.nouns | often if ZWNJ not in word and len(word) > 1}
    nouns -= {
        *[
            "من",
            "تو",
            "او",
            "ما",
            "شما",
            "ایشان",
            "این",
            "آن",
            "که",
            "چه",
            "به",
            "از",
            "در",
            "بر",
            "تا",
            "هر",
            "هم",
            "را",
            "و",
            "یا",
            "نه",
            "بی",
            "با",
        ]
    }
    adjectives = {word for word in known.adjectives if len(word) > 1}
    in_heh, unsure = _in_heh(nouns, known)
    spelt |= {glued: word for glued, word in in_heh.items() if glued not in written}
    forms, participles = _conjugated()
    seconds = _seconds(counts, known)
    words = Lexicon(spelt, frozenset(), frozenset(nouns), frozenset(adjectives), seconds, forms, participles)
    words = replace(words, solid=frozenset(_solid(words, written, known)) | (unsure - set(spelt)))
    return _pruned(words)


def _preferred(glued: str, found: Counter[str]) -> str | None:
    parted = {
        w: n for w, n in found.items() if ZWNJ in w and w.count(ZWNJ) <= 3 and len(w) <= 26 and w[1] != ZWNJ
    }
    parted = {w: n for w, n in parted.items() if not GLUED_PLURAL.search(w) and f"های{ZWNJ}" not in w}
    best = max(parted, key=lambda w: (parted[w], w), default=None)
    return best if best and parted[best] >= MAJORITY * found[glued] else None


def _in_heh(nouns: set[str], known: Dictionaries) -> tuple[dict[str, str], set[str]]:
    """«تپهای» is «تپه‌ای» and not «تپ‌های», by which of the two nouns is the commoner.

    Where neither is much commoner, as in «نامهای», nobody can be sure: those stay as they are.
    """
    often = known.frequency
    pairs = [(noun, f"{noun}ه") for noun in nouns if f"{noun}ه" in nouns and _joins(noun)]
    sure = {f"{a}های": f"{b}{ZWNJ}ای" for a, b in pairs if often.get(b, 0) > CLEARLY * often.get(a, 0)}
    unsure = {
        f"{a}های" for a, b in pairs if often.get(a, 0) <= CLEARLY * often.get(b, 0) and f"{a}های" not in sure
    }
    return sure, unsure


def _joins(word: str) -> bool:
    return word[-1] not in NON_JOINING


def _seconds(counts: Counter[str], known: Dictionaries) -> frozenset[str]:
    """Second parts that follow many known words with a half-space and few without."""
    apart: defaultdict[str, set[str]] = defaultdict(set)
    for word in [*counts, *known.parted]:
        first, half_space, second = word.partition(ZWNJ)
        if (
            (
                half_space
                and ZWNJ not in second
                and len(second) > 2
                and second not in ENDINGS
                and not GLUED_PLURAL.search(second)
            )
            and first in known.plain
            and _joins(first)
        ):
            apart[second].add(first)
    glued: defaultdict[str, set[str]] = defaultdict(set)
    for word in counts:
        for at in range(2, len(word) - 2):
            if word[at:] in apart and word[:at] in known.plain and _joins(word[:at]):
                glued[word[at:]].add(word[:at])
    return frozenset(
        s for s, firsts in apart.items() if len(firsts) >= 5 and len(firsts) > 4 * len(glued[s] - firsts)
    )


def _solid(words: Lexicon, written: dict[str, Counter[str]], known: Dictionaries) -> Iterator[str]:
    """Plain words that the rules would take apart."""
    rules = Affixes(words, words.spellings.get)
    plain = known.plain | {glued for glued, found in written.items() if found[glued]}
    for word in sorted(plain | {f"{word}های" for word in plain if not _joins(word)} | set(ALWAYS_SOLID)):
        if word in words.spellings or rules.spell(word) == word:
            continue
        affix = rules.spell(word).rpartition(ZWNJ)[2]
        lost = affix.startswith("ها") or (affix in ENDINGS and word.removesuffix(affix).endswith("ه"))
        if (
            word in known.careful
            or word in ALWAYS_SOLID
            or (word.endswith("های") and not _joins(word[:-3]))
            or not lost
        ):
            yield word


def _pruned(words: Lexicon) -> Lexicon:
    """Without the spellings that the rules find by themselves."""
    kept = dict(words.spellings)
    for glued in sorted(words.spellings, key=len):
        spelling = kept.pop(glued)
        if Affixes(words, kept.get).spell(glued) != spelling:
            kept[glued] = spelling
    return replace(words, spellings=kept)


def write(words: Lexicon, out: Path) -> None:
    """One sorted list a file."""
    lists = {
        "halfspaces": words.spellings.values(),
        "solid": words.solid,
        "nouns": words.nouns,
        "adjectives": words.adjectives,
        "seconds": words.seconds,
    }
    for name, entries in lists.items():
        (out / f"{name}.txt").write_text("\n".join(sorted(entries)) + "\n", "utf-8")
        print(f"{name}.txt: {len(entries)} entries")


def measure(table: SpellingTable, texts: list[str]) -> None:
    """Take every half-space out of held-out sentences, put them back, compare the places.

    Writers lose half-spaces themselves. Places put into words that the sentence has glued («بخشهای»,
    «میکنند») are counted in the first figure of precision as wrong and left out of the second.
    """
    right = added = missed = glued = 0
    sentences = [
        s for t in texts for line in t.split("\n") for s in re.split(r"(?<=[.؟!])\s+", line) if ZWNJ in s
    ]
    for sentence in sentences:
        restored = table.restore(sentence.replace(ZWNJ, ""))
        there, put = _places(sentence), _places(restored)
        right += len(there & put)
        added += len(put - there)
        missed += len(there - put)
        glued += sum(
            restored.count(ZWNJ) - word.count(ZWNJ)
            for word, restored in zip(sentence.split(), restored.split(), strict=False)
            if GLUED.search(word.rstrip(".,،؛:؟!»)"))
        )
    print(
        f"{len(sentences)} sentences: precision {right / (right + added):.4f}, "
        f"without words they glue themselves {right / (right + added - glued):.4f}, "
        f"recall {right / (right + missed):.4f}"
    )


def _places(text: str) -> set[int]:
    places: set[int] = set()
    letters = 0
    for character in text:
        if character == ZWNJ:
            places.add(letters)
        else:
            letters += 1
    return places


if __name__ == "__main__":
    main()
