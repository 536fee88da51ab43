"""What is done with decisions. Each takes the acting person's standing and one step of the table in `states`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any

from annotated_types import MaxLen
from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from hamafza.calls import actions as calls
from hamafza.calls import answering
from hamafza.calls.models import Answer, CallKind
from hamafza.calls.question import TITLE_LIMIT, Question
from hamafza.council.models import Point, Session
from hamafza.decisions import access
from hamafza.decisions.models import DONE_LIMIT, TEXT_LIMIT, ZONE, Decision, Helper, UnitObjection
from hamafza.decisions.moves import DECISIONS, settle
from hamafza.decisions.states import BY_CALL, DECISION, DECISION_FOLLOWS, LATE
from hamafza.flow.transitions import Taken, once
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.pages.refusals import Invalid, NotAllowed, OwnWork, WrongState

SUBJECT = "decision"
HELPERS = 60  # units that help with one decision
GONE = gettext_lazy("This unit does not work any more. Choose another one.")


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What is decided: the text, who owes it, who helps, until when, and what counts as done."""

    text: Annotated[str, MaxLen(TEXT_LIMIT)]
    owner: Unit
    due: date
    helpers: Sequence[Unit] = field(default_factory=tuple)
    done_when: Annotated[str, MaxLen(DONE_LIMIT)] = ""


def hard(wording: Decided, today: date) -> None:
    """Raise `Invalid` for what cannot be decided like this."""
    if not wording.text.strip():
        raise Invalid(_("Write what was decided."), field="text")
    if wording.due < today:
        raise Invalid(_("This day has passed. Choose a later one."), field="due")
    if not wording.owner.active:
        raise Invalid(GONE, field="owner")
    if any(not unit.active for unit in wording.helpers):
        raise Invalid(GONE, field="helpers")
    if len(wording.helpers) > HELPERS:
        raise Invalid(_("At most 60 units help with one decision."), field="helpers")


def make(
    *,
    actor: Standing,
    session: Session,
    point: Point,
    wording: Decided,
    retry_key: str = "",
    now: datetime | None = None,
) -> Decision:
    """A session decides at one of its points: the decision, and the call to those who owe it.

    The same retry key gives the decision made before; `SentBefore` if that one says something else.
    """
    now = now or timezone.now()
    if not access.may_make(actor, session):
        raise NotAllowed
    known = Decision.objects.exclude(retry_key="").filter(made_by=actor.person, retry_key=retry_key)
    anew = partial(made_anew, actor, session, point, wording, retry_key, now)
    return once(known.first, anew, lambda row: says_the_same(row, session, point, wording))


def says_the_same(row: Decision, session: Session, point: Point, wording: Decided) -> bool:
    """As it was made: its due day may have moved since."""
    due = next((step.days[0] for step in row.steps.all() if step.days), row.due)
    made = (row.session_id, row.point_id, row.text, row.owner_id, row.done_when, due)
    said = (session.pk, point.pk, wording.text, wording.owner.pk, wording.done_when, wording.due)
    return made == said and {one.unit_id for one in row.helping.all()} == {
        unit.pk for unit in helping(wording)
    }


def helping(wording: Decided) -> list[Unit]:
    """Each unit once; the owner is none of them."""
    return [unit for unit in dict.fromkeys(wording.helpers) if unit.pk != wording.owner.pk]


def made_anew(
    actor: Standing, session: Session, point: Point, wording: Decided, retry_key: str, now: datetime
) -> Decision:
    hard(wording, now.astimezone(ZONE).date())
    session = (
        Session.objects.select_for_update(of=("self",)).select_related("series__unit").get(pk=session.pk)
    )
    if not access.may_make(actor, session):
        raise WrongState
    if not session.hearings.filter(point=point).exists():
        raise Invalid(_("This point is not on the agenda of the session."), field="point")
    plain = {name: getattr(wording, name) for name in ("text", "owner", "due", "done_when")}
    row = Decision(session=session, point=point, made_by=actor.person, made=now, retry_key=retry_key, **plain)
    row.apart = access.closed(point, session)
    row.number = (session.decisions.filter(apart=row.apart).aggregate(last=Max("number"))["last"] or 0) + 1
    row.is_demo = session.is_demo
    row.save()
    helpers = helping(wording)
    Helper.objects.bulk_create(Helper(decision=row, unit=unit) for unit in helpers)
    hidden = access.hidden(point, session)
    row.call = calls.owe(
        actor=actor,
        unit=session.series.unit,
        question=question(row, hidden=hidden),
        units=[wording.owner, *helpers],
        private=hidden,
        now=now,
    )
    row.save(update_fields=["call"])
    DECISIONS.announce(DECISIONS.made("make", actor, row, now))
    return row


