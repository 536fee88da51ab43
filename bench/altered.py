"""Official statements as people pass them on: cut, quoted, misspelt, and altered on purpose. Seeded.

Used by `verify.py` beside it and by the tests of the room; it takes any texts and keeps none.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hamafza.lib.text.sentences import sentences

CUTS = ("whole", "half", "fifth", "quotation", "quoted")
"""`quotation` is 12 words or more alone, `quoted` the same inside another text."""
ALTERATIONS = ("number", "negation", "name", "dropped", "inserted")
WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*|\d+")
NUMBER = re.compile(r"(?<![\d/:.,٬٫-])\d{1,4}(?![\d/:.,٬٫-])")
VERBS = [
    ("می‌شود", "نمی‌شود"), ("می شود", "نمی شود"), ("است", "نیست"), ("شد", "نشد"), ("دارد", "ندارد"),
    ("خواهد", "نخواهد"), ("کرد", "نکرد"), ("بود", "نبود"), ("باید", "نباید"), ("شده", "نشده"),
    ("می‌کند", "نمی‌کند"), ("داد", "نداد"), ("می‌توان", "نمی‌توان"), ("دارند", "ندارند"), ("شود", "نشود"),
]  # fmt: skip
TITLE = re.compile(
    r"(?<!\w)(?:دکتر|مهندس|آقای|خانم|حجت‌الاسلام|سردار|سرهنگ)\s+([آ-ی]{3,}(?:\u200c[آ-ی]+)*)(?!\w)"
)
NAMES = [
    "رستگاریان",
    "میرزایی",
    "شکوهمند",
    "فرهمند",
    "جوانمرد",
    "سپهرآرا",
    "کیان\u200cمهر",
    "نیک\u200cاندیش",
    "پارسافر",
    "بهنامیان",
]
TO_LEGACY = str.maketrans("یک", "يك")


@dataclass
class Case:
    """A text as somebody pastes it, the number of the text it comes from, and what was changed in it."""

    cut: str
    text: str
    source: int
    piece: str = ""
    """The words as they stand in the original, before anything was done to them."""
    alteration: str = ""
    changed: list[tuple[str, str]] = field(default_factory=list)
    """Word before and after, for numbers, negations and names."""


def cut(how: str, text: str, rng: random.Random) -> str | None:
    """A part of the text; None if it is too short for that."""
    parts = [s.text for s in sentences(text)]
    if how == "whole":
        return text
    if how in ("half", "fifth"):
        wanted = len(text) // (2 if how == "half" else 5)
        start = rng.randrange(max(1, len(parts)))
        piece = ""
        for sentence in parts[start:]:
            piece = f"{piece} {sentence}".strip()
            if len(piece) >= wanted:
                return piece
        return text[-wanted:].split(" ", 1)[-1] if wanted > 80 else None
    return quoted_words(parts, rng)


def hosted(quotation: str, hosts: Sequence[str], rng: random.Random) -> str:
    """The quotation somewhere inside another text."""
    host = [s.text for s in sentences(rng.choice(list(hosts)))][:6]
    at = rng.randrange(len(host) + 1)
    return " ".join([*host[:at], f"«{quotation}»", *host[at:]])


def quoted_words(parts: Sequence[str], rng: random.Random) -> str | None:
    """Twelve to twenty words on end out of one sentence."""
    long = [words for part in parts if len(words := part.split()) >= 12]
    if not long:
        return None
    words = rng.choice(long)
    count = rng.randint(12, min(20, len(words)))
    start = rng.randrange(len(words) - count + 1)
    return " ".join(words[start : start + count])


def respelt(text: str, rng: random.Random) -> str:
    """Another keyboard: Arabic letters, half-spaces lost or typed as spaces, other digits, other quotes."""
    if rng.random() < 0.5:
        text = text.translate(TO_LEGACY)
    text = text.replace("\u200c", rng.choice(["", " ", "\u200c", "\u200f\u200c"]))
    if rng.random() < 0.5:
        text = text.translate(str.maketrans("0123456789", rng.choice(["۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"])))
    if rng.random() < 0.3:
        text = text.replace("،", ",").replace("«", '"').replace("»", '"')
    return re.sub(" ", lambda m: "  " if rng.random() < 0.03 else m.group(), text)


def misspelt(text: str, share: float, rng: random.Random) -> str:
    """That share of the words with one letter doubled, lost, exchanged or swapped with the next."""

    def typo(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < 3 or word.isdecimal() or rng.random() >= share:
            return word
        at = rng.randrange(len(word) - 1)
        return word[:at] + rng.choice(
            [word[at] * 2 + word[at + 1 :], word[at + 1 :], rng.choice("ابتدرسعملنو") + word[at + 1 :],
             word[at + 1] + word[at] + word[at + 2 :]]
        )  # fmt: skip

    return WORD.sub(typo, text)


LOOK_ALIKE = ("بپتثن", "جچحخ", "دذ", "رزژ", "سش", "صض", "طظ", "عغ", "فق", "کگ")


def scanned(text: str, share: float, rng: random.Random) -> str:
    """That share of the letters that have a like with other dots read as it."""

    def read(letter: str) -> str:
        others = next((group for group in LOOK_ALIKE if letter in group), "")
        return rng.choice(others.replace(letter, "")) if others and rng.random() < share else letter

    return "".join(map(read, text))


def altered(
    how: str, text: str, rng: random.Random, others: Sequence[str]
) -> tuple[str, list[tuple[str, str]]] | None:
    """The text with one to three changes of that kind and what they are; None if there is nothing to change."""
    if how in ("number", "negation", "name"):
        return replaced(text, places(how, text), rng)
    parts = [s.text for s in sentences(text)]
    if len(parts) < 4:
        return None
    at = rng.randrange(1, len(parts) - 1)
    if how == "dropped":
        return (" ".join(parts[:at] + parts[at + 1 :]), []) if len(parts[at].split()) >= 6 else None
    foreign = max((s.text for s in sentences(rng.choice(list(others)))), key=len)
    return " ".join([*parts[:at], foreign, *parts[at:]]), []


def places(how: str, text: str) -> list[tuple[int, int]]:
    if how == "number":
        return [m.span() for m in NUMBER.finditer(text)]
    if how == "name":
        return [m.span(1) for m in TITLE.finditer(text)]
    known = {word for pair in VERBS for word in pair}
    pattern = re.compile(
        rf"(?<![\w\u200c])(?:{'|'.join(sorted(known, key=len, reverse=True))})(?![\w\u200c])"
    )
    return [m.span() for m in pattern.finditer(text)]


def replaced(
    text: str, spans: list[tuple[int, int]], rng: random.Random
) -> tuple[str, list[tuple[str, str]]] | None:
    if not spans:
        return None
    changed = []
    for start, end in sorted(rng.sample(spans, min(len(spans), rng.randint(1, 3))), reverse=True):
        before = text[start:end]
        after = other(before, rng)
        text = text[:start] + after + text[end:]
        changed.append((before, after))
    return text, changed[::-1]


def other(word: str, rng: random.Random) -> str:
    if word.isdecimal():
        while True:
            number = str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in word[1:])
            if int(number) != int(word):
                return number
    turned = dict(VERBS) | {negative: positive for positive, negative in VERBS}
    return turned.get(word) or rng.choice([name for name in NAMES if name != word])


def cases(
    texts: Sequence[str],
    hosts: Sequence[str],
    how: str,
    count: int,
    rng: random.Random,
    *,
    typos: float = 0.0,
) -> list[Case]:
    """So many cuts of texts drawn at random, each respelt."""
    made: list[Case] = []
    for _ in range(20 * count):
        if len(made) == count:
            break
        number = rng.randrange(len(texts))
        piece = cut(how, texts[number], rng)
        if piece and (how == "whole" or len(piece) < len(texts[number])):
            typed = misspelt(piece, typos, rng)
            if how == "quoted":
                typed = hosted(typed, hosts, rng)
            made.append(Case(how, respelt(typed, rng), number, piece))
    return made


def altered_cases(
    texts: Sequence[str], hosts: Sequence[str], how: str, count: int, rng: random.Random
) -> list[Case]:
    """So many statements altered in one way, whole or cut in half, each respelt."""
    made: list[Case] = []
    for _ in range(30 * count):
        if len(made) == count:
            break
        number, part = rng.randrange(len(texts)), rng.choice(("whole", "half", "fifth"))
        piece = cut(part, texts[number], rng)
        if piece and (done := altered(how, piece, rng, hosts)):
            made.append(Case(part, respelt(done[0], rng), number, piece, how, done[1]))
    return made
