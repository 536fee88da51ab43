"""What is done in the room while the incident goes its way: roles, evidence, fact sheet, reports, explainers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from annotated_types import MaxLen
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.links import is_web_address
from hamafza.network.access import Standing, standing
from hamafza.network.models import Person
from hamafza.newsroom.access import public_items
from hamafza.newsroom.models import Attachment, Item, Profile
from hamafza.pages.refusals import Invalid, NotAllowed, OwnWork
from hamafza.response import access, limits, states, ticking
from hamafza.response.errors import SectionChanged
from hamafza.response.events import ExplainerLinked, LimitChanged
from hamafza.response.models import (
    Assignment,
    Evidence,
    ExplainerLink,
    FactVersion,
    Incident,
    Limit,
    Situation,
    Spread,
)
from hamafza.response.transitions import changed, clock_time, note, working
from hamafza.response.words import IncidentRole
from hamafza.wire.actions import append

FACTS_LIMIT = 20_000  # characters of one section


def assign(
    *, actor: Standing, incident: Incident, person: Person, role: str, now: datetime | None = None
) -> Assignment:
    """Give a person a role. A clearer is somebody whose check counts for the owner; said twice, it is once."""
    now = clock_time(now)
    if role not in IncidentRole.values:
        raise Invalid(_("This is not one of the choices."), field="role")
    with transaction.atomic():
        incident = working(actor, incident, "assign")
        if not person.is_active or not person.memberships.exists():
            raise Invalid(_("This person is not in the network."), field="person")
        if role == states.CLEARER and not access.may_clear(standing(person), incident):
            raise Invalid(_("This person does not check for the answering unit."), field="person")
        row, new = Assignment.objects.get_or_create(
            incident=incident, person=person, role=role, defaults={"since": now}
        )
        if new:
            note(incident, actor, "assign", now, reason=f"{IncidentRole(role).label}: {person.name}")
            changed(incident, actor, "assign", "head", person=person.pk)
        return row


@dataclass(frozen=True, kw_only=True)
class EvidencePiece:
    """A piece of evidence before it is stored; at least a file, a link or the words themselves."""

    kind: str
    label: Annotated[str, MaxLen(300)]
    source: Annotated[str, MaxLen(200)]
    dated: Annotated[str, MaxLen(60)]
    url: str = ""
    text: Annotated[str, MaxLen(5000)] = ""
    file: Attachment | None = None


def add_evidence(
    *, actor: Standing, incident: Incident, piece: EvidencePiece, now: datetime | None = None
) -> Evidence:
    """Enter a piece with its hash, source and date. It counts when somebody else has checked it."""
    now = clock_time(now)
    if piece.kind not in Evidence.Kind.values:
        raise Invalid(_("This is not one of the choices."), field="kind")
    for field in ("label", "source", "dated"):
        if not getattr(piece, field).strip():
            raise Invalid(_("Enter the title, the source and the date of the evidence."), field=field)
    if not (piece.file or piece.url or piece.text.strip()):
        raise Invalid(_("Add the file, a link or the exact words."), field="text")
    if piece.url and not is_web_address(piece.url):
        raise Invalid(_("This is not an address on the web."), field="url")
    with transaction.atomic():
        incident = working(actor, incident, "evidence")
        unit = access.speaks_for(actor, incident) or incident.owner or incident.unit
        if piece.file is not None and piece.file.unit_id != unit.pk:
            raise Invalid(_("This file is not your unit's."), field="file")
        given = {"added_by": actor.person, "unit": unit, "sha256": digest(piece), **vars(piece)}
        if known := incident.evidence.filter(**given).first():
            return known  # a second tap
        kept = Evidence.objects.create(incident=incident, added=now, **given)
        note(incident, actor, "evidence", now, reason=kept.label)
        changed(incident, actor, "evidence", "evidence", evidence=kept.pk)
        return kept


def digest(piece: EvidencePiece) -> str:
    if piece.file is not None:
        return piece.file.sha256
    return hashlib.sha256(f"{piece.url}\n{piece.text}".encode()).hexdigest()


def check_evidence(*, actor: Standing, evidence: Evidence, now: datetime | None = None) -> Evidence:
    """Somebody else has looked at it: it is what it says it is. A second tap changes nothing."""
    now = clock_time(now)
    with transaction.atomic():
        incident = working(actor, evidence.incident, "check_evidence")
        evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
        if evidence.added_by_id == actor.person.pk:
            raise OwnWork
        if evidence.checked is None:
            evidence.checked, evidence.checked_by = now, actor.person
            evidence.save(update_fields=["checked", "checked_by"])
            note(incident, actor, "check_evidence", now, reason=evidence.label)
            changed(incident, actor, "check_evidence", "evidence", evidence=evidence.pk)
        return evidence


def edit_facts(
    *,
    actor: Standing,
    incident: Incident,
    section: str,
    text: str,
    base: int,
    now: datetime | None = None,
) -> FactVersion | None:
    """Save one section of the fact sheet, written on its version `base` (0 for none). None if nothing changed.

    Raises `SectionChanged` with the newer version if somebody saved meanwhile; then nothing is overwritten.
    """
    now = clock_time(now)
    if section not in FactVersion.Section.values:
        raise Invalid(_("This is not one of the choices."), field="section")
    if len(text) > FACTS_LIMIT:
        raise Invalid(_("This text is too long. Shorten it."), field="text")
    with transaction.atomic():
        incident = working(actor, incident, "facts")
        last = incident.facts.filter(section=section).order_by("-number").first()
        if (last.number if last else 0) != base:
            raise SectionChanged(last)
        if (last.text if last else "") == text.strip():
            return last
        version = FactVersion.objects.create(
            incident=incident,
            section=section,
            number=base + 1,
            text=text.strip(),
            author=actor.person,
            at=now,
        )
        note(incident, actor, "facts", now, reason=str(FactVersion.Section(section).label))
        changed(incident, actor, "facts", "facts", section=section, number=version.number)
        return version


def report_situation(
    *, actor: Standing, incident: Incident, text: str, now: datetime | None = None
) -> Situation:
    """Where it stands and what comes next; the clock begins anew."""
    now = clock_time(now)
    if not text.strip():
        raise Invalid(_("Say how things stand."), field="text")
    with transaction.atomic():
        incident = working(actor, incident, "situation")
        clock = ticking.running_of(incident).filter(name=limits.SITUATION).first()
        report = Situation.objects.create(
            incident=incident,
            text=text.strip(),
            by=actor.person,
            at=now,
            due=clock.due if clock else None,
            on_time=clock is None or not clock.late_at(now),
        )
        note(incident, actor, "situation", now)
        changed(incident, actor, "situation", "situation")
        return report


def note_spread(
    *,
    actor: Standing,
    incident: Incident,
    where: str,
    mentions: int,
    reach: int | None = None,
    now: datetime | None = None,
) -> Spread:
    """Mentions counted by hand since the last count, and how many people they reached if that is known."""
    now = clock_time(now)
    if mentions < 0 or (reach or 0) < 0 or not where.strip():
        raise Invalid(_("Say where and how many."), field="where")
    with transaction.atomic():
        incident = working(actor, incident, "spread")
        row = Spread.objects.create(
            incident=incident, where=where.strip(), mentions=mentions, reach=reach, by=actor.person, at=now
        )
        note(incident, actor, "spread", now, reason=f"{row.where}: {mentions}")
        changed(incident, actor, "spread", "situation")
        return row


def link_explainer(
    *, actor: Standing, incident: Incident, item: Item, now: datetime | None = None
) -> ExplainerLink:
    """This explainer answers the claim. Said twice, it is once."""
    now = clock_time(now)
    shown = public_items().filter(pk=item.pk, state="published", published__profile=Profile.EXPLAINER)
    if not shown.exists():
        raise Invalid(_("This is not a published explainer."), field="item")
    try:
        with transaction.atomic():
            incident = working(actor, incident, "explainer")
            link = ExplainerLink.objects.create(incident=incident, item=item, by=actor.person, at=now)
            note(incident, actor, "explainer", now, reason=str(item.code))
            changed(incident, actor, "explainer", "explainers", item=item.pk)
            if incident.item is not None and incident.item.state == "published":
                tags = [f"item:{item.pk}"]
                subject = f"item:{incident.item.pk}"
                append(ExplainerLinked(subject=subject, audiences=("public",), payload={"tags": tags}))
            return link
    except IntegrityError:
        return ExplainerLink.objects.get(incident=incident, item=item)


def set_limit(*, actor: Standing, clock: str, severity: int, minutes: int) -> None:
    """The network's own limit of one clock at one severity; 0 stops it. For administrators."""
    if not actor.is_administrator:
        raise NotAllowed
    if clock not in limits.CLOCKS or severity not in range(6) or minutes < 0:
        raise Invalid(_("This is not one of the choices."), field="minutes")
    with transaction.atomic():
        Limit.objects.update_or_create(clock=clock, severity=severity, defaults={"minutes": minutes})
        payload = {"clock": clock, "severity": severity, "minutes": minutes, "by": actor.person.pk}
        append(LimitChanged(subject="incident:limits", audiences=("all",), payload=payload))
