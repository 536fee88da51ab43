"""A typed moment while it is being read: what is understood is taken out, what stays was not understood."""

import re
from enum import StrEnum

from hamafza.lib.text.fold import fold


class MomentProblem(StrEnum):
    """Why a text names no moment."""

    EMPTY = "empty"
    UNREAD = "unread"
    """Some of the words are not understood."""
    NO_DAY = "no_day"
    NO_TIME = "no_time"
    AMBIGUOUS_DAY = "ambiguous_day"
    """3/4/2027, or «شب جمعه»: two days to two readers."""
    AMBIGUOUS_HOUR = "ambiguous_hour"
    """«فردا ۲»: night or afternoon."""
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_TIME = "no_such_time"
    """25:00, «۱۴ صبح», or an hour that the clocks skip."""
    CONTRADICTION = "contradiction"
    """The weekday is not that day's, or two days or times are named."""
    PASSED = "passed"
    TO_COME = "to_come"


class Assumed(StrEnum):
    """What was chosen among several readings."""

    TIME = "time"
    """No time was given: the start of the day."""
    HALF = "half"
    """Read on the clock of 24 hours: 9 is in the morning."""
    MIDNIGHT = "midnight"
    """«۱۲ شب» ends the day, «۱۲ بامداد» starts it."""
    DAY = "day"
    WEEK = "week"
    YEAR = "year"
    REPEATED = "repeated"
    """The clocks show this hour twice: the first is meant."""


class Unread(Exception):
    """The text cannot be read as one moment."""

    def __init__(self, problem: MomentProblem, part: str = "") -> None:
        super().__init__(problem, part)
        self.problem, self.part = problem, part.strip()


_WORD_NUMBERS = {
    word: number
    for number, words in enumerate(
        [
            "یک one",
            "دو two",
            "سه three",
            "چهار four",
            "پنج five",
            "شش شیش six",
            "هفت seven",
            "هشت eight",
            "نه nine",
            "ده ten",
            "یازده eleven",
            "دوازده twelve",
        ],
        1,
    )
    for word in words.split()
}
NUMBER = rf"(?:\d{{1,3}}|(?:{'|'.join(sorted(_WORD_NUMBERS, key=len, reverse=True))})(?![^\W\d_]))"
_NIGHTS = (("امشب", "امروز شب"), ("دیشب", "دیروز شب"), ("پریشب", "پریروز شب"), ("فرداشب", "فردا شب"),
           ("tonight", "today night"), ("last night", "yesterday night"))  # fmt: skip
_LETTER = r"[^\W\d_]"
_FILLERS = re.compile(
    rf"[\s،,؛;|/()\[\]@*–—-]+|(?<!\d)[.:]|[.:](?!\d)|(?<!{_LETTER})(?:راس|ساعت|روز|مورخه?|تاریخ|در|از|تا|زمان|برای|و|هجری|شمسی"
    rf"|خورشیدی|میلادی|at|on|the|of|from|until|till|t|o'clock|hrs?)(?!{_LETTER})",
)
TAKEN = "\n"


def number(written: str) -> int:
    """A number in figures, or one of the words up to twelve."""
    return int(written) if written.isdecimal() else _WORD_NUMBERS[written]


class Written:
    """The folded text; what was read is replaced by a line break."""

    def __init__(self, text: str) -> None:
        plain = re.sub(r"[\s\u200c]+", " ", fold(text).replace("−", "-")).strip()
        for night, said in _NIGHTS:
            plain = re.sub(rf"(?<!{_LETTER}){night}(?!{_LETTER})", said, plain)
        self.typed = self.rest = plain

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match, taken out of the rest."""
        if match := pattern.search(self.rest):
            self.rest = self.rest[: match.start()] + TAKEN + self.rest[match.end() :]
        return match

    def finish(self) -> None:
        """Refuse if anything is left that says something."""
        if left := _FILLERS.sub(" ", self.rest).strip():
            raise Unread(MomentProblem.UNREAD, " ".join(left.split()))
