"""Calls among the demo's units: open, late and finished ones, answered by those who have an officer."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from hamafza.calls import actions, addressing, answering, following
from hamafza.calls.addressing import Address
from hamafza.calls.models import Answer, Call
from hamafza.calls.question import Question
from hamafza.flow.models import Deadline
from hamafza.network.access import Standing, standing
from hamafza.network.models import Person, Unit
from hamafza.newsroom.models import Item, ItemState

CAST = {"u0": "head", "u1": "trusted", "u2": "editor", "u49": "officer"}


def build(units: list[Unit], people: dict[str, Person], chance: random.Random, item: Item) -> None:
    """`item` is the published item that one of the calls asks to relay."""
    by_code = {unit.code: unit for unit in units}
    speakers = {code: standing(people[name]) for code, name in CAST.items()}
    speakers |= {name.removeprefix("officer-"): standing(p) for name, p in people.items() if "-u" in name}
    morning = last_morning(timezone.now())
    made = [ask(by_code, speakers, morning, row, item) for row in rows(list(speakers))]
    for call in made:
        answer_some(call, speakers, chance)
    finish(made[2], speakers["u0"], morning)
    Call.objects.filter(pk__in=[call.pk for call in made]).update(is_demo=True)


def last_morning(now: datetime) -> datetime:
    """Nine o'clock of the last day that has seen one: no quiet hours."""
    local = now.astimezone(addressing.ZONE)
    nine = local.replace(hour=9, minute=0, second=0, microsecond=0)
    return nine if nine <= local else nine - timedelta(days=1)


def rows(speaking: list[str]) -> list[dict[str, Any]]:
    """Who asks whom for what; `age` and `span` in hours before and after the morning."""
    near = ["u0", "u1", "u2", "u49"]
    return [
        {
            "by": "u0",
            "to": speaking,
            "kind": "report",
            "title": "گزارش دستاوردهای هفتهٔ دولت، با مدرک",
            "text": "دستاوردهایی که مردم لمس کرده‌اند: چه شد، برای چه کسانی، و چگونه می‌شود درستی‌اش را دید.",
            "needs": "item",
            "age": 24,
            "span": 96,
        },
        {
            "by": "u1",
            "to": near,
            "kind": "cover",
            "title": "پوشش خبری نمایشگاه کاریابی در استان شما",
            "text": "یک عکس و دو خط از غرفهٔ استان کافی است.",
            "needs": "nothing",
            "age": 0,
            "span": 30,
        },
        {
            "by": "u0",
            "to": speaking[:40],
            "kind": "relay",
            "title": "بازنشر گزارش نشست شورای هماهنگی",
            "text": "",
            "needs": "nothing",
            "age": 72,
            "span": 48,
        },
        {
            "by": "u2",
            "to": [*near, *speaking[4:12]],
            "kind": "figures",
            "title": "How many people finished a training course in your province this year?",
            "text": "One number and its source.",
            "needs": "figure",
            "age": 30,
            "span": 26,
        },
        {
            "by": "u49",
            "to": near,
            "kind": "help",
            "title": "عکس از کارگاه‌های ایمنی برای گزارش البرز",
            "text": "آرشیو ما کم است؛ سه عکس با نام عکاس.",
            "needs": "file",
            "age": 2,
            "span": 72,
        },
    ]


def ask(
    units: dict[str, Unit], speakers: dict[str, Standing], morning: datetime, row: dict[str, Any], item: Item
) -> Call:
    at = morning - timedelta(hours=row["age"])
    question = Question(
        kind=row["kind"],
        title=row["title"],
        text=row["text"],
        needs=row["needs"],
        deadline=at + timedelta(hours=row["span"]),
        item=item if row["kind"] == "relay" else None,
        urgent=True,  # made on whatever hour of the day this is: no quiet hours for the demo
    )
    codes = tuple(code for code in row["to"] if code in units)
    call = actions.ask(
        actor=speakers[row["by"]],
        unit=units[row["by"]],
        question=question,
        address=Address(units=codes),
        now=at,
    )
    Call.objects.filter(pk=call.pk).update(urgency="urgent" if row["kind"] == "cover" else "normal")
    return call


def answer_some(call: Call, speakers: dict[str, Standing], chance: random.Random) -> None:
    """Most have seen it, many are on it, some are done; the cast's own units wait for a visitor."""
    for answer in call.answers.select_related("unit", "call").exclude(unit__code__in=CAST):
        actor, at = speakers[answer.unit.code], call.created + timedelta(minutes=chance.randint(4, 300))
        luck = chance.random()
        if luck < 0.15:
            continue
        answer = answering.see(actor=actor, answer=answer, now=at)
        at += timedelta(minutes=3)
        if luck < 0.3:
            continue
        if luck < 0.4:
            reason = chance.choice(["capacity", "not-ours"])
            answering.decline(actor=actor, answer=answer, reason=reason, now=at)
            continue
        answer = answering.accept(actor=actor, answer=answer, now=at)
        if luck > 0.6:
            deliver(actor, answer, at + timedelta(hours=1), chance)


def deliver(actor: Standing, answer: Answer, at: datetime, chance: random.Random) -> None:
    given: dict[str, Any] = {"note": "انجام شد."}
    if answer.call.needs == "item":
        shown = Item.objects.filter(unit=answer.unit, state=ItemState.PUBLISHED, firstpublished__isnull=False)
        given["item"] = shown.order_by("-firstpublished").first()
        if given["item"] is None:
            return
    elif answer.call.needs == "figure":
        given["figure"] = str(chance.randint(120, 9000))
    elif answer.call.needs == "file":
        return
    answering.done(actor=actor, answer=answer, now=at, **given)


def finish(call: Call, asker: Standing, now: datetime) -> None:
    """The asker confirms what was done and closes the call; late ones become late by the clock."""
    for answer in call.answers.filter(state="done"):
        actions.confirm(actor=asker, answer=answer, now=now)
    actions.close(actor=asker, call=call, now=now)
    late = Deadline.objects.filter(flow="call", name="overdue", rings__lte=timezone.now())
    for each in Call.objects.filter(pk__in=late.values("row")):
        following.mark_overdue(call=each, now=timezone.now())
        following.escalate(call=each, now=timezone.now())