def question(row: Decision, *, hidden: bool) -> Question:
    """What the units read. Of a confidential point only the page of the call says what it is, no list and no notice."""
    whole = " ".join(row.text.split())
    short = whole if len(whole) <= TITLE_LIMIT else f"{whole[: TITLE_LIMIT - 1]}…"
    with override(settings.LANGUAGE_CODE):  # kept in the language of the network, whoever writes
        counts = _("Counts as done: %s") % row.done_when if row.done_when.strip() else ""
        title = _("A confidential decision") if hidden else short
    return Question(
        kind=CallKind.HELP,
        title=title,
        text="\n\n".join(filter(None, (row.text if title != whole else "", counts))),
        deadline=row.deadline,
        subject_kind=SUBJECT,
        subject_id=str(row.pk),
    )


# The units that owe it


def answered(taken: Taken[Answer]) -> None:
    """A unit has answered the call: if it is the owner, the decision follows. See `states.DECISION_FOLLOWS`."""
    name = DECISION_FOLLOWS.get(taken.step.name)
    row = Decision.objects.filter(call=taken.row.call_id, owner=taken.row.unit_id).first()
    if name is None or row is None:
        return
    name = at(name, row, taken.now)
    if DECISION.steps[name].leads(row.state) is None:
        return  # a note to what is blocked
    note = str(taken.changes.get("note", ""))
    with DECISIONS.take(name, taken.actor, row, now=taken.now, reason=note, roles=BY_CALL) as step:
        if name == "finish":
            step.set(blocked="")
        elif name == "start" and step.row.steps.filter(step="start").exists():
            step.nothing()


def at(name: str, row: Decision, now: datetime) -> str:
    """After the due day some steps are others of the table."""
    return LATE.get(name, name) if row.deadline < now else name


def block(*, actor: Standing, decision: Decision, reason: str, now: datetime | None = None) -> Decision:
    with DECISIONS.take("block", actor, decision, now=now, reason=reason) as step:
        step.set(blocked=step.reason)
        return step.row


def resume(*, actor: Standing, decision: Decision, now: datetime | None = None) -> Decision:
    """What blocked it is gone. What was said to be done is taken back on the call."""
    now = now or timezone.now()
    if decision.state == "done":
        raise WrongState
    with DECISIONS.take(at("resume", decision, now), actor, decision, now=now) as step:
        step.set(blocked="")
        return step.row


def object_to(*, actor: Standing, decision: Decision, reason: str, now: datetime | None = None) -> Decision:
    """The unit says to the chair that it cannot. Until the chair has answered, it is owed as before."""
    with DECISIONS.take("object", actor, decision, now=now, reason=reason) as step:
        unit = own_unit(actor, step.row)
        said = {"by": actor.person, "at": step.now, "reason": step.reason}
        _row, new = UnitObjection.objects.get_or_create(
            decision=step.row, unit=unit, answered=None, defaults=said
        )
        if not new:
            raise WrongState(_("Your unit has objected already; the chair has not answered yet."))
        step.said["about"] = unit.pk
        return step.row


def own_unit(actor: Standing, decision: Decision) -> Unit:
    """The unit that the person speaks for: the owner first."""
    if decision.owner_id in actor.writes_for:
        return decision.owner
    helping = decision.helping.filter(unit__in=actor.writes_for, released=None).select_related("unit").first()
    if helping is None:
        raise NotAllowed
    return helping.unit


# Chair and secretary


