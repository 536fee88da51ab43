"""Help and relays in an incident. Both are calls underneath: this room adds who sees what, thanks and credit."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from annotated_types import MaxLen
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hamafza.calls import actions as calls
from hamafza.calls import states as answers
from hamafza.calls.addressing import Address, resolve
from hamafza.calls.models import Answer, Call, CallKind, Escalation, Needs
from hamafza.calls.question import TITLE_LIMIT, Question
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.pages.refusals import Invalid, NotAllowed, Refused, WrongState
from hamafza.pages.templatetags.hamafza import digits
from hamafza.response import access, events, states, voices
from hamafza.response.errors import OneTextManyVoices
from hamafza.response.models import Help, HelpRequest, Incident, Pack, Wording
from hamafza.response.transitions import INCIDENTS, announce, changed, clock_time, locked, note, working
from hamafza.response.words import HelpKind

SUBJECT = "incident"
URGENT_FROM = 4  # severity from which help is asked in quiet hours too
MOST, LINE = 999, 200
OFFERING = answers.ON_IT | answers.FULFILLED  # answers that are offers of help


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What help is needed: in one line, of what kind, until when, how many, with what skill, and in detail.

    Who directs is the asking unit, if nobody is named.
    """

    title: Annotated[str, MaxLen(TITLE_LIMIT)]
    kind: str
    deadline: datetime
    count: int = 1
    skill: Annotated[str, MaxLen(LINE)] = ""
    directs: Annotated[str, MaxLen(LINE)] = ""
    text: Annotated[str, MaxLen(3000)] = ""


def sound(wanted: Wanted) -> None:
    if wanted.kind not in HelpKind.values:
        raise Invalid(_("This is not one of the choices."), field="kind")
    if wanted.count not in range(1, MOST + 1):
        raise Invalid(_("Enter a whole number."), field="count")
    for field in ("skill", "directs"):
        if len(getattr(wanted, field)) > LINE:
            raise Invalid(_("This is too long for one line."), field=field)


def described(wanted: Wanted, unit: Unit) -> str:
    """What the asked units read: they do not see the incident."""
    lines = [
        _("Kind of help: %s") % HelpKind(wanted.kind).label,
        _("How many: %s") % digits(wanted.count),
        *([_("Skill: %s") % wanted.skill.strip()] if wanted.skill.strip() else []),
        _("Directed by: %s") % (wanted.directs.strip() or unit),
    ]
    return "\n".join((*map(str, lines), *(["", wanted.text] if wanted.text.strip() else [])))


def calls_of(incident: Incident) -> QuerySet[Call]:
    return Call.objects.filter(subject_kind=SUBJECT, subject_id=str(incident.pk))


def ask_help(
    *,
    actor: Standing,
    incident: Incident,
    wanted: Wanted,
    address: Address,
    override: str = "",
    retry_key: str = "",
    now: datetime | None = None,
) -> Call:
    """Ask matching units for help; each that says yes is an offer."""
    now = clock_time(now)
    sound(wanted)
    with transaction.atomic():
        incident = working(actor, incident, "ask_help")
        unit = incident.owner if incident.owner and incident.owner_id in actor.writes_for else None
        unit = unit or next(
            (m.unit for m in actor.memberships if m.unit_id in actor.writes_for), incident.owner
        )
        if unit is None:
            raise NotAllowed
        question = Question(
            kind=CallKind.HELP,
            title=wanted.title,
            text=described(wanted, unit),
            deadline=wanted.deadline,
            urgent=(incident.severity or 0) >= URGENT_FROM,
            escalation=Escalation.NEVER,
            subject_kind=SUBJECT,
            subject_id=str(incident.pk),
            exercise=incident.exercise,
        )
        call = calls.ask(
            actor=actor,
            unit=unit,
            question=question,
            address=address,
            override=override,
            retry_key=retry_key,
            now=now,
        )
        plain = {name: getattr(wanted, name).strip() for name in ("kind", "skill", "directs")}
        said = {"incident": incident, "count": wanted.count, **plain}
        if not HelpRequest.objects.get_or_create(call=call, defaults=said)[1]:  # a second tap
            return call
        note(incident, actor, "ask_help", now, reason=call.title)
        changed(incident, actor, "ask_help", "help", call=call.pk)
        return call


def offer_of(incident: Incident, answer: Answer) -> Answer:
    """The locked answer, if it is an offer of help in this incident."""
    found = Answer.objects.select_for_update(of=("self",)).select_related("call", "unit").get(pk=answer.pk)
    same = (found.call.subject_kind, found.call.subject_id) == (SUBJECT, str(incident.pk))
    pack = Pack.objects.filter(call=found.call_id).exists()
    if not same or pack or found.call.kind != CallKind.HELP or found.state not in OFFERING:
        raise WrongState
    return found


def take_help(*, actor: Standing, incident: Incident, answer: Answer, now: datetime | None = None) -> Help:
    """Accept an offer: the unit sees this incident from now on, and nothing else of its owner."""
    return settle(actor, incident, answer, Help.State.ACCEPTED, clock_time(now))


def pass_help(*, actor: Standing, incident: Incident, answer: Answer, now: datetime | None = None) -> Help:
    """Thank you, not needed."""
    return settle(actor, incident, answer, Help.State.DECLINED, clock_time(now))


