"""The header of a page: its code and its date, wherever they stand."""

import re
from dataclasses import dataclass, replace

from hamafza.lib.calendar.parse import DateInText, parse_dates
from hamafza.lib.text.fold import fold_level

_CODE = re.compile(
    r"(?:(?:کد|شناسه|شماره)[\s\u200c]{0,2}(?:ی\s)?(?:خبر|مطلب|گزارش|نوشته|سند|یادداشت|مقاله)|(?:خبر|مطلب) شماره|شناسه خبری"
    r"|(?:news|article|story|item|post)\s?(?:code|id|no\.?|number|#)|\bcode|\bid)[\s\u200c]{0,4}[:：#=؛-]?[\s\u200c]{0,4}(?P<code>\d{2,14})(?!\d|[/:.-]\d)",
    re.IGNORECASE,
)
_BARE_CODE = re.compile(r"(?:^|[\s|])کد\s?[:：]\s?(?P<code>\d{3,14})(?!\d)")
_PUBLISHED = re.compile(r"انتشار|منتشر|درج|ارسال|ثبت|تاریخ خبر|published|posted", re.IGNORECASE)
_UPDATED = re.compile(r"روز ?رسانی|به ?روز|ویرایش|اصلاح|updated|modified|last", re.IGNORECASE)
_VISIT = re.compile(r"امروز|اکنون|الان|بازدید|today|current|now\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:ساعت|زمان|time)?\s?:?\s?(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::\d\d)?\Z", re.IGNORECASE
)
_LABELS = re.compile(
    r"(?:تاریخ|زمان|ساعت|انتشار|مخابره|خبر|کد|مطلب|منتشر شده|شده|درج|ثبت|ارسال|در|روز|به روز رسانی|بروزرسانی|اخرین|ویرایش|published|posted|updated"
    r"|date|time|on|at|by|news|code|id|امروز|سرویس|گروه)\b",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[|:：•·–—/،,()-]")
_LABEL_BEFORE = re.compile(
    r"(?:تاریخ|زمان|انتشار|منتشر شده(?: در)?|درج|ارسال|ثبت|published|posted|updated|date)(?: on| در)?[\s:]*\Z",
    re.IGNORECASE,
)
_LONGEST_LEFTOVER = 40


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date in a header-like line, with how much it looks like the day of publishing."""

    line: int
    found: DateInText
    rank: int
    """Higher is better: labelled as published, plain, labelled as update, the day of the visit."""


@dataclass(frozen=True, slots=True)
class Header:
    """Code and date of a page, and the lines that hold nothing else."""

    code: str | None
    code_line: int | None
    stamp: Stamp | None
    lines: frozenset[int]
    stamps: tuple[Stamp, ...] = ()
    """Every date of a header-like line."""


def read_header(lines: list[str]) -> Header:
    """The code, the date nearest to it, and which lines are header and not text."""
    codes = [(i, m["code"]) for i, line in enumerate(lines) if len(line) < 300 for m in [code_in(line)] if m]
    code_line, code = codes[0] if codes else (None, None)
    stamps: list[Stamp] = []
    header: set[int] = {i for i, _ in codes if _leftover(lines[i], []) <= _LONGEST_LEFTOVER}
    for i, line in enumerate(lines):
        if len(line) > 300 or not (dates := [f for f in parse_dates(line) if f.precision != "month"]):
            continue
        left = _leftover(line, dates)
        if i == code_line or (left <= _LONGEST_LEFTOVER and not (left and _is_sentence(line, dates))):
            stamps += [Stamp(i, found, _rank(line, found)) for found in dates]
            if left <= _LONGEST_LEFTOVER:
                header.add(i)
    best = _best(stamps, code_line)
    if best and not best.found.has_time:
        best = _with_clock_beside(best, lines, header)
    return Header(code, code_line, best, frozenset(header), tuple(stamps))


def _with_clock_beside(stamp: Stamp, lines: list[str], header: set[int]) -> Stamp:
    """The date with the time that stands on a line of its own next to it."""
    for i in (stamp.line + 1, stamp.line - 1, stamp.line + 2):
        clock = _CLOCK.match(fold_level(lines[i]).strip()) if 0 <= i < len(lines) else None
        if clock and int(clock["hour"]) < 24:
            header.add(i)
            when = stamp.found.when.replace(hour=int(clock["hour"]), minute=int(clock["minute"]))
            return replace(stamp, found=replace(stamp.found, when=when, precision="minute"))
    return stamp


def code_in(line: str) -> re.Match[str] | None:
    """The news code written in a line, as group ``code`` in Latin digits."""
    flat = fold_level(line)
    return _CODE.search(flat) or _BARE_CODE.search(flat)


def _best(stamps: list[Stamp], code_line: int | None) -> Stamp | None:
    if not stamps:
        return None
    near = code_line if code_line is not None else stamps[0].line

    def merit(stamp: Stamp) -> tuple[int, int, bool, bool, int]:
        distance = abs(stamp.line - near)
        return (
            -(stamp.rank < 0),
            -min(distance, 50),
            stamp.rank > 0,
            stamp.found.has_time,
            -stamp.found.start,
        )

    best = max(stamps, key=merit)
    labelled = [s for s in stamps if s.rank > 0 and abs(s.line - best.line) <= 3]
    return best if best.rank > 0 or not labelled else labelled[0]


def _rank(line: str, found: DateInText) -> int:
    before = fold_level(line[max(0, found.start - 30) : found.start])
    if _VISIT.search(before):
        return -2
    if _UPDATED.search(before):
        return -1
    preferred = found.calendar != "lunar"
    return int(bool(_PUBLISHED.search(before))) + preferred - 1 if preferred else -1


def _is_sentence(line: str, dates: list[DateInText]) -> bool:
    """A short line of the text that names a day: nothing parts the day from its words, or a full stop ends it."""
    if fold_level(line).rstrip().endswith((".", "!", "؟")):
        return True
    if any(found.has_time for found in dates) or code_in(line):
        return False
    around = [line[: dates[0].start], line[dates[-1].end :]]
    flat = fold_level(" ".join(around))
    return not (_PARTED.search(flat) or _LABEL_BEFORE.search(fold_level(around[0])))


def _leftover(line: str, dates: list[DateInText]) -> int:
    """Letters of a line beside its code, dates and their labels."""
    kept, done = [], 0
    for found in dates:
        kept.append(line[done : found.start])
        done = found.end
    text = fold_level(" ".join([*kept, line[done:]]))
    text = _LABELS.sub("", _CODE.sub(" ", text))
    return sum(c.isalpha() for c in text)
