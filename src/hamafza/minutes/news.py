"""The news of a meeting, drafted from the approved lines of its open points. Pure: an officer edits and publishes it.

It has the order that news networks have: the headline says that the meeting was held, the lead is the main speaker,
then come paragraphs speaker by speaker. Quotation marks stand around what was written down as a quotation, and
around nothing else but the name at its first mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from django.utils.functional import Promise
from django.utils.translation import override, pgettext, pgettext_lazy

from hamafza.lib.text.digits import to_persian

ENDS = (".", "!", "?", "؟", "…", "»", "”", ":")
COMPOUNDS = frozenset(("نژاد", "زاده", "پور", "نیا", "فر", "تبار", "منش"))
LONGEST_POINT = 70  # letters; a longer title does not go into a sentence

FIRST_MENTION = pgettext_lazy("news", "{name}, {office},")
ONLY_NAME = pgettext_lazy("news", "{name}")
AGAIN = (
    pgettext_lazy("news of the same speaker", "{surname}"),
    pgettext_lazy("news, by surname", "{surname}"),
    pgettext_lazy("news of the same speaker", "{surname}"),
    pgettext_lazy("news, by office", "{office}"),
)
SAYS = (
    pgettext_lazy("news", "{who} said{about}: {text}"),
    pgettext_lazy("news", "{who} added{about}: {text}"),
    pgettext_lazy("news", "{who} stressed{about}: {text}"),
    pgettext_lazy("news", "{who} noted{about}: {text}"),
    pgettext_lazy("news", "{who} stated{about}: {text}"),
    pgettext_lazy("news", "{who} explained{about}: {text}"),
)
OTHERS = (
    pgettext_lazy("news", "At the meeting {sentence}"),
    pgettext_lazy("news", "Later in the meeting {sentence}"),
    pgettext_lazy("news", "At the same meeting {sentence}"),
)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One approved line: whose words, about which point, and whether it is word for word."""

    text: str
    speaker: str = ""
    office: str = ""
    point: str = ""
    is_quotation: bool = False


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """`name` is that of the council, `source` the unit that reports, `present` how many members were there."""

    name: str
    source: str
    lines: Sequence[Statement]
    decisions: Sequence[str] = ()
    present: int = 0
    language: str = "fa"


@dataclass(frozen=True)
class Drafted:
    headline: str
    lead: str
    paragraphs: list[str] = field(default_factory=list)


def draft(meeting: Meeting) -> Drafted:
    """Headline, lead and body in the language of the meeting."""
    with override(meeting.language):
        headline = pgettext("news", "{meeting} held its meeting").format(meeting=meeting.name)
        lead, rest = opened(meeting)
        body = [*by_speaker(rest, meeting), *reported(rest), *decided(meeting.decisions)]
        body = body or [held(meeting)]
        credit = pgettext("news", "According to {source}, {sentence}")
        body[0] = credit.format(source=meeting.source, sentence=body[0])
        return Drafted(headline, lead or held(meeting), body)


def held(meeting: Meeting) -> str:
    """A lead for a meeting in which nobody is the main speaker."""
    if not meeting.present:
        return pgettext("news", "{meeting} held its meeting.").format(meeting=meeting.name)
    number = digits_of(meeting.present, meeting.language)
    told = pgettext("news", "{meeting} held its meeting with {number} members present.")
    return told.format(meeting=meeting.name, number=number)


def digits_of(number: int, language: str) -> str:
    return to_persian(str(number)) if language == "fa" else str(number)


def opened(meeting: Meeting) -> tuple[str, list[Statement]]:
    """The lead, made of the strongest line of the main speaker, and the lines that are left."""
    speaker, lines = main_speaker(meeting.lines), list(meeting.lines)
    own = [line for line in lines if line.speaker == speaker]
    if not speaker or len(lines) + len(meeting.decisions) < 2:
        return "", lines
    best = max(own, key=lambda line: line.is_quotation)
    lines.remove(best)
    said = pgettext("news", "{who} said at the meeting of {meeting}: {text}")
    return said.format(who=first_mention(best), meeting=meeting.name, text=worded(best)), lines


