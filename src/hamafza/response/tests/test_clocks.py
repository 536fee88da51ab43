"""Each clock once kept and once broken, at its own limit, with what follows from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from tests.world import World

from hamafza.calls import answering
from hamafza.calls.addressing import Address
from hamafza.response import actions, clocks, consumers, helping, limits, publishing, working
from hamafza.response.helping import Wanted
from hamafza.response.measures import measure
from hamafza.response.models import Clock, Incident
from hamafza.response.tests import cast
from hamafza.response.tests.cast import NOON, client_of, minutes
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db

DAY = 24 * 60
LEVELS = (limits.DEPUTY, limits.CENTRE, limits.NETWORK)


@dataclass(frozen=True)
class Case:
    """From where the clock runs and how long; what stops it; and what is measured of it, kept and two minutes late."""

    begins: Callable[[World], Incident]
    minutes: int
    done: Callable[[World, Incident, datetime], object]
    measured: tuple[str, float, float] | None = None


def asked(world: World) -> Incident:
    incident = cast.claimed(world, severity=4)
    helping.ask_help(
        actor=world.as_("officer"),
        incident=incident,
        wanted=Wanted(title="یک کارشناس آب", kind="expert", deadline=minutes(600)),
        address=Address(units=("trusted",)),
        now=minutes(12),
    )
    return incident


def offered(world: World, incident: Incident, now: datetime) -> None:
    call = helping.calls_of(incident).get()
    answer = call.answers.select_related("unit", "call").get()
    answer = answering.accept(actor=world.as_("trusted"), answer=answer, now=now)
    event = Event.objects.filter(kind="calls.answer.accepted").get()
    event.at = now  # the ledger's own time is the machine's
    consumers.first_offer(event)
    helping.take_help(actor=world.as_("officer"), incident=incident, answer=answer, now=now)


def closed(world: World) -> Incident:
    incident = cast.published(world)
    return actions.close(
        actor=world.as_("officer"), incident=incident, reason="دیگر گفته نمی‌شود", now=minutes(90)
    )


def hurried(world: World) -> Incident:
    incident = cast.ready(world, severity=4)
    why = "مردم آب نمی‌خورند"
    return publishing.publish_emergency(
        actor=world.as_("officer"), incident=incident, reason=why, now=minutes(35)
    )


CASES: dict[str, Case] = {
    limits.ACKNOWLEDGE: Case(
        cast.reported, 10,
        lambda world, incident, now: actions.acknowledge(actor=world.as_("head"), incident=incident, now=now),
        ("acknowledge", 10, 12),
    ),
    limits.TRIAGE: Case(
        cast.reported, 20,
        lambda world, incident, now: actions.triage(
            actor=world.as_("head"), incident=incident, severity=3, kind="false", now=now
        ),
    ),
    limits.OWNERSHIP: Case(
        lambda world: cast.triaged(world, severity=4), 15,
        lambda world, incident, now: actions.claim(
            actor=world.as_("officer"), incident=incident, unit=world.units["province"], now=now
        ),
    ),
    limits.HOLDING: Case(
        lambda world: cast.claimed(world, severity=4), 30,
        lambda world, incident, now: publishing.hold(
            actor=world.as_("officer"), incident=incident, text="می‌سنجیم و تا ساعت ده می‌گوییم", now=now
        ),
        ("holding", 30, 32),
    ),
    limits.OFFER: Case(asked, 30, offered, ("offer", 30, 32)),
    limits.CLEARANCE: Case(
        lambda world: cast.ready(world, severity=4), 30,
        lambda world, incident, now: publishing.clear(
            actor=world.as_("colleague"), incident=incident, now=now
        ),
    ),
    limits.SITUATION: Case(
        lambda world: cast.claimed(world, severity=5), 15,
        lambda world, incident, now: working.report_situation(
            actor=world.as_("officer"), incident=incident, text="سه کانال", now=now
        ),
        ("on_time", 100, 0),
    ),
    limits.REVIEW: Case(
        closed, 7 * DAY,
        lambda world, incident, now: actions.review(
            actor=world.as_("officer"), incident=incident, true="آب سالم بود", lessons="هر روز", now=now
        ),
    ),
    limits.EMERGENCY: Case(
        hurried, DAY,
        lambda world, incident, now: publishing.clear(
            actor=world.as_("colleague"), incident=incident, now=now
        ),
    ),
}  # fmt: skip

every_clock = pytest.mark.parametrize("name", limits.CLOCKS)


def begun(world: World, name: str) -> tuple[Incident, Clock]:
    incident = CASES[name].begins(world)
    return incident, Clock.objects.get(incident=incident, name=name, stopped=None)


def marks(incident: Incident, name: str) -> list[tuple[str, str]]:
    """The steps that said of this clock that it was kept or broken."""
    return [(row.step, row.clocks[name]) for row in incident.transitions.all() if name in row.clocks]


def said(name: str) -> list[tuple[str, int | None]]:
    """What the ledger tells of a clock that ran out: the kind of event, and how high."""
    events = Event.objects.filter(kind__in=("response.clock.broken", "response.incident.escalated"))
    payloads = [(event.kind, json.loads(event.payload)) for event in events.order_by("pk")]
    return [(kind, data.get("level")) for kind, data in payloads if data.get("clock") == name]


def right(name: str, number: int, now: datetime) -> None:
    case = CASES[name]
    if case.measured is not None:
        assert getattr(measure(NOON, now), case.measured[0]) == case.measured[number]


@every_clock
def test_what_is_done_at_the_last_moment_is_kept(world: World, name: str) -> None:
    incident, clock = begun(world, name)
    assert clock.due - clock.started == timedelta(minutes=CASES[name].minutes)
    clocks.run(clock.due - timedelta(seconds=1))
    assert said(name) == []
    CASES[name].done(world, incident, clock.due)
    clock.refresh_from_db()
    assert (clock.stopped, clock.broken, clock.dropped) == (clock.due, False, False)
    assert [mark for _step, mark in marks(incident, name)] == ["kept"]
    right(name, 1, clock.due)
    clocks.run(clock.due + timedelta(minutes=1))
    assert said(name) == []


@every_clock
def test_what_is_late_is_marked_told_once_and_stays_marked(world: World, name: str) -> None:
    incident, clock = begun(world, name)
    clocks.run(clock.due + timedelta(minutes=1))
    clocks.run(clock.due + timedelta(minutes=1))
    clock.refresh_from_db()
    assert (clock.stopped, clock.broken) == (None, True)
    escalates = name in limits.ESCALATING
    assert marks(incident, name) == [("escalate" if escalates else "late", "broken")]
    told = ("response.incident.escalated", limits.DEPUTY) if escalates else ("response.clock.broken", None)
    assert said(name) == [told]
    page = client_of(world, "head").get(f"/desk/incidents/{incident.pk}/audit/").content.decode()
    assert clock.get_name_display() in page
    CASES[name].done(world, incident, clock.due + timedelta(minutes=2))
    clock.refresh_from_db()
    assert (clock.stopped, clock.broken) == (clock.due + timedelta(minutes=2), True)
    assert [mark for _step, mark in marks(incident, name)] == ["broken", "broken"]
    right(name, 2, clock.stopped)


@every_clock
def test_silence_climbs_after_as_long_again_and_nothing_else_does(world: World, name: str) -> None:
    incident, clock = begun(world, name)
    span = clock.due - clock.started
    for number in range(1, 6):
        clocks.run(clock.started + number * (span + timedelta(seconds=1)))
        incident.refresh_from_db()
        height = min(number, limits.NETWORK)
        if name in limits.ESCALATING:
            assert incident.escalated >= height
    levels = [level for _kind, level in said(name)]
    assert levels == (list(LEVELS) if name in limits.ESCALATING else [None])


def test_outside_the_duty_hours_a_report_may_wait_half_an_hour(world: World) -> None:
    night = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)  # half past eleven in Tehran
    incident = cast.reported(world, now=night)
    clock = Clock.objects.get(incident=incident, name=limits.ACKNOWLEDGE)
    assert clock.due == night + timedelta(minutes=30)
    clocks.run(night + timedelta(minutes=29))
    assert said(limits.ACKNOWLEDGE) == []
    actions.acknowledge(actor=world.as_("head"), incident=incident, now=night + timedelta(minutes=30))
    assert marks(incident, limits.ACKNOWLEDGE) == [("acknowledge", "kept")]
    late = cast.reported(world, claim="ادعای دیگر دربارهٔ شب", now=night)
    clocks.run(night + timedelta(minutes=31))
    assert marks(late, limits.ACKNOWLEDGE) == [("escalate", "broken")]


@pytest.mark.parametrize(
    ("name", "severity", "limit"),
    [
        (limits.OWNERSHIP, 5, 15), (limits.OWNERSHIP, 3, 60), (limits.OWNERSHIP, 2, 240),
        (limits.SITUATION, 4, 30), (limits.SITUATION, 3, 240), (limits.SITUATION, 2, DAY),
    ],
)  # fmt: skip
def test_a_lighter_claim_has_more_time(world: World, name: str, severity: int, limit: int) -> None:
    make = cast.triaged if name == limits.OWNERSHIP else cast.claimed
    clock = Clock.objects.get(incident=make(world, severity=severity), name=name)
    assert clock.due - clock.started == timedelta(minutes=limit)
