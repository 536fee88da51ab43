"""The minutes as a document: to print, PDF, DOCX, in both languages, with every amendment where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from hamafza.council.numbering import QuotedNumber
from hamafza.lib.documents.model import (
    Block,
    Callout,
    Code,
    Document,
    Fact,
    Heading,
    Language,
    ListBlock,
    Paragraph,
    Row,
    Run,
    Strong,
    Table,
    TableColumn,
    Tone,
)
from hamafza.lib.documents.values import ValueKind
from hamafza.lib.text.bidi import isolate_name
from hamafza.minutes.frozen import Content
from hamafza.minutes.reading import MinutesRead
from hamafza.minutes.templatetags.minutes import called, choice, quoted, tally, voting
from hamafza.minutes.words import LineKind
from hamafza.newsroom.importing import language_of
from hamafza.pages.templatetags.hamafza import day, digits, moment


def document_of(read: MinutesRead, language: Language) -> Document:
    """What a reader gets: nothing that they may not see. Before the signature it is a draft."""
    content = read.shown
    with override(language):
        told = {
            "number": QuotedNumber(content["number"], content.get("apart", False)),
            "series": called(content, "series"),
        }
        title = _("Minutes of session %(number)s of %(series)s") % told
        return Document(
            title=title,
            blocks=tuple(blocks(content, language)),
            language=language,
            subtitle="" if read.minutes else _("Draft: not signed yet"),
            facts=tuple(facts(content, read)),
        )


def hour(when: datetime) -> str:
    """A moment in the words of the page, without its markup."""
    return strip_tags(moment(when))


def on(day_: date) -> str:
    return strip_tags(day(day_))


def facts(content: Content, read: MinutesRead) -> Iterator[Fact]:
    if content["began"]:
        yield Fact(_("Began"), (hour(datetime.fromisoformat(content["began"])),))
    if content["ended"]:
        yield Fact(_("Ended"), (hour(datetime.fromisoformat(content["ended"])),))
    if content["place"]:
        yield Fact(_("Place"), (content["place"],))
    told = {"present": voting(content["present"]), "all": content["voting"], "needed": content["needed"]}
    yield Fact(_("Quorum"), (digits(_("%(present)s of %(all)s, at least %(needed)s") % told),))
    if read.minutes:
        signed = (str(read.minutes.signed_by), ", " if _is_english() else "، ", hour(read.minutes.signed))
        yield Fact(_("Signed by"), signed)
        yield Fact(_("Hash (SHA-256)"), (Code(read.sha256),))
        if read.closed:
            yield Fact(_("Hash of the open part (SHA-256)"), (Code(read.open_sha256),))


def _is_english() -> bool:
    return pgettext("name of this language", "English") == "English"


def blocks(content: Content, language: Language) -> Iterator[Block]:
    for point in content["points"]:
        yield Heading(f"{point['mark']}. {called(point, 'title')}", 2)
        if point["confidential"] or point["mark"].apart:
            yield Paragraph.of(Strong(_("Confidential: for members only.")))
        for line in point["lines"]:
            yield Paragraph(tuple(words(line, language)))
            yield from corrections(line)
        if not point["lines"]:
            yield Paragraph.of(_("Nothing was written down."))
        yield from votes(point)
        if point["decisions"]:
            yield Heading(_("Decisions"), 3)
            yield ListBlock(tuple(decided(one) for one in point["decisions"]), is_numbered=True)
    yield Heading(_("Who was present"), 2)
    yield seats(content)


def decided(one: dict[str, Any]) -> tuple[Run, ...]:
    told = _("%(owner)s, until %(day)s") % {
        "owner": called(one, "owner"),
        "day": on(date.fromisoformat(one["due"])),
    }
    return (one["text"], f" ({told})")


def words(line: dict[str, Any], language: Language) -> Iterator[Run]:
    if line["speaker"]:
        yield Strong(f"{line['speaker']}: ")
    text = quoted(line["text"]) if line["kind"] == LineKind.QUOTATION else line["text"]
    yield text if language_of([text]) == language else isolate_name(text)


def corrections(line: dict[str, Any]) -> Iterator[Block]:
    """Beside what was signed: what holds instead, why, by whom, when."""
    for one in line.get("amendments", ()):
        title = _("Amendment %(number)s, %(when)s, %(name)s")
        told = {"number": one.mark, "when": hour(one.at), "name": one.by}
        reason = _("Reason: %(reason)s") % {"reason": one.reason}
        yield Callout((one.after, " ", f"({reason})"), title % told, Tone.WARNING)


def votes(point: dict[str, Any]) -> Iterator[Block]:
    """How each unit voted: there are no secret votes."""
    for one in point["votes"]:
        rows: list[Row] = [(called(vote, "unit"), choice(vote)) for vote in one["votes"]]
        told = "، ".join(f"{words} {digits(number)}" for words, number in tally(one["votes"]))
        yield Table(
            (TableColumn(_("Unit")), TableColumn(_("Vote"))),
            rows,
            one["text"],
            notes=(told if not _is_english() else told.replace("، ", ", "),),
            name=_("Vote"),
        )


def seats(content: Content) -> Table:
    here = [(one, _("substitute") if one["substitute"] else _("present")) for one in content["present"]]
    away = [(one, _("absent")) for one in content["absent"]]
    rows: list[Row] = [
        (number, called(one, "unit"), called(one, "name"), state)
        for number, (one, state) in enumerate([*here, *away], 1)
    ]
    columns = (
        TableColumn(_("No."), ValueKind.NUMBER),
        TableColumn(_("Unit")),
        TableColumn(_("Name")),
        TableColumn(_("Presence")),
    )
    return Table(columns, rows, name=_("Present"))