def settle(actor: Standing, incident: Incident, answer: Answer, state: str, now: datetime) -> Help:
    with transaction.atomic():
        incident = working(actor, incident, "ask_help")
        answer = offer_of(incident, answer)
        known = Help.objects.filter(answer=answer).first()
        if known is not None:
            if known.state == state:
                return known
            raise WrongState
        help_ = Help.objects.create(
            incident=incident,
            answer=answer,
            unit=answer.unit,
            state=state,
            by=actor.person,
            offered=answer.answered,
            at=now,
        )
        accepted = state == Help.State.ACCEPTED
        step = "take_help" if accepted else "pass_help"
        note(incident, actor, step, now, reason=str(answer.unit.name))
        if accepted:
            announce(events.HelpTaken, incident, actor, step, helper=answer.unit_id)
        else:
            changed(incident, actor, step, "help")
        return help_


def release(*, actor: Standing, help_: Help, thanks: str = "", now: datetime | None = None) -> Help:
    """The helper is done: thanked, credited, and out of the room. Its call is confirmed if it said done."""
    now = clock_time(now)
    with transaction.atomic():
        incident = locked(help_.incident_id)
        who = states.STEPS["ask_help"].who
        if not who & access.roles_of(actor, incident):
            raise NotAllowed
        help_ = Help.objects.select_for_update(of=("self",)).select_related("unit", "answer").get(pk=help_.pk)
        if help_.state != Help.State.ACCEPTED:
            raise WrongState
        help_.state, help_.released, help_.thanks = Help.State.RELEASED, now, thanks.strip()[:2000]
        help_.save(update_fields=["state", "released", "thanks"])
        note(incident, actor, "release", now, reason=str(help_.unit.name))
        if help_.answer.state == answers.DONE:
            with suppress(Refused):  # it may have been confirmed already
                calls.confirm(actor=actor, answer=help_.answer, now=now)
        said = {"helper": help_.unit_id, "help": help_.pk}
        announce(events.HelpReleased, incident, actor, "release", units=[help_.unit_id], **said)
        return help_


def make_pack(
    *,
    actor: Standing,
    incident: Incident,
    sentences: str,
    address: Address,
    same_text: bool = False,
    hours: int = 24,
    retry_key: str = "",
    override: str = "",
    now: datetime | None = None,
) -> tuple[Pack, Call]:
    """Offer the response to volunteers: link, two sentences to start from, picture, credit line.

    Declining is free, there is no quota. `same_text` is an order to publish the sentences as they are: it is
    refused for more than one unit, since then one text would speak in many names; a quotation is a relay.
    """
    now = clock_time(now)
    if not sentences.strip():
        raise Invalid(_("Write two sentences to start from."), field="sentences")
    with INCIDENTS.take("amplify", actor, incident, now=now) as step:
        incident = step.row
        assert incident.owner is not None
        unit = access.speaks_for(actor, incident)  # who follows the answers: the owner, else the relays' own
        if unit is None:
            raise NotAllowed
        if same_text and len(resolve(unit, address)) > 1:
            raise OneTextManyVoices(field="same_text")
        question = pack_question(incident, sentences.strip(), now + timedelta(hours=hours))
        call = calls.ask(
            actor=actor,
            unit=unit,
            question=question,
            address=address,
            override=override,
            retry_key=retry_key,
            now=now,
        )
        said = {"sentences": sentences.strip(), "credit": incident.owner.name, "by": actor.person, "at": now}
        pack, new = Pack.objects.get_or_create(call=call, defaults={"incident": incident, **said})
        step.happens, step.said = new, {"call": call.pk}  # a second tap makes no second one
        if new:
            voices.keep(incident, incident.owner, Wording.Kind.PACK, pack.sentences, at=now)
        return pack, call


def pack_question(incident: Incident, sentences: str, deadline: datetime) -> Question:
    """In an exercise there is no item to relay: the call asks for help instead, marked as an exercise."""
    item = incident.item
    return Question(
        kind=CallKind.RELAY if item else CallKind.HELP,
        title=str(_("Relay the response in your own words")),
        text=f"{sentences}\n\n{incident.owner.name if incident.owner else ''}".strip(),
        deadline=deadline,
        urgent=(incident.severity or 0) >= URGENT_FROM,
        escalation=Escalation.NEVER,
        needs=Needs.NOTHING,
        item=item,
        subject_kind=SUBJECT,
        subject_id=str(incident.pk),
        exercise=incident.exercise,
    )


def end_calls(incident: Incident, actor: Standing, now: datetime, *, packs: bool = False) -> list[int]:
    """Nobody is asked, reminded or called late for what is over; with `packs` only volunteers are let go.

    What was done and not confirmed yet still can be: the timeline names it. The units that asked for that, by id.
    """
    open_ = calls_of(incident).filter(state=answers.OPEN).order_by("pk")
    if packs:
        open_ = open_.filter(pk__in=incident.packs.values("call"))
    waiting = []
    for call in open_:
        calls.over(actor=actor, call=call, now=now)
        done = (
            call.answers.filter(state=answers.DONE)
            .order_by("unit__code")
            .values_list("unit__name", flat=True)
        )
        if done:
            note(incident, actor, "unconfirmed", now, reason=f"{call.title}: {' · '.join(done)}")
            waiting.append(call.unit_id)
    return waiting
