"""Whoever is shut out hears nothing more: what a revocation writes down, and what a ticket is bound to."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from tests.world import World

from hamafza.network import actions, tokens
from hamafza.network.events import session_name
from hamafza.network.models import Membership, Token
from hamafza.wire import clocks
from hamafza.wire.clock import registry
from hamafza.wire.models import Event
from hamafza.wire.ticket import Ticket, verify


def revoked() -> list[dict[str, object]]:
    return [json.loads(event.payload) for event in Event.objects.filter(kind="wire.revoke")]


def ticket_of(key: str) -> Ticket:
    headers = {"authorization": f"Bearer {key}"}
    text = Client().get("/api/v1/wire", headers=headers).headers["X-Hamafza-Stream"]
    return verify(settings.TICKET_KEY, text, timezone.now().timestamp())


def test_a_revoked_key_closes_the_streams_it_opened_and_no_others(world: World) -> None:
    person = world.people["officer"]
    first, second = tokens.create_token(person), tokens.create_token(person)
    ticket = ticket_of(first)
    assert ticket.session != ticket_of(second).session
    assert tokens.revoke(person, Token.objects.get(digest=tokens.digest(first)).pk)
    assert revoked() == [{"session": ticket.session}]


def test_a_ticket_ends_with_the_key_it_was_given_for(world: World) -> None:
    key = tokens.create_token(world.people["officer"])
    soon = timezone.now() + timedelta(minutes=3)
    Token.objects.update(expires=soon)
    assert ticket_of(key).expires == int(soon.timestamp())


def test_an_expired_session_is_closed_by_the_clock(world: World) -> None:
    ended, going_on = SessionStore(), SessionStore()
    ended.create()
    going_on.create()
    Session.objects.filter(pk=ended.session_key).update(expire_date=timezone.now())
    clocks.end_expired_sessions()
    clocks.end_expired_sessions()
    assert revoked() == [{"session": session_name(ended.session_key)}]
    assert list(Session.objects.values_list("pk", flat=True)) == [going_on.session_key]
    assert registry["wire.expired-sessions"].seconds < 60


@pytest.mark.parametrize("what", ["role", "deactivated"])
def test_losing_a_role_or_the_account_closes_the_persons_streams(world: World, what: str) -> None:
    person = world.people["officer"]
    if what == "role":
        membership = Membership.objects.get(person=person)
        actions.end_membership(actor=world.as_("admin"), membership=membership)
    else:
        actions.set_active(actor=world.as_("admin"), person=person, active=False)
    assert revoked() == [{"person": person.pk}]
