"""Official texts as people doctor them, and as people pass them on honestly. Seeded.

`DOCTORINGS` and `HONEST` map a kind to what is done to a text; None if that text cannot be treated so.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from bench.altered import VERBS

from hamafza.lib.text.digits import to_persian
from hamafza.lib.text.lexicon import lexicon
from hamafza.lib.text.sentences import sentences

Change = Callable[[str, random.Random], str | None]
WORD = r"(?<![\w\u200c])(?:{})(?![\w\u200c])"
NUMBER = re.compile(r"(?<![\d٫٬.,/])\d{2,4}(?![\d٫٬.,/]| درصد)")

BEFORE = [
    "دروغ بود: ", "شایعه: ", "تکذیب شد: ", "ادعای بی‌اساس: ", "این خبر جعلی است. ", "طنز: ", "گویا ", "گفته می‌شود ",
    "❌ ", "#دروغ ", "وزیر نفت گفت: ", "رئیس‌جمهور: ", "به نقل از یک منبع ناآگاه، ", "فوری: ", "بر خلاف گزارش‌ها، ",
    "بازارسال از: این خبر دروغ است\n", "[۱۴۰۴/۷/۱، ۱۲:۱۳] وزیر نفت گفت: ", "دولت تعطیل شد\n", "پس‌گرفته‌شده\n", "no: ",
]  # fmt: skip
BEHIND = [
    " تکذیب شد", " دروغ است.", " (شایعه)", " البته هنوز قطعی نیست.", " ۵۰۰ کشته", " ۰۹۱۲۳۴۵۶۷۸۹", " کد ملی بفرستید",
    " شمارهٔ کارت ۶۰۳۷۹۹۱۱۲۲۳۳۴۴۵۵", " http://sabt-nam.example", " @vam_fori_bot", " t.me/vam_fori_bot", "\n#تکذیب",
    " نه!", " ۱۲ بازدید دروغ است", "\nدروغ است » باور نکنید", " فقط برای تهرانی‌ها", " ریال", " درصد", " ؟", " fake",
    "\nدولت این طرح را لغو کرد.", "\nمنبع: خبرگزاری دروغین", " از فردا", " تا ۱۴۱۰",
]  # fmt: skip
INSIDE = [
    "هرگز", "شاید", "به‌دروغ", "احتمالاً", "قرار است", "ظاهراً", "بدون", "وزیر نفت", "۵۰۰ کشته", "رایگان", "فقط", "مثلاً",
    "تا سال ۱۴۱۰", "تومان", "در تهران", "آمریکا",
]  # fmt: skip
SWAPS: dict[str, list[tuple[str, str]]] = {
    "unit": [
        ("نفر", "خانوار"), ("درصد", "نفر"), ("ساعت", "روز"), ("روز", "ماه"), ("ماه", "سال"), ("کارگاه", "کارخانه"),
        ("خانوار", "نفر"), ("روستا", "شهر"), ("روستای", "شهر"), ("هکتار", "متر"), ("کیلومتر", "متر"), ("هفته", "سال"),
    ],
    "date": [
        ("امسال", "پارسال"), ("گذشته", "آینده"), ("آینده", "گذشته"), ("امروز", "دیروز"), ("بهار", "زمستان"),
        ("مرداد", "بهمن"), ("نخست", "دوم"), ("هفتهٔ", "سال"), ("پایانی", "نخست"),
    ],
    "word": [
        ("تأكيد", "تأييد"), ("آغاز", "آزار"), ("رایگان", "گران"), ("افزود", "افزون"), ("پیش", "بیش"), ("بیشتر", "کمتر"),
        ("کار", "کارت"), ("بهبود", "نبود"), ("دولت", "ملت"), ("مردم", "مردن"), ("مراجعان", "معترضان"), ("درست", "دروغ"),
        ("زمان", "زبان"), ("نیرو", "نیرنگ"), ("تازه", "تازی"), ("مهم", "مبهم"),
    ],
    "speaker": [
        ("مدیر", "سخنگوی"), ("سخنگوی", "منتقد"), ("معاون", "وزیر"), ("سخنگو", "بدگو"), ("کارشناس", "مدیرکل"), ("استاندار", "وزیر"),
        ("سازمان", "حزب"), ("صندوق", "بانک"), ("بهادريجهرمي", "احمدي"),
    ],
}  # fmt: skip


def before(piece: str) -> Change:
    return lambda text, _chance: piece + text


def behind(piece: str) -> Change:
    return lambda text, _chance: text + piece


def inside(piece: str) -> Change:
    """Between two words of a sentence, not at its ends."""

    def put_in(text: str, chance: random.Random) -> str:
        spaces = [m.start() for m in re.finditer(r"(?<=[\w]) (?=[\w])", text)]
        at = chance.choice(spaces)
        return f"{text[:at]} {piece}{text[at:]}"

    return put_in


def swapped(pairs: Sequence[tuple[str, str]]) -> Change:
    def swap(text: str, chance: random.Random) -> str | None:
        found = [(m.span(), new) for old, new in pairs for m in re.finditer(WORD.format(old), text)]
        if not found:
            return None
        (start, end), new = chance.choice(found)
        return text[:start] + new + text[end:]

    return swap


def number(change: Callable[[str, random.Random], str]) -> Change:
    """A number of the text made another."""

    def replace(text: str, chance: random.Random) -> str | None:
        found = list(NUMBER.finditer(text))
        if not found:
            return None
        one = chance.choice(found)
        return text[: one.start()] + change(one[0], chance) + text[one.end() :]

    return replace


def another_digit(digits: str, chance: random.Random) -> str:
    at = chance.randrange(len(digits))
    return digits[:at] + to_persian(str((int(digits[at]) + chance.randint(1, 8)) % 10)) + digits[at + 1 :]


def one_letter(text: str, chance: random.Random) -> str | None:
    """A word made another word of the dictionary by one letter."""
    words = [m for m in re.finditer(r"[آ-ی]{4,}", text) if m[0] in lexicon().nouns]
    chance.shuffle(words)
    for word in words[:12]:
        at = chance.randrange(len(word[0]))
        for letter in chance.sample("ابپتجدرزسشعفقکگلمنوهی", 21):
            other = word[0][:at] + letter + word[0][at + 1 :]
            if other != word[0] and other in lexicon().nouns:
                return text[: word.start()] + other + text[word.end() :]
    return None


def mistyped(text: str, chance: random.Random) -> str:
    """A letter of a word exchanged for any other."""
    word = chance.choice(list(re.finditer(r"[آ-ی]{5,}", text)))
    at = chance.randrange(word.start(), word.end())
    letter = chance.choice([c for c in "ابتجدرسعفقلمنوه" if c != text[at]])
    return text[:at] + letter + text[at + 1 :]


def cut_behind(text: str, chance: random.Random) -> str | None:
    """The last words of the last sentence lost, with what they deny or assert."""
    words = text.split(" ")
    left = " ".join(words[: -chance.randint(1, 3)])
    return left if left[-1].isalnum() else None


def reordered(text: str, _chance: random.Random) -> str | None:
    lines = text.split("\n")
    return "\n".join([*lines[:2], *reversed(lines[2:])]) if len(lines) > 3 else None


def dropped_word(text: str, chance: random.Random) -> str:
    found = list(re.finditer(r"(?<=[\w]) [^\W\d]{3,}(?= [\w])", text))
    one = chance.choice(found)
    return text[: one.start()] + text[one.end() :]


def dropped_sentence(text: str, chance: random.Random) -> str | None:
    parts = sentences(text.split("\n", 2)[2]) if text.count("\n") > 2 else []
    if len(parts) < 4:
        return None
    one = chance.choice(parts[1:-1])
    return text.replace(one.text, "", 1)


def struck(text: str, chance: random.Random) -> str:
    """Words struck through by a mark over each letter."""
    word = chance.choice(list(re.finditer(r"[آ-ی]{5,}", text)))
    return text[: word.start()] + "".join(c + "\u0336" for c in word[0]) + text[word.end() :]


def glued(other: str) -> Change:
    """A sentence of another official text in the middle of this one."""

    def glue(text: str, chance: random.Random) -> str | None:
        lines = text.split("\n")
        if len(lines) < 4:
            return None
        lines.insert(chance.randrange(2, len(lines)), other)
        return "\n".join(lines)

    return glue


DOCTORINGS: dict[str, Change] = {
    **{f"before: {piece.strip()}": before(piece) for piece in BEFORE},
    **{f"behind: {piece.strip()}": behind(piece) for piece in BEHIND},
    **{f"inside: {piece}": inside(piece) for piece in INSIDE},
    **{f"swap: {kind}": swapped(pairs) for kind, pairs in SWAPS.items()},
    "swap: negation": swapped([*VERBS, *((other, one) for one, other in VERBS)]),
    "number: another digit": number(another_digit),
    "number: a digit more": number(lambda n, _: n + "۰"),
    "number: a digit less": number(lambda n, _: n[:-1]),
    "number: turned": number(lambda n, chance: n[::-1] if n[::-1] != n else another_digit(n, chance)),
    "number: decimal": number(lambda n, _: f"{n[:-1]}٫{n[-1]}"),
    "number: thousand": number(lambda n, _: f"{n} هزار"),
    "number: million": number(lambda n, _: f"{n} میلیون"),
    "number: half": number(lambda n, _: f"نیم {n}"),
    "sign: −": number(lambda n, _: f"−{n}"),
    "sign: hyphen": number(lambda n, _: f"-{n}"),
    "sign: +": number(lambda n, _: f"+{n}"),
    "sign: <": number(lambda n, _: f"<{n}"),
    "sign: %": number(lambda n, _: f"{n}%"),
    "sign: $": number(lambda n, _: f"{n}$"),
    "sign: €": number(lambda n, _: f"€{n}"),
    "direction: U+202E": number(lambda n, _: f"\u202e{n}\u202c"),
    "direction: U+202D": number(lambda n, _: f"\u202d{n}\u202c"),
    "letter: another word": one_letter,
    "letter: mistyped": mistyped,
    "struck through": struck,
    "cut behind": cut_behind,
    "order": reordered,
    "dropped word": dropped_word,
    "dropped sentence": dropped_sentence,
    "glued": glued("بازدید از نمایشگاه مهارت برای همگان رایگان است و تا پایان هفتهٔ آینده ادامه دارد."),
}


def same(text: str, _chance: random.Random) -> str:
    return text


def respelt(**table: str) -> Change:
    return lambda text, _chance: text.translate(str.maketrans(table))


def run_of_sentences(share: float) -> Change:
    """Whole sentences on end, about that share of the text."""

    def cut(text: str, chance: random.Random) -> str | None:
        parts = sentences(text)
        first = chance.randrange(max(1, int(len(parts) * (1 - share)) + 1))
        last = first
        while last + 1 < len(parts) and parts[last].end - parts[first].start < max(60, share * len(text)):
            last += 1
        piece = text[parts[first].start : parts[last].end]
        return piece if len(piece) >= 60 else None

    return cut


def lines(change: Callable[[list[str]], list[str]]) -> Change:
    return lambda text, _chance: "\n".join(change(text.split("\n")))


HONEST: dict[str, Change] = {
    "as it is": same,
    "Arabic letters": respelt(ی="ي", ک="ك"),
    "no half-spaces": lambda text, _: text.replace("\u200c", ""),
    "spaces for half-spaces": lambda text, _: text.replace("\u200c", " "),
    "Latin digits": lambda text, _: text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")),
    "Arabic digits": lambda text, _: text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")),
    "typewriter quotes": respelt(**{"«": '"', "»": '"', "،": ",", "؛": ";"}),
    "no final stop": lambda text, _: text.rstrip("."),
    "one line": lines(lambda many: [" ".join(many)]),
    "blank lines": lines(lambda many: [piece for line in many for piece in (line, "")]),
    "bold headline": lines(lambda many: [f"**{many[0]}**", *many[1:]]),
    "bullets": lines(lambda many: [f"🔹 {line}" for line in many]),
    "emoji": lambda text, _: f"📢📢 {text} 🌹🙏",
    "double spaces": lambda text, _: text.replace(" ", "  "),
    "marks of direction": lambda text, _: f"\u200f{text}\u200e\ufeff",
    "percent sign": lambda text, _: text.replace(" درصد", "٪"),
    "Forwarded from": lambda text, _: f"Forwarded from خبرهای روستا\n{text}",
    "forwarded, Persian": lambda text, _: f"{text}\nبازارسال از: خبرهای روستا 🌾 @khabar_rusta",
    "channel below": lambda text, _: f"{text}\n🆔 @khabar_rusta",
    "channel link": lambda text, _: f"{text}\n\nعضویت در کانال:\nhttps://eitaa.com/khabar_rusta",
    "greeting": lambda text, _: f"سلام\n{text}",
    "sender": lambda text, _: f"[۱۴۰۴/۷/۱، ۱۲:۱۳] خبرهای روستا: {text}",
    "sender, Latin": lambda text, _: f"Akhbar Rusta, [Sep 23, 2025 at 12:13 PM]:\n{text}",
    "views and date": lambda text, _: f"{text}\n۱۲٬۳۴۵ بازدید\nسه‌شنبه ۱ مهر ۱۴۰۴ - ۱۲:۱۳",
    "headline twice": lines(lambda many: [many[0], *many]),
    "without the lead": lines(lambda many: [many[0], *many[2:]]),
    "body alone": lines(lambda many: many[2:]),
    "headline and lead": lines(lambda many: many[:2]),
    "half": run_of_sentences(0.5),
    "fifth": run_of_sentences(0.2),
    "a sentence or two": run_of_sentences(0.05),
    "half, other keyboard": lambda text, chance: _after(run_of_sentences(0.5), respelt(ی="ي", ک="ك"))(
        text, chance
    ),
    "half, forwarded": lambda text, chance: _after(run_of_sentences(0.5), HONEST["forwarded, Persian"])(
        text, chance
    ),
}


def _after(first: Change, second: Change) -> Change:
    def both(text: str, chance: random.Random) -> str | None:
        done = first(text, chance)
        return done and second(done, chance)

    return both
