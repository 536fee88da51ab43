"""The lines that a page sets round a text: who published it, when, where, under which number.

A reader who copies a page copies them too. They are no words of the statement, and change nothing in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.core.cache import caches

from hamafza.lib.calendar.parse import parse_dates
from hamafza.lib.formats.furniture import is_share_or_navigation
from hamafza.lib.reuse.letters import letters
from hamafza.lib.reuse.words import TextWords
from hamafza.lib.text.fold import fold_level
from hamafza.network.models import Topic
from hamafza.newsroom.models import Item, Version
from hamafza.relay.models import Relay, RelayState
from hamafza.verify.messengers import lines_of_messenger
from hamafza.verify.spans import Span, union
from hamafza.verify.texts import official_text

LONGEST = 240  # characters of such a line
MOST = 300  # lines of a text that are looked at, whatever is pasted
KEPT = 300  # seconds
LABELS = (
    "منبع", "نویسنده", "به قلم", "خبرنگار", "عکس", "عکاس", "مکان", "کد خبر", "کد مطلب", "تاریخ", "تاریخ انتشار", "ساعت",
    "به نقل از", "نشانی", "مدرک", "موضوع‌ها", "اصلاح شد", "ببینید چه چیزی تغییر کرد", "نمونه", "اصلاح‌شده",
    "هم‌رسانی", "رونوشت پیوند", "کپی پیوند", "نسخهٔ چاپی",
    "نسخهٔ اصلی", "نسخه‌های منتشرشده", "برگشت به خبرها", "برگشت به خبر", "بازگشت به خبرها", "بازگشت به خبر",
    "دیدن تغییرها", "چاپ", "رایانامه", "ایمیل", "تلگرام", "واتس‌اپ", "ایتا", "بله",
    "بازنشر در", "واحد", "همهٔ آن‌ها", "این سخن را جای دیگری دیده‌اید؟ ببینید واقعاً از همین شبکه است یا نه",
    "این متن را جای دیگری دیده‌اید؟ ببینید رسمی است یا نه", "خبر", "دستاورد", "تبیین", "بیانیه", "گزارش",
    "unit", "source", "written by", "by", "photo", "place", "news code", "code", "date", "published", "time", "according to",
    "address", "evidence", "topics", "corrected", "see what was changed", "demo", "share", "copy the link", "copy link", "see what changed", "print view",
    "original version", "published versions", "back to the news", "back to the item", "print", "e-mail", "telegram",
    "whatsapp", "eitaa", "bale", "seen these words elsewhere? check whether they are really from here",
    "have you seen these words elsewhere? check whether they are official",
    "relayed by", "units", "all of them", "version", "نسخهٔ", "piece of evidence", "pieces of evidence", "news", "achievement", "explainer", "statement", "report",
)  # fmt: skip
"""What pages of news, ours among them, write before or beside such values."""
WITHOUT_EVIDENCE = (
    "بدون مدرک", "این دستاورد بدون مدرک منتشر شده است", "هنوز بازبینی‌نشده", "not yet checked", "without evidence",
    "this achievement was published without evidence",
)  # fmt: skip
"""Said beside such items alone: beside any other they are a lie."""
_VISITS = re.compile(
    r"\W*(?:(?:تعداد )?(?:بازدید|مشاهده|views?)\s?:?\s?[\d,٬.]{1,9}\s?[km]?|[\d,٬.]{1,9}\s?[km]?\s(?:بازدید|مشاهده|views?))\W*",
    re.IGNORECASE,
)
_LEADS = tuple(
    letters(lead).folded
    for lead in (
        "",
        "به گزارش",
        "به نقل از",
        "به گزارش خبرنگار",
        "به گزارش روابط عمومی",
        "منبع",
        "according to",
        "source",
    )
)
_PARTED_BEHIND = re.compile(r"\s*[:،,|»)\]–—-]\s*")
_PARTED_BEFORE = re.compile(r"\s*[|«(\[/–—-]\s*\Z")
_TRAIL = re.compile(r"[»›>|/]")
_LABELS = frozenset(letters(label).folded for label in LABELS)


def lines_of_page(text: str, shown: Iterable[tuple[Item, Version]]) -> list[Span]:
    """Where in the text lines of its page stand.

    A line is one if nothing stands in it but labels, dates and what the page of one of the versions says about
    it; a line that a version has among its own words is none.
    """
    pairs = list(shown)
    kept, words, known = set[str](), set[str](), _LABELS | topic_names()
    known |= {letters(name).folded for name in carriers(item.pk for item, _version in pairs)}
    for item, version in pairs:
        lines = official_text(version).splitlines()
        kept |= {letters(line).folded for line in lines}
        if "#" in text:
            words |= {word.key for line in lines for word in TextWords(letters(line)).all}
        known |= {letters(value).folded for value in said_beside(item, version)}
    known -= {""}
    found, at, looked_at = list[Span](), 0, 0
    said = Counter(
        letters(line).folded for _item, version in pairs for line in official_text(version).splitlines()
    )
    speakers = names_of(item for item, _version in pairs)
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        if line.isspace() or looked_at >= MOST:
            continue
        looked_at += 1
        folded = letters(line).folded
        if folded in kept:
            said[folded] -= 1
            found += [(start, at)] if said[folded] < 0 else []  # a headline that is told twice
        elif len(line) <= LONGEST and _is_of_page(line, known):
            found.append((start, at))
        else:
            found += [(start + low, start + high) for low, high in credits_in(line, speakers, kept)]
    return union([*found, *lines_of_messenger(text, frozenset(words) | topic_names())])


def names_of(items: Iterable[Item]) -> frozenset[str]:
    """How people call the offices whose items these are, folded."""
    names = {name for item in items for name in (item.unit.name, item.unit.name_en) if name}
    return frozenset(letters(one).folded for name in names for one in (name, bare_name(name)))


def bare_name(name: str) -> str:
    """Of an office of public relations the body that it speaks for."""
    return re.sub(r"^روابط[ \u200c]?عمومی\s+", "", name)


def credits_in(line: str, names: Iterable[str], kept: Iterable[str]) -> Iterator[Span]:
    """Where a line begins or ends with the name of the office that said it, as «به گزارش …،» or «… - نام»."""
    of = letters(line)
    for name in names:
        for lead in _LEADS:
            whole = len(lead) + len(name)
            if of.folded.startswith(lead + name) and not any(
                one.startswith(of.folded[: whole + 8]) for one in kept
            ):
                end = of.span(0, whole)[1]
                if parted := _PARTED_BEHIND.match(line, end):
                    yield 0, parted.end()
        if of.folded.endswith(name) and not any(one.endswith(of.folded[-len(name) - 8 :]) for one in kept):
            start = of.span(len(of) - len(name), len(of))[0]
            if parted := _PARTED_BEFORE.search(line, 0, start):
                yield parted.start(), len(line.rstrip())


def blanked(text: str, lines: list[Span]) -> str:
    """The text without these lines, sign for sign: all places stay what they were."""
    for start, end in lines:
        text = text[:start] + "".join(c if c.isspace() else " " for c in text[start:end]) + text[end:]
    return text


def said_beside(item: Item, version: Version) -> Iterator[str]:
    """All that a page says about a version besides its words."""
    yield from (item.unit.name, item.unit.name_en, str(item.code))
    yield from (f"{settings.BASE_URL}{language}/news/{item.code}/" for language in ("", "/en"))
    yield from (version.byline, version.dateline, version.place, version.source, version.source_url)
    yield version.correction
    for picture in version.pictures:
        yield from (str(picture.get("caption", "")), str(picture.get("alt", "")))
    yield from () if version.evidence else WITHOUT_EVIDENCE
    for piece in version.evidence:
        yield from (str(piece.get(name, "")) for name in ("label", "url", "figure", "source"))


def carriers(items: Iterable[int]) -> set[str]:
    """Names of the units that relay the items, as far as a page lists them."""
    rows = Relay.objects.filter(item__in=list(items), state=RelayState.LIVE).values_list(
        "unit__name", "unit__name_en"
    )
    return {name for pair in rows.order_by("-pk")[:MOST] for name in pair}


def topic_names() -> frozenset[str]:
    """What the tags below an item say, folded; read anew after some minutes."""
    known: frozenset[str] | None = caches["memory"].get("verify.topics")
    if known is None:
        pairs = Topic.objects.order_by().values_list("name", "name_en")
        known = frozenset(letters(name).folded for pair in pairs for name in pair)
        caches["memory"].set("verify.topics", known, KEPT)
    return known


def _is_of_page(line: str, known: frozenset[str]) -> bool:
    folded = letters(line).folded
    if not folded or (folded.isdigit() and len(folded) <= 3):
        return False  # signs alone say ❌ too, and a bare number anything
    if _is_made_of(folded, known) or _VISITS.fullmatch(fold_level(line).strip()):
        return True
    if all(
        is_share_or_navigation(piece) or _is_made_of(letters(piece).folded, known)
        for piece in _TRAIL.split(line)
    ):
        return True
    if not any(c.isdigit() for c in folded):
        return False
    for found in reversed(parse_dates(line)):
        line = line[: found.start] + line[found.end :]
    return _is_made_of(letters(line).folded, known)


def _is_made_of(folded: str, known: frozenset[str]) -> bool:
    """Whether the letters are one known phrase or small count after the other, and nothing besides."""
    reached = {0}
    for end in range(1, len(folded) + 1):
        if any(_is_known(folded[start:end], known) for start in reached):
            reached.add(end)
    return len(folded) in reached


def _is_known(piece: str, known: frozenset[str]) -> bool:
    return piece in known or (len(piece) <= 3 and piece.isdigit())
