"""How a text is shown: letters, half-space marks, spacing and quotation marks put right, nothing else.

The text that was typed is kept elsewhere; what comes out of here is derived from it, and putting it
through again changes nothing more.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Literal

from hamafza.lib.text.digits import to_latin, to_persian_prose
from hamafza.lib.text.letters import ARABIC, HALF_SPACES, INVISIBLE, MARKS, SPACES, TATWEEL, ZWNJ, each
from hamafza.lib.text.verbatim import around, spans

_SOFT_HYPHEN, _JOINER = "\u00ad", "\u200d"
_LETTER = f"{ARABIC}{MARKS}"
_CONTROLS = "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009c\u009e\u009f"
_PICTURES = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_BREAK = r"\n\r\u0085\u2028\u2029"

_PASSES = 3

Rules = tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]
"""A character without which the rule cannot apply, what it looks for, and what it puts."""

_MARKS_AND_SPACES: Rules = (
    (_JOINER, re.compile(rf"(?<![{_PICTURES}]){_JOINER}"), ""),  # between pictures it makes one of two
    (_SOFT_HYPHEN, re.compile(rf"(?<=[{_LETTER}]){_SOFT_HYPHEN}(?=[{ARABIC}])"), ZWNJ),
    (_SOFT_HYPHEN, re.compile(_SOFT_HYPHEN), ""),
    (TATWEEL, re.compile(rf"(?<![{_LETTER}{TATWEEL}{ZWNJ}]){TATWEEL}+"), "–"),
    (TATWEEL, re.compile(TATWEEL), ""),
    (ZWNJ, re.compile(rf"{ZWNJ}{{2,}}"), ZWNJ),
    (ZWNJ, re.compile(rf"(?<![{_LETTER}0-9۰-۹٠-٩]){ZWNJ}|{ZWNJ}(?![{ARABIC}0-9۰-۹٠-٩])"), ""),
    ("", re.compile(rf"([{MARKS}])\1+"), r"\1"),
    ("\u0654", re.compile("ی\u0654"), "ئ"),
    ("\u0654", re.compile("و\u0654"), "ؤ"),
    ("\u0653", re.compile("ا\u0653"), "آ"),
    ("  ", re.compile(" {2,}"), " "),
    (" ", re.compile(rf"(?<=[{_BREAK}]) | (?=[{_BREAK}])"), ""),
)
_PUNCTUATION: Rules = (
    ('"', re.compile(rf'(?<![\w"])"([^"\n«»]*[{ARABIC}][^"\n«»]*)"(?!["\w])'), r"«\1»"),
    (",", re.compile(rf"(?<=[{_LETTER}»]),(?=\s|[{ARABIC}«]|\Z)|(?<=[{_LETTER}»]) ,"), "،"),
    (";", re.compile(rf"(?<=[{_LETTER}»]);(?=\s|[{ARABIC}«]|\Z)|(?<=[{_LETTER}»]) ;"), "؛"),
    ("?", re.compile(rf"(?<=[{_LETTER}»])( ?[!؟?]*\?[!؟?]*)"), lambda m: m[1].replace("?", "؟")),
    ("«", re.compile("« "), "«"),
    (
        " ",
        re.compile(rf"(?<=[{_LETTER}»)\]0-9۰-۹٠-٩]) (?=[،؛؟!»]|\.(?:[\s»)]|\Z)|:(?:[\s»)«{ARABIC}]|\Z))"),
        "",
    ),
    ("،", re.compile(rf"،(?=[{ARABIC}«(])"), "، "),
    ("؛", re.compile(rf"؛(?=[{ARABIC}«(])"), "؛ "),
    ("", re.compile(rf"(?<=[{ARABIC}]{{2}})(?=[0-9۰-۹٠-٩])|(?<=[0-9۰-۹٠-٩])(?=[{ARABIC}]{{3}})"), " "),
    (":", re.compile(rf"(?<=[{_LETTER}»]):(?=[{ARABIC}«])"), ": "),
)
_DECIMAL = re.compile(r"(?<![\d.,/])(\d+(?:,\d{3})*)\.(\d+)(?![\d.,/])")
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})((?:,\d{3})+)(?![\d,])")
_PERCENT = re.compile(r"(?<=\d)%")


@cache
def _letters() -> dict[int, str]:
    """One `str.translate` table: Persian letters, plain spaces, no controls, presentation forms unfolded."""
    table = (
        {ord(c): "ی" for c in "يىے"}
        | {ord(c): "ک" for c in "كڪ"}
        | {ord(c): "ه" for c in "ہھە"}
        | {ord("ۃ"): "ة"}
    )
    table |= dict.fromkeys(each(SPACES + "\t"), " ")
    table |= {point: "" for point in each(INVISIBLE + _CONTROLS) if chr(point) != _SOFT_HYPHEN}
    table |= {ord(mark): ZWNJ for mark in HALF_SPACES}
    for point in each("\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc"):
        table[point] = unicodedata.normalize("NFKC", chr(point)).translate(table)
    return table


def display(text: str, *, digits: Literal["fa", "en"] | None = None, punctuation: bool = True) -> str:
    """The text as it is shown. Line breaks stay where they are, and so do digits unless they are asked for.

    ``punctuation=False`` puts only letters, half-space marks and runs of spaces right. What is no prose
    (addresses, hashtags, code) stays as it was typed.

    >>> display('كتاب هاي  خوب , "نو" !')
    'کتاب های خوب، «نو»!'
    >>> display("کد 50215", digits="fa")
    'کد ۵۰۲۱۵'
    >>> display("كووید19 و #كووید19")
    'کووید 19 و #كووید19'
    """
    shown = around(lambda prose: _shown(prose, digits, punctuation), text)
    for _ in range(
        _PASSES if spans(text) or spans(shown) else 0
    ):  # what was a sign before a mark was removed may be prose now
        shown, before = around(lambda prose: _shown(prose, digits, punctuation), shown), shown
        if shown == before:
            break
    return shown


def _shown(text: str, digits: Literal["fa", "en"] | None, punctuation: bool) -> str:
    text = _apply(_MARKS_AND_SPACES, text.translate(_letters())).strip(" ")
    if punctuation:
        text = _apply(_PUNCTUATION, text)
    if digits == "fa":
        return to_persian_prose(_persian_numbers(text))
    return to_latin(text) if digits == "en" else text


def _apply(rules: Rules, text: str) -> str:
    for needed, pattern, put in rules:
        if needed in text:
            text = pattern.sub(put, text)
    return text


def _persian_numbers(text: str) -> str:
    """Decimal point, thousands and percent signs as Persian has them."""
    text = _DECIMAL.sub(r"\1٫\2", text)
    text = _THOUSANDS.sub(lambda m: m.group(1) + m.group(2).replace(",", "٬"), text)
    return _PERCENT.sub("٪", text)
