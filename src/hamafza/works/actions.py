"""All writes to works: one function per intention of a person, each a step of the table in `states`.

Refused, nothing was changed. `now` is the clock, for tests and the demonstration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from annotated_types import Ge, Le, MaxLen
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.flow.transitions import Taken, once
from hamafza.lib.text.links import is_web_address
from hamafza.lib.text.reasons import says_something
from hamafza.network.access import Standing
from hamafza.network.models import Topic, Unit
from hamafza.newsroom.models import Attachment, Item, ItemState
from hamafza.pages.refusals import Invalid, NotAllowed, ReasonMissing
from hamafza.pages.shown import NOTHING, nobody_else
from hamafza.wire.actions import append
from hamafza.wire.facts import Happened
from hamafza.works import access
from hamafza.works.events import SHOWN, ShelfFacts
from hamafza.works.models import (
    NOTE_LIMIT,
    PLACE_LIMIT,
    TITLE_LIMIT,
    WHOLE,
    WHOM_LIMIT,
    PromisedDay,
    Work,
    WorkEvidence,
    WorkShelf,
)
from hamafza.works.moves import WORKS, ZONE
from hamafza.works.states import DONE, ENTRY, PLANNED, UNDERWAY

MOST_EVIDENCE = 50  # pieces for one work
LIMITS = {"title": TITLE_LIMIT, "whom": WHOM_LIMIT, "place": PLACE_LIMIT, "note": NOTE_LIMIT}


@dataclass(frozen=True, kw_only=True)
class About:
    """What a work is, apart from how it stands."""

    title: Annotated[str, MaxLen(TITLE_LIMIT)]
    whom: Annotated[str, MaxLen(WHOM_LIMIT)] = ""
    place: Annotated[str, MaxLen(PLACE_LIMIT)] = ""
    topic: Topic | None = None
    note: Annotated[str, MaxLen(NOTE_LIMIT)] = ""

    def fields(self) -> dict[str, Any]:
        texts = {name: getattr(self, name).strip() for name in LIMITS}
        return {**texts, "topic": self.topic}


@dataclass(frozen=True, kw_only=True)
class Stands:
    """How a work stands when it is entered."""

    state: str = PLANNED
    share: Annotated[int, Ge(0), Le(WHOLE)] = 0
    promised: date | None = None
    ended: date | None = None


def enter(
    *,
    actor: Standing,
    unit: Unit,
    about: About,
    stands: Stands | None = None,
    retry_key: str = "",
    now: datetime | None = None,
) -> Work:
    """A new work of the unit, as it stands. The same retry key returns the work entered before.

    Raises `SentBefore` if that one says something else.
    """
    stands, now = stands or Stands(), now or timezone.now()
    if not access.may_write(actor, unit):
        raise NotAllowed
    sound(about, stands, now)
    fields = {**about.fields(), **standing_fields(stands, now)}

    def before() -> Work | None:
        known = Work.objects.select_related("unit", "topic").filter(entered_by=actor.person)
        return known.filter(retry_key=retry_key).first() if retry_key else None

    def anew() -> Work:
        work = Work(unit=unit, entered_by=actor.person, retry_key=retry_key, **fields)
        work.entered = work.changed = now
        work.save()
        if work.promised:
            PromisedDay.objects.create(work=work, day=work.promised, by=actor.person, at=now)
        WORKS.announce(WORKS.made(ENTRY[work.state], actor, work, now))
        return work

    return once(before, anew, lambda work: entered_so(work, unit, about, stands))


def entered_so(work: Work, unit: Unit, about: About, stands: Stands) -> bool:
    """Whether it was entered with these words and stood like this then; it may have gone on since."""
    first, promise = work.steps.all()[0], work.promises.first()
    there = {name: getattr(work, name) for name in about.fields()}
    there |= {
        "state": first.to_state,
        "share": first.share,
        "ended": work.ended if first.to_state == DONE else None,
    }
    there["promised"] = promise.day if promise and promise.at == work.entered else None
    said = {**about.fields(), **standing_fields(stands, work.entered)}
    return work.unit_id == unit.pk and there == said


def sound(about: About, stands: Stands, now: datetime) -> None:
    """Raise `Invalid` for what cannot be entered like this."""
    described(about.fields())
    if stands.state not in ENTRY:
        raise Invalid(_("This is not one of the choices."), field="state")
    if stands.share not in range(WHOLE + 1):
        raise Invalid(_("The share lies between 0 and 100 percent."), field="share")
    happened(stands.ended, now)


def described(said: Mapping[str, Any]) -> None:
    if "title" in said and not says_something(said["title"]):
        raise Invalid(_("Say in one line what is done."), field="title")
    for name, most in LIMITS.items():
        if len(said.get(name, "")) > most:
            raise Invalid(_("This text is too long. Shorten it."), field=name)


def happened(day: date | None, now: datetime) -> None:
    if day is not None and day > now.astimezone(ZONE).date():
        raise Invalid(_("This day is still to come. A work is finished when it is done."), field="ended")


def standing_fields(stands: Stands, now: datetime) -> dict[str, Any]:
    """The share says nothing before the beginning, and is whole at the end."""
    today = now.astimezone(ZONE).date()
    shares = {UNDERWAY: stands.share, DONE: WHOLE}
    return {
        "state": stands.state,
        "share": shares.get(stands.state, 0),
        "promised": stands.promised,
        "ended": (stands.ended or today) if stands.state == DONE else None,
    }


def edit(
    *,
    actor: Standing,
    work: Work,
    seen: Mapping[str, str] = NOTHING,
    now: datetime | None = None,
    **said: Any,
) -> Work:
    """Describe it better: `said` are fields of `About` that may differ, `seen` what they showed.

    Its days and its state have steps of their own.
    """
    said = {name: what.strip() if name in LIMITS else what for name, what in said.items()}
    described(said)
    with WORKS.take("edit", actor, work, now=now) as step:
        nobody_else(step.row, seen, said)
        changed = {name: what for name, what in said.items() if getattr(step.row, name) != what}
        if not changed:
            return step.nothing()
        step.set(**changed)
        return step.row


def progress(*, actor: Standing, work: Work, share: int, now: datetime | None = None) -> Work:
    """How much is done. It begins with the first share, and does not end by itself with the last."""
    if share not in range(WHOLE + 1):
        raise Invalid(_("The share lies between 0 and 100 percent."), field="share")
    with WORKS.take("progress", actor, work, now=now) as step:
        if step.before == UNDERWAY and step.row.share == share:
            return step.nothing()
        step.set(share=share)
        return step.row


def promise(
    *, actor: Standing, work: Work, day: date | None, reason: str = "", now: datetime | None = None
) -> Work:
    """Promise a day, or another one. The old day stays visible; a later one needs a reason."""
    if day is None:
        raise Invalid(_("Say which day you promise."), field="day")
    with WORKS.take("promise", actor, work, now=now, reason=reason) as step:
        before = step.row.promised
        if day == before:
            return step.nothing()
        if day < step.now.astimezone(ZONE).date():
            raise Invalid(_("This day has passed. Promise a later one."), field="day")
        if before and day > before and not says_something(reason):
            raise ReasonMissing(_("Say why it takes longer: readers of the work see it."), field="reason")
        PromisedDay.objects.create(
            work=step.row, day=day, before=before, by=actor.person, at=step.now, reason=step.reason
        )
        step.set(promised=day)
        return step.row


def finish(
    *,
    actor: Standing,
    work: Work,
    day: date | None = None,
    item: Item | None = None,
    now: datetime | None = None,
) -> Work:
    """It is done, today or on an earlier day; perhaps as a published item of the unit tells."""
    with WORKS.take("finish", actor, work, now=now) as step:
        if not step.happens:
            return step.row
        happened(day, step.now)
        if item is not None:
            told_by(step, item)
        step.set(ended=day or step.now.astimezone(ZONE).date(), share=WHOLE)
        return step.row


def told_by(step: Taken[Work], item: Item) -> None:
    """A published item of the unit shows that it is done."""
    if item.unit_id != step.row.unit_id or item.state != ItemState.PUBLISHED:
        raise Invalid(_("This is not a published item of your unit."), field="item")
    keep(step, {"item": item})
    if step.row.item_id is None:
        step.set(item=item)


def stop(*, actor: Standing, work: Work, reason: str, now: datetime | None = None) -> Work:
    """It is not done any further, for a reason that stays visible."""
    with WORKS.take("stop", actor, work, now=now, reason=reason) as step:
        if not step.happens:
            return step.row
        step.set(stopped_for=step.reason, ended=step.now.astimezone(ZONE).date())
        return step.row


def resume(*, actor: Standing, work: Work, now: datetime | None = None) -> Work:
    """It goes on after it was stopped."""
    with WORKS.take("resume", actor, work, now=now) as step:
        step.set(stopped_for="", ended=None)
        return step.row


def reopen(*, actor: Standing, work: Work, reason: str, now: datetime | None = None) -> Work:
    """It was called finished too early."""
    with WORKS.take("reopen", actor, work, now=now, reason=reason) as step:
        step.set(ended=None)
        return step.row


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One piece of evidence: an item, a file, a link, or something of a room above by its kind and id."""

    label: str = ""
    item: Item | None = None
    file: Attachment | None = None
    url: str = ""
    subject_kind: str = ""
    subject_id: str = ""

    def given(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if value}