def main_speaker(lines: Sequence[Statement]) -> str:
    """Who said most."""
    lengths: dict[str, int] = {}
    for line in lines:
        if line.speaker:
            lengths[line.speaker] = lengths.get(line.speaker, 0) + len(line.text)
    return max(lengths, key=lambda one: lengths[one], default="")


def by_speaker(lines: Sequence[Statement], meeting: Meeting) -> Iterator[str]:
    """The main speaker's paragraphs, then those of the others in the order in which they spoke."""
    main = main_speaker(meeting.lines)
    speakers = dict.fromkeys([main, *(line.speaker for line in lines)])
    turns = count()
    for speaker in filter(None, speakers):
        own = [line for line in lines if line.speaker == speaker]
        for number, line in enumerate(own):
            new = number == 0 or own[number - 1].point != line.point
            sentence = says(line, number, about=new)
            if number == 0 and speaker != main:
                sentence = cycled(OTHERS, next(turns)).format(sentence=sentence)
            yield sentence


def says(line: Statement, mention: int, *, about: bool) -> str:
    who = again(line, mention - 1) if mention else first_mention(line)
    return cycled(SAYS, mention).format(who=who, about=concerning(line) if about else "", text=worded(line))


def concerning(line: Statement) -> str:
    """What the point is called, without the word before its colon: «Problem: …»."""
    title = line.point.rpartition(":")[2].strip(" .")
    if not title or len(title) > LONGEST_POINT:
        return ""
    return pgettext("news", ", on {point}").format(point=title)


def reported(lines: Sequence[Statement]) -> Iterator[str]:
    """What stands in the minutes as nobody's words."""
    for line in lines:
        if not line.speaker:
            yield pgettext("news", "The meeting was told{about}: {text}").format(
                about=concerning(line), text=worded(line)
            )


def decided(decisions: Sequence[str]) -> Iterator[str]:
    listed = pgettext("news", "; ").join(one.strip(" .") for one in decisions)
    if listed:
        yield pgettext("news", "The meeting decided: {decisions}.").format(decisions=listed)


# How people and their words are named


def first_mention(line: Statement) -> str:
    form = FIRST_MENTION if line.office else ONLY_NAME
    return str(form).format(name=line.speaker, office=line.office)


def again(line: Statement, mention: int) -> str:
    form = cycled(AGAIN if line.office else AGAIN[:2], mention)
    return form.format(surname=surname(line.speaker), office=line.office)


def surname(name: str) -> str:
    """The last word, with the one before it where only both are a name: «مرادی نژاد»."""
    words = name.split()
    size = 2 if len(words) > 2 and words[-1] in COMPOUNDS else 1
    return " ".join(words[-size:])


def worded(line: Statement) -> str:
    """The text as it stands in a sentence: in quotation marks if it is word for word."""
    text = bare(line.text)
    if not line.is_quotation:
        return text if text.endswith(ENDS) else f"{text}."
    within = str(pgettext("marks of a quotation within a quotation", "‘{text}’")).partition("{text}")
    inner = inside(text, within[0], within[2])
    if not inner.endswith(("!", "?", "؟", "…")):
        return pgettext("news, a quotation that ends the sentence", "“{text}.”").format(
            text=inner.rstrip(".")
        )
    return pgettext("news, a quotation that ends by itself", "“{text}”").format(text=inner)


def bare(text: str) -> str:
    """Without the marks of somebody who put the whole line between them."""
    text = " ".join(text.split())
    for first, last in ("«»", "“”", '""'):
        if text[:1] == first and text[-1:] == last and not set(text[1:-1]) & {first, last}:
            return text[1:-1].strip()
    return text


def inside(text: str, first: str, last: str) -> str:
    """Quotation marks inside a quotation are the inner ones of the language."""
    for mark in "«“":
        text = text.replace(mark, first)
    for mark in "»”":
        text = text.replace(mark, last)
    return text


def cycled(forms: Sequence[str | Promise], number: int) -> str:
    return str(forms[number % len(forms)])
