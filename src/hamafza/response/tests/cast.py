"""An incident of the small federation: the province is said to do wrong, the body's people answer for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from tests.world import World

from hamafza.response import actions, publishing, working
from hamafza.response.actions import Report
from hamafza.response.models import Evidence, Incident
from hamafza.response.publishing import ResponseWords
from hamafza.response.working import EvidencePiece

# A working morning in Tehran: within the duty hours, no quiet hours.
NOON = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
CLAIM = "می‌گویند آب شهر کرج از دیروز آلوده است و بیمارستان‌ها پر شده‌اند"


def minutes(count: float) -> datetime:
    return NOON + timedelta(minutes=count)


def reported(world: World, *, by: str = "trusted", now: datetime = NOON, **said: Any) -> Incident:
    """The fund's officer hears it; it touches the province."""
    usual = {"claim": CLAIM, "where": "کانال محلی", "touches": ("province",), "topics": ("welfare",)}
    unit = world.as_(by).memberships[0].unit
    return actions.report(actor=world.as_(by), unit=unit, report=Report(**{**usual, **said}), now=now)


def triaged(world: World, *, severity: int = 3, kind: str = "false", **said: Any) -> Incident:
    incident = reported(world, **said)
    return actions.triage(
        actor=world.as_("head"), incident=incident, severity=severity, kind=kind, now=minutes(5)
    )


def claimed(world: World, **said: Any) -> Incident:
    """The province owns it."""
    return actions.claim(
        actor=world.as_("officer"),
        incident=triaged(world, **said),
        unit=world.units["province"],
        now=minutes(10),
    )


def piece(**said: Any) -> EvidencePiece:
    usual = {"kind": "data", "label": "آزمایش آب", "source": "آزمایشگاه مرکزی", "dated": "1405-09-03"}
    return EvidencePiece(**{**usual, "text": "کلر آزاد ۰٫۶ میلی‌گرم در لیتر", **said})


def words(**said: Any) -> ResponseWords:
    usual = {
        "stance": "wrong",
        "headline": "آب کرج سالم است؛ نتیجهٔ آزمایش چهل نمونه منتشر شد",
        "fact": "هر چهل نمونه‌ای که امروز از شبکهٔ کرج برداشته شد استاندارد است.",
        "why": "تصویر پخش‌شده از لوله‌کشی سه سال پیش در شهری دیگر است و بیمارستان‌ها افزایش مراجعه نداشته‌اند.",
        "contact": "روابط‌عمومی البرز، 026-1234",
        "done": "نمونه‌برداری تا یک هفته هر روز تکرار و نتیجه منتشر می‌شود.",
    }
    return ResponseWords(**{**usual, **said})


def evidenced(world: World, incident: Incident) -> Evidence:
    """Entered by the province's officer, checked by the colleague."""
    found = working.add_evidence(
        actor=world.as_("officer"), incident=incident, piece=piece(), now=minutes(20)
    )
    return working.check_evidence(actor=world.as_("colleague"), evidence=found, now=minutes(22))


def verifying(world: World, **said: Any) -> Incident:
    return actions.verify(actor=world.as_("officer"), incident=claimed(world, **said), now=minutes(15))


def ready(world: World, **said: Any) -> Incident:
    """Written by the province's officer."""
    incident = verifying(world, **said)
    evidenced(world, incident)
    publishing.write(actor=world.as_("officer"), incident=incident, words=words(), now=minutes(25))
    return publishing.ready(actor=world.as_("officer"), incident=incident, now=minutes(30))


def cleared(world: World, **said: Any) -> Incident:
    """By the colleague, who is the province's editor."""
    return publishing.clear(actor=world.as_("colleague"), incident=ready(world, **said), now=minutes(40))


def published(world: World, **said: Any) -> Incident:
    return publishing.publish(actor=world.as_("officer"), incident=cleared(world, **said), now=minutes(45))


def client_of(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client
