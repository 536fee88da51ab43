"""How a text is shown: letters, spacing and quotation marks put right, nothing else."""

import re
import unicodedata
from functools import cache
from typing import Literal

from hamafza.lib.text import digits as digit_scripts
from hamafza.lib.text.letters import ARABIC, HALF_SPACES, INVISIBLE, MARKS, SPACES, TATWEEL, ZWNJ, each

_P = f"{ARABIC}{MARKS}"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?<=[{_P}])\u00ad+(?=[{ARABIC}])"), ZWNJ),
    (re.compile(rf"(?<=[{_P}])[{HALF_SPACES}]+(?=[{_P}0-9۰-۹])"), ZWNJ),
    (re.compile(rf"(?<![{_P}]){ZWNJ}|{ZWNJ}(?![{_P}0-9۰-۹])"), ""),
    (re.compile(r"[ \t]{2,}|\t"), " "),
    (re.compile(r"(?m)^ +| +$"), ""),
    (re.compile(rf"(?<=[{_P}»\")]) +(?=[،؛؟!»]|[:.](?![.\w]))"), ""),
    (re.compile(r"« +"), "«"),
    (re.compile(rf"(?<=[{_P}]),(?=\s|[{ARABIC}«])"), "،"),
    (re.compile(rf"(?<=[{_P}]);(?=\s|[{ARABIC}«])"), "؛"),
    (re.compile(rf"(?<=[{_P}])\?"), "؟"),
    (re.compile(rf"(?<=[{_P}])([،؛:])(?=[{ARABIC}«])"), r"\1 "),
    (re.compile(rf'"([^"\n]*[{ARABIC}][^"\n]*)"'), r"«\1»"),
)
_STRIPPED = re.compile(f"[{INVISIBLE.replace(chr(0xAD), '')}{TATWEEL}\u0000-\u0008\u000b\u000c\u000e-\u001f]")


@cache
def _letters() -> dict[int, str]:
    table = {ord(c): "ی" for c in "يىے"} | {ord(c): "ک" for c in "كڪ"} | {ord(c): "ه" for c in "ہھە"}
    table |= dict.fromkeys(each(SPACES), " ")
    table |= {point: "" for point in each(INVISIBLE) if point != 0xAD} | {ord(TATWEEL): ""}
    table |= dict.fromkeys(each("\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9c\x9e\x9f"), "")
    table[0x9D] = table[0xAC] = ZWNJ
    for point in each("\ufb50-\ufbb1\ufbd3-\ufd3d\ufe70-\ufefc"):
        table[point] = unicodedata.normalize("NFKC", chr(point)).translate(table)
    return table


def display(text: str, *, digits: Literal["fa", "en"] | None = None) -> str:
    """The text as it is shown; line breaks stay where they are, and so do digits unless asked for.

    >>> display("كتاب هاي  خوب , \\"نو\\" !")
    'کتاب های خوب، «نو»!'
    """
    text = text.translate(_letters())
    for pattern, put in _RULES:
        text = pattern.sub(put, text)
    if digits == "fa":
        return digit_scripts.to_persian_prose(text)
    return digit_scripts.to_latin(text) if digits == "en" else text
