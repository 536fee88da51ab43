"""The hour of the day that a number and the word beside it («صبح», «ب.ظ», pm) say together."""

import re

_GAP = "[ \u200c]?"
_SPELT = {
    "am": rf"ق{_GAP}\.?{_GAP}ظ\.?|(?:قبل|پیش){_GAP}از{_GAP}ظهر|a\.?m\b\.?",
    "pm": rf"ب{_GAP}\.?{_GAP}ظ\.?|(?:بعد|پس){_GAP}از{_GAP}ظهر|p\.?m\b\.?|in the (?:afternoon|evening)|(?:afternoon|evening)\b",
    "midnight": rf"نیمه{_GAP}(?:های{_GAP})?شب|midnight\b",
    "dawn": "بامداد|سحر|سپیده‌دم",
    "morning": r"صبح|in the morning|morning\b",
    "noon": r"ظهر|noon\b",
    "late": "عصر",
    "dusk": "غروب|شامگاه",
    "night": r"شب(?!نبه|انه)|at night\b|night\b",
}
HALF = "(?:" + "|".join(_SPELT.values()) + ")"
"""Words for a part of the day, over folded lower-case text (`fold` or `fold_level`); no groups."""

_AFTER_NOON = {
    "pm": range(1, 12),
    "noon": range(1, 5),
    "late": range(1, 9),
    "dusk": range(4, 10),
    "night": range(6, 12),
}
_AS_WRITTEN = {
    "am": range(12),
    "pm": range(12, 24),
    "midnight": range(6),
    "dawn": range(12),
    "morning": range(12),
    "noon": range(11, 17),
    "late": range(13, 21),
    "dusk": range(16, 22),
    "night": [*range(6), *range(18, 25)],
}
_TWELVE = {"am": 0, "dawn": 0, "night": 24, "midnight": 24}


def part_of_day(written: str) -> str:
    """The part of the day that words matched by `HALF` name."""
    return next(part for part, spelt in _SPELT.items() if re.fullmatch(spelt, written, re.IGNORECASE))


def hour_of(number: int, part: str = "") -> int | None:
    """The hour from 0 to 24 (the end of the day), or None when number and word contradict each other.

    >>> hour_of(2, "pm"), hour_of(12, "night"), hour_of(14, "morning")
    (14, 24, None)
    """
    if not part:
        return number if number <= 24 else None
    if number == 12 and part in _TWELVE:
        return _TWELVE[part]
    if number in _AFTER_NOON.get(part, ()):
        return number + 12
    return number if number in _AS_WRITTEN[part] else None
