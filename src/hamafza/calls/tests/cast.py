"""A call of the centre to the three other units of the cast, and those who ask and answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from tests.world import World

from hamafza.calls import actions
from hamafza.calls.addressing import Address
from hamafza.calls.models import Answer, Call
from hamafza.calls.question import Question

# A working morning in Tehran: no quiet hours.
NOON = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
THREE = ("body", "province", "trusted")


def question(**said: Any) -> Question:
    usual = {"kind": "cover", "title": "پوشش افتتاح", "deadline": NOON + timedelta(hours=48)}
    return Question(**{**usual, **said})


def asked(world: World, *, units: tuple[str, ...] = THREE, now: datetime = NOON, **said: Any) -> Call:
    """The centre's head asks."""
    return actions.ask(
        actor=world.as_("head"),
        unit=world.units["centre"],
        question=question(**said),
        address=Address(units=units),
        now=now,
    )


def answer_of(call: Call, world: World, code: str) -> Answer:
    return call.answers.select_related("unit", "call").get(unit=world.units[code])


def client_of(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client
