"""The agenda of a session as a document: to print, and to save."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamafza.council.calendars import title
from hamafza.council.models import Hearing, Session
from hamafza.lib.documents.model import Document, Fact, Heading, Paragraph, Table, TableColumn
from hamafza.lib.documents.values import Value, ValueKind
from hamafza.pages.moments import in_words


def agenda(session: Session, hearings: list[Hearing]) -> Document:
    """What the reader sees of it: `hearings` are those they may see."""
    language: Literal["fa", "en"] = "fa" if get_language() == "fa" else "en"
    columns = (
        TableColumn(_("place in the agenda")),
        TableColumn(_("point")),
        TableColumn(_("speaker")),
        TableColumn(_("length in minutes"), ValueKind.NUMBER),
    )
    rows = [row(hearing) for hearing in hearings]
    totals: tuple[Value, ...] = (None, _("altogether"), None, sum(one.minutes for one in hearings))
    table = Table(columns, rows, _("Agenda"), totals if rows else ())
    texts = [block for hearing in hearings if hearing.point.text for block in texts_of(hearing)]
    return Document(title(session), (table, *texts), language, subtitle=_("Agenda"), facts=facts(session))


def row(hearing: Hearing) -> tuple[Value, ...]:
    return str(hearing.mark), hearing.point.heading, hearing.point.spoken_by, hearing.minutes


def texts_of(hearing: Hearing) -> list[Heading | Paragraph]:
    lines = [line for line in hearing.point.text.splitlines() if line.strip()]
    return [Heading(hearing.point.heading, 2), *(Paragraph.of(line) for line in lines)]


def facts(session: Session) -> tuple[Fact, ...]:
    said = {_("Time"): in_words(session.starts), _("Place"): session.place, _("Link"): session.link}
    return tuple(Fact(name, (words,)) for name, words in said.items() if words)
