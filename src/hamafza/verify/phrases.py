"""Set phrases of news that prove no origin: «به گزارش … به نقل از روابط عمومی …»، «در گفت‌وگو با خبرنگار …»."""

from __future__ import annotations

import re

from hamafza.lib.reuse.letters import Letters
from hamafza.lib.text.fold import fold_level
from hamafza.verify.spans import Span, union

_CREDIT = re.compile(
    r"(?:خبر داد\.?\s*)?به\s?(?:گزارش|نقل از)\s[^\n،:؛.«]{3,90}(?:[،:]|(?=[\n.؛«\s]))"
    r"|(?:امروز |دیروز )?در گفت[ \u200c]?و?[ \u200c]?گو[یي]? با خبرنگار[^\n،:؛.«]{0,60}"
    r"|با (?:بیان|اشاره به|تاکید بر|اعلام) (?:این|آن)[ \u200c]?(?:که|مطلب|خبر)"
    r"|(?:اظهار داشت|خاطرنشان کرد|تصریح کرد|خبر داد)"
    r"|according to [^\n,:.]{3,90},"
)


def set_phrases(text: Letters) -> list[Span]:
    """Where they stand, in letters."""
    flat = fold_level(text.text)
    return union((text.index(found.start()), text.index(found.end())) for found in _CREDIT.finditer(flat))
