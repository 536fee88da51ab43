"""From signed minutes to the draft of a news item: approved lines of open points, and nothing else."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from hamafza.council.access import SITTING, keeps
from hamafza.council.models import Session
from hamafza.decisions.models import Decision
from hamafza.decisions.states import DROPPED, SUPERSEDED
from hamafza.minutes import frozen
from hamafza.minutes.models import Minutes
from hamafza.minutes.news import Drafted, Meeting, Statement, draft
from hamafza.minutes.reading import read_as
from hamafza.minutes.words import LineKind
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.importing import language_of
from hamafza.newsroom.models import Item, Profile
from hamafza.newsroom.typed import typed
from hamafza.pages.refusals import Invalid, NotAllowed


def may_draft(actor: Standing, session: Session) -> bool:
    """Whoever writes for the unit that keeps the series, and the secretary of the series who has a role in that unit.

    Nothing of a confidential session becomes news.
    """
    if session.confidential or session.series.confidential:
        return False
    unit = session.series.unit_id
    return unit in actor.writes_for or (unit in actor.units_as(SITTING) and keeps(actor, session.series))


def draft_news(*, actor: Standing, minutes: Minutes, language: str = "") -> Item:
    """The draft of the news of the meeting, once: whoever taps again gets the item that is there.

    It is in the language in which the lines are written, unless another one is asked for.
    """
    session = minutes.session
    unit = session.series.unit
    if not may_draft(actor, session):
        raise NotAllowed
    if minutes.item is not None:
        return minutes.item
    meeting = meeting_of(minutes, unit, language)
    content = content_of(draft(meeting), meeting.language, unit)
    key = f"news-of-session-{session.pk}"
    item = newsroom.create(actor=actor, unit=unit, content=content, retry_key=key, vouched=True)
    Minutes.objects.filter(pk=minutes.pk, item=None).update(item=item)
    return item


def meeting_of(minutes: Minutes, unit: Unit, language: str = "") -> Meeting:
    content = read_as(minutes.session, minutes, is_member=False).shown
    lines = [said(line, point) for point in content["points"] for line in point["lines"]]
    decisions = standing(minutes.session, content)
    if not lines and not decisions:
        raise Invalid(_("The minutes have no line of an open point: there is nothing to report."))
    language = language or language_of([*decisions, *(line.text for line in lines)])
    english = language == "en"
    return Meeting(
        name=(english and content["series_en"]) or content["series"],
        source=(english and unit.name_en) or unit.name,
        lines=lines,
        decisions=decisions,
        present=len([one for one in content["present"] if one["role"] != "observer"]),
        language=language,
    )


def standing(session: Session, content: frozen.Content) -> list[str]:
    """What was decided and still holds: not what another decision replaced, or what was dropped."""
    fallen = Decision.objects.filter(session=session, state__in=[SUPERSEDED, DROPPED])
    numbers = set(fallen.values_list("apart", "number"))
    signed = [one for point in content["points"] for one in point["decisions"]]
    return [one["text"] for one in signed if (one.get("apart", False), one["number"]) not in numbers]


def said(line: dict[str, Any], point: dict[str, Any]) -> Statement:
    """As it holds now: an amended line in its amended words."""
    corrections = line["amendments"]
    return Statement(
        text=corrections[-1].after if corrections else line["text"],
        speaker=line["speaker"],
        office=line["office"],
        point=point["title"],
        is_quotation=line["kind"] == LineKind.QUOTATION,
    )


def content_of(drafted: Drafted, language: str, unit: Unit) -> Content:
    body = "".join(f"<p>{escape(one)}</p>" for one in drafted.paragraphs)
    return typed(
        Content(
            profile=Profile.NEWS,
            language=language,
            headline=drafted.headline,
            abstract=drafted.lead,
            body=body,
            source=(language == "en" and unit.name_en) or unit.name,
        )
    )
