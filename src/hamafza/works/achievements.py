"""A finished work becomes a draft of an achievement, filled in from what is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamafza.network.access import Standing
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item, Profile
from hamafza.pages.templatetags.hamafza import day
from hamafza.works.models import Work, WorkEvidence
from hamafza.works.moves import WORKS


def tell(*, actor: Standing, work: Work) -> Item:
    """The draft of the work's achievement; a second tap gives the one that was made before."""
    with WORKS.take("tell", actor, work) as step:
        if step.row.item is not None and step.row.item.discarded is None:
            step.happens = False
            return step.row.item
        item = newsroom.create(actor=actor, unit=step.row.unit, content=content_of(step.row))
        step.set(item=item)
        return item


def content_of(work: Work) -> Content:
    """What a reader wants to know: what was done, for whom, where, since when, and how one can check it."""
    return Content(
        profile=Profile.ACHIEVEMENT,
        language="en" if get_language() == "en" else "fa",
        headline=work.title,
        abstract=work.whom and _("For %(whom)s: %(title)s") % {"whom": work.whom, "title": work.title},
        body="".join(f"<p>{escape(line)}</p>" for line in lines(work)),
        place=work.place,
        topics=[work.topic.code] if work.topic else [],
        evidence=[
            shown(piece) for piece in work.evidence.filter(removed=None).select_related("file", "item")
        ],
    )


def lines(work: Work) -> Iterable[str]:
    yield from (line.strip() for line in work.note.splitlines() if line.strip())
    if work.ended:
        yield finished(work, work.ended)


def finished(work: Work, when: date) -> str:
    """The day, and the promised one too if it was another."""
    said = {"day": day(when), "promised": day(work.promised)}
    if work.promised and work.promised != when:
        return _("The work was finished on %(day)s; %(promised)s had been promised.") % said
    return _("The work was finished on %(day)s.") % said


def shown(piece: WorkEvidence) -> dict[str, Any]:
    """One piece as the newsroom keeps it."""
    said = {"label": piece.label, "source": ""}
    if piece.file is not None:
        return {"kind": "file", **said, "file": piece.file.pk}
    url = piece.url or address(piece.item)
    if url:
        return {"kind": "link", **said, "url": url}
    return {"kind": "figure", **said, "figure": piece.subject_id}


def address(item: Item | None) -> str:
    return f"{settings.BASE_URL}/news/{item.code}/" if item and item.code else ""
