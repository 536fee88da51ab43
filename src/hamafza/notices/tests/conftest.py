"""Events to tell people of, and services to send to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from tests.world import World

from hamafza.notices import kinds, vapid
from hamafza.notices.encryption import point
from hamafza.notices.kinds import Message
from hamafza.notices.making import make
from hamafza.notices.models import Notice, Rhythm
from hamafza.notices.tests.push_service import PushService, running
from hamafza.wire.actions import Announcement, append
from hamafza.wire.models import Event


class Happened(Announcement):
    kind = "tests.happened"


Happen = Callable[..., list[Notice]]


def happened(subject: str = "item:1", by: int | None = None) -> Event:
    with transaction.atomic():
        return append(Happened(subject=subject, audiences=("all",), payload={"by": by}))


@pytest.fixture
def meaning(world: World, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`meaning(Message(…), …)`: what the test's events mean from now on."""
    monkeypatch.setattr(kinds, "kinds", dict(kinds.kinds))
    monkeypatch.setattr(kinds, "groups", dict(kinds.groups))

    def means(*messages: Message, push: bool = True, mail: Rhythm = Rhythm.NEVER) -> None:
        def said(event: Event) -> Iterable[Message]:
            return messages

        kinds.group("tests", "tests", push=push, mail=mail)
        kinds.kinds["tests.happened"] = kinds.NoticeKind("tests", said)

    return means


@pytest.fixture
def happen(meaning: Callable[..., None]) -> Happen:
    """`happen(Message(…), subject=…, mail=…)`: the notices of a fresh event that means this."""

    def make_it(
        *messages: Message, subject: str = "item:1", by: int | None = None, **wishes: Any
    ) -> list[Notice]:
        meaning(*messages, **wishes)
        return make(happened(subject, by))

    return make_it


@pytest.fixture
def push_service(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    """A push service of this test, with a key of this test, that may be sent to although it is inside."""
    settings.PUSH_PRIVATE, settings.PUSH_KEY_FILE = True, tmp_path / "vapid-key"
    vapid.key.cache_clear()
    monkeypatch.setattr(vapid, "_lines", {})
    with running(point(vapid.key().public_key())) as service:
        yield service
    vapid.key.cache_clear()
