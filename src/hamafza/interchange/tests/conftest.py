"""Things of the small federation that programs ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from tests.world import World

from hamafza.calls import answering
from hamafza.calls.tests.cast import asked
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.relay.actions import relay
from hamafza.relay.models import Kind
from hamafza.response.tests.cast import piece, published, verifying
from hamafza.response.working import add_evidence


@pytest.fixture
def site(world: World) -> Iterator[Callable[..., Any]]:
    """The program as a server calls it; the connection of the test stays open between requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def things(world: World, settings: Any, tmp_path: Any) -> dict[str, int]:
    """Drafts are the province's, by the officer; what is shown is the fund's; incidents are the province's."""
    settings.MEDIA_ROOT = tmp_path
    shown = item(world, "trusted", "trusted")
    shown = actions.publish(actor=world.as_("trusted"), item=shown)
    sent = actions.submit(actor=world.as_("officer"), item=item(world, "officer", "province"))
    urgent = item(world, "officer", "province")
    urgent = actions.publish_urgently(actor=world.as_("officer"), item=urgent, reason="سیل در راه است")
    made = relay(actor=world.as_("head"), unit=world.units["centre"], item=shown)
    said = {"kind": Kind.INTRODUCTION, "text": "این طرح در البرز هم اجرا می‌شود."}
    waiting = relay(actor=world.as_("officer"), unit=world.units["province"], item=shown, **said)
    found = {"draft": item(world, "officer", "province"), "sent": sent, "urgent": urgent, "shown": shown}
    found |= {"relay": made, "waiting": waiting} | calls(world) | incidents(world)
    return {name: one.pk for name, one in found.items()} | {"code": shown.code}


def item(world: World, by: str, unit: str) -> Item:
    words = Content(headline="بیمهٔ کارگران", abstract="لید خبر", body="<p>متن خبر</p>")
    return actions.create(actor=world.as_(by), unit=world.units[unit], content=words)


def calls(world: World) -> dict[str, Any]:
    """One that nobody answered, and one that the province has done."""
    now = timezone.now()
    open_ = asked(world, units=("province",), deadline=now + timedelta(days=3), now=now, urgent=True)
    done = asked(world, units=("province",), deadline=now + timedelta(days=3), now=now, urgent=True)
    row = answering.accept(actor=world.as_("officer"), answer=done.answers.get())
    answering.done(actor=world.as_("officer"), answer=row, note="انجام شد")
    return {"call": open_, "done": done}


def incidents(world: World) -> dict[str, Any]:
    """One that is being verified, with evidence nobody checked, and one that is answered."""
    open_ = verifying(world)
    kept = add_evidence(actor=world.as_("officer"), incident=open_, piece=piece())
    return {"incident": open_, "piece": kept, "answered": published(world)}


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.pdf", b"%PDF-1.4 table\n%%EOF")
