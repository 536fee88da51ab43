"""What is written and shown: holding statement, response, clearance, publication.

An exercise goes the same way and is kept in this room only: it never becomes an item of the newsroom.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from annotated_types import MaxLen
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hamafza.flow.transitions import Taken
from hamafza.lib.text.likeness import copied, marks
from hamafza.network.access import Standing, standing
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.access import may_write
from hamafza.newsroom.content import Content
from hamafza.newsroom.errors import NeedsCheck
from hamafza.newsroom.models import Item, Profile
from hamafza.newsroom.models import ItemState as ItemState
from hamafza.pages.refusals import Invalid, NotAllowed, OwnWork, WrongState
from hamafza.response import access, events, states, voices
from hamafza.response.composing import content_of
from hamafza.response.errors import NoEvidence, NoRebuttal, NotCleared
from hamafza.response.models import Clearance, Evidence, Holding, Incident, ResponseText, Wording
from hamafza.response.transitions import INCIDENTS, announce, changed, clock_time, note, working
from hamafza.response.words import Stance


@dataclass(frozen=True, kw_only=True)
class ResponseWords:
    """A response before it is stored. Field names are those of `ResponseText`."""

    stance: str
    headline: Annotated[str, MaxLen(300)]
    fact: Annotated[str, MaxLen(1200)]
    why: Annotated[str, MaxLen(8000)]
    contact: Annotated[str, MaxLen(300)]
    done: Annotated[str, MaxLen(4000)] = ""
    language: str = "fa"


def hold(
    *, actor: Standing, incident: Incident, text: str, language: str = "fa", now: datetime | None = None
) -> Holding:
    """Say what is known, what is not, and when more will be said. A prepared text is known to be sound."""
    if not text.strip() or "{" in text or "}" in text:
        raise Invalid(
            _("Complete the prepared text: what is known, what is not, and when you will say more."),
            field="text",
        )
    with INCIDENTS.take("hold", actor, incident, now=now) as step:
        said = {"text": text.strip(), "language": language, "by": actor.person, "at": step.now}
        holding = Holding(incident=step.row, **said)
        if not step.row.exercise:
            holding.item = show_statement(actor, step.row, holding)
        holding.save()
        step.set(held=step.row.held or step.now)
    return holding


def show_statement(actor: Standing, incident: Incident, holding: Holding) -> Item:
    """Publish it as a statement of the owner; before its check if there is no time for one."""
    assert incident.owner is not None
    lines = [line.strip() for line in holding.text.splitlines() if line.strip()]
    with translation.override(holding.language):
        content = Content(
            profile=Profile.STATEMENT,
            language=holding.language,
            headline=lines[0][:300],
            abstract="\n".join(lines[1:]) or lines[0],
            topics=list(incident.topics.values_list("code", flat=True)),
        )
        why = say("Holding statement in an incident")
    assert incident.owner is not None
    item = newsroom.create(actor=actor, unit=incident.owner, content=content)
    try:
        return newsroom.publish(actor=actor, item=item)
    except (NeedsCheck, OwnWork):
        return newsroom.publish_urgently(actor=actor, item=item, reason=why)


def write(
    *, actor: Standing, incident: Incident, words: ResponseWords, now: datetime | None = None
) -> ResponseText:
    """Another version of the response. A changed text needs its clearances anew."""
    now = clock_time(now)
    with transaction.atomic():
        incident = working(actor, incident, "write")
        fitting(incident, words)
        last = incident.texts.order_by("-number").first()
        text = ResponseText.objects.create(
            incident=incident,
            number=(last.number if last else 0) + 1,
            author=actor.person,
            at=now,
            **vars(words),
        )
        note(incident, actor, "write", now)
        changed(incident, actor, "write", "response")
        return text


def fitting(incident: Incident, words: ResponseWords) -> None:
    for field in ("headline", "fact", "why", "contact"):
        if not getattr(words, field).strip():
            raise Invalid(field=field)
    if words.stance not in Stance.values:
        raise Invalid(_("This is not one of the choices."), field="stance")
    if words.stance in {Stance.WRONG, Stance.PARTLY} and not incident.rebuts:
        raise NoRebuttal(field="stance")
    if words.stance == Stance.RIGHT and not words.done.strip():
        raise Invalid(_("The claim is right. Say what will be corrected and when."), field="done")
    claim = marks(incident.claim, 3)
    for field in ("headline", "fact", "why", "done"):
        if copied(claim, marks(getattr(words, field), 3)) >= 0.8:
            raise Invalid(
                _("The claim is already shown once. State the fact; do not repeat the claim."), field=field
            )


def latest(incident: Incident) -> ResponseText:
    text = incident.texts.order_by("-number").first()
    if text is None:
        raise Invalid(_("The response is not written yet."))
    return text


def require_evidence(incident: Incident, text: ResponseText) -> list[Evidence]:
    """The checked evidence. Raises `NoEvidence` if there is none, `NoRebuttal` if the class changed since."""
    if text.stance in {Stance.WRONG, Stance.PARTLY} and not incident.rebuts:
        raise NoRebuttal
    checked = list(incident.evidence.filter(checked__isnull=False).select_related("file"))
    if not checked:
        raise NoEvidence
    return checked


def ready(*, actor: Standing, incident: Incident, now: datetime | None = None) -> Incident:
    """Written, with checked evidence: a second person may clear it, the clock begins."""
    with INCIDENTS.take("ready", actor, incident, now=now) as step:
        require_evidence(step.row, latest(step.row))
        return step.row


def return_(*, actor: Standing, incident: Incident, reason: str, now: datetime | None = None) -> Incident:
    """The clearer says no, and why."""
    with INCIDENTS.take("return", actor, incident, now=now, reason=reason) as step:
        revoke_clearances(step.row)
        return step.row


def revoke_clearances(incident: Incident) -> None:
    """Nobody stands for the text any more; that somebody did stays in the transitions."""
    Clearance.objects.filter(text__incident=incident).delete()


def clear(*, actor: Standing, incident: Incident, now: datetime | None = None) -> Incident:
    """Stand for the text as a second person; at level 5 a third one must too. After an emergency: later."""
    now = clock_time(now)
    with transaction.atomic():
        afterwards = incident.emergency and incident.state in states.ANSWERED
        incident = working(actor, incident, "clear_afterwards" if afterwards else "clear")
        text = latest(incident)
        if not access.may_clear(actor, incident):
            raise NotAllowed
        if wrote(incident, actor):
            raise OwnWork
        if afterwards and not incident.emergency:
            raise WrongState
        new, enough = cleared_by(incident, text, actor, now, afterwards=afterwards)
        if not new and (afterwards or not enough):
            return incident
        return later(actor, incident, enough, now) if afterwards else before(actor, incident, enough, now)


def cleared_by(
    incident: Incident, text: ResponseText, actor: Standing, now: datetime, *, afterwards: bool
) -> tuple[bool, bool]:
    """Keep that the person stands for the text: whether that is new, and whether it is enough now."""
    said = {"at": now, "afterwards": afterwards}
    _row, new = Clearance.objects.get_or_create(text=text, by=actor.person, defaults=said)
    return new, text.clearances.count() >= states.clearers_needed(incident.severity or 0)


def before(actor: Standing, incident: Incident, enough: bool, now: datetime) -> Incident:
    with INCIDENTS.take("clear" if enough else "clear_one", actor, incident, now=now) as step:
        return step.row


def later(actor: Standing, incident: Incident, enough: bool, now: datetime) -> Incident:
    """The clearance an emergency publication still owed."""
    if not enough:
        note(incident, actor, "clear_one", now)
        announce(events.IncidentMoved, incident, actor, "clear_afterwards")
        return incident
    with INCIDENTS.take("clear_afterwards", actor, incident, now=now) as step:
        if incident.item is not None:
            vouch(actor, incident.item)
        return step.row


def vouch(actor: Standing, item: Item) -> None:
    """The check the newsroom waits for: of what is out, or of a correction that readers do not see yet."""
    if newsroom.awaits_check(item):
        newsroom.publish(actor=actor, item=item)
    elif item.checked is None:
        newsroom.check_afterwards(actor=actor, item=item)


def wrote(incident: Incident, actor: Standing) -> bool:
    """Whether the person wrote any version of the response."""
    return incident.texts.filter(author=actor.person).exists()


def publish(*, actor: Standing, incident: Incident, now: datetime | None = None) -> Incident:
    """Show the cleared response. In the newsroom its writer made it and its clearer checked it."""
    with INCIDENTS.take("publish", actor, incident, now=now) as step:
        incident, text = step.row, latest(step.row)
        clearers = [row.by for row in text.clearances.select_related("by")]
        if len(clearers) < states.clearers_needed(incident.severity or 0):
            raise NotCleared
        evidence = require_evidence(incident, text)
        item = None
        if not incident.exercise:
            item = shown(incident, text, evidence, actor, standing(clearers[-1]), urgent="")
        answered(step, text, item)
    return incident


def publish_emergency(
    *, actor: Standing, incident: Incident, reason: str, now: datetime | None = None
) -> Incident:
    """Show it before its clearance, flagged; it is cleared within 24 hours. Evidence is needed all the same."""
    with INCIDENTS.take("publish_emergency", actor, incident, now=now, reason=reason) as step:
        incident, text = step.row, latest(step.row)
        evidence = require_evidence(incident, text)
        item = shown(incident, text, evidence, actor, actor, urgent=reason) if not incident.exercise else None
        answered(step, text, item)
    return incident


def shown(
    incident: Incident,
    text: ResponseText,
    evidence: list[Evidence],
    actor: Standing,
    clearer: Standing,
    *,
    urgent: str,
) -> Item:
    """The response as a published item of the owner's, in the newsroom's own way."""
    assert incident.owner is not None
    owner = incident.owner
    authors = [standing(text.author), actor]
    maker = next(
        (one for one in authors if may_write(one, owner) and (urgent or one.person != clearer.person)), None
    )
    if maker is None:
        raise NotAllowed(_("Somebody who writes for the answering unit must publish it."))
    content = content_of(incident, text, evidence)
    lent = {piece.file_id for piece in evidence if piece.file_id}
    if incident.item is not None and incident.item.state == ItemState.PUBLISHED:
        return again(incident.item, content, maker, None if urgent else clearer, lent)
    item = newsroom.create(actor=maker, unit=owner, content=content, lent=lent)
    if urgent:
        return newsroom.publish_urgently(actor=actor, item=item, reason=urgent)
    return newsroom.publish(actor=clearer, item=item)


def again(
    item: Item, content: Content, maker: Standing, clearer: Standing | None, lent: Collection[int]
) -> Item:
    """A reopened claim's answer is a correction of the first one; it waits for its check if nobody cleared it."""
    assert item.current is not None
    with translation.override(content.language):
        why = say("The claim was answered anew.")
    item = newsroom.correct(
        actor=maker, item=item, content=content, base_number=item.current.number, note=why, lent=lent
    )
    if clearer is not None and newsroom.awaits_check(item):
        return newsroom.publish(actor=clearer, item=item)
    return item


def answered(step: Taken[Incident], text: ResponseText, item: Item | None) -> None:
    incident = step.row
    assert incident.owner is not None
    words = " . ".join((text.headline, text.fact, text.why, text.done))
    voices.keep(incident, incident.owner, Wording.Kind.RESPONSE, words, item=item, at=step.now)
    emergency = step.step.name == "publish_emergency"
    step.set(
        item=item, text=text, answered=incident.answered or step.now, emergency=emergency, withdrawn=None
    )
    step.said = {"item": item.pk if item else None, "emergency": emergency}