def keep(
    *, actor: Standing, decision: Decision, unit: Unit, reason: str, now: datetime | None = None
) -> Decision:
    """It stands in spite of the unit's objection."""
    with DECISIONS.take("keep", actor, decision, now=now, reason=reason) as step:
        if not step.row.objections.filter(unit=unit, answered=None).exists():
            raise WrongState
        settle(step.row, step, upheld=False, unit=unit.pk)
        step.said["about"] = unit.pk
        return step.row


def release(
    *, actor: Standing, decision: Decision, unit: Unit, reason: str, now: datetime | None = None
) -> Decision:
    """A helping unit need not help any more, whether it objected or not."""
    with DECISIONS.take("release", actor, decision, now=now, reason=reason) as step:
        if not step.row.helping.filter(unit=unit, released=None).update(released=step.now):
            raise WrongState
        settle(step.row, step, upheld=True, unit=unit.pk)
        step.said["about"], step.given = unit.pk, {"unit": unit.code}
        return step.row


def send_back(*, actor: Standing, decision: Decision, reason: str, now: datetime | None = None) -> Decision:
    now = now or timezone.now()
    with DECISIONS.take(at("send-back", decision, now), actor, decision, now=now, reason=reason) as step:
        return step.row


def verify(*, actor: Standing, decision: Decision, reason: str, now: datetime | None = None) -> Decision:
    """The secretary has looked: `reason` says what shows it. Nobody verifies what they said was done themselves."""
    with DECISIONS.take("verify", actor, decision, now=now, reason=reason) as step:
        finished = step.row.steps.filter(step="finish").last()
        if finished and finished.by_id == actor.person.pk:
            raise OwnWork(
                _("You said yourself that this is done. Another secretary or the chair’s office verifies it.")
            )
        step.set(proof=step.reason)
        return step.row


def postpone(
    *, actor: Standing, decision: Decision, due: date, reason: str, now: datetime | None = None
) -> Decision:
    """Another day. The days before stay in the history."""
    with DECISIONS.take("postpone", actor, decision, now=now, reason=reason) as step:
        if due <= max(step.row.due, step.now.astimezone(ZONE).date()):
            raise Invalid(_("The new day must be later than the old one and than today."), field="due")
        step.given = {"from": step.row.due.isoformat(), "to": due.isoformat()}
        step.set(due=due)
        return step.row


def supersede(
    *, actor: Standing, decision: Decision, by: Decision, reason: str, now: datetime | None = None
) -> Decision:
    """A later decision of the same series takes its place."""
    with DECISIONS.take("supersede", actor, decision, now=now, reason=reason) as step:
        series = step.row.session.series_id
        if by.pk <= step.row.pk or by.session.series_id != series or by.state in {"superseded", "dropped"}:
            raise Invalid(_("Choose a later decision of the same series that still stands."), field="by")
        if access.hidden(by.point, by.session) and not access.hidden(step.row.point, step.row.session):
            raise Invalid(_("A confidential decision does not take the place of an open one."), field="by")
        step.set(superseded_by=by)
        step.said["superseded_by"] = by.pk
        return step.row


def drop(*, actor: Standing, decision: Decision, reason: str, now: datetime | None = None) -> Decision:
    with DECISIONS.take("drop", actor, decision, now=now, reason=reason) as step:
        return step.row


# What the owner's unit says on the call, from here


def answer_of(decision: Decision, unit: Unit) -> Answer:
    assert decision.call
    return decision.call.answers.select_related("unit", "call").get(unit=unit)


def start(*, actor: Standing, decision: Decision, now: datetime | None = None) -> Decision:
    answering.accept(actor=actor, answer=answer_of(decision, own_unit(actor, decision)), now=now)
    return Decision.objects.get(pk=decision.pk)


def finish(
    *, actor: Standing, decision: Decision, note: str = "", now: datetime | None = None, **given: Any
) -> Decision:
    answer = answer_of(decision, own_unit(actor, decision))
    answering.done(actor=actor, answer=answer, note=note, now=now, **given)
    return Decision.objects.get(pk=decision.pk)