def prove(*, actor: Standing, work: Work, piece: Proof, now: datetime | None = None) -> Work:
    """Add evidence. What is there already is not added again."""
    with WORKS.take("prove", actor, work, now=now) as step:
        usable(step.row, piece)
        if not keep(step, piece.given()):
            return step.nothing()
        return step.row


def usable(work: Work, piece: Proof) -> None:
    if not (piece.item or piece.file or piece.url or piece.subject_kind):
        raise Invalid(_("Give an item, a file or a link."), field="url")
    if piece.url and not is_web_address(piece.url):
        raise Invalid(_("This is not an address on the web."), field="url")
    if piece.file and piece.file.unit_id != work.unit_id:
        raise Invalid(_("This file does not belong to your unit."), field="file")
    if len(piece.label) > 200:
        raise Invalid(_("This text is too long. Shorten it."), field="label")


def keep(step: Taken[Work], given: dict[str, Any]) -> bool:
    """Whether it was not there yet."""
    there = step.row.evidence.filter(removed=None)
    if there.filter(**{name: value for name, value in given.items() if name != "label"}).exists():
        return False
    if there.count() >= MOST_EVIDENCE:
        raise Invalid(_("This work has enough evidence. Remove a piece first."), field="url")
    assert step.actor is not None
    WorkEvidence.objects.create(work=step.row, by=step.actor.person, at=step.now, **given)
    return True


def remove(*, actor: Standing, work: Work, piece: WorkEvidence, now: datetime | None = None) -> Work:
    """Take a piece of evidence back. The history keeps that it was there."""
    with WORKS.take("remove", actor, work, now=now, reason=str(piece)) as step:
        if not step.row.evidence.filter(pk=piece.pk, removed=None).update(removed=step.now):
            return step.nothing()
        return step.row


def show_shelf(*, actor: Standing, unit: Unit, public: bool) -> WorkShelf:
    """Show the works of the unit to readers, or hide them."""
    if not access.may_open(actor, unit):
        raise NotAllowed
    with transaction.atomic():
        said = {"public": public, "by": actor.person, "at": timezone.now()}
        shelf, _made = WorkShelf.objects.update_or_create(unit=unit, defaults=said)
        tag = f"unit:{unit.pk}"
        facts = ShelfFacts(unit=unit.pk, public=public, tags=[tag], by=actor.person.pk)
        append(Happened(kind=SHOWN, subject=tag, audiences=("public", tag), facts=facts))
        return shelf
