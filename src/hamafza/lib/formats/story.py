"""The text of an article: its lead once, its prefix and letter frame apart, its paragraphs."""

import re
from dataclasses import dataclass, field

from hamafza.lib.formats.credit import Opening, credited, is_agency, opening
from hamafza.lib.formats.furniture import without_end_mark
from hamafza.lib.text.fold import fold, fold_level

_SALUTATION = re.compile(
    r"(?:جناب|سرکار|برادر|مدیر (?:محترم|مسئول)|سردبیر|حضور محترم|ریاست محترم|سلام|با سلام|با عرض سلام|با احترام|با اهدای سلام|ضمن سلام|بسمه تعالی|dear\b)",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"سرپرست|مدیر|رییس|رئیس|معاون|مسئول|مسوول|دبیر|کارشناس|روابط\s?\u200c?عمومی|وزارت|اداره|سازمان|director|head of|officer|manager|spokes",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\s*به\s?\u200c?(?:گزارش|نقل از)\s[^،,؛:]{2,90}[،,؛:]\s*")
_SHORT = 60
_NEAR_START = 4


@dataclass(slots=True)
class TypedStory:
    """An article as typed, taken apart."""

    lead: str | None = None
    body: list[str] = field(default_factory=list)
    dateline: str | None = None
    network: str | None = None
    source: str | None = None
    salutation: list[str] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)


def read_story(paragraphs: list[str], headline: str | None, site: str | None) -> TypedStory:
    """Take an article's lines apart. The first is the lead; a repetition of it or of the headline is dropped."""
    story = TypedStory()
    story.source = next(filter(None, (_source(p, site) for p in paragraphs[:_NEAR_START])), None)
    texts = _opened([without_end_mark(p) for p in paragraphs], headline, site, story)
    if not texts:
        return story
    story.lead, rest = texts[0], texts[1:]
    while rest and len(rest[0]) <= _SHORT and _SALUTATION.match(fold_level(rest[0])):
        story.salutation.append(rest.pop(0))
    for i, paragraph in enumerate(rest):
        again = _without_lead(paragraph, story.lead) if i < _NEAR_START else paragraph
        story.body += [again] if again else []
    _take_signature(story)
    if not story.body:
        story.body, story.lead = [story.lead], None
    return story


def _source(paragraph: str, site: str | None) -> str | None:
    name = credited(paragraph)
    if name is None or is_agency(name):
        return name
    return None if letters(name) in letters(site or "") else name


def _opened(paragraphs: list[str], headline: str | None, site: str | None, story: TypedStory) -> list[str]:
    """Paragraphs without network and agency prefixes and without copies of the headline."""
    texts: list[str] = []
    for i, paragraph in enumerate(paragraphs):
        start = opening(paragraph, site or "") if i <= _NEAR_START else Opening(0)
        story.dateline = story.dateline or start.dateline
        story.network = story.network or start.network
        story.source = start.agency or story.source
        text = paragraph[start.end :].strip()
        if text and not (i <= _NEAR_START and headline and letters(text) == letters(headline)):
            texts.append(text)
    return texts


def _without_lead(paragraph: str, lead: str) -> str | None:
    """A paragraph without the lead it begins with, the credit before it included; None if nothing else is left."""
    credit = _CREDIT.match(fold_level(paragraph))
    for start in (0, credit.end() if credit else 0):
        end = _prefix_end(paragraph, start, letters(lead))
        if end is not None:
            rest = paragraph[end:].lstrip(" .،,…؛:")
            return rest if len(letters(rest)) > 2 else None
    return paragraph


def _prefix_end(text: str, start: int, wanted: str) -> int | None:
    """Where `text`, read from `start`, has spelt out the letters `wanted`; None if it spells something else."""
    if len(wanted) < 20:
        return None
    at = 0
    for i in range(start, len(text)):
        piece = letters(text[i])
        if not wanted.startswith(piece, at):
            return None
        at += len(piece)
        if at == len(wanted):
            return i + 1
    return None


def _take_signature(story: TypedStory) -> None:
    """Closing lines that are a name and an office, not sentences."""
    tail: list[str] = []
    while len(story.body) > 1 and len(tail) < 4 and _unfinished(story.body[-1]):
        tail.insert(0, story.body.pop())
    if any(_OFFICE.search(fold_level(line)) for line in tail):
        story.signature = tail
    else:
        story.body += tail


def _unfinished(line: str) -> bool:
    return len(line) <= _SHORT and not re.search(r"[.؟?!:؛»\"…]\s*\Z", line)


def letters(text: str) -> str:
    """Folded letters and digits alone: equal for every spacing and punctuation of the same words."""
    return "".join(c for c in fold(text) if c.isalnum())
